"""The places of a product, and the products of a place, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from webapp.models import LocationKind
from webapp.rules.replenishment import PlaceRole


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of one product; the levels are base units, null where it is not topped up."""

    id: int
    product_id: int
    sku: str
    name: str
    unit: str
    scale: int
    location_id: int
    code: str
    kind: LocationKind
    role: PlaceRole
    priority: int
    minimum: int | None
    target: int | None
    size: int
    on_hand: int


PLACES = (
    "select f.id, f.product_id, p.sku, p.name, p.unit, p.scale, f.location_id, o.code, o.kind,"
    " f.role, f.priority, f.minimum, f.target, f.size, (select coalesce(sum(b.on_hand), 0)"
    " from balances b where b.product_id = f.product_id and b.location_id = f.location_id"
    " and b.on_hand > 0) as on_hand from product_places f"
    " join products p on p.id = f.product_id join locations o on o.id = f.location_id"
)
OF_PRODUCT = text(
    f"{PLACES} where f.product_id = :product"
    " order by case f.role when 'topped_up' then 0 when 'source' then 1 else 2 end,"
    " f.priority, o.walk_order, o.walk_key, o.code"
)
OF_LOCATION = text(f"{PLACES} where f.location_id = :location order by p.sku")


def of_product(connection: Connection, product_id: int) -> list[PlaceRow]:
    """What is topped up, then what feeds it, then what is left alone."""
    return [row_of(row) for row in connection.execute(OF_PRODUCT, {"product": product_id})]


def of_location(connection: Connection, location_id: int) -> list[PlaceRow]:
    """The products that have a place at a location."""
    return [row_of(row) for row in connection.execute(OF_LOCATION, {"location": location_id})]


def row_of(row: Any) -> PlaceRow:
    """A row as a value."""
    lists = {"kind": LocationKind(row.kind), "role": PlaceRole(row.role)}
    return PlaceRow(**dict(row._mapping) | lists | {"on_hand": int(row.on_hand)})
