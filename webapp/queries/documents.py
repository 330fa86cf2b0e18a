"""What receipts and orders share as lists and as pages: who, how far, which lines, which scans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Alias, ColumnElement, Connection, Select, func, literal, or_, select

from webapp.models import Product, Scan, ScanStatus, TaskStatus
from webapp.models.types import Moment
from webapp.queries.paging import Page, after, cut, read_cursor, write_cursor
from webapp.queries.tables import named, partners, products, tasks, users

PAGE = 50
SCANS = 50
FAR = datetime(9999, 12, 31, tzinfo=UTC)
scans = named(Scan, "scan")


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of document: its tables, and when a line of it is done."""

    name: str
    table: Alias
    lines: Alias
    line_of: ColumnElement[Any]
    party: ColumnElement[Any]
    due: ColumnElement[Any] | None
    planned: ColumnElement[int]
    done: ColumnElement[int]
    short: ColumnElement[int]
    task_of: ColumnElement[Any]


class Sort(StrEnum):
    """The columns a list of documents can be ordered by."""

    NEWEST = "newest"
    NUMBER = "number"
    PARTY = "party"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What narrows a list of documents: a status, and words of number, partner or product."""

    words: str = ""
    status: str | None = None
    sort: Sort = Sort.NEWEST
    descending: bool = False


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document and how far it is; `task_id` is the work on it, if any was opened."""

    id: int
    number: str
    party: str
    status: str
    due_at: datetime | None
    created_at: datetime
    task_id: int | None
    lines_done: int
    lines_total: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """One product of a document, in base units."""

    id: int
    sku: str
    name: str
    unit: str
    scale: int
    planned: int
    done: int
    short: int


@dataclass(frozen=True, slots=True)
class HandRow:
    """Who is at a document, since when, and when one of their scans was last accepted."""

    document_id: int
    user: str
    taken_at: datetime | None
    worked_at: datetime | None


@dataclass(frozen=True, slots=True)
class ScanRow:
    """One scan of a document's work and what was answered."""

    recorded_at: datetime
    status: ScanStatus
    text: str
    message: str
    user: str


def page(
    connection: Connection,
    family: Family,
    asked: DocumentFilter,
    *,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[DocumentRow]:
    """One page of documents in the order asked for.

    Raises CursorRefusedError where `cursor` is not of this list in this order.
    """
    column, kind = order_of(family, asked.sort)
    keys = (column, family.table.c.id)
    of = f"{family.name}/{asked.sort}/{int(falls(asked))}"
    statement = listed(family, asked).add_columns(column.label("key")).limit(limit + 1)
    statement = statement.order_by(*(key.desc() if falls(asked) else key for key in keys))
    key = read_cursor(cursor, of, [kind, int])
    if key is not None:
        first = moment(key[0]) if isinstance(column.type, Moment) else key[0]
        statement = statement.where(after(keys, (first, key[1]), descending=falls(asked)))
    found, more = cut(connection.execute(statement).all(), limit)
    rows = tuple(row_of(one) for one in found)
    return Page(rows, write_cursor(of, [plain(found[-1].key), rows[-1].id]) if more else None)


def falls(asked: DocumentFilter) -> bool:
    """Whether the order goes from the greatest to the least."""
    return asked.descending or asked.sort is Sort.NEWEST


def order_of(family: Family, sort: Sort) -> tuple[ColumnElement[Any], type]:
    """The column that orders, and what kind of value a cursor keeps of it."""
    match sort:
        case Sort.NUMBER:
            return family.table.c.number, str
        case Sort.PARTY:
            return partners.c.name, str
        case Sort.DUE if family.due is not None:
            return func.coalesce(family.due, literal(FAR, Moment), type_=Moment), str
        case _:
            return family.table.c.id, int


def plain(value: Any) -> str | int:
    """A key's value as a cursor keeps it."""
    return value.isoformat() if isinstance(value, datetime) else value


def moment(text: str) -> datetime:
    """A moment out of a cursor; one that says nothing readable sorts to the end."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return FAR


def listed(family: Family, asked: DocumentFilter) -> Select[Any]:
    """The documents asked for, with the counts of their lines."""
    statement = headers(family)
    if asked.status is not None:
        statement = statement.where(family.table.c.status == asked.status)
    for word in asked.words.split()[:6]:
        statement = statement.where(mentions(family, word))
    return statement


def headers(family: Family) -> Select[Any]:
    """Every document of the family, one row each."""
    lines = (
        select(func.count()).select_from(family.lines).where(family.line_of == family.table.c.id)
    )
    task = select(func.min(tasks.c.id)).where(family.task_of == family.table.c.id)
    due = literal(None, Moment) if family.due is None else family.due
    return select(
        family.table.c.id,
        family.table.c.number,
        partners.c.name.label("party"),
        family.table.c.status,
        due.label("due_at"),
        family.table.c.created_at,
        task.correlate(family.table).scalar_subquery().label("task_id"),
        lines.where(family.done + family.short >= family.planned)
        .correlate(family.table)
        .scalar_subquery()
        .label("lines_done"),
        lines.correlate(family.table).scalar_subquery().label("lines_total"),
    ).select_from(family.table.join(partners, partners.c.id == family.party))


def mentions(family: Family, word: str) -> ColumnElement[bool]:
    """Documents with `word` in their number, their partner's name or a product of theirs."""
    wanted = named(Product, "wanted")
    about = or_(*(wanted.c[name].icontains(word, autoescape=True) for name in ("sku", "name")))
    with_product = select(family.line_of).where(
        family.lines.c.product_id.in_(select(wanted.c.id).where(about))
    )
    return or_(
        family.table.c.number.icontains(word, autoescape=True),
        partners.c.name.icontains(word, autoescape=True),
        family.table.c.id.in_(with_product),
    )


def one(connection: Connection, family: Family, document_id: int) -> DocumentRow | None:
    """The document with this id, or None."""
    found = connection.execute(headers(family).where(family.table.c.id == document_id)).first()
    return None if found is None else row_of(found)


def row_of(found: Any) -> DocumentRow:
    """A row of a statement as the frozen row."""
    values = {name: found._mapping[name] for name in DocumentRow.__slots__}
    return DocumentRow(**values)


def lines(connection: Connection, family: Family, document_id: int) -> tuple[LineRow, ...]:
    """The lines of one document."""
    statement = (
        select(
            family.lines.c.id,
            products.c.sku,
            products.c.name,
            products.c.unit,
            products.c.scale,
            family.planned.label("planned"),
            family.done.label("done"),
            family.short.label("short"),
        )
        .select_from(family.lines.join(products, products.c.id == family.lines.c.product_id))
        .where(family.line_of == document_id)
        .order_by(family.lines.c.id)
    )
    return tuple(LineRow(**found._mapping) for found in connection.execute(statement))


def hands(
    connection: Connection, family: Family, document_ids: Sequence[int]
) -> tuple[HandRow, ...]:
    """Everybody who has open work on one of these documents, who began first before the others."""
    of = family.task_of
    statement = (
        select(of.label("document_id"), users.c.name, tasks.c.taken_at, tasks.c.worked_at)
        .select_from(tasks.join(users, users.c.id == tasks.c.user_id))
        .where(of.in_(document_ids), tasks.c.status == TaskStatus.OPEN)
        .order_by(tasks.c.taken_at, tasks.c.id)
    )
    return tuple(HandRow(*found) for found in connection.execute(statement))


def scan_log(connection: Connection, family: Family, document_id: int) -> tuple[ScanRow, ...]:
    """The last scans of the work on one document, newest first."""
    statement = (
        select(scans.c.recorded_at, scans.c.status, scans.c.text, scans.c.answer, users.c.name)
        .select_from(
            scans.join(tasks, tasks.c.id == scans.c.task_id).join(
                users, users.c.id == scans.c.user_id
            )
        )
        .where(family.task_of == document_id)
        .order_by(scans.c.id.desc())
        .limit(SCANS)
    )
    return tuple(
        ScanRow(found.recorded_at, found.status, found.text, said(found.answer), found.name)
        for found in connection.execute(statement)
    )


def said(answer: Any) -> str:
    """The sentence the worker saw."""
    return str((answer or {}).get("message") or "")
