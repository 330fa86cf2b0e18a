"""Goods where they stand, for whoever moves them: by place, by what they are, or in a hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from webapp.models import LocationKind, PlateKind
from webapp.queries.meanings import LotFacts, PlaceScan, PlateScan, ProductFacts, lot_of, product_of
from webapp.statements import Statement, day
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class GoodsThere:
    """Goods in one place: nobody has a claim on `free` units, `taken` are in the hand asked for.

    `promise` is the id of the reservation that holds what is taken.
    """

    balance_id: int
    product: ProductFacts
    lot: LotFacts | None
    serial_id: int | None
    serial: str | None
    location_id: int
    location: str
    location_kind: LocationKind
    location_hold: str | None
    blocked_out: bool
    plate_id: int | None
    plate: str | None
    plate_hold: str | None
    on_hand: int
    free: int
    promise: int = 0
    taken: int = 0

    @property
    def place(self) -> str:
        """Where it is, for a sentence."""
        return f"{self.location} · {self.plate}" if self.plate else self.location

    @property
    def called(self) -> Words:
        """What to call it: by its serial, its lot, or its product."""
        if self.serial:
            return T("%(product)s serial %(code)s", product=self.product.sku, code=self.serial)
        return lot_called(self)


def lot_called(row: GoodsThere) -> Words:
    """What to call goods of one lot, whatever their serials."""
    if row.lot:
        return T("%(product)s lot %(code)s", product=row.product.sku, code=row.lot.code)
    return T("%(product)s", product=row.product.sku)


SELECT = (
    "select b.id as balance_id, b.on_hand, b.on_hand - b.reserved as free, b.serial_id,"
    " s.code as serial, b.location_id, o.code as location, o.kind as location_kind,"
    " o.hold_reason as location_hold, o.blocked_out, b.plate_id, t.code as plate,"
    " t.hold_reason as plate_hold, p.id as product_id, p.sku, p.name, p.tracking,"
    " p.expiry_policy, p.unit, p.scale, l.id as lot_id, l.code as lot_code, l.expires_on,"
    " l.status, l.hold_reason, {taken} from balances b"
    " join locations o on o.id = b.location_id join products p on p.id = b.product_id"
    " left join license_plates t on t.id = b.plate_id left join lots l on l.id = b.lot_id"
    " left join serials s on s.id = b.serial_id"
)
NOT_IN_HAND = SELECT.format(taken="0 as promise, 0 as taken")
# What is loose comes first, on both engines.
BY_NAME = "coalesce(t.code, ''), p.sku, coalesce(l.code, ''), coalesce(s.code, ''), b.id"
SEVERAL, ALL = 200, 10**6
HERE = " where b.inside and b.on_hand > 0 and "
AT = Statement(
    f"{NOT_IN_HAND}{HERE}b.location_id = :location order by {BY_NAME}",
    expires_on=day,
)
OF = Statement(
    f"{NOT_IN_HAND}{HERE}b.product_id = :product"
    " and (cast(:lot as integer) is null or b.lot_id = :lot)"
    " and (cast(:serial as integer) is null or b.serial_id = :serial)"
    " and (cast(:location as integer) is null or b.location_id = :location)"
    f" order by o.walk_order, o.walk_key, o.code, {BY_NAME} limit :most",
    expires_on=day,
)
OF_LOT = Statement(
    f"{NOT_IN_HAND}{HERE}b.lot_id = :lot"
    f" order by o.walk_order, o.walk_key, o.code, {BY_NAME} limit 100",
    expires_on=day,
)
ONE = Statement(f"{NOT_IN_HAND}{HERE}b.id = :balance", expires_on=day)
UPON = Statement(
    f"{NOT_IN_HAND}{HERE}b.plate_id in (with recursive upon(id) as ("
    "select cast(:plate as integer) union select c.id from license_plates c"
    " join upon on c.parent_id = upon.id) select id from upon) order by b.id",
    expires_on=day,
)
IN_HAND = Statement(
    SELECT.format(taken="r.id as promise, r.quantity as taken")
    + " join reservations r on r.balance_id = b.id and r.task_id = :task"
    f" order by {BY_NAME}",
    expires_on=day,
)


def at(connection: Connection, location_id: int) -> list[GoodsThere]:
    """All goods at a location, those that lie loose in the order of their names."""
    return rows_of(AT.all(connection, {"location": location_id}))


def of(
    connection: Connection,
    product_id: int,
    lot_id: int | None,
    serial_id: int | None,
    *,
    location_id: int | None = None,
) -> list[GoodsThere]:
    """Goods of a product, a lot or a serial (at a location), in walking order of their places.

    A lot moves with all of its units; of a product in many places it is enough to see several.
    """
    values = {"product": product_id, "lot": lot_id, "serial": serial_id, "location": location_id}
    most = ALL if lot_id or serial_id else SEVERAL
    return rows_of(OF.all(connection, values | {"most": most}))


def of_lot(connection: Connection, lot_id: int) -> list[GoodsThere]:
    """Where one lot is, for a page; empty where it is nowhere or no lot at all."""
    return rows_of(OF_LOT.all(connection, {"lot": lot_id}))


def one(connection: Connection, balance_id: int) -> GoodsThere | None:
    """The goods of one balance, or None where nothing is there any more."""
    found = rows_of(ONE.all(connection, {"balance": balance_id}))
    return found[0] if found else None


def upon(connection: Connection, plate_id: int) -> list[GoodsThere]:
    """The goods on a license plate, and on the plates that stand on it."""
    return rows_of(UPON.all(connection, {"plate": plate_id}))


def in_hand(connection: Connection, task_id: int) -> list[GoodsThere]:
    """What a task has taken up: reserved where it still stands in the book."""
    return rows_of(IN_HAND.all(connection, {"task": task_id}))


def rows_of(found: Sequence[Any]) -> list[GoodsThere]:
    """Rows as goods in their places."""
    return [
        GoodsThere(
            row.balance_id,
            product_of(row),
            lot_of(row),
            row.serial_id,
            row.serial,
            row.location_id,
            row.location,
            LocationKind(row.location_kind),
            row.location_hold,
            bool(row.blocked_out),
            row.plate_id,
            row.plate,
            row.plate_hold,
            row.on_hand,
            row.free,
            row.promise,
            row.taken,
        )
        for row in found
    ]


LEFT = Statement(
    "select 1 as there from balances where location_id = :location and inside and on_hand > 0"
    " union all select 1 from license_plates where location_id = :location limit 1"
)


def is_empty(connection: Connection, location_id: int) -> bool:
    """Whether neither goods nor license plates are at a location."""
    return LEFT.first(connection, {"location": location_id}) is None


PLATES_AT = Statement(
    "select id, code, kind from license_plates where location_id = :location"
    " and parent_id is null and status in ('open', 'closed') order by id"
)


def plates_at(connection: Connection, location_id: int) -> list[PlateScan]:
    """The license plates that stand by themselves at a location, empty ones too."""
    found = PLATES_AT.all(connection, {"location": location_id})
    return [PlateScan(row.id, row.code, PlateKind(row.kind)) for row in found]


SCRAP_PLACES = Statement(
    "select id, code, capacity, blocked_in, blocked_out, hold_reason from locations"
    " where kind = 'scrap' and (code = :text or name = :text or id = :id) order by id"
)


def scrap_places(connection: Connection, code: str, location_id: int) -> tuple[PlaceScan, ...]:
    """The places for scrap that go by a code or a name, or have this id.

    They hold no stock of the warehouse, so no scan finds them but one that says where goods go.
    """
    found = SCRAP_PLACES.all(connection, {"text": code, "id": location_id})
    return tuple(
        PlaceScan(
            row.id,
            row.code,
            LocationKind.SCRAP,
            row.capacity,
            bool(row.blocked_in),
            bool(row.blocked_out),
            row.hold_reason,
        )
        for row in found
    )


CLAIMS = Statement(
    "select d.number, u.name, sum(r.quantity) as units from reservations r"
    " join tasks k on k.id = r.task_id left join order_lines i on i.id = r.order_line_id"
    " left join orders d on d.id = i.order_id left join users u on u.id = k.user_id"
    " where r.balance_id = :balance and r.task_id <> :task group by d.number, u.name"
    " order by d.number, u.name"
)


@dataclass(frozen=True, slots=True)
class Claims:
    """Why goods are not free: the orders they are promised to, and who has some in hand."""

    orders: tuple[str, ...]
    names: tuple[str, ...]


def claims_on(connection: Connection, balance_id: int, *, task_id: int) -> Claims:
    """Who has a claim on goods, but for the task that asks."""
    rows = CLAIMS.all(connection, {"balance": balance_id, "task": task_id})
    orders = dict.fromkeys(row.number for row in rows if row.number)
    names = dict.fromkeys(str(row.name) for row in rows if row.number is None)
    return Claims(tuple(orders), tuple(names))
