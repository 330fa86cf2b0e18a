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
    false,
    text,
)
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from webapp.extensions import db
from webapp.models.types import Moment, Sorted, closed_list
from webapp.rules.removal import RemovalStrategy
from webapp.rules.walking import walk_key


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


def key_of_code(row: DefaultExecutionContext) -> str:
    """The key of a place that is written without the ORM."""
    return walk_key(row.get_current_parameters()["code"])  # type: ignore[no-untyped-call]


class Location(db.Model):  # type: ignore[name-defined,misc]
    """A place with a code on it. A picker passes places by `walk_order`, then by their codes.

    `walk_key` is the code as people count (A-2 before A-10), kept beside it for the database to
    sort by. `removal_strategy` holds for the stock here and in every place below that has none.
    `capacity` is the number of base units that fit, or null where nobody counts. Of the quarantine
    places that take returns the first on the walk is where they wait. `count_every_days` is how
    often the place is to be counted, or null.
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
    walk_key: Mapped[str] = mapped_column(Sorted(), default=key_of_code, server_default="")
    removal_strategy: Mapped[RemovalStrategy | None] = mapped_column(
        closed_list(RemovalStrategy, "removal_strategy")
    )
    capacity: Mapped[int | None]
    blocked_in: Mapped[bool] = mapped_column(default=False)
    blocked_out: Mapped[bool] = mapped_column(default=False)
    storage_category_id: Mapped[int | None] = mapped_column(
        ForeignKey("storage_categories.id"), index=True
    )
    # Why nothing here may leave: written by `operations/holds.py` while a hold is open.
    hold_reason: Mapped[str | None] = mapped_column(String(200))
    takes_returns: Mapped[bool] = mapped_column(default=False, server_default=false())
    count_every_days: Mapped[int | None]

    parent: Mapped[Location | None] = relationship(remote_side=[id])

    @validates("code")
    def keep_walk_key(self, _name: str, code: str) -> str:
        """A code and its key change together."""
        self.walk_key = walk_key(code)
        return code

    __table_args__ = (
        UniqueConstraint("id", "inside"),
        Index("ix_locations_walk_order", "walk_order"),
        Index("ix_locations_name", "name"),
        CheckConstraint("capacity is null or capacity > 0", name="capacity_is_positive"),
        CheckConstraint("parent_id is null or parent_id <> id", name="is_not_its_own_parent"),
        CheckConstraint("length(code) > 0", name="code_is_not_empty"),
        CheckConstraint(
            "not takes_returns or kind = 'quarantine'", name="returns_wait_in_quarantine"
        ),
        CheckConstraint("count_every_days > 0", name="rhythm_is_positive"),
    )


class PlateKind(StrEnum):
    """What a license plate is stuck on."""

    PALLET = "pallet"
    CASE = "case"
    TOTE = "tote"


class PlateStatus(StrEnum):
    """How far a license plate has come; the last two are for ever.

    A closed one takes and gives nothing until it is opened again, and what stands on it is closed
    too. A shipped one left with all it carried; a dissolved one is no more, its code used up.
    """

    OPEN = "open"
    CLOSED = "closed"
    SHIPPED = "shipped"
    DISSOLVED = "dissolved"


class LicensePlate(db.Model):  # type: ignore[name-defined,misc]
    """A carrier with a code (an SSCC or one of our own); its content is where it is.

    It may stand on another one, its parent, and then stands where that one stands. The triggers
    that hold this are in migrations 0011 and 0015. `status_since` is null for one that is as it was
    made.
    """

    __tablename__ = "license_plates"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[PlateKind] = mapped_column(closed_list(PlateKind, "kind"))
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("license_plates.id"), index=True)
    status: Mapped[PlateStatus] = mapped_column(
        closed_list(PlateStatus, "status"), default=PlateStatus.OPEN, server_default="open"
    )
    status_since: Mapped[datetime | None] = mapped_column(Moment)
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
