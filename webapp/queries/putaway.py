"""What waits on the docks, and where goods are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Date, text

from webapp.queries.meanings import GoodsScan, LotFacts, ProductFacts, lot_of, product_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """Goods on a dock: `free` of them are in nobody's hands yet."""

    balance_id: int
    product: ProductFacts
    lot: LotFacts | None
    serial_id: int | None
    serial: str | None
    location_id: int
    location: str
    plate_id: int | None
    plate: str | None
    on_hand: int
    free: int
    plate_status: str | None = None
    blocked_out: bool = False


WAITING = text(
    "select b.id as balance_id, b.on_hand, b.on_hand - b.reserved as free, b.serial_id,"
    " s.code as serial, b.location_id, o.code as location, o.blocked_out, b.plate_id,"
    " t.code as plate, t.status as plate_status,"
    " p.id as product_id, p.sku, p.name, p.tracking, p.expiry_policy, p.unit, p.scale,"
    " l.id as lot_id, l.code as lot_code, l.expires_on, l.status, l.hold_reason"
    " from balances b join locations o on o.id = b.location_id"
    " join products p on p.id = b.product_id"
    " left join lots l on l.id = b.lot_id left join serials s on s.id = b.serial_id"
    " left join license_plates t on t.id = b.plate_id"
    " where o.kind in ('dock', :besides) and b.on_hand > 0"
    " and (cast(:product as integer) is null or b.product_id = :product)"
    " and (cast(:lot as integer) is null or b.lot_id = :lot)"
    " and (cast(:serial as integer) is null or b.serial_id = :serial)"
    " and (cast(:plate as integer) is null or b.plate_id in ("
    "with recursive upon(id) as (select cast(:plate as integer) union select t.id"
    " from license_plates t join upon on t.parent_id = upon.id) select id from upon))"
    " and (cast(:balance as integer) is null or b.id = :balance)"
    " order by b.arrived_at, b.id"
).columns(expires_on=Date)


def waiting(
    connection: Connection,
    *,
    product_id: int | None = None,
    lot_id: int | None = None,
    serial_id: int | None = None,
    plate_id: int | None = None,
    balance_id: int | None = None,
    quarantine: bool = False,
) -> list[Waiting]:
    """Goods on docks that match all that is given, the longest waiting first.

    `quarantine` looks there, too, for somebody who may decide what becomes of it. Of a license
    plate that is all that is on it, and on the plates that stand on it.
    """
    values = {
        "product": product_id,
        "lot": lot_id,
        "serial": serial_id,
        "plate": plate_id,
        "balance": balance_id,
        "besides": "quarantine" if quarantine else "dock",
    }
    return [waiting_of(row) for row in connection.execute(WAITING, values)]


def waiting_of(row: Any) -> Waiting:
    """A row as goods that wait."""
    lot = lot_of(row)
    product = product_of(row)
    return Waiting(
        row.balance_id,
        product,
        lot,
        row.serial_id,
        row.serial,
        row.location_id,
        row.location,
        row.plate_id,
        row.plate,
        row.on_hand,
        row.free,
        row.plate_status,
        bool(row.blocked_out),
    )


PLACES = text(
    "select o.code, t.code as plate, sum(b.on_hand) as on_hand from balances b"
    " join locations o on o.id = b.location_id left join license_plates t on t.id = b.plate_id"
    " where b.product_id = :product and b.inside and b.on_hand > 0"
    " and (cast(:lot as integer) is null or b.lot_id = :lot)"
    " and (cast(:serial as integer) is null or b.serial_id = :serial)"
    " group by o.code, t.code, o.walk_order, o.walk_key"
    " order by o.walk_order, o.walk_key, o.code limit 4"
)


def places_of(
    connection: Connection, product_id: int, lot_id: int | None, serial_id: int | None
) -> str:
    """Where goods are, for a sentence: "A-01-2, A-01-3"; empty where there are none."""
    values = {"product": product_id, "lot": lot_id, "serial": serial_id}
    codes = [row.code for row in connection.execute(PLACES, values)]
    return ", ".join(dict.fromkeys(codes))


QUARANTINE = text(
    "select o.code from balances b join locations o on o.id = b.location_id"
    " where b.product_id = :product and b.on_hand > 0 and o.kind = 'quarantine'"
    " and (cast(:lot as integer) is null or b.lot_id = :lot)"
    " and (cast(:serial as integer) is null or b.serial_id = :serial)"
    " order by o.walk_order, o.walk_key, o.code limit 1"
)


def quarantine_of(connection: Connection, goods: GoodsScan) -> str | None:
    """Where such goods wait for a decision, or None."""
    values = {
        "product": goods.product.id,
        "lot": goods.lot.id if goods.lot else None,
        "serial": goods.serial.id if goods.serial else None,
    }
    return connection.execute(QUARANTINE, values).scalar()


RESERVED_BY = text("select id, balance_id, quantity from reservations where task_id = :task")


def reserved_by(connection: Connection, task_id: int) -> list[Any]:
    """The reservations of a task: id, balance_id, quantity."""
    return list(connection.execute(RESERVED_BY, {"task": task_id}))


PLATE_HAS = text(
    "with recursive upon(id) as (select cast(:plate as integer) union select t.id"
    " from license_plates t join upon on t.parent_id = upon.id) select 1 from balances"
    " where plate_id in (select id from upon) and inside and on_hand > 0"
)


def plate_has_goods(connection: Connection, plate_id: int) -> bool:
    """Whether any goods are on a license plate, or on one that stands on it."""
    return connection.execute(PLATE_HAS, {"plate": plate_id}).first() is not None


def balance(connection: Connection, balance_id: int) -> Waiting:
    """The balance that a task has reserved, or is about to."""
    (row,) = waiting(connection, balance_id=balance_id, quarantine=True)
    return row
