"""What is kept: products, how they are tracked, the packagings they come in, and their codes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Moment, closed_list
from webapp.rules.removal import RemovalStrategy


class Tracking(StrEnum):
    """Which codes every unit of a product must carry inside the warehouse."""

    NONE = "none"
    LOT = "lot"
    SERIAL = "serial"
    LOT_AND_SERIAL = "lot_and_serial"

    @property
    def by_lot(self) -> bool:
        """Whether stock of the product must name its lot."""
        return self in (Tracking.LOT, Tracking.LOT_AND_SERIAL)

    @property
    def by_serial(self) -> bool:
        """Whether stock of the product must name its serial number."""
        return self in (Tracking.SERIAL, Tracking.LOT_AND_SERIAL)


class ExpiryPolicy(StrEnum):
    """Whether a new lot of the product needs the date it expires on."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class ShortLife(StrEnum):
    """What becomes of a lot that lives too short when it comes in."""

    REFUSE = "refuse"
    REPORT = "report"


class PackagingKind(StrEnum):
    """The levels of GS1's packaging hierarchy that the floor knows."""

    EACH = "each"
    INNER = "inner"
    CASE = "case"
    PALLET = "pallet"


class ProductCategory(db.Model):  # type: ignore[name-defined,misc]
    """Products that are handled alike. Its order of removal goes before that of any location."""

    __tablename__ = "product_categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    removal_strategy: Mapped[RemovalStrategy | None] = mapped_column(
        closed_list(RemovalStrategy, "removal_strategy")
    )

    __table_args__ = (CheckConstraint("length(code) > 0", name="code_is_not_empty"),)


class Product(db.Model):  # type: ignore[name-defined,misc]
    """A product. Quantities are whole numbers of `unit`; `scale` moves the point on screens only.

    A product weighed in grams and shown in kilograms has unit "kg" and scale 3: 2500 reads 2.5 kg.
    `weight_g` and `height_mm` are of one base unit, null where nobody measured; goods of a
    `storage_class` keep away from some others, and those of a category go to its bins first.
    `expiry_days` count from the day a lot is received; the other days count back from its expiry
    (`rules.shelf_life`). A lot that lives less than `min_receipt_days`, or has less than
    `min_receipt_percent` of its whole life left, is refused or reported.
    """

    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    tracking: Mapped[Tracking] = mapped_column(closed_list(Tracking, "tracking"))
    expiry_policy: Mapped[ExpiryPolicy] = mapped_column(
        closed_list(ExpiryPolicy, "expiry_policy"), default=ExpiryPolicy.NONE
    )
    unit: Mapped[str] = mapped_column(String(16), default="each")
    scale: Mapped[int] = mapped_column(default=0)
    picture: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("product_categories.id"), index=True)
    weight_g: Mapped[int | None]
    height_mm: Mapped[int | None]
    storage_class: Mapped[str | None] = mapped_column(String(16))
    storage_category_id: Mapped[int | None] = mapped_column(
        ForeignKey("storage_categories.id"), index=True
    )
    expiry_days: Mapped[int | None]
    best_before_days: Mapped[int | None]
    removal_days: Mapped[int | None]
    alert_days: Mapped[int | None]
    min_receipt_days: Mapped[int | None]
    min_receipt_percent: Mapped[int | None]
    short_life: Mapped[ShortLife] = mapped_column(
        closed_list(ShortLife, "short_life"),
        default=ShortLife.REFUSE,
        server_default=ShortLife.REFUSE.value,
    )

    packagings: Mapped[list[Packaging]] = relationship(
        back_populates="product", order_by="Packaging.quantity"
    )

    __table_args__ = (
        CheckConstraint("scale between 0 and 6", name="scale_is_0_to_6"),
        CheckConstraint("length(sku) > 0", name="sku_is_not_empty"),
        CheckConstraint(
            "expiry_policy = 'none' or tracking in ('lot', 'lot_and_serial')",
            name="dates_need_a_lot",
        ),
        CheckConstraint("weight_g >= 0", name="weight_g_is_not_below_zero"),
        CheckConstraint("height_mm >= 0", name="height_mm_is_not_below_zero"),
        CheckConstraint(
            "min_receipt_percent between 1 and 100", name="min_receipt_percent_is_a_share"
        ),
        *(
            CheckConstraint(f"{days} >= 0", name=f"{days}_are_not_negative")
            for days in (
                *("expiry_days", "best_before_days", "removal_days", "alert_days"),
                "min_receipt_days",
            )
        ),
    )


class Packaging(db.Model):  # type: ignore[name-defined,misc]
    """One way a product comes: its GTIN, always 14 digits, and how many base units it holds."""

    __tablename__ = "packagings"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    kind: Mapped[PackagingKind] = mapped_column(closed_list(PackagingKind, "kind"))
    quantity: Mapped[int]
    gtin: Mapped[str | None] = mapped_column(String(14), unique=True)
    height_mm: Mapped[int | None]

    product: Mapped[Product] = relationship(back_populates="packagings")

    __table_args__ = (
        CheckConstraint("quantity > 0", name="holds_at_least_one"),
        CheckConstraint("gtin is null or length(gtin) = 14", name="gtin_is_14_digits"),
        CheckConstraint("height_mm >= 0", name="height_mm_is_not_below_zero"),
    )


class ProductCode(db.Model):  # type: ignore[name-defined,misc]
    """A further code that a product answers to, beside its SKU and its packagings' GTINs.

    `code` is a GTIN at 14 digits or a text as it is printed; `units` is what one scan of it counts
    (of `packaging_id`, where it is the code of one). The codes of a product stand in the order of
    `position`, the main one first. One that is not used any more stays, not `active`, and its text
    is free again.
    """

    __tablename__ = "product_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    packaging_id: Mapped[int | None] = mapped_column(ForeignKey("packagings.id"))
    code: Mapped[str] = mapped_column(String(64))
    units: Mapped[int]
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        Index(
            "uq_product_codes_code",
            "code",
            unique=True,
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
        CheckConstraint("length(code) > 0", name="code_is_not_empty"),
        CheckConstraint("units > 0", name="stands_for_at_least_one"),
    )
