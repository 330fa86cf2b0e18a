"""A receipt under way, as its conversation and its screen need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from webapp.models import AtReceipt, ShortLife
from webapp.queries.meanings import ProductFacts, product_of
from webapp.rules.least_life import LeastLife
from webapp.rules.shelf_life import ShelfLife


@dataclass(frozen=True, slots=True)
class LineUnderWay:
    """One line of a receipt: its product, and how many base units are expected and done.

    `life` are the days of the product, `least_days` how long a lot of it must live, `least_percent`
    how much of its whole life must be left.
    """

    id: int
    product: ProductFacts
    expected: int
    received: int
    life: ShelfLife
    least_days: int | None
    short_life: ShortLife
    least_percent: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiptUnderWay:
    """A receipt with its lines, and which labels its goods and plates get by themselves.

    One of goods that come back names the `order` they left for, and `supplier` is the customer.
    """

    id: int
    number: str
    status: str
    supplier_id: int
    supplier: str
    dock_id: int
    dock: str
    label_rule: AtReceipt
    label_plates: bool
    least_days: int | None
    lines: tuple[LineUnderWay, ...]
    order_id: int | None = None
    order: str = ""
    dock_blocked: bool = False
    least_percent: int | None = None

    def line_of(self, product_id: int | None) -> LineUnderWay | None:
        """The line that expects a product."""
        return next((line for line in self.lines if line.product.id == product_id), None)

    def asks(self, line: LineUnderWay) -> LeastLife:
        """How long goods of a line must still live: product or supplier, whoever asks for more."""
        return LeastLife(
            max(line.least_days or 0, self.least_days or 0),
            max(line.least_percent or 0, self.least_percent or 0),
            line.life.expiry_days,
            is_reported=line.short_life is ShortLife.REPORT,
        )

    @property
    def is_return(self) -> bool:
        """Whether its goods come back from a customer."""
        return self.order_id is not None

    @property
    def complete(self) -> bool:
        """Whether everything expected has come."""
        return all(line.received >= line.expected for line in self.lines)


READ = text(
    "select r.id as receipt_id, r.number, r.status, r.supplier_id, s.name as supplier, r.dock_id,"
    " o.code as dock, o.blocked_in, r.return_of_id, d.number as order_number,"
    " l.id as line_id, l.expected, l.received, p.id as product_id, p.sku, p.name,"
    " p.tracking, p.expiry_policy, p.unit, p.scale, x.at_receipt, x.new_plates,"
    " p.expiry_days, p.best_before_days, p.removal_days, p.alert_days, p.min_receipt_days,"
    " p.min_receipt_percent, p.short_life, s.min_life_days, s.min_life_percent"
    " from receipts r join partners s on s.id = r.supplier_id join locations o on o.id = r.dock_id"
    " join receipt_lines l on l.receipt_id = r.id join products p on p.id = l.product_id"
    " left join label_settings x on x.id = 1 left join orders d on d.id = r.return_of_id"
    " where r.id = :receipt order by l.id"
)


def receipt_under_way(connection: Connection, receipt_id: int) -> ReceiptUnderWay:
    """The receipt and all its lines; every receipt has at least one."""
    rows = connection.execute(READ, {"receipt": receipt_id}).all()
    head = rows[0]
    return ReceiptUnderWay(
        id=head.receipt_id,
        number=head.number,
        status=head.status,
        supplier_id=head.supplier_id,
        supplier=head.supplier,
        dock_id=head.dock_id,
        dock=head.dock,
        label_rule=AtReceipt(head.at_receipt or AtReceipt.NONE),
        label_plates=bool(head.new_plates),
        least_days=head.min_life_days,
        lines=tuple(line_of(row) for row in rows),
        order_id=head.return_of_id,
        order=head.order_number or "",
        dock_blocked=bool(head.blocked_in),
        least_percent=head.min_life_percent,
    )


def line_of(row: Any) -> LineUnderWay:
    """A row as a line."""
    product = product_of(row)
    life = ShelfLife(row.expiry_days, row.best_before_days, row.removal_days, row.alert_days)
    return LineUnderWay(
        row.line_id,
        product,
        row.expected,
        row.received,
        life,
        row.min_receipt_days,
        ShortLife(row.short_life),
        row.min_receipt_percent,
    )


OPEN_FOR_PRODUCT = text(
    "select r.id, r.number, s.name as supplier from receipts r"
    " join receipt_lines l on l.receipt_id = r.id join partners s on s.id = r.supplier_id"
    " where r.status = 'open' and r.return_of_id is null"
    " and l.product_id = :product and l.received < l.expected"
    " order by r.created_at, r.id"
)


def open_receipts_for(connection: Connection, product_id: int) -> list[Any]:
    """Open receipts that still expect a product: id, number, supplier; the oldest first.

    A return is never meant by goods alone: its order or its own number opens it.
    """
    return list(connection.execute(OPEN_FOR_PRODUCT, {"product": product_id}))


SERIAL_PLACE = text(
    "select o.code from balances b join locations o on o.id = b.location_id"
    " where b.serial_id = :serial and b.inside and b.on_hand > 0"
)
SERIAL_OUTSIDE = text(
    "select 1 from balances where serial_id = :serial and not inside and on_hand > 0"
)


def place_of_serial(connection: Connection, serial_id: int) -> str | None:
    """Where a serial is in the warehouse, or None."""
    return connection.execute(SERIAL_PLACE, {"serial": serial_id}).scalar()


def serial_is_outside(connection: Connection, serial_id: int) -> bool:
    """Whether a serial went to a customer, to scrap or into production, and is still there."""
    return connection.execute(SERIAL_OUTSIDE, {"serial": serial_id}).first() is not None


RECEIVED_HERE = text(
    "select 1 from moves m where m.serial_id = :serial and m.receipt_line_id = :line"
    " and m.reverses_id is null limit 1"
)


def serial_received_on(connection: Connection, serial_id: int, line_id: int) -> bool:
    """Whether a serial was already scanned on this line."""
    values = {"serial": serial_id, "line": line_id}
    return connection.execute(RECEIVED_HERE, values).first() is not None


SUPPLIER_PLACE = text("select id from locations where kind = 'supplier' order by id limit 1")


def where_goods_come_from(connection: Connection) -> int:
    """The location that stands for all suppliers."""
    return int(connection.execute(SUPPLIER_PLACE).scalar_one())
