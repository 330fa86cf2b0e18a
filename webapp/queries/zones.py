"""The parts of the warehouse that a view of stock can be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from webapp.models import LocationKind
from webapp.queries.tables import locations

MOST = 200
KINDS = (
    LocationKind.AREA,
    LocationKind.DOCK,
    LocationKind.STAGING,
    LocationKind.QUARANTINE,
)


@dataclass(frozen=True, slots=True)
class Zone:
    """An area, or a dock, staging or quarantine place."""

    code: str
    name: str


ZONES = (
    select(locations.c.code, locations.c.name)
    .where(locations.c.kind.in_(KINDS))
    .order_by(locations.c.code)
    .limit(MOST)
)


def zones(connection: Connection) -> tuple[Zone, ...]:
    """The zones in the order of their codes."""
    return tuple(Zone(*found) for found in connection.execute(ZONES))
