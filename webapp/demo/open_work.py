"""How the work of the demo stands now: what the sheet prints must still be true when it is scanned.

Only what the demo itself brought is read: the sheet is open to everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Date, bindparam, text

from webapp.demo.documents import ORDERS, RECEIPTS
from webapp.demo.people import SIGN_INS, SignIn
from webapp.demo.products import BY_SKU
from webapp.queries import picking, putaway, storage
from webapp.queries.picking import OrderUnderWay
from webapp.queries.putaway import Waiting
from webapp.rules.storage import Load, fits


@dataclass(frozen=True, slots=True)
class OpenReceipt:
    """A receipt of the demo, and base units still missing by SKU."""

    number: str
    supplier: str
    missing: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """A released order with what is left to pick, and the tote it is picked into already."""

    under_way: OrderUnderWay
    tote: str | None


@dataclass(frozen=True, slots=True)
class SeenLot:
    """A lot of the demo as the book has it."""

    expires_on: date | None
    status: str


RECEIPTS_OPEN = text(
    "select r.number, n.name as supplier, p.sku, l.expected - l.received as missing"
    " from receipts r join partners n on n.id = r.supplier_id"
    " join receipt_lines l on l.receipt_id = r.id join products p on p.id = l.product_id"
    " where r.status = 'open' and r.number in :numbers order by r.number, l.id"
).bindparams(bindparam("numbers", expanding=True))


def receipts(connection: Connection) -> tuple[OpenReceipt, ...]:
    """Those of the demo that are open, by number."""
    values = {"numbers": [one.number for one in RECEIPTS]}
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in connection.execute(RECEIPTS_OPEN, values):
        found.setdefault((row.number, row.supplier), {})[row.sku] = row.missing
    return tuple(OpenReceipt(*head, missing) for head, missing in found.items())


ORDERS_OPEN = text(
    "select k.id as task_id, (select min(t.code) from license_plates t"
    " where t.order_id = d.id) as tote from orders d join tasks k on k.order_id = d.id"
    " where d.status = 'released' and k.status = 'open' and d.number in :numbers order by d.number"
).bindparams(bindparam("numbers", expanding=True))


def orders(connection: Connection) -> tuple[OpenOrder, ...]:
    """Those of the demo that can be picked now, by number."""
    values = {"numbers": [one.number for one in ORDERS]}
    found = connection.execute(ORDERS_OPEN, values).all()
    every = (OpenOrder(picking.order_under_way(connection, row.task_id), row.tote) for row in found)
    return tuple(order for order in every if order.under_way.lines)


ORDERS_NOT_RELEASED = text(
    "select number from orders where status = 'open' and number in :numbers order by number"
).bindparams(bindparam("numbers", expanding=True))


def not_released(connection: Connection) -> list[str]:
    """Numbers of the demo's orders that the floor may not pick yet."""
    values = {"numbers": [one.number for one in ORDERS]}
    return list(connection.execute(ORDERS_NOT_RELEASED, values).scalars())


TOTES = text(
    "select t.code from license_plates t where t.kind = 'tote' and t.order_id is null"
    " and not exists (select 1 from balances b where b.plate_id = t.id and b.on_hand > 0)"
    " order by t.code"
)


def free_totes(connection: Connection) -> list[str]:
    """Totes that an order may be picked into."""
    return list(connection.execute(TOTES).scalars())


LOTS = text(
    "select p.sku, l.code, l.expires_on, l.status from lots l"
    " join products p on p.id = l.product_id where p.sku in :skus"
).bindparams(bindparam("skus", expanding=True))


def lots(connection: Connection) -> dict[tuple[str, str], SeenLot]:
    """Every lot of the demo's products, by SKU and code."""
    rows = connection.execute(LOTS.columns(expires_on=Date), {"skus": list(BY_SKU)})
    return {(row.sku, row.code): SeenLot(row.expires_on, row.status) for row in rows}


SERIALS = text(
    "select p.sku, s.code from serials s join products p on p.id = s.product_id"
    " where p.sku in :skus"
).bindparams(bindparam("skus", expanding=True))


def serials(connection: Connection) -> set[tuple[str, str]]:
    """Every serial of the demo's products that was ever seen."""
    return {(row.sku, row.code) for row in connection.execute(SERIALS, {"skus": list(BY_SKU)})}


PLATES = text("select code from license_plates where code in :codes").bindparams(
    bindparam("codes", expanding=True)
)


def known_plates(connection: Connection, codes: list[str]) -> set[str]:
    """Which of these license plates are in use already."""
    return set(connection.execute(PLATES, {"codes": codes}).scalars())


BADGES = text("select name, badge from users where active and badge is not null")


def sign_ins(connection: Connection) -> list[SignIn]:
    """The demo's users, where they still have their name and badge."""
    found = {(row.name, row.badge) for row in connection.execute(BADGES)}
    return [one for one in SIGN_INS if (one.name, one.badge) in found]


def waiting(connection: Connection) -> list[Waiting]:
    """What stands on the docks of the demo's products and is in nobody's hands."""
    rows = putaway.waiting(connection)
    return [row for row in rows if row.free == row.on_hand and row.product.sku in BY_SKU]


BLOCKED = text("select code from locations where blocked_in and inside order by code limit 1")


def blocked_bin(connection: Connection) -> str | None:
    """A bin that takes nothing in."""
    return connection.execute(BLOCKED).scalar()


def bin_for(connection: Connection, row: Waiting) -> str | None:
    """The bin that a worker would be sent to with goods that wait; None where nothing fits."""
    load = storage.load_of(
        connection, {row.balance_id: row.on_hand}, on_plate=row.plate_id is not None
    )
    return bin_called(connection, load, row.lot.id if row.lot else None)


def bin_called(connection: Connection, load: Load, lot_id: int | None) -> str | None:
    """The code of the bin that takes all of a load."""
    bins = storage.bins_for(connection, load, lot_id, 0)
    return next((bin.code for bin in bins if fits(bin, load)), None)


FIND_LOT = text(
    "select l.id, l.product_id from lots l join products p on p.id = l.product_id"
    " where p.sku = :sku and l.code = :code"
)


def bin_for_lot(connection: Connection, sku: str, code: str, units: int) -> str | None:
    """The same for so many units of a lot that is known."""
    row = connection.execute(FIND_LOT, {"sku": sku, "code": code}).first()
    if row is None:
        return None
    load = storage.load_to_come(connection, row.product_id, row.id, units)
    return bin_called(connection, load, row.id)
