"""What on the floor was not as the book says, newest first: work that waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from webapp.models import WorkException
from webapp.queries.paging import Page, cut, read_cursor, write_cursor
from webapp.queries.tables import (
    locations,
    lots,
    named,
    orders,
    products,
    receipts,
    scans,
    serials,
    tasks,
    users,
)

PAGE = 50
ALL_AT_ONCE = 2000
LIST = "exceptions"
exceptions = named(WorkException, "x")


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """One exception with the codes people know. `number` is the receipt or order it is of."""

    id: int
    kind: str
    reason: str
    recorded_at: datetime
    quantity: int | None
    sku: str | None
    unit: str | None
    scale: int | None
    lot_id: int | None
    lot: str | None
    serial: str | None
    location: str | None
    receipt_id: int | None
    order_id: int | None
    number: str | None
    scanned: str | None
    user: str


ROWS = (
    select(
        exceptions.c.id,
        exceptions.c.kind,
        exceptions.c.reason,
        exceptions.c.recorded_at,
        exceptions.c.quantity,
        products.c.sku,
        products.c.unit,
        products.c.scale,
        exceptions.c.lot_id,
        lots.c.code.label("lot"),
        serials.c.code.label("serial"),
        locations.c.code.label("location"),
        tasks.c.receipt_id,
        tasks.c.order_id,
        func.coalesce(receipts.c.number, orders.c.number).label("number"),
        scans.c.text.label("scanned"),
        users.c.name.label("user"),
    )
    .select_from(
        exceptions.join(users, users.c.id == exceptions.c.user_id)
        .outerjoin(products, products.c.id == exceptions.c.product_id)
        .outerjoin(lots, lots.c.id == exceptions.c.lot_id)
        .outerjoin(serials, serials.c.id == exceptions.c.serial_id)
        .outerjoin(locations, locations.c.id == exceptions.c.location_id)
        .outerjoin(tasks, tasks.c.id == exceptions.c.task_id)
        .outerjoin(receipts, receipts.c.id == tasks.c.receipt_id)
        .outerjoin(orders, orders.c.id == tasks.c.order_id)
        .outerjoin(scans, scans.c.scan_id == exceptions.c.scan_id)
    )
    .order_by(exceptions.c.id.desc())
)


def page(
    connection: Connection, *, cursor: str | None = None, limit: int = PAGE
) -> Page[ExceptionRow]:
    """One page, newest first. Raises CursorRefusedError where `cursor` is not of this list."""
    statement = ROWS.limit(limit + 1)
    key = read_cursor(cursor, LIST, [int])
    if key is not None:
        statement = statement.where(exceptions.c.id < key[0])
    found, more = cut(connection.execute(statement).all(), limit)
    rows = tuple(ExceptionRow(**one._mapping) for one in found)
    return Page(rows, write_cursor(LIST, [rows[-1].id]) if more else None)


def everything(connection: Connection) -> Iterator[ExceptionRow]:
    """All exceptions, fetched page by page: what a CSV holds."""
    cursor = None
    while True:
        some = page(connection, cursor=cursor, limit=ALL_AT_ONCE)
        yield from some.rows
        cursor = some.next
        if cursor is None:
            return
