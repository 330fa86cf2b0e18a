"""License plates as people look at them: the pile of one, what is on it, and all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Date, bindparam, text

from webapp.models import LocationKind, PlateKind, PlateStatus
from webapp.models.types import Moment
from webapp.queries.paging import Page, cut, read_cursor, write_cursor
from webapp.queries.putaway import Waiting, waiting_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class PlateFacts:
    """One license plate; `depth` counts the plates under it, `goods` the kinds of goods on it."""

    id: int
    code: str
    kind: PlateKind
    status: PlateStatus
    location_id: int
    location: str
    location_kind: LocationKind
    parent_id: int | None
    depth: int
    goods: int

    @property
    def staged(self) -> bool:
        """Whether it stands at a place that goods leave from."""
        return self.location_kind is LocationKind.STAGING


# The outermost first, then each plate before those that stand on it, in the order of their codes.
PILE = text(
    "with recursive up(id, parent_id) as (select id, parent_id from license_plates"
    " where id = :plate union select t.id, t.parent_id from license_plates t"
    " join up on t.id = up.parent_id),"
    " down(id, depth) as (select id, 0 from up where parent_id is null"
    " union all select t.id, down.depth + 1 from license_plates t join down"
    " on t.parent_id = down.id)"
    " select t.id, t.code, t.kind, t.status, t.location_id, o.code as location,"
    " o.kind as location_kind, t.parent_id,"
    " down.depth, (select count(*) from balances b where b.plate_id = t.id and b.inside"
    " and b.on_hand > 0) as goods from down join license_plates t on t.id = down.id"
    " join locations o on o.id = t.location_id order by down.depth, t.code"
)


def pile(connection: Connection, plate_id: int) -> tuple[PlateFacts, ...]:
    """All plates that a plate stands with, each followed by those that stand on it."""
    rows = [facts_of(row) for row in connection.execute(PILE, {"plate": plate_id})]
    return tuple(piled(rows, None))


def piled(rows: list[PlateFacts], parent_id: int | None) -> list[PlateFacts]:
    """Rows in the order of a drawn tree."""
    found: list[PlateFacts] = []
    for row in rows:
        if row.parent_id == parent_id:
            found += [row, *piled(rows, row.id)]
    return found


def facts_of(row: Any) -> PlateFacts:
    """A row as a license plate."""
    return PlateFacts(
        row.id,
        row.code,
        PlateKind(row.kind),
        PlateStatus(row.status),
        row.location_id,
        row.location,
        LocationKind(row.location_kind),
        row.parent_id,
        row.depth,
        row.goods,
    )


AT = (
    "select b.id as balance_id, b.on_hand, b.on_hand - b.reserved as free, b.serial_id,"
    " s.code as serial, b.location_id, o.code as location, o.blocked_out,"
    " b.plate_id, t.code as plate, t.status as plate_status, p.id as product_id, p.sku, p.name,"
    " p.tracking, p.expiry_policy,"
    " p.unit, p.scale, l.id as lot_id, l.code as lot_code, l.expires_on, l.status, l.hold_reason"
    " from balances b join locations o on o.id = b.location_id"
    " join products p on p.id = b.product_id left join license_plates t on t.id = b.plate_id"
    " left join lots l on l.id = b.lot_id left join serials s on s.id = b.serial_id"
    " where b.inside and b.on_hand > 0 and %s"
    " and (cast(:product as integer) is null or b.product_id = :product)"
    " and (cast(:lot as integer) is null or b.lot_id = :lot)"
    " and (cast(:serial as integer) is null or b.serial_id = :serial)"
    " order by p.sku, b.id"
)
ON = text(AT % "b.plate_id = :plate").columns(expires_on=Date)
BESIDE = text(AT % "b.location_id = :location and b.plate_id is null").columns(expires_on=Date)


def goods_on(
    connection: Connection,
    plate_id: int,
    product_id: int | None = None,
    lot_id: int | None = None,
    serial_id: int | None = None,
) -> list[Waiting]:
    """Goods that lie on a license plate itself."""
    values = {"plate": plate_id, "product": product_id, "lot": lot_id, "serial": serial_id}
    return [waiting_of(row) for row in connection.execute(ON, values)]


def goods_beside(
    connection: Connection,
    location_id: int,
    product_id: int | None = None,
    lot_id: int | None = None,
    serial_id: int | None = None,
) -> list[Waiting]:
    """Goods that lie loose at a location."""
    values = {
        "location": location_id,
        "product": product_id,
        "lot": lot_id,
        "serial": serial_id,
    }
    return [waiting_of(row) for row in connection.execute(BESIDE, values)]


CODES = text("select id, code from license_plates where id in :ids order by code").bindparams(
    bindparam("ids", expanding=True)
)


def codes_of(connection: Connection, ids: Sequence[int]) -> list[tuple[int, str]]:
    """License plates by their ids, each with its code."""
    return [(row.id, row.code) for row in connection.execute(CODES, {"ids": list(ids)})]


HOLDS = text(
    "with recursive upon(id) as (select cast(:plate as integer) union select t.id"
    " from license_plates t join upon on t.parent_id = upon.id)"
    " select id, on_hand from balances"
    " where inside and on_hand > 0 and plate_id in (select id from upon)"
)


def units_upon(connection: Connection, plate_id: int) -> dict[int, int]:
    """The units of each balance that a plate carries, with the plates that stand on it."""
    return {row.id: row.on_hand for row in connection.execute(HOLDS, {"plate": plate_id})}


@dataclass(frozen=True, slots=True)
class PlateRow:
    """One line of the list: where it stands, what it stands on, how much is on it."""

    id: int
    code: str
    kind: str
    status: str
    location: str
    stands_on: str | None
    plates: int
    goods: int
    order: str | None
    since: datetime


LISTED = text(
    "select t.id, t.code, t.kind, t.status, o.code as location, p.code as stands_on,"
    " (select count(*) from license_plates c where c.parent_id = t.id) as plates,"
    " (select count(*) from balances b where b.plate_id = t.id and b.inside and b.on_hand > 0)"
    " as goods, d.number, coalesce(t.status_since, t.created_at) as since"
    " from license_plates t join locations o on o.id = t.location_id"
    " left join license_plates p on p.id = t.parent_id left join orders d on d.id = t.order_id"
    " where t.id < :before and (cast(:status as varchar) is null or t.status = :status)"
    " and (cast(:words as varchar) is null or t.code like :words escape '!'"
    " or o.code like :words escape '!') order by t.id desc limit :most"
).columns(since=Moment)
NEWEST = 2**31 - 1


def page(
    connection: Connection,
    *,
    status: PlateStatus | None = None,
    words: str | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[PlateRow]:
    """License plates, the newest first; of one status, or with words in their or a bin's code."""
    key = read_cursor(cursor, "plates", (int,))
    values = {
        "before": min(key[0], NEWEST) if key else NEWEST,
        "status": str(status) if status else None,
        "words": like(words) if words else None,
        "most": limit + 1,
    }
    rows, more = cut([PlateRow(*row) for row in connection.execute(LISTED, values)], limit)
    return Page(tuple(rows), write_cursor("plates", (rows[-1].id,)) if more else None)


def like(words: str) -> str:
    """A pattern that finds words anywhere, with no sign of a pattern in them."""
    for sign in "!%_":
        words = words.replace(sign, f"!{sign}")
    return f"%{words}%"
