"""The ledger as people read it: each move with its codes, document and hand, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from webapp.models import LicensePlate, Location, Lot, MoveKind, Product, Serial
from webapp.queries.paging import Page, cut, read_cursor, write_cursor
from webapp.queries.tables import (
    destinations,
    lots,
    moves,
    named,
    order_lines,
    orders,
    partners,
    products,
    receipt_lines,
    receipts,
    serials,
    sources,
    users,
)

PAGE = 50
ALL_AT_ONCE = 2000
LIST = "moves"


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One entry of the ledger. `flow` says which kind of document `number` is, if any."""

    id: int
    kind: MoveKind
    recorded_at: datetime
    captured_at: datetime
    sku: str
    name: str
    unit: str
    scale: int
    lot_id: int | None
    lot: str | None
    serial: str | None
    quantity: int
    source: str
    source_lpn: str | None
    source_inside: bool
    destination: str
    destination_lpn: str | None
    destination_inside: bool
    receipt_id: int | None
    order_id: int | None
    number: str | None
    partner: str | None
    user: str
    reason: str | None
    reverses_id: int | None
    scan_id: str | None


@dataclass(frozen=True, slots=True)
class MoveFilter:
    """What narrows the ledger. `location` is either end; `since` and `until` are moments."""

    product: str | None = None
    lot: str | None = None
    lot_id: int | None = None
    serial: str | None = None
    location: str | None = None
    lpn: str | None = None
    kind: MoveKind | None = None
    number: str | None = None
    receipt_id: int | None = None
    order_id: int | None = None
    user: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """One condition per filter that is set."""
        yield from self.of_goods()
        yield from self.of_places()
        if self.kind is not None:
            yield moves.c.kind == self.kind
        for table, value in ((receipts, self.receipt_id), (orders, self.order_id)):
            if value is not None:
                yield table.c.id == value
        if self.number is not None:
            yield or_(receipts.c.number == self.number, orders.c.number == self.number)
        if self.user is not None:
            yield users.c.name == self.user
        if self.since is not None:
            yield moves.c.recorded_at >= self.since
        if self.until is not None:
            yield moves.c.recorded_at < self.until

    def of_goods(self) -> Iterator[ColumnElement[bool]]:
        """Product, lot and serial, each by its id so that the ledger's indexes are of use."""
        if self.product is not None:
            yield moves.c.product_id.in_(ids(Product, "sku", self.product))
        if self.lot is not None:
            yield moves.c.lot_id.in_(ids(Lot, "code", self.lot))
        if self.lot_id is not None:
            yield moves.c.lot_id == self.lot_id
        if self.serial is not None:
            yield moves.c.serial_id.in_(ids(Serial, "code", self.serial))

    def of_places(self) -> Iterator[ColumnElement[bool]]:
        """Location and license plate, at whichever end."""
        ends = ((Location, self.location, "{}_id"), (LicensePlate, self.lpn, "{}_plate_id"))
        for model, code, column in ends:
            if code is not None:
                found = ids(model, "code", code)
                both = (moves.c[column.format(end)] for end in ("source", "destination"))
                yield or_(*(end.in_(found) for end in both))


def ids(model: type, column: str, code: str) -> Select[Any]:
    """The ids of what goes by `code`."""
    table = named(model, f"wanted_{model.__name__.lower()}")
    return select(table.c.id).where(table.c[column] == code)


source_plates = named(LicensePlate, "source_plate")
destination_plates = named(LicensePlate, "destination_plate")
LEDGER = (
    moves.join(products, products.c.id == moves.c.product_id)
    .join(sources, sources.c.id == moves.c.source_id)
    .join(destinations, destinations.c.id == moves.c.destination_id)
    .join(users, users.c.id == moves.c.user_id)
    .outerjoin(lots, lots.c.id == moves.c.lot_id)
    .outerjoin(serials, serials.c.id == moves.c.serial_id)
    .outerjoin(source_plates, source_plates.c.id == moves.c.source_plate_id)
    .outerjoin(destination_plates, destination_plates.c.id == moves.c.destination_plate_id)
    .outerjoin(receipt_lines, receipt_lines.c.id == moves.c.receipt_line_id)
    .outerjoin(receipts, receipts.c.id == receipt_lines.c.receipt_id)
    .outerjoin(order_lines, order_lines.c.id == moves.c.order_line_id)
    .outerjoin(orders, orders.c.id == order_lines.c.order_id)
    .outerjoin(
        partners, partners.c.id == func.coalesce(receipts.c.supplier_id, orders.c.customer_id)
    )
)
MOVES = (
    select(
        moves.c.id,
        moves.c.kind,
        moves.c.recorded_at,
        moves.c.captured_at,
        products.c.sku,
        products.c.name,
        products.c.unit,
        products.c.scale,
        moves.c.lot_id,
        lots.c.code.label("lot"),
        serials.c.code.label("serial"),
        moves.c.quantity,
        sources.c.code.label("source"),
        source_plates.c.code.label("source_lpn"),
        sources.c.inside.label("source_inside"),
        destinations.c.code.label("destination"),
        destination_plates.c.code.label("destination_lpn"),
        destinations.c.inside.label("destination_inside"),
        receipts.c.id.label("receipt_id"),
        orders.c.id.label("order_id"),
        func.coalesce(receipts.c.number, orders.c.number).label("number"),
        partners.c.name.label("partner"),
        users.c.name.label("user"),
        moves.c.reason,
        moves.c.reverses_id,
        moves.c.scan_id,
    )
    .select_from(LEDGER)
    .order_by(moves.c.id.desc())
)


def one(connection: Connection, move_id: int) -> MoveRow | None:
    """One move, or None."""
    found = connection.execute(MOVES.where(moves.c.id == move_id)).first()
    return MoveRow(**found._mapping) if found else None


def reversed_by(connection: Connection, move_id: int) -> int | None:
    """The id of the move that reverses this one, if it was reversed."""
    statement = select(moves.c.id).where(moves.c.reverses_id == move_id)
    return connection.execute(statement).scalar()


def page(
    connection: Connection,
    asked: MoveFilter,
    *,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[MoveRow]:
    """One page of the ledger, newest first; moves written meanwhile come before the first page.

    Raises CursorRefusedError where `cursor` is not of the ledger.
    """
    statement = MOVES.where(*asked.conditions()).limit(limit + 1)
    key = read_cursor(cursor, LIST, [int])
    if key is not None:
        statement = statement.where(moves.c.id < key[0])
    found, more = cut(connection.execute(statement).all(), limit)
    rows = tuple(MoveRow(**one._mapping) for one in found)
    return Page(rows, write_cursor(LIST, [rows[-1].id]) if more else None)


def everything(connection: Connection, asked: MoveFilter) -> Iterator[MoveRow]:
    """All moves asked for, fetched page by page: what a CSV holds."""
    cursor = None
    while True:
        some = page(connection, asked, cursor=cursor, limit=ALL_AT_ONCE)
        yield from some.rows
        cursor = some.next
        if cursor is None:
            return
