"""What was asked for: receipts from suppliers and orders of customers, line by line."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.partners import Partner
from webapp.models.places import Location
from webapp.models.products import Product
from webapp.models.types import BigKey, Moment, closed_list


class ReceiptStatus(StrEnum):
    """A receipt is open until somebody closes it."""

    OPEN = "open"
    CLOSED = "closed"


class OrderStatus(StrEnum):
    """An order is open, then released to the floor, picked (perhaps short), and shipped."""

    OPEN = "open"
    RELEASED = "released"
    PICKED = "picked"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


class Receipt(db.Model):  # type: ignore[name-defined,misc]
    """Goods a supplier is expected to bring, or brought; or those that come back from an order.

    A return names the order in `return_of_id`; `supplier_id` is then the customer, who brings them.
    An order has one open return at a time.
    """

    __tablename__ = "receipts"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(64), unique=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    dock_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    status: Mapped[ReceiptStatus] = mapped_column(
        closed_list(ReceiptStatus, "status"), default=ReceiptStatus.OPEN
    )
    backorder_of_id: Mapped[int | None] = mapped_column(ForeignKey("receipts.id"))
    return_of_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    supplier: Mapped[Partner] = relationship()
    dock: Mapped[Location] = relationship()
    lines: Mapped[list[ReceiptLine]] = relationship(
        back_populates="receipt", order_by="ReceiptLine.id"
    )

    __table_args__ = (
        Index(
            "uq_receipts_one_open_return",
            "return_of_id",
            unique=True,
            sqlite_where=text("return_of_id is not null and status = 'open'"),
            postgresql_where=text("return_of_id is not null and status = 'open'"),
        ),
    )


class ReceiptLine(db.Model):  # type: ignore[name-defined,misc]
    """One product of a receipt. `received` is the sum of its moves, kept beside the line.

    A line still open never holds more than was expected; `verify` compares it with the moves.
    """

    __tablename__ = "receipt_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipts.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    expected: Mapped[int] = mapped_column(BigKey)
    received: Mapped[int] = mapped_column(BigKey, default=0)

    receipt: Mapped[Receipt] = relationship(back_populates="lines")
    product: Mapped[Product] = relationship()

    __table_args__ = (
        UniqueConstraint("receipt_id", "product_id"),
        CheckConstraint("expected > 0", name="expects_something"),
        CheckConstraint("received between 0 and expected", name="received_is_within_expected"),
    )


class AnnouncedGoods(db.Model):  # type: ignore[name-defined,misc]
    """What a supplier said stands on one license plate: one product, lot or serial of it."""

    __tablename__ = "announced_goods"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipts.id"))
    plate: Mapped[str] = mapped_column(String(64))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[int] = mapped_column(BigKey)
    lot: Mapped[str | None] = mapped_column(String(64))
    serial: Mapped[str | None] = mapped_column(String(64))
    expires_on: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (
        Index("ix_announced_goods_plate", "receipt_id", "plate"),
        CheckConstraint("length(plate) > 0", name="plate_is_named"),
        CheckConstraint("quantity > 0", name="announces_something"),
        CheckConstraint("serial is null or quantity = 1", name="a_serial_is_one_unit"),
    )


class Order(db.Model):  # type: ignore[name-defined,misc]
    """Goods a customer asked for. A higher `priority` is picked first, then the earlier due."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(64), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    staging_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
    status: Mapped[OrderStatus] = mapped_column(
        closed_list(OrderStatus, "status"), default=OrderStatus.OPEN
    )
    priority: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)

    customer: Mapped[Partner] = relationship()
    staging: Mapped[Location] = relationship()
    lines: Mapped[list[OrderLine]] = relationship(back_populates="order", order_by="OrderLine.id")


class OrderLine(db.Model):  # type: ignore[name-defined,misc]
    """One product of an order: asked for, picked (the sum of its moves), given up as short."""

    __tablename__ = "order_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    ordered: Mapped[int] = mapped_column(BigKey)
    picked: Mapped[int] = mapped_column(BigKey, default=0)
    short: Mapped[int] = mapped_column(BigKey, default=0)

    order: Mapped[Order] = relationship(back_populates="lines")
    product: Mapped[Product] = relationship()

    __table_args__ = (
        CheckConstraint("ordered > 0", name="asks_for_something"),
        CheckConstraint("picked >= 0 and short >= 0", name="counts_are_not_negative"),
        CheckConstraint("picked + short <= ordered", name="never_over_picked"),
    )
