"""Where goods are: the tree of locations, and the license plates that stand in them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Moment, closed_list


class LocationKind(StrEnum):
    """What a location is for. An area only groups others and never holds stock.

    The last five are where stock comes from and goes to: moves always have two ends, and the
    balances of a product over all locations add up to zero.
    """

    AREA = "area"
    DOCK = "dock"
    STORAGE = "storage"
    PICK_FACE = "pick_face"
    STAGING = "staging"
    QUARANTINE = "quarantine"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    SCRAP = "scrap"
    COUNT_DIFFERENCE = "count_difference"
    PRODUCTION = "production"

    @property
    def inside(self) -> bool:
        """Whether goods here are in the warehouse and so can never be below zero."""
        return self in INSIDE


INSIDE = frozenset(
    {
        LocationKind.DOCK,
        LocationKind.STORAGE,
        LocationKind.PICK_FACE,
        LocationKind.STAGING,
        LocationKind.QUARANTINE,
    }
)
BINS = (LocationKind.STORAGE, LocationKind.PICK_FACE)
_INSIDE_SQL = ", ".join(f"'{kind}'" for kind in LocationKind if kind in INSIDE)


class Location(db.Model):  # type: ignore[name-defined,misc]
    """A place with a code on it. `walk_order` is the order a picker passes it.

    `capacity` is the number of base units that fit, or null where nobody counts.
    """

    __tablename__ = "locations"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[LocationKind] = mapped_column(closed_list(LocationKind, "kind"))
    # The database itself derives this from the kind; balances repeat it under a foreign key,
    # so that "never below zero inside" is a check on one row.
    inside: Mapped[bool] = mapped_column(
        Boolean, Computed(f"kind in ({_INSIDE_SQL})", persisted=True)
    )
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    walk_order: Mapped[int] = mapped_column(default=0)
    capacity: Mapped[int | None]
    blocked_in: Mapped[bool] = mapped_column(default=False)
    blocked_out: Mapped[bool] = mapped_column(default=False)
    # Why nothing here may leave: written by `operations/holds.py` while a hold is open.
    hold_reason: Mapped[str | None] = mapped_column(String(200))

    parent: Mapped[Location | None] = relationship(remote_side=[id])

    __table_args__ = (
        UniqueConstraint("id", "inside"),
        Index("ix_locations_walk_order", "walk_order"),
        CheckConstraint("capacity is null or capacity > 0", name="capacity_is_positive"),
        CheckConstraint("parent_id is null or parent_id <> id", name="is_not_its_own_parent"),
        CheckConstraint("length(code) > 0", name="code_is_not_empty"),
    )


class PlateKind(StrEnum):
    """What a license plate is stuck on."""

    PALLET = "pallet"
    CASE = "case"
    TOTE = "tote"


class LicensePlate(db.Model):  # type: ignore[name-defined,misc]
    """A carrier with a code (an SSCC or one of our own); its content is where it is."""

    __tablename__ = "license_plates"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[PlateKind] = mapped_column(closed_list(PlateKind, "kind"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("license_plates.id"))
    # The order a tote is bound to while it is being filled.
    order_id: Mapped[int | None] = mapped_column(
        ForeignKey("orders.id", name="fk_license_plates_order_id_orders"), index=True
    )
    hold_reason: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Moment)

    location: Mapped[Location] = relationship()

    __table_args__ = (
        CheckConstraint("parent_id is null or parent_id <> id", name="is_not_its_own_parent"),
        CheckConstraint("length(code) > 0", name="code_is_not_empty"),
        CheckConstraint(text("order_id is null or kind = 'tote'"), name="only_totes_are_bound"),
    )
