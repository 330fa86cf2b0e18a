"""Where a product has its places: what feeds them, what is topped up, and who called for more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import BigKey, Moment, closed_list
from webapp.rules.replenishment import PlaceRole


class ProductPlace(db.Model):  # type: ignore[name-defined,misc]
    """A bin of a product, and its part when pick faces are filled; a lower priority goes first.

    A topped-up place has `minimum` and `target` in base units, both whole multiples of `size`: the
    units of the packaging it is filled in, 1 where single units are brought. That the location is a
    bin, and stays one, is held by triggers.
    """

    __tablename__ = "product_places"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), index=True)
    role: Mapped[PlaceRole] = mapped_column(closed_list(PlaceRole, "role"))
    priority: Mapped[int] = mapped_column(default=1)
    minimum: Mapped[int | None] = mapped_column(BigKey)
    target: Mapped[int | None] = mapped_column(BigKey)
    size: Mapped[int] = mapped_column(BigKey, default=1)

    __table_args__ = (
        UniqueConstraint("product_id", "location_id"),
        CheckConstraint("priority between 1 and 99", name="priority_is_1_to_99"),
        CheckConstraint(
            "(role = 'topped_up') = (minimum is not null) and (minimum is null) = (target is null)",
            name="topped_up_has_levels",
        ),
        CheckConstraint("minimum > 0 and minimum < target", name="minimum_is_below_target"),
        CheckConstraint("size > 0", name="size_is_positive"),
        CheckConstraint("minimum % size = 0 and target % size = 0", name="levels_are_whole_sizes"),
    )


class ReplenishmentCall(db.Model):  # type: ignore[name-defined,misc]
    """A picker stood at a place and called for more.

    It is answered by the first goods that come to the place after `after_move_id`, the last move in
    the book when it was made; so nobody has to close it.
    """

    __tablename__ = "replenishment_calls"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("product_places.id"), index=True)
    after_move_id: Mapped[int] = mapped_column(BigKey)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
