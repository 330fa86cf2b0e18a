"""What is arranged about the order of removal: categories, places, and when stock is promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from webapp.rules.removal import RemovalStrategy, ReservationMethod

SETTING = text("select method, days_before from reservation_settings where id = 1")
CATEGORIES = text(
    "select c.id, c.code, c.name, c.removal_strategy,"
    " (select count(*) from products p where p.category_id = c.id) as products"
    " from product_categories c order by c.code"
)
# Places that group others, and those that say something themselves.
PLACES = text(
    "select id, code, name, removal_strategy from locations"
    " where kind = 'area' or removal_strategy is not null"
    " order by walk_order, walk_key, code limit 500"
)


@dataclass(frozen=True, slots=True)
class ReservationSetting:
    """When released orders are promised their stock, and how many days before they are due."""

    method: ReservationMethod = ReservationMethod.AT_RELEASE
    days_before: int = 0


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category of products, its order of removal and how many products it has."""

    id: int
    code: str
    name: str
    strategy: RemovalStrategy | None
    products: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A location and its own order of removal."""

    id: int
    code: str
    name: str
    strategy: RemovalStrategy | None


def reservation_setting(connection: Connection) -> ReservationSetting:
    """What is arranged; at release where nothing is."""
    row = connection.execute(SETTING).first()
    if row is None:
        return ReservationSetting()
    return ReservationSetting(ReservationMethod(row.method), row.days_before)


def categories(connection: Connection) -> tuple[CategoryRow, ...]:
    """All categories by their code."""
    return tuple(
        CategoryRow(row.id, row.code, row.name, strategy(row), row.products)
        for row in connection.execute(CATEGORIES)
    )


def places(connection: Connection) -> tuple[PlaceRow, ...]:
    """Areas, and locations with an order of their own, as a picker passes them."""
    return tuple(
        PlaceRow(row.id, row.code, row.name, strategy(row)) for row in connection.execute(PLACES)
    )


def strategy(row: Any) -> RemovalStrategy | None:
    """The order of removal of a row, where it has one."""
    return None if row.removal_strategy is None else RemovalStrategy(row.removal_strategy)
