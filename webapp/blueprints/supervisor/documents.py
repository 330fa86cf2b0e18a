"""Receipts and orders: their lists, their pages, and the CSV of both. One shape, two families."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from webapp.blueprints.csv_file import csv_file
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import document_rows
from webapp.blueprints.supervisor.document_desk import Desk
from webapp.blueprints.supervisor.document_rows import row_of
from webapp.blueprints.supervisor.move_rows import moves_of
from webapp.queries import documents, holds, moves
from webapp.queries.documents import DocumentFilter, DocumentRow, Sort
from webapp.queries.moves import MoveFilter
from webapp.words import T

CSV_ROWS = 2000
HEADER = ("number", "party", "status", "due_at", "created_at", "lines_done", "lines_total")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading that sorts; `sorted` is ascending, descending or None."""

    url: str
    sorted: str | None


def list_page(desk: Desk) -> ResponseReturnValue:
    """One page of a list, in the order asked for."""
    asked, cursor = asked_here(desk)
    with reading() as connection:
        page = documents.page(connection, desk.family, asked, cursor=cursor)
        hands = documents.hands(connection, desk.family, [row.id for row in page.rows])
    return render_template(
        f"supervisor/{desk.many}.html",
        heading=said(desk.heading),
        search=asked.words,
        states=states_of(desk, asked),
        csv_url=address(f"{desk.many}_csv", asked),
        next_url=address(desk.many, asked, cursor=page.next) if page.next else None,
        party_label=said(desk.party),
        columns=columns_of(desk, asked),
        rows=[row_of(row, desk.one, desk.states, hands) for row in page.rows],
        empty_heading=said(desk.empty_heading),
        empty_advice=said(desk.empty_advice),
    )


def list_csv(desk: Desk) -> Response:
    """Every document of a list."""
    asked, _ = asked_here(desk)
    found: list[DocumentRow] = []
    with reading() as connection:
        cursor = None
        while True:
            page = documents.page(connection, desk.family, asked, cursor=cursor, limit=CSV_ROWS)
            found += page.rows
            cursor = page.next
            if cursor is None:
                break
    rows = ([getattr(row, name) for name in HEADER] for row in found)
    return csv_file(desk.many, HEADER, rows)


@dataclass(frozen=True, slots=True)
class Also:
    """What only one kind of document has: a detail of some lines, facts, values of its template."""

    details: dict[int, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    facts: list[tuple[str, str, str | None]] = field(default_factory=list)


Asking = Callable[[Connection, DocumentRow], Also]


def one_page(
    desk: Desk, document_id: int, also: Asking = lambda _connection, _row: Also()
) -> ResponseReturnValue:
    """One document: its lines, its moves, the scans of the work on it, and what `also` adds."""
    asked: dict[str, Any] = {f"{desk.one}_id": document_id}
    with reading() as connection:
        found = documents.one(connection, desk.family, document_id)
        if found is None:
            abort(404)
        lines = documents.lines(connection, desk.family, document_id)
        history = moves.page(connection, MoveFilter(**asked))
        log = documents.scan_log(connection, desk.family, document_id)
        hands = documents.hands(connection, desk.family, [document_id])
        more = also(connection, found)
        lost = holds.lost_by_order(connection, document_id if desk.one == "order" else 0)
    return render_template(
        f"supervisor/{desk.one}.html",
        document=document_rows.head_of(found, desk),
        figures=document_rows.figures_of(found),
        facts=[*document_rows.facts_of(found, hands), *more.facts],
        notes=[document_rows.note_of(row) for row in lost],
        lines=[document_rows.line_of(line, more.details.get(line.id)) for line in lines],
        moves=moves_of(history.rows),
        scans=[document_rows.scan_of(scan) for scan in log],
        label_url=url_for("floor.labels_to_print", thing=f"{desk.one}:{document_id}"),
        codes_url=url_for("supervisor.receipt_codes", document_id=document_id)
        if desk.one == "receipt" and found.status == "open" and not more.facts
        else None,
        goods_label_url=url_for("floor.labels_to_print", goods=document_id)
        if desk.one == "receipt" and history.rows
        else None,
        **more.values,
    )


def asked_here(desk: Desk) -> tuple[DocumentFilter, str | None]:
    """What this request asks for, and from where on."""
    given = Parameters(request.args)
    status = given.text("status")
    if status is not None and status not in desk.states:
        given.fault("status", T("one of %(among)s was expected", among=", ".join(desk.states)))
    asked = DocumentFilter(
        words=given.text("q") or "",
        status=status,
        sort=given.choice("sort", Sort) or Sort.NEWEST,
        descending=given.text("order") == "descending",
    )
    given.check()
    return asked, given.cursor()


def address(door: str, asked: DocumentFilter, *, cursor: str | None = None) -> str:
    """The address that asks for the same list again."""
    values: dict[str, Any] = {
        "q": asked.words or None,
        "status": asked.status,
        "sort": None if asked.sort is Sort.NEWEST else asked.sort,
        "order": "descending" if asked.descending else None,
    }
    return url_for(f"supervisor.{door}", **values, cursor=cursor)


def states_of(desk: Desk, asked: DocumentFilter) -> list[tuple[str, str, bool]]:
    """The segments: all, then each status."""
    every = [(said(T("All")), address(desk.many, replace(asked, status=None)), not asked.status)]
    return every + [
        (said(word), address(desk.many, replace(asked, status=state)), state == asked.status)
        for state, (_, word) in desk.states.items()
    ]


def columns_of(desk: Desk, asked: DocumentFilter) -> dict[str, Column | None]:
    """The headings that sort; a second tap turns the order round."""
    dated = None if desk.family.due is None else column(desk, asked, Sort.DUE)
    return {
        "code": column(desk, asked, Sort.NUMBER),
        "party": column(desk, asked, Sort.PARTY),
        "due": dated,
        "progress": None,
    }


def column(desk: Desk, asked: DocumentFilter, sort: Sort) -> Column:
    """One heading that sorts."""
    here = asked.sort is sort
    url = address(desk.many, replace(asked, sort=sort, descending=here and not asked.descending))
    if not here:
        return Column(url, None)
    return Column(url, "descending" if asked.descending else "ascending")
