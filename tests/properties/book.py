"""The book as plain values, read row by row: nothing is added up by the database."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Date, Engine, text


class Where(NamedTuple):
    """Goods at a place; a license plate that carries them is no place of its own here."""

    product: str
    lot: str | None
    serial: str | None
    location: str


class Moved(NamedTuple):
    """One entry of the ledger by its names."""

    kind: str
    quantity: int
    source: Where
    destination: Where


@dataclass(frozen=True)
class Book:
    """All stock, all promises, all counters of documents at one moment."""

    stock: dict[Where, int]
    balances: dict[int, tuple[Any, ...]]
    promises: dict[tuple[int, int, int | None], int]
    received: dict[tuple[str, str], tuple[int, int]]
    picked: dict[tuple[str, str], tuple[int, int, int]]
    unusable: frozenset[int]


BALANCES = text(
    "select b.id, b.on_hand, b.reserved, b.inside, p.sku, l.code as lot, s.code as serial,"
    " o.code as location, t.code as plate, l.status, l.expires_on"
    " from balances b join products p on p.id = b.product_id"
    " join locations o on o.id = b.location_id left join lots l on l.id = b.lot_id"
    " left join serials s on s.id = b.serial_id left join license_plates t on t.id = b.plate_id"
).columns(expires_on=Date)
PROMISES = text("select balance_id, task_id, order_line_id, quantity from reservations")
RECEIVED = text(
    "select r.number, p.sku, i.received, i.expected from receipt_lines i"
    " join receipts r on r.id = i.receipt_id join products p on p.id = i.product_id"
)
PICKED = text(
    "select d.number, p.sku, i.picked, i.short, i.ordered from order_lines i"
    " join orders d on d.id = i.order_id join products p on p.id = i.product_id"
)
MOVES_OF = text(
    "select m.kind, m.quantity, p.sku, l.code as lot, s.code as serial, f.code as source,"
    " d.code as destination from moves m join products p on p.id = m.product_id"
    " join locations f on f.id = m.source_id join locations d on d.id = m.destination_id"
    " left join lots l on l.id = m.lot_id left join serials s on s.id = m.serial_id"
    " where m.scan_id = :scan order by m.id"
)


def read(engine: Engine, today: Any) -> Book:
    """The book as it stands."""
    with engine.connect() as connection:
        balances = connection.execute(BALANCES).all()
        return Book(
            stock=stock_of(balances),
            balances={row.id: tuple(row) for row in balances},
            promises={tuple(row[:3]): row.quantity for row in connection.execute(PROMISES)},
            received={tuple(row[:2]): tuple(row[2:]) for row in connection.execute(RECEIVED)},
            picked={tuple(row[:2]): tuple(row[2:]) for row in connection.execute(PICKED)},
            unusable=frozenset(row.id for row in balances if not may_leave(row, today)),
        )


def stock_of(balances: Any) -> dict[Where, int]:
    """Units by goods and place, without what came to nothing."""
    stock: Counter[Where] = Counter()
    for row in balances:
        stock[Where(row.sku, row.lot, row.serial, row.location)] += row.on_hand
    return {where: units for where, units in stock.items() if units}


def may_leave(row: Any, today: Any) -> bool:
    """Whether the lot of a balance is released and through its last day."""
    if row.lot is None:
        return True
    return row.status == "released" and (row.expires_on is None or row.expires_on >= today)


def moves_of(connection: Connection, scan_id: str) -> list[Moved]:
    """What one scan moved, in its order."""
    return [
        Moved(
            row.kind,
            row.quantity,
            Where(row.sku, row.lot, row.serial, row.source),
            Where(row.sku, row.lot, row.serial, row.destination),
        )
        for row in connection.execute(MOVES_OF, {"scan": scan_id})
    ]
