"""Lots: one with its dates and its origin, and lists of them with how much is inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from webapp.models import LotStatus
from webapp.queries.availability import STATE, SUMS, LotState
from webapp.queries.paging import Page, cut, read_cursor, write_cursor
from webapp.queries.stock_filter import INSIDE
from webapp.queries.tables import balances, locations, lots, partners, plates, products

PAGE = 50
LIST = "lots"


@dataclass(frozen=True, slots=True)
class LotRow:
    """One lot, and what is inside of it in base units."""

    id: int
    code: str
    product_id: int
    sku: str
    name: str
    unit: str
    scale: int
    status: LotStatus
    state: LotState
    hold_reason: str | None
    expires_on: date | None
    best_before: date | None
    removal_date: date | None
    alert_on: date | None
    produced_on: date | None
    supplier: str | None
    on_hand: int = 0
    reserved: int = 0
    available: int = 0
    on_hold: int = 0


@dataclass(frozen=True, slots=True)
class LotFilter:
    """What narrows a list of lots."""

    product: str | None = None
    code: str | None = None
    status: LotStatus | None = None
    expires_before: date | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """One condition per filter that is set."""
        if self.product is not None:
            yield products.c.sku == self.product
        if self.code is not None:
            yield lots.c.code == self.code
        if self.status is not None:
            yield lots.c.status == self.status
        if self.expires_before is not None:
            yield lots.c.expires_on < self.expires_before


LOTS = select(
    lots.c.id,
    lots.c.code,
    lots.c.product_id,
    products.c.sku,
    products.c.name,
    products.c.unit,
    products.c.scale,
    lots.c.status,
    STATE.label("state"),
    lots.c.hold_reason,
    lots.c.expires_on,
    lots.c.best_before,
    lots.c.removal_date,
    lots.c.alert_on,
    lots.c.produced_on,
    partners.c.name.label("supplier"),
).select_from(
    lots.join(products, products.c.id == lots.c.product_id).outerjoin(
        partners, partners.c.id == lots.c.supplier_id
    )
)
AMOUNTS = (
    select(balances.c.lot_id, *SUMS)
    .select_from(
        balances.join(locations, locations.c.id == balances.c.location_id)
        .join(lots, lots.c.id == balances.c.lot_id)
        .outerjoin(plates, plates.c.id == balances.c.plate_id)
    )
    .where(INSIDE)
    .group_by(balances.c.lot_id)
)


def lot(connection: Connection, lot_id: int, *, today: date) -> LotRow | None:
    """The lot with this id, or None."""
    rows = with_amounts(connection, LOTS.where(lots.c.id == lot_id), today)
    return rows[0] if rows else None


def page(
    connection: Connection,
    asked: LotFilter,
    *,
    today: date,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[LotRow]:
    """One page of lots in the order they were first seen.

    Raises CursorRefusedError where `cursor` is not of this list.
    """
    statement = LOTS.where(*asked.conditions()).order_by(lots.c.id).limit(limit + 1)
    key = read_cursor(cursor, LIST, [int])
    if key is not None:
        statement = statement.where(lots.c.id > key[0])
    rows, more = cut(with_amounts(connection, statement, today), limit)
    return Page(tuple(rows), write_cursor(LIST, [rows[-1].id]) if more else None)


def with_amounts(connection: Connection, statement: Select[Any], today: date) -> Sequence[LotRow]:
    """The lots of `statement` with what is inside of each; two statements, however many lots."""
    found = connection.execute(statement, {"today": today}).all()
    sums = amounts(connection, [one.id for one in found], today)
    return [
        LotRow(**(dict(one._mapping) | {"state": LotState(one.state)} | sums.get(one.id, {})))
        for one in found
    ]


def amounts(
    connection: Connection, lot_ids: Sequence[int], today: date
) -> dict[int, dict[str, int]]:
    """On hand, reserved, available and on hold of each lot that has any inside."""
    statement = AMOUNTS.where(balances.c.lot_id.in_(lot_ids))
    found = connection.execute(statement, {"today": today})
    names = ("on_hand", "reserved", "available", "on_hold")
    return {one.lot_id: {name: int(getattr(one, name)) for name in names} for one in found}
