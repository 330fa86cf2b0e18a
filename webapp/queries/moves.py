"""The ledger as people read it: each move with its codes, document and hand, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, func, or_, select

from webapp.models import (
    LicensePlate,
    Location,
    Lot,
    MoveKind,
    Order,
    Product,
    Receipt,
    Serial,
    User,
)
from webapp.queries.paging import Page, cut, read_cursor, write_cursor
from webapp.queries.tables import (
    destinations,
    lots,
    moves,
    named,
    order_lines,
    orders,
    partners,
    plates,
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
        yield from self.of_documents()
        if self.user is not None:
            yield moves.c.user_id.in_(ids(User, "name", self.user))
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

    def of_documents(self) -> Iterator[ColumnElement[bool]]:
        """Receipt and order, by their lines."""
        if self.receipt_id is not None:
            yield moves.c.receipt_line_id.in_(lines(Receipt, "id", self.receipt_id))
        if self.order_id is not None:
            yield moves.c.order_line_id.in_(lines(Order, "id", self.order_id))
        if self.number is not None:
            yield or_(
                moves.c.receipt_line_id.in_(lines(Receipt, "number", self.number)),
                moves.c.order_line_id.in_(lines(Order, "number", self.number)),
            )


def ids(model: type, column: str, code: str) -> Select[Any]:
    """The ids of what goes by `code`."""
    table = named(model, f"wanted_{model.__name__.lower()}")
    return select(table.c.id).where(table.c[column] == code)


def lines(model: type[Receipt] | type[Order], column: str, value: str | int) -> Select[Any]:
    """The ids of the lines of a document."""
    document, line = (receipts, receipt_lines) if model is Receipt else (orders, order_lines)
    return select(line.c.id).select_from(line.join(document)).where(document.c[column] == value)


def its(
    column: ColumnElement[Any], *, key: ColumnElement[Any], is_: ColumnElement[Any]
) -> ScalarSelect[Any]:
    """One column of the one row whose `key` is the move's."""
    return select(column).where(key == is_).correlate(moves).scalar_subquery()


def of_receipt(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    """A column of the receipt, its line or its supplier, where the move has one."""
    whole = receipt_lines.join(receipts).join(partners, partners.c.id == receipts.c.supplier_id)
    found = select(column).select_from(whole).where(receipt_lines.c.id == moves.c.receipt_line_id)
    return found.correlate(moves).scalar_subquery()


def of_order(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    """The same of the order, its line or its customer."""
    whole = order_lines.join(orders).join(partners, partners.c.id == orders.c.customer_id)
    found = select(column).select_from(whole).where(order_lines.c.id == moves.c.order_line_id)
    return found.correlate(moves).scalar_subquery()


# What is one value of one row is asked for by itself, not joined: PostgreSQL weighs every order in
# which so many tables could be joined, and took a hundred times longer to plan than to read.
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
        its(lots.c.code, key=lots.c.id, is_=moves.c.lot_id).label("lot"),
        its(serials.c.code, key=serials.c.id, is_=moves.c.serial_id).label("serial"),
        moves.c.quantity,
        sources.c.code.label("source"),
        its(plates.c.code, key=plates.c.id, is_=moves.c.source_plate_id).label("source_lpn"),
        sources.c.inside.label("source_inside"),
        destinations.c.code.label("destination"),
        its(plates.c.code, key=plates.c.id, is_=moves.c.destination_plate_id).label(
            "destination_lpn"
        ),
        destinations.c.inside.label("destination_inside"),
        of_receipt(receipts.c.id).label("receipt_id"),
        of_order(orders.c.id).label("order_id"),
        func.coalesce(of_receipt(receipts.c.number), of_order(orders.c.number)).label("number"),
        func.coalesce(of_receipt(partners.c.name), of_order(partners.c.name)).label("partner"),
        its(users.c.name, key=users.c.id, is_=moves.c.user_id).label("user"),
        moves.c.reason,
        moves.c.reverses_id,
        moves.c.scan_id,
    )
    .select_from(
        moves.join(products, products.c.id == moves.c.product_id)
        .join(sources, sources.c.id == moves.c.source_id)
        .join(destinations, destinations.c.id == moves.c.destination_id)
    )
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
