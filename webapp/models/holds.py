"""Holds: what may not leave, why, by whom, from when to when; and the promises they took back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import BigKey, Moment, closed_list


class HoldStatus(StrEnum):
    """A hold waits for a decision; what is recalled must come back."""

    ON_HOLD = "on_hold"
    RECALLED = "recalled"


class Hold(db.Model):  # type: ignore[name-defined,misc]
    """One hold of a lot, a license plate or a location. Written once, released once, never gone.

    What it holds repeats the reason on its own row, so that a scan need not look here; a law of
    the book keeps the two together.
    """

    __tablename__ = "holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lots.id"), index=True)
    plate_id: Mapped[int | None] = mapped_column(ForeignKey("license_plates.id"), index=True)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    status: Mapped[HoldStatus] = mapped_column(closed_list(HoldStatus, "status"))
    cause: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(200))
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    placed_at: Mapped[datetime] = mapped_column(Moment)
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    release_reason: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (
        *(
            Index(
                f"uq_holds_one_open_on_a_{name}",
                f"{name}_id",
                unique=True,
                sqlite_where=text("released_at is null"),
                postgresql_where=text("released_at is null"),
            )
            for name in ("lot", "plate", "location")
        ),
        CheckConstraint(
            "(case when lot_id is null then 0 else 1 end)"
            " + (case when plate_id is null then 0 else 1 end)"
            " + (case when location_id is null then 0 else 1 end) = 1",
            name="holds_one_thing",
        ),
        CheckConstraint("status = 'on_hold' or lot_id is not null", name="only_lots_are_recalled"),
        CheckConstraint("length(reason) > 0", name="has_a_reason"),
    )


class LostReservation(db.Model):  # type: ignore[name-defined,misc]
    """Units that an order line had been promised and a hold took; `found` of them elsewhere."""

    __tablename__ = "lost_reservations"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    hold_id: Mapped[int] = mapped_column(ForeignKey("holds.id"), index=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lots.id"))
    quantity: Mapped[int] = mapped_column(BigKey)
    found: Mapped[int] = mapped_column(BigKey)
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        CheckConstraint("quantity > 0 and found between 0 and quantity", name="counts_fit"),
    )
