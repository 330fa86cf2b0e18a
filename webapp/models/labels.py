"""Labels: whose numbers they carry, what is printed when, on which printer, and what was printed.

`label_prints` is a book: what was asked to be printed stays as it was asked. Whether a label is the
first one of its thing is decided by that book, and every later one has a reason.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy import text as condition
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Anything, BigKey, Moment, closed_list


class LabelKind(StrEnum):
    """What can have a label."""

    PRODUCT = "product"
    LOT = "lot"
    SERIAL = "serial"
    PLATE = "plate"
    LOCATION = "location"
    RECEIPT = "receipt"
    ORDER = "order"
    BADGE = "badge"
    COMMAND = "command"


class LabelCarrier(StrEnum):
    """The symbol on a label; goods in a QR code are a Digital Link."""

    GS1_DATAMATRIX = "gs1-datamatrix"
    GS1_128 = "gs1-128"
    QR = "qr"
    CODE_128 = "code-128"


class LabelPaper(StrEnum):
    """What is printed on: a sheet of A4 with 48 labels, or a roll."""

    A4_4X12 = "a4-4x12"
    ROLL_100X50 = "100x50"
    ROLL_100X150 = "100x150"


class PrintLanguage(StrEnum):
    """What a printer understands."""

    PDF = "pdf"
    ZPL = "zpl"


class AtReceipt(StrEnum):
    """Which labels come by themselves when goods are received."""

    NONE = "none"
    PER_LOT = "per_lot"
    PER_UNIT = "per_unit"
    PER_SERIAL = "per_serial"


class PrintReason(StrEnum):
    """Why a thing gets another label. The last one is given by a rule, never by people."""

    DAMAGED = "damaged"
    LOST = "lost"
    UNREADABLE = "unreadable"
    MORE_NEEDED = "more_needed"
    OTHER = "other"
    RECEIVED = "received"


class LabelSetting(db.Model):  # type: ignore[name-defined,misc]
    """The one row of what is arranged for all labels; where it is missing, nothing is arranged."""

    __tablename__ = "label_settings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    company_prefix: Mapped[str | None] = mapped_column(String(12))
    extension_digit: Mapped[int] = mapped_column(default=0)
    output: Mapped[PrintLanguage] = mapped_column(closed_list(PrintLanguage, "output"))
    at_receipt: Mapped[AtReceipt] = mapped_column(closed_list(AtReceipt, "at_receipt"))
    labels_per_lot: Mapped[int] = mapped_column(default=1)
    new_plates: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        CheckConstraint("id = 1", name="there_is_one"),
        CheckConstraint(
            "company_prefix is null or length(company_prefix) between 4 and 12",
            name="prefix_has_4_to_12_digits",
        ),
        CheckConstraint("extension_digit between 0 and 9", name="extension_is_one_digit"),
        CheckConstraint("labels_per_lot between 1 and 99", name="labels_per_lot_is_1_to_99"),
    )


class LabelHabit(db.Model):  # type: ignore[name-defined,misc]
    """The paper and the symbol that a kind of label usually has."""

    __tablename__ = "label_habits"

    kind: Mapped[LabelKind] = mapped_column(closed_list(LabelKind, "kind"), primary_key=True)
    paper: Mapped[LabelPaper] = mapped_column(closed_list(LabelPaper, "paper"))
    carrier: Mapped[LabelCarrier] = mapped_column(closed_list(LabelCarrier, "carrier"))


class SsccCounter(db.Model):  # type: ignore[name-defined,misc]
    """The next serial reference under a company prefix; a row stays when the prefix is changed."""

    __tablename__ = "sscc_counters"

    prefix: Mapped[str] = mapped_column(String(12), primary_key=True)
    extension: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    next: Mapped[int] = mapped_column(BigKey, default=0)

    __table_args__ = (CheckConstraint("next >= 0", name="next_is_not_negative"),)


class Printer(db.Model):  # type: ignore[name-defined,misc]
    """A label printer whose jobs an agent fetches."""

    __tablename__ = "printers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[PrintLanguage] = mapped_column(closed_list(PrintLanguage, "language"))
    dpi: Mapped[int] = mapped_column(default=203)
    paper: Mapped[LabelPaper] = mapped_column(closed_list(LabelPaper, "paper"))
    active: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name_is_not_empty"),
        CheckConstraint("dpi in (203, 300)", name="dpi_is_one_that_exists"),
    )


class Workstation(db.Model):  # type: ignore[name-defined,misc]
    """A place of work with a code on it: a device that scans it prints where it prints."""

    __tablename__ = "workstations"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(24), unique=True)
    printer_id: Mapped[int | None] = mapped_column(ForeignKey("printers.id"))

    __table_args__ = (CheckConstraint("length(code) > 0", name="code_is_not_empty"),)


class DeviceStation(db.Model):  # type: ignore[name-defined,misc]
    """The workstation that a device scanned last."""

    __tablename__ = "device_stations"

    device_id: Mapped[int] = mapped_column(
        ForeignKey("devices.id"), primary_key=True, autoincrement=False
    )
    station_id: Mapped[int] = mapped_column(ForeignKey("workstations.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    bound_at: Mapped[datetime] = mapped_column(Moment)


class PrintJob(db.Model):  # type: ignore[name-defined,misc]
    """Labels that make one document. `taken_at`: somebody opened it or an agent fetched it.

    A job with a printer waits for an agent, which says when it is done. A job of a task gathers
    the labels of its next scans for as long as nobody has taken it.
    """

    __tablename__ = "print_jobs"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    output: Mapped[PrintLanguage] = mapped_column(closed_list(PrintLanguage, "output"))
    paper: Mapped[LabelPaper] = mapped_column(closed_list(LabelPaper, "paper"))
    dpi: Mapped[int] = mapped_column(default=203)
    first_cell: Mapped[int] = mapped_column(default=0)
    printer_id: Mapped[int | None] = mapped_column(ForeignKey("printers.id"))
    station_id: Mapped[int | None] = mapped_column(ForeignKey("workstations.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        CheckConstraint("first_cell between 0 and 47", name="first_cell_is_on_the_sheet"),
        CheckConstraint("dpi in (203, 300)", name="dpi_is_one_that_exists"),
        Index(
            "ix_print_jobs_waiting",
            "printer_id",
            "id",
            sqlite_where=condition("done_at is null"),
            postgresql_where=condition("done_at is null"),
        ),
    )


class LabelPrint(db.Model):  # type: ignore[name-defined,misc]
    """One label that was asked for, and in how many copies. Never changed, never deleted.

    `thing_id` is 0 for a command, which is known by its `code`; `label` is all that is drawn;
    `scan_id` is the scan whose goods or license plate got it.
    """

    __tablename__ = "label_prints"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("print_jobs.id"), index=True)
    kind: Mapped[LabelKind] = mapped_column(closed_list(LabelKind, "kind"))
    thing_id: Mapped[int]
    code: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    label: Mapped[Anything] = mapped_column(JSON)
    copies: Mapped[int]
    paper: Mapped[LabelPaper] = mapped_column(closed_list(LabelPaper, "paper"))
    carrier: Mapped[LabelCarrier] = mapped_column(closed_list(LabelCarrier, "carrier"))
    output: Mapped[PrintLanguage] = mapped_column(closed_list(PrintLanguage, "output"))
    printer: Mapped[str | None] = mapped_column(String(64))
    first: Mapped[bool]
    reason: Mapped[PrintReason | None] = mapped_column(closed_list(PrintReason, "reason"))
    note: Mapped[str | None] = mapped_column(String(200))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    scan_id: Mapped[str | None] = mapped_column(String(36), index=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        CheckConstraint("copies between 1 and 1000", name="copies_are_1_to_1000"),
        CheckConstraint("first or reason is not null", name="a_reprint_has_a_reason"),
        CheckConstraint(
            "reason is null or reason <> 'other' or note is not null", name="other_is_explained"
        ),
        Index("ix_label_prints_thing", "kind", "thing_id", "code"),
        # Two hands at the same moment: one of them printed first, the other one looks again.
        Index(
            "uq_label_prints_first",
            "kind",
            "thing_id",
            "code",
            unique=True,
            sqlite_where=condition("first"),
            postgresql_where=condition("first"),
        ),
    )


class WithdrawnLabel(db.Model):  # type: ignore[name-defined,misc]
    """A label whose scan was undone: it is printed no more, and on paper it is thrown away."""

    __tablename__ = "withdrawn_labels"

    print_id: Mapped[int] = mapped_column(
        BigKey, ForeignKey("label_prints.id"), primary_key=True, autoincrement=False
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
