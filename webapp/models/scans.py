"""Every scan that was judged, word for word, with the answer it got. Never changed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Anything, BigKey, Moment, closed_list


class ScanStatus(StrEnum):
    """How a scan was judged."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    CHOOSE = "choose"
    CONFIRM = "confirm"
    HELD = "held"


class ScanSource(StrEnum):
    """What read the code."""

    CAMERA = "camera"
    WEDGE = "wedge"
    PHOTO = "photo"
    TYPED = "typed"


class Scan(db.Model):  # type: ignore[name-defined,misc]
    """One act of a worker. `scan_id` is made by the device; `digest` is of what it sent with it."""

    __tablename__ = "scans"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    scan_id: Mapped[str] = mapped_column(String(36), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    symbology: Mapped[str | None] = mapped_column(String(8))
    source: Mapped[ScanSource] = mapped_column(closed_list(ScanSource, "source"))
    flow: Mapped[str | None] = mapped_column(String(24))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    step: Mapped[str | None] = mapped_column(String(24))
    status: Mapped[ScanStatus] = mapped_column(closed_list(ScanStatus, "status"))
    code: Mapped[str] = mapped_column(String(48))
    answer: Mapped[Anything] = mapped_column(JSON)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    captured_at: Mapped[datetime] = mapped_column(Moment)
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        CheckConstraint("length(scan_id) = 36", name="scan_id_is_a_uuid"),
        Index("ix_scans_recorded_at", "recorded_at"),
    )
