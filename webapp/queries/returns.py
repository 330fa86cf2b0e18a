"""What left for an order and what of it came back, each at the very place it went to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, text

from webapp.models.types import Moment
from webapp.queries.meanings import ProductFacts, product_of

# How the reason of a move begins that is of no line of the order whose goods come back.
LET_IN = "another lot, let in by"


@dataclass(frozen=True, slots=True)
class Delivered:
    """One product, lot and serial of an order's line, at the one place outside that it went to."""

    line_id: int
    product: ProductFacts
    lot_id: int | None
    lot: str | None
    serial_id: int | None
    serial: str | None
    location_id: int
    delivered: int
    returned: int

    @property
    def left(self) -> int:
        """How many units are with the customer still."""
        return self.delivered - self.returned

    def called(self) -> str:
        """The code on its label: its serial, its lot, or its product."""
        return self.serial or self.lot or self.product.sku


# Each move of an order's line over the border to the customers, either way. What a return brings
# back names its receipt, too; a move the other way, as a reversal is, counts back.
ENDS = (
    ("destination", "m.quantity as delivered, 0 as returned", "is null"),
    ("source", "-m.quantity as delivered, 0 as returned", "is null"),
    ("source", "0 as delivered, m.quantity as returned", "is not null"),
    ("destination", "0 as delivered, -m.quantity as returned", "is not null"),
)
KEY = "order_line_id, product_id, lot_id, serial_id, location_id"
OVER_THE_BORDER = " union all ".join(
    f"select m.order_line_id, m.product_id, m.lot_id, m.serial_id, m.{end}_id as location_id,"
    f" {counted} from moves m"
    f" join locations o on o.id = m.{end}_id and o.kind = 'customer'"
    f" where m.order_line_id is not null and m.receipt_line_id {names_receipt}"
    for end, counted, names_receipt in ENDS
)
OF_ORDER = OVER_THE_BORDER.replace(
    "m.order_line_id is not null",
    "m.order_line_id in (select id from order_lines where order_id = :order)",
)
DELIVERED = text(
    "select x.*, p.sku, p.name, p.tracking, p.expiry_policy, p.unit, p.scale, l.code as lot,"
    f" s.code as serial from (select {KEY}, sum(delivered) as delivered,"
    f" sum(returned) as returned from ({OF_ORDER}) every group by {KEY}"
    " having sum(delivered) <> 0 or sum(returned) <> 0) x"
    " join products p on p.id = x.product_id left join lots l on l.id = x.lot_id"
    " left join serials s on s.id = x.serial_id"
    " order by p.sku, l.code, s.code, x.order_line_id, x.location_id"
)


def delivered_to(connection: Connection, order_id: int) -> tuple[Delivered, ...]:
    """All that left for an order, by line, goods and place; empty where nothing did."""
    rows = connection.execute(DELIVERED, {"order": order_id})
    return tuple(delivered_of(row) for row in rows)


def delivered_of(row: Any) -> Delivered:
    """A row as goods with a customer."""
    return Delivered(
        row.order_line_id,
        product_of(row),
        row.lot_id,
        row.lot,
        row.serial_id,
        row.serial,
        row.location_id,
        int(row.delivered),
        int(row.returned),
    )


def not_back(rows: Iterable[Delivered]) -> list[str]:
    """The codes of what has not come back, for a sentence."""
    return list(dict.fromkeys(row.called() for row in rows if row.left > 0))


def alike(rows: Sequence[Delivered]) -> dict[tuple[int, int | None, int | None], list[Delivered]]:
    """The same goods together, of whatever line and wherever they went."""
    found: dict[tuple[int, int | None, int | None], list[Delivered]] = {}
    for row in rows:
        found.setdefault((row.product.id, row.lot_id, row.serial_id), []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class OtherLot:
    """Units of a lot that came back on a return of an order, though it never left for it."""

    product_id: int
    sku: str
    name: str
    unit: str
    scale: int
    lot: str
    units: int


OTHER_LOTS = text(
    "select x.product_id, p.sku, p.name, p.unit, p.scale, l.code as lot, x.units from ("
    "select m.product_id, m.lot_id, sum(case when d.inside then m.quantity else -m.quantity end)"
    " as units from receipts r join receipt_lines i on i.receipt_id = r.id"
    " join moves m on m.receipt_line_id = i.id join locations f on f.id = m.source_id"
    " join locations d on d.id = m.destination_id where r.return_of_id = :order"
    " and m.order_line_id is null and f.inside <> d.inside group by m.product_id, m.lot_id) x"
    " join products p on p.id = x.product_id join lots l on l.id = x.lot_id"
    " where x.units > 0 order by p.sku, l.code"
)


def other_lots(connection: Connection, order_id: int) -> tuple[OtherLot, ...]:
    """What a supervisor let come back in place of what left for an order."""
    rows = connection.execute(OTHER_LOTS, {"order": order_id})
    return tuple(OtherLot(**dict(row._mapping) | {"units": int(row.units)}) for row in rows)


ORDER_OF_SERIAL = text(
    "select d.number from moves m join locations o on o.id = m.destination_id"
    " join order_lines i on i.id = m.order_line_id join orders d on d.id = i.order_id"
    " where m.id = (select max(id) from moves where serial_id = :serial) and o.kind = 'customer'"
)


def order_of_serial(connection: Connection, serial_id: int) -> str | None:
    """The number of the order that a serial left for and has not come back from, or None."""
    found: str | None = connection.execute(ORDER_OF_SERIAL, {"serial": serial_id}).scalar()
    return found


PICKED_TO = text(
    "select o.code from orders d join locations o on o.id = d.staging_id where d.id = :order"
    " and exists (select 1 from order_lines i where i.order_id = d.id and i.picked > 0)"
)


def picked_to(connection: Connection, order_id: int) -> str | None:
    """The staging place of an order of which something was picked, or None."""
    found: str | None = connection.execute(PICKED_TO, {"order": order_id}).scalar()
    return found


OPEN_RETURN = text(
    "select id, number from receipts where return_of_id = :order and status = 'open'"
)


def open_return(connection: Connection, order_id: int) -> Any:
    """Id and number of the open return of an order, or None."""
    return connection.execute(OPEN_RETURN, {"order": order_id}).first()


RETURNS = text("select id, number from receipts where return_of_id = :order order by id")


def returns_of(connection: Connection, order_id: int) -> list[Any]:
    """Id and number of every return of an order, the first one first."""
    return list(connection.execute(RETURNS, {"order": order_id}))


ORDER_OF_RETURN = text(
    "select d.id, d.number from receipts r join orders d on d.id = r.return_of_id"
    " where r.id = :receipt"
)


def order_of_return(connection: Connection, receipt_id: int) -> Any:
    """Id and number of the order whose goods come back on a receipt, or None."""
    return connection.execute(ORDER_OF_RETURN, {"receipt": receipt_id}).first()


QUARANTINE = text(
    "select id from locations where kind = 'quarantine'"
    " order by takes_returns desc, walk_order, walk_key, code limit 1"
)


def where_returns_wait(connection: Connection) -> int | None:
    """The first place on the way that takes returns, else the first quarantine place, or None."""
    return connection.execute(QUARANTINE).scalar()


LAST_SCAN = text(
    "select text, code from scans where user_id = :user and recorded_at >= :since"
    " order by id desc limit 1"
).bindparams(bindparam("since", type_=Moment))


def asked_just_before(connection: Connection, user_id: int, said: str, since: datetime) -> bool:
    """Whether the worker's last scan was this one, and was asked for once more."""
    row = connection.execute(LAST_SCAN, {"user": user_id, "since": since}).first()
    return row is not None and (row.text, row.code) == (said, "return_goods")
