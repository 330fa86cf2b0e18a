"""What fits where: storage categories, their limits, and classes that may not share a bin."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.places import PlateKind
from webapp.models.types import closed_list


class Mixing(StrEnum):
    """What may lie beside what in one bin."""

    MIXED = "mixed"
    SAME_PRODUCT = "same_product"
    SAME_LOT = "same_lot"
    EMPTY_ONLY = "empty_only"


class StorageCategory(db.Model):  # type: ignore[name-defined,misc]
    """What a kind of bin carries: each limit is above 0, or null where nobody counts.

    `max_units` is of any product, in base units; `one_expiry` keeps a product with one date.
    """

    __tablename__ = "storage_categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(24), unique=True)
    name: Mapped[str] = mapped_column(String(64))
    max_weight_g: Mapped[int | None]
    max_units: Mapped[int | None]
    max_plates: Mapped[int | None]
    max_height_mm: Mapped[int | None]
    mixing: Mapped[Mixing] = mapped_column(closed_list(Mixing, "mixing"), default=Mixing.MIXED)
    one_expiry: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        CheckConstraint("length(code) > 0", name="code_is_not_empty"),
        CheckConstraint(
            "coalesce(max_weight_g, 1) > 0 and coalesce(max_units, 1) > 0"
            " and coalesce(max_plates, 1) > 0 and coalesce(max_height_mm, 1) > 0",
            name="limits_are_positive",
        ),
    )


class StorageLimit(db.Model):  # type: ignore[name-defined,misc]
    """At most so many of one product (base units), or of one kind of license plate, in a bin."""

    __tablename__ = "storage_limits"

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("storage_categories.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    plate_kind: Mapped[PlateKind | None] = mapped_column(closed_list(PlateKind, "plate_kind"))
    most: Mapped[int]

    __table_args__ = (
        UniqueConstraint("category_id", "product_id"),
        UniqueConstraint("category_id", "plate_kind"),
        CheckConstraint("most > 0", name="most_is_positive"),
        CheckConstraint("(product_id is null) <> (plate_kind is null)", name="is_about_one_thing"),
    )


class ClassConflict(db.Model):  # type: ignore[name-defined,misc]
    """Goods of these two classes may not lie in one bin; the two stand in the order of text."""

    __tablename__ = "class_conflicts"

    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[str] = mapped_column(String(16))
    second: Mapped[str] = mapped_column(String(16))

    __table_args__ = (
        UniqueConstraint("first", "second"),
        CheckConstraint("first <> second", name="two_classes"),
    )
