"""What orders have picked and not shipped, and where it stands: facts, from the moves alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, text

from webapp.rules.quantities import Amount
from webapp.rules.shipping import Due, Key
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class OrderHead:
    """An order as whoever ships it needs it; `short` are the goods that it goes without."""

    id: int
    number: str
    status: str
    customer: str
    staging_id: int
    staging: str
    short: tuple[tuple[Amount, str], ...] = ()


HEAD = (
    "select d.id, d.number, d.status, c.name as customer, d.staging_id, o.code as staging"
    " from orders d join partners c on c.id = d.customer_id"
    " join locations o on o.id = d.staging_id where d.id = :order"
)
SHORT = text(
    "select i.short, p.scale, p.sku from order_lines i join products p on p.id = i.product_id"
    " where i.order_id = :order and i.short > 0 order by i.id"
)


def order_head(connection: Connection, order_id: int, *, lock: bool = False) -> OrderHead | None:
    """The order, under lock until the end if asked; None where there is none."""
    clause = " for no key update of d" if lock else ""
    row = connection.execute(text(HEAD + clause), {"order": order_id}).first()
    if row is None:
        return None
    lacking = connection.execute(SHORT, {"order": order_id})
    short = tuple((Amount(one.short, one.scale), str(one.sku)) for one in lacking)
    return OrderHead(**row._mapping, short=short)


# A pick counts up, what was shipped down, and a reversal of either the other way. What a supervisor
# let pass when it was picked, the pick's move says.
LEFT = (
    "sum(case when (m.kind = 'pick') = (m.reverses_id is null) then m.quantity"
    " else -m.quantity end)"
)
ALLOWED = (
    "max(case when m.kind = 'pick' and m.reverses_id is null and m.reason is not null"
    " then 1 else 0 end)"
)
DUE = text(
    f"select i.id as line_id, m.product_id, m.lot_id, m.serial_id, {LEFT} as units,"
    f" {ALLOWED} as allowed, p.sku, p.scale, p.unit, l.code as lot, s.code as serial"
    " from order_lines i join moves m on m.order_line_id = i.id and m.kind in ('pick', 'ship')"
    " join products p on p.id = m.product_id left join lots l on l.id = m.lot_id"
    " left join serials s on s.id = m.serial_id where i.order_id = :order"
    " group by i.id, m.product_id, m.lot_id, m.serial_id, p.sku, p.scale, p.unit, l.code, s.code"
    f" having {LEFT} > 0 order by i.id, m.lot_id, m.serial_id"
)


def due(connection: Connection, order_id: int) -> tuple[Due, ...]:
    """What the order has picked and not shipped, by line, lot and serial."""
    return tuple(
        Due(
            row.line_id,
            (row.product_id, row.lot_id, row.serial_id),
            int(row.units),
            bool(row.allowed),
            called(row),
            row.scale,
            row.unit,
        )
        for row in connection.execute(DUE, {"order": order_id})
    )


def called(row: Any) -> Words:
    """What to call goods: by their serial, their lot, or their product."""
    if row.serial:
        return T("%(product)s serial %(code)s", product=row.sku, code=row.serial)
    if row.lot:
        return T("%(product)s lot %(code)s", product=row.sku, code=row.lot)
    return T("%(product)s", product=row.sku)


IN_TOTES = text(
    "select b.product_id, b.lot_id, b.serial_id, b.plate_id, b.on_hand from balances b"
    " join license_plates t on t.id = b.plate_id"
    " where t.order_id = :order and b.inside and b.on_hand > 0"
)


def in_other_totes(connection: Connection, order_id: int, besides: set[int]) -> Counter[Key]:
    """What is in the totes that an order is bound to, those of a pile left out."""
    found: Counter[Key] = Counter()
    for row in connection.execute(IN_TOTES, {"order": order_id}):
        if row.plate_id not in besides:
            found[row.product_id, row.lot_id, row.serial_id] += row.on_hand
    return found


# What crossed the line to the customers for a line of an order, less what came back over it.
OUT = text(
    "select coalesce(sum(case when d.kind = 'customer' then m.quantity else -m.quantity end), 0)"
    " from moves m join locations f on f.id = m.source_id"
    " join locations d on d.id = m.destination_id where m.order_line_id = :line"
    " and (f.kind = 'customer') <> (d.kind = 'customer') and m.product_id = :product"
    " and coalesce(m.lot_id, 0) = coalesce(cast(:lot as integer), 0)"
    " and coalesce(m.serial_id, 0) = coalesce(cast(:serial as integer), 0)"
)


def units_out(connection: Connection, line_id: int, key: Key) -> int:
    """How many units of some goods the customer has of a line: shipped, and not come back."""
    values = dict(zip(("product", "lot", "serial"), key, strict=True))
    return int(connection.execute(OUT, values | {"line": line_id}).scalar_one())


HERE = text(
    f"select coalesce({LEFT}, 0) from moves m where m.order_line_id = :line"
    " and m.kind in ('pick', 'ship') and m.product_id = :product"
    " and coalesce(m.lot_id, 0) = coalesce(cast(:lot as integer), 0)"
    " and coalesce(m.serial_id, 0) = coalesce(cast(:serial as integer), 0)"
)


def units_here(connection: Connection, line_id: int, key: Key) -> int:
    """How many units of some goods were picked for a line and have not left."""
    values = dict(zip(("product", "lot", "serial"), key, strict=True))
    return int(connection.execute(HERE, values | {"line": line_id}).scalar_one())


WAITING = text(
    "select distinct i.order_id from order_lines i join orders d on d.id = i.order_id"
    " join moves m on m.order_line_id = i.id and m.kind = 'pick'"
    " where d.status = 'picked' and i.product_id = :product and m.product_id = :product"
    " and coalesce(m.lot_id, 0) = coalesce(cast(:lot as integer), 0)"
    " and coalesce(m.serial_id, 0) = coalesce(cast(:serial as integer), 0) order by i.order_id"
)


def orders_with(connection: Connection, key: Key) -> list[int]:
    """The picked orders that have picked just these goods and may still wait to be shipped."""
    values = dict(zip(("product", "lot", "serial"), key, strict=True))
    return list(connection.execute(WAITING, values).scalars())


TOTES = text("select id from license_plates where order_id = :order order by id")
STAGED = text(
    "select distinct b.plate_id from balances b join license_plates t on t.id = b.plate_id"
    " where b.location_id = :place and b.inside and b.on_hand > 0 and t.order_id is null"
    " and b.product_id in :products order by b.plate_id"
).bindparams(bindparam("products", expanding=True))


def totes_of(connection: Connection, order_id: int) -> list[int]:
    """The totes that an order is bound to."""
    return list(connection.execute(TOTES, {"order": order_id}).scalars())


def staged_with(connection: Connection, place_id: int, products: set[int]) -> list[int]:
    """License plates of no order at a place that carry any of these products."""
    values = {"place": place_id, "products": sorted(products)}
    return list(connection.execute(STAGED, values).scalars()) if products else []
