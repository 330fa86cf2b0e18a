"""Stock by lot: what is inside the warehouse, grouped as asked, with totals that add up.

Every view is the same sum over the same balances; a grouping only says by what. The first page
must not cost more as stock grows, so a page of products (or of what is ordered by product) first
finds the few products it will show and sums those alone; so does a page of locations.
Stock of a past moment is the same sum over the balances of then, all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, func, select

from webapp.models import Location, Product, Tracking
from webapp.queries import stock_then
from webapp.queries.availability import STATE, SUMS, LotState
from webapp.queries.paging import Page, after, cut, read_cursor, write_cursor
from webapp.queries.stock_filter import MONTH, UNDATED, StockFilter
from webapp.queries.tables import balances, locations, lots, named, plates, products, serials

PAGE = 50
ALL_AT_ONCE = 2000


class Grouping(StrEnum):
    """By what stock is added up; `place` adds nothing up: one row is one balance."""

    PRODUCT = "product"
    LOT = "lot"
    LOCATION = "location"
    EXPIRY_MONTH = "expiry_month"
    STATUS = "status"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class StockRow:
    """Some stock in base units. What the grouping adds up over is None; so is a mixed unit."""

    on_hand: int
    reserved: int
    available: int
    on_hold: int
    unit: str | None = None
    scale: int = 0
    product_id: int | None = None
    sku: str | None = None
    name: str | None = None
    tracking: Tracking | None = None
    lot_id: int | None = None
    lot: str | None = None
    expires_on: date | None = None
    state: LotState | None = None
    serial: str | None = None
    location_id: int | None = None
    location: str | None = None
    lpn: str | None = None
    month: str | None = None


WITHOUT_PRODUCTS = (
    balances.join(locations, locations.c.id == balances.c.location_id)
    .outerjoin(lots, lots.c.id == balances.c.lot_id)
    .outerjoin(serials, serials.c.id == balances.c.serial_id)
    .outerjoin(plates, plates.c.id == balances.c.plate_id)
)
STOCK = WITHOUT_PRODUCTS.join(products, products.c.id == balances.c.product_id)
UNITS_KEPT = select(products.c.unit, products.c.scale).distinct()
UNITS = (
    func.min(products.c.unit).label("unit"),
    func.max(products.c.unit).label("other_unit"),
    func.min(products.c.scale).label("scale"),
    func.max(products.c.scale).label("other_scale"),
)
LOT_CODE = func.coalesce(lots.c.code, "")
SERIAL_CODE = func.coalesce(serials.c.code, "")
PLATE_CODE = func.coalesce(plates.c.code, "")
_PRODUCT = (
    products.c.id.label("product_id"),
    products.c.sku,
    products.c.name,
    products.c.tracking,
)
_LOT = (
    lots.c.id.label("lot_id"),
    lots.c.code.label("lot"),
    lots.c.expires_on,
    lots.c.status.label("lot_status"),
)
_PLACE = (
    balances.c.id.label("balance_id"),
    serials.c.code.label("serial"),
    locations.c.id.label("location_id"),
    locations.c.code.label("location"),
    plates.c.code.label("lpn"),
)
# What orders the rows of a grouping and tells them apart, and what else they show.
KEYS: dict[Grouping, tuple[Any, ...]] = {
    Grouping.PRODUCT: (products.c.sku,),
    Grouping.LOT: (products.c.sku, LOT_CODE),
    Grouping.LOCATION: (locations.c.code,),
    Grouping.EXPIRY_MONTH: (MONTH,),
    Grouping.STATUS: (STATE,),
    Grouping.PLACE: (products.c.sku, LOT_CODE, SERIAL_CODE, locations.c.code, PLATE_CODE),
}
SHOWN: dict[Grouping, tuple[Any, ...]] = {
    Grouping.PRODUCT: _PRODUCT,
    Grouping.LOT: (*_PRODUCT, *_LOT, STATE.label("state")),
    Grouping.LOCATION: (locations.c.id.label("location_id"), locations.c.code.label("location")),
    Grouping.EXPIRY_MONTH: (MONTH.label("month"),),
    Grouping.STATUS: (STATE.label("state"),),
    Grouping.PLACE: (*_PRODUCT, *_LOT, STATE.label("state"), *_PLACE),
}


def page(
    connection: Connection,
    asked: StockFilter,
    grouping: Grouping,
    *,
    today: date,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[StockRow]:
    """One page of stock, ordered by the grouping's key.

    Raises CursorRefusedError where `cursor` is not of this grouping.
    """
    keys = KEYS[grouping]
    key = read_cursor(cursor, f"stock/{grouping}", [str] * len(keys))
    statement = grouped(asked, grouping, today).limit(limit + 1)
    if key is not None:
        statement = statement.where(after(keys, key))
    if not asked.is_narrow and asked.as_of is None:
        statement = walking(statement, asked, grouping, today, key, limit)
    found, more = cut(rows(connection, statement, asked, today), limit)
    last = [getattr(found[-1], f"key_{at}") for at in range(len(keys))] if more else []
    following = write_cursor(f"stock/{grouping}", last) if more else None
    return Page(tuple(row_of(one) for one in found), following)


def rows(
    connection: Connection, statement: Select[Any], asked: StockFilter, today: date
) -> Sequence[Any]:
    """What a statement over balances finds now, or at the moment that is asked about."""
    if asked.as_of is not None:
        statement = stock_then.at(statement, asked.as_of, connection, sku=asked.product)
    return connection.execute(statement, {"today": today}).all()


def grouped(asked: StockFilter, grouping: Grouping, today: date) -> Select[Any]:
    """The sums of the stock asked for, by the grouping, in the order of its key."""
    keys, shown = KEYS[grouping], SHOWN[grouping]
    labelled = [key.label(f"key_{at}") for at, key in enumerate(keys)]
    groups = [column.element if hasattr(column, "element") else column for column in shown]
    return (
        select(*labelled, *shown, *SUMS, *UNITS)
        .select_from(STOCK)
        .where(*asked.conditions(today))
        .group_by(*keys, *groups)
        .order_by(*keys)
    )


def walking(
    statement: Select[Any],
    asked: StockFilter,
    grouping: Grouping,
    today: date,
    key: tuple[str, ...] | None,
    limit: int,
) -> Select[Any]:
    """Sum only the products or locations that can be on this page; months and states are few."""
    if grouping in (Grouping.EXPIRY_MONTH, Grouping.STATUS):
        return statement
    if grouping is Grouping.LOCATION:
        head, column, code = named(Location, "head"), balances.c.location_id, "code"
    else:
        head, column, code = named(Product, "head"), balances.c.product_id, "sku"
    has_stock = (
        select(balances.c.id)
        .select_from(STOCK)
        .where(column == head.c.id, *asked.conditions(today))
        .correlate(head)
        .exists()
    )
    heads = select(head.c.id).where(has_stock).order_by(head.c[code]).limit(limit + 1)
    if key is not None:
        heads = heads.where(head.c[code] >= key[0])
    return statement.where(column.in_(heads))


def everything(
    connection: Connection, asked: StockFilter, grouping: Grouping, *, today: date
) -> Iterator[StockRow]:
    """All rows of a view, fetched page by page: what a CSV holds."""
    cursor = None
    while True:
        some = page(connection, asked, grouping, today=today, cursor=cursor, limit=ALL_AT_ONCE)
        yield from some.rows
        cursor = some.next
        if cursor is None:
            return


def totals(connection: Connection, asked: StockFilter, *, today: date) -> tuple[StockRow, ...]:
    """The sums of all stock asked for, one row per unit: kilograms and pieces are never added."""
    units = connection.execute(UNITS_KEPT).all()
    if len(units) == 1 and asked.product is None:
        # One unit needs no product to tell them apart, which halves the time of the whole sum.
        statement = summed(asked, today).select_from(WITHOUT_PRODUCTS)
        found = rows(connection, statement, asked, today)[0]
        return () if found.on_hand is None else (total_of(found, *units[0]),)
    columns = (products.c.unit, products.c.scale)
    statement = summed(asked, today).select_from(STOCK).add_columns(*columns)
    by_unit = statement.group_by(*columns).order_by(*columns)
    found_by_unit = rows(connection, by_unit, asked, today)
    return tuple(total_of(one, one.unit, one.scale) for one in found_by_unit)


def summed(asked: StockFilter, today: date) -> Select[Any]:
    """The four sums of the stock asked for."""
    return select(*SUMS).where(*asked.conditions(today))


def total_of(found: Any, unit: str, scale: int) -> StockRow:
    """One total."""
    return StockRow(**amounts(found), unit=unit, scale=scale)


def row_of(found: Any) -> StockRow:
    """A row of a grouped statement as the frozen row that is shown."""
    values = found._mapping
    names = StockRow.__slots__
    given = {name: values[name] for name in names if name in values} | amounts(found)
    if found.unit != found.other_unit or found.scale != found.other_scale:
        given |= {"unit": None, "scale": 0}
    if given.get("month") == UNDATED:
        given["month"] = None
    if given.get("state") is not None:
        given["state"] = LotState(given["state"])
    return StockRow(**given)


def amounts(found: Any) -> dict[str, Any]:
    """The four sums; PostgreSQL gives them as decimals."""
    return {name: int(getattr(found, name)) for name in NUMBERS}


NUMBERS = ("on_hand", "reserved", "available", "on_hold")
