"""Holds as they are read: those that are open, and all that one thing ever had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from webapp.models.types import Moment

MOST = 200


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One hold: of what, why, by whom, and how it ended; orders `lost` so many units to it."""

    id: int
    kind: str
    thing_id: int
    code: str
    sku: str | None
    status: str
    reason: str
    by: str | None
    placed_at: datetime
    released_at: datetime | None
    released_by: str | None
    release_reason: str | None
    lost: int


HOLDS = (
    "select h.id, case when h.lot_id is not null then 'lot' when h.plate_id is not null"
    " then 'plate' else 'location' end as kind, coalesce(h.lot_id, h.plate_id, h.location_id)"
    " as thing_id, coalesce(l.code, k.code, o.code) as code, p.sku, h.status, h.reason,"
    ' u.name as "by", h.placed_at, h.released_at, v.name as released_by, h.release_reason,'
    " cast(coalesce((select sum(x.quantity) from lost_reservations x where x.hold_id = h.id), 0)"
    " as bigint) as lost"
    " from holds h left join lots l on l.id = h.lot_id left join products p on p.id = l.product_id"
    " left join license_plates k on k.id = h.plate_id left join locations o on o.id = h.location_id"
    " left join users u on u.id = h.by_user_id left join users v on v.id = h.released_by_id"
)
KINDS = {"lot": "h.lot_id", "plate": "h.plate_id", "location": "h.location_id"}
OPEN = text(f"{HOLDS} where h.released_at is null order by h.id desc limit :most").columns(
    placed_at=Moment, released_at=Moment
)
OF = {
    kind: text(f"{HOLDS} where {column} = :id order by h.id desc limit :most").columns(
        placed_at=Moment, released_at=Moment
    )
    for kind, column in KINDS.items()
}


def open_holds(connection: Connection) -> tuple[HoldRow, ...]:
    """What may not leave now, the latest first."""
    return tuple(HoldRow(**row._mapping) for row in connection.execute(OPEN, {"most": MOST}))


def holds_of(connection: Connection, kind: str, thing_id: int) -> tuple[HoldRow, ...]:
    """Every hold of a lot, a license plate or a location, the latest first."""
    found = connection.execute(OF[kind], {"id": thing_id, "most": MOST})
    return tuple(HoldRow(**row._mapping) for row in found)


@dataclass(frozen=True, slots=True)
class LostRow:
    """Units that an order lost to one hold."""

    kind: str
    code: str
    sku: str
    status: str
    scale: int
    quantity: int
    found: int
    released: bool


LOST = text(
    "select case when h.lot_id is not null then 'lot' when h.plate_id is not null then 'plate'"
    " else 'location' end as kind, coalesce(l.code, k.code, o.code) as code, p.sku, h.status,"
    " p.scale, cast(sum(x.quantity) as bigint) as quantity, cast(sum(x.found) as bigint) as found,"
    " case when h.released_at is null then 0 else 1 end as released from lost_reservations x"
    " join holds h on h.id = x.hold_id join order_lines i on i.id = x.order_line_id"
    " join products p on p.id = i.product_id left join lots l on l.id = h.lot_id"
    " left join license_plates k on k.id = h.plate_id left join locations o on o.id = h.location_id"
    " where i.order_id = :order group by h.id, h.lot_id, h.plate_id, l.code, k.code, o.code, p.sku,"
    " h.status, p.scale, h.released_at order by h.id desc"
)


def lost_by_order(connection: Connection, order_id: int) -> tuple[LostRow, ...]:
    """What an order lost to holds, the latest first."""
    rows = connection.execute(LOST, {"order": order_id})
    return tuple(LostRow(**(dict(row._mapping) | {"released": bool(row.released)})) for row in rows)
