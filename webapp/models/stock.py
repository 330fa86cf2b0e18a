"""The book: moves that are never changed, the balances that must equal them, and reservations.

`operations/ledger.py` is the only writer of moves and balances. The laws a row can hold are
checks here; the triggers that refuse a change of history are in the first migration; the laws
over many rows are in `operations/verify.py`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import BigKey, Moment, closed_list
from webapp.rules.removal import ReservationMethod


class MoveKind(StrEnum):
    """The act of the floor that a move records."""

    RECEIVE = "receive"
    PUT_AWAY = "put_away"
    PICK = "pick"
    SHIP = "ship"
    RELOCATE = "relocate"
    COUNT = "count"
    SCRAP = "scrap"


class Balance(db.Model):  # type: ignore[name-defined,misc]
    """How much of one product · lot · serial is on one license plate at one location."""

    __tablename__ = "balances"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    lot_id: Mapped[int | None]
    serial_id: Mapped[int | None]
    location_id: Mapped[int]
    plate_id: Mapped[int | None] = mapped_column(ForeignKey("license_plates.id"), index=True)
    inside: Mapped[bool]
    on_hand: Mapped[int] = mapped_column(BigKey, default=0)
    reserved: Mapped[int] = mapped_column(BigKey, default=0)
    arrived_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        ForeignKeyConstraint(["lot_id", "product_id"], ["lots.id", "lots.product_id"]),
        ForeignKeyConstraint(["serial_id", "product_id"], ["serials.id", "serials.product_id"]),
        ForeignKeyConstraint(["location_id", "inside"], ["locations.id", "locations.inside"]),
        # Nulls count as equal here: one row for "no lot, no serial, no plate", not many.
        Index(
            "uq_balances_what_and_where",
            "product_id",
            func.coalesce(text("lot_id"), 0),
            func.coalesce(text("serial_id"), 0),
            "location_id",
            func.coalesce(text("plate_id"), 0),
            unique=True,
        ),
        Index(
            "uq_balances_serial_in_one_place",
            "serial_id",
            unique=True,
            sqlite_where=text("on_hand > 0 and serial_id is not null"),
            postgresql_where=text("on_hand > 0 and serial_id is not null"),
        ),
        Index("ix_balances_location_id", "location_id"),
        Index("ix_balances_lot_id", "lot_id"),
        CheckConstraint("not inside or on_hand >= 0", name="inside_is_never_below_zero"),
        CheckConstraint("reserved >= 0", name="reserved_is_never_below_zero"),
        CheckConstraint("reserved = 0 or inside", name="only_stock_inside_is_reserved"),
        CheckConstraint("not inside or reserved <= on_hand", name="reserved_is_on_hand"),
        CheckConstraint("serial_id is null or on_hand in (-1, 0, 1)", name="a_serial_is_one_unit"),
    )


class Move(db.Model):  # type: ignore[name-defined,misc]
    """One entry of the ledger: so many units of this, from here to there. Never changed."""

    __tablename__ = "moves"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    kind: Mapped[MoveKind] = mapped_column(closed_list(MoveKind, "kind"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    lot_id: Mapped[int | None]
    serial_id: Mapped[int | None]
    quantity: Mapped[int] = mapped_column(BigKey)
    source_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    source_plate_id: Mapped[int | None] = mapped_column(ForeignKey("license_plates.id"))
    destination_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    destination_plate_id: Mapped[int | None] = mapped_column(ForeignKey("license_plates.id"))
    receipt_line_id: Mapped[int | None] = mapped_column(ForeignKey("receipt_lines.id"), index=True)
    order_line_id: Mapped[int | None] = mapped_column(ForeignKey("order_lines.id"), index=True)
    # Deferred: the scan's row is written last, with its answer, in the same transaction.
    scan_id: Mapped[str | None] = mapped_column(
        ForeignKey("scans.scan_id", deferrable=True, initially="DEFERRED"), index=True
    )
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("moves.id"), unique=True)
    reason: Mapped[str | None] = mapped_column(String(200))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    captured_at: Mapped[datetime] = mapped_column(Moment)
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        ForeignKeyConstraint(["lot_id", "product_id"], ["lots.id", "lots.product_id"]),
        ForeignKeyConstraint(["serial_id", "product_id"], ["serials.id", "serials.product_id"]),
        Index("ix_moves_lot_id", "lot_id"),
        Index("ix_moves_serial_id", "serial_id"),
        Index("ix_moves_product_id_recorded_at", "product_id", "recorded_at"),
        CheckConstraint("quantity > 0", name="moves_something"),
        CheckConstraint("serial_id is null or quantity = 1", name="a_serial_is_one_unit"),
        CheckConstraint(
            "source_id <> destination_id"
            " or coalesce(source_plate_id, 0) <> coalesce(destination_plate_id, 0)",
            name="goes_somewhere",
        ),
        CheckConstraint("reverses_id is null or reverses_id <> id", name="does_not_reverse_itself"),
    )


class Reservation(db.Model):  # type: ignore[name-defined,misc]
    """So many units of one balance that are promised to one task, for a line of an order or not."""

    __tablename__ = "reservations"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    balance_id: Mapped[int] = mapped_column(ForeignKey("balances.id"), index=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    order_line_id: Mapped[int | None] = mapped_column(ForeignKey("order_lines.id"), index=True)
    quantity: Mapped[int] = mapped_column(BigKey)

    __table_args__ = (
        CheckConstraint("quantity > 0", name="promises_something"),
        UniqueConstraint("balance_id", "task_id", "order_line_id"),
    )


class ReservationSetting(db.Model):  # type: ignore[name-defined,misc]
    """The one row of when orders are promised their stock; where it is missing, at release."""

    __tablename__ = "reservation_settings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    method: Mapped[ReservationMethod] = mapped_column(closed_list(ReservationMethod, "method"))
    days_before: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        CheckConstraint("id = 1", name="there_is_one"),
        CheckConstraint("days_before between 0 and 365", name="days_before_is_within_a_year"),
    )
