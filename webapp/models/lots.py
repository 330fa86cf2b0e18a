"""Lots and serial numbers: a lot is (product, code), and so is a serial."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.products import Product
from webapp.models.types import Moment, closed_list


class LotStatus(StrEnum):
    """Whether a lot may leave. Expired is not a status: it is a date and today."""

    RELEASED = "released"
    ON_HOLD = "on_hold"
    RECALLED = "recalled"


class Lot(db.Model):  # type: ignore[name-defined,misc]
    """Many units that share an origin and the dates of their life.

    `reference` is the warehouse's own number where it differs from `code`, `supplier_lot` the
    supplier's, and `country` the origin in two letters of ISO 3166. `more` are facts that have no
    field of their own, a line each.
    """

    __tablename__ = "lots"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    code: Mapped[str] = mapped_column(String(64))
    expires_on: Mapped[date | None]
    best_before: Mapped[date | None]
    removal_date: Mapped[date | None]
    alert_on: Mapped[date | None]
    produced_on: Mapped[date | None]
    status: Mapped[LotStatus] = mapped_column(
        closed_list(LotStatus, "status"), default=LotStatus.RELEASED
    )
    hold_reason: Mapped[str | None] = mapped_column(String(200))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"))
    reference: Mapped[str | None] = mapped_column(String(64))
    description: Mapped[str | None] = mapped_column(String(200))
    supplier_lot: Mapped[str | None] = mapped_column(String(64))
    country: Mapped[str | None] = mapped_column(String(2))
    more: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)

    product: Mapped[Product] = relationship()

    __table_args__ = (
        UniqueConstraint("product_id", "code"),
        # What a balance or a move points at, so that it cannot name a lot of another product.
        UniqueConstraint("id", "product_id"),
        Index("ix_lots_code", "code"),
        Index("ix_lots_expires_on", "expires_on"),
        Index("ix_lots_reference", "reference"),
        CheckConstraint("length(code) > 0", name="code_is_not_empty"),
        CheckConstraint("status = 'released' or hold_reason is not null", name="hold_has_a_reason"),
    )


class Serial(db.Model):  # type: ignore[name-defined,misc]
    """One unit of a product, and the lot it came from where the product has lots too.

    `batch` is the lot that its label told where the product has none: a note, not a lot.
    """

    __tablename__ = "serials"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    code: Mapped[str] = mapped_column(String(64))
    lot_id: Mapped[int | None]
    batch: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment)

    product: Mapped[Product] = relationship()

    __table_args__ = (
        UniqueConstraint("product_id", "code"),
        UniqueConstraint("id", "product_id"),
        ForeignKeyConstraint(["lot_id", "product_id"], ["lots.id", "lots.product_id"]),
        Index("ix_serials_code", "code"),
        CheckConstraint("length(code) > 0", name="code_is_not_empty"),
    )
