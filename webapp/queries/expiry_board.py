"""Stock that expires soon or has: one row for a lot in a place, the nearest day first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from webapp.queries.availability import ON_HAND, RESERVED, STATE, LotState
from webapp.queries.stock_by_lot import STOCK
from webapp.queries.stock_filter import INSIDE
from webapp.queries.tables import locations, lots, products
from webapp.rules.shelf_life import BANDS, band_of

MOST = 500


@dataclass(frozen=True, slots=True)
class NearRow:
    """Some of a lot in one place; `band` is 0 for expired, else the days it is within."""

    band: int
    lot_id: int
    lot: str
    expires_on: date
    state: LotState
    sku: str
    name: str
    unit: str
    scale: int
    location_id: int
    location: str
    on_hand: int
    reserved: int


NEAR = (
    select(
        lots.c.id.label("lot_id"),
        lots.c.code.label("lot"),
        lots.c.expires_on,
        STATE.label("state"),
        products.c.sku,
        products.c.name,
        products.c.unit,
        products.c.scale,
        locations.c.id.label("location_id"),
        locations.c.code.label("location"),
        ON_HAND,
        RESERVED,
    )
    .select_from(STOCK)
    .where(INSIDE)
    .group_by(
        *(lots.c.id, lots.c.code, lots.c.expires_on, lots.c.status),
        *(products.c.id, products.c.sku, products.c.name, products.c.unit, products.c.scale),
        *(locations.c.id, locations.c.code),
    )
    .order_by(lots.c.expires_on, products.c.sku, lots.c.code, locations.c.code)
)


def near_expiry(
    connection: Connection, *, today: date, most: int | None = MOST
) -> tuple[NearRow, ...]:
    """What has expired or will within the farthest band, the nearest first; at most `most` rows."""
    statement = NEAR.where(lots.c.expires_on <= today + timedelta(days=BANDS[-1])).limit(most)
    return tuple(
        NearRow(
            **(
                dict(row._mapping)
                | {
                    "band": band_of(row.expires_on, today) or 0,
                    "state": LotState(row.state),
                    "on_hand": int(row.on_hand),
                    "reserved": int(row.reserved),
                }
            )
        )
        for row in connection.execute(statement, {"today": today})
    )
