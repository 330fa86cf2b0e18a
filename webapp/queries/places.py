"""Small questions about places: what kind one is, and whether goods are still there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, text

from webapp.models import LocationKind, PlateStatus
from webapp.operations.ledger import Entry, place_values

PATHS = text(
    "with recursive up (id, parent_id, above) as ("
    " select id, parent_id, cast('' as varchar) from locations where id in :ids"
    " union all select u.id, o.parent_id, cast(o.code || ' / ' || u.above as varchar)"
    " from up u join locations o on o.id = u.parent_id)"
    " select u.id, u.above || o.code as path from up u join locations o on o.id = u.id"
    " where u.parent_id is null"
).bindparams(bindparam("ids", expanding=True))
KIND = text("select kind from locations where id = :location")
FREE = text(
    "select b.on_hand - b.reserved as free, b.inside from balances b"
    " where b.product_id = :product and b.location_id = :location"
    " and coalesce(b.lot_id, 0) = coalesce(cast(:lot as integer), 0)"
    " and coalesce(b.serial_id, 0) = coalesce(cast(:serial as integer), 0)"
    " and coalesce(b.plate_id, 0) = coalesce(cast(:plate as integer), 0)"
)


# A putaway's promises have no order line: what it promises itself of a plate is in its hand.
PLATE_FREE = text(
    "select 1 from license_plates t where t.id = :plate and t.location_id = :location"
    " and t.status = 'open'"
    " and not exists (select 1 from balances b join reservations r on r.balance_id = b.id"
    " where b.plate_id = t.id and b.inside and r.order_line_id is null)"
)
ROOM = text("select expected - received from receipt_lines where id = :line")


def plate_takes_goods(connection: Connection, plate_id: int, location_id: int) -> bool:
    """Whether a license plate stands open at a location, and nobody is putting it away."""
    values = {"plate": plate_id, "location": location_id}
    return connection.execute(PLATE_FREE, values).first() is not None


STATUS = text("select status from license_plates where id = :plate")


def status_of_plate(connection: Connection, plate_id: int) -> PlateStatus:
    """How far a license plate has come."""
    return PlateStatus(connection.execute(STATUS, {"plate": plate_id}).scalar_one())


def still_expected(connection: Connection, receipt_line_id: int) -> int:
    """How many units a receipt's line still takes."""
    return int(connection.execute(ROOM, {"line": receipt_line_id}).scalar_one())


def paths_of(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Where each of these places is in the tree: "WAREHOUSE / A / A-01-2"."""
    return {row.id: row.path for row in connection.execute(PATHS, {"ids": list(ids)})}


def kind_of(connection: Connection, location_id: int) -> LocationKind:
    """What a location is for."""
    return LocationKind(connection.execute(KIND, {"location": location_id}).scalar_one())


def can_give_back(connection: Connection, move: Entry) -> bool:
    """Whether what a move put somewhere is still there and promised to nobody."""
    row = connection.execute(FREE, place_values(move.goods, move.destination)).first()
    return row is not None and (not row.inside or row.free >= move.quantity)


PLATES_STAND = text(
    "select id, code from locations where kind in ('dock', 'staging')"
    " order by case kind when 'dock' then 0 else 1 end, walk_order, walk_key, code"
)


def where_plates_stand(connection: Connection) -> list[Any]:
    """Where a new license plate can stand: id and code of docks, then of staging places."""
    return list(connection.execute(PLATES_STAND))
