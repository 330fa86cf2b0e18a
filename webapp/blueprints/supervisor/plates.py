"""License plates: where each stands, on what, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.csv_file import csv_file
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.models import PlateKind, PlateStatus, Role
from webapp.queries import plates
from webapp.queries.plates import PlateRow
from webapp.words import T

CSV_ROWS = 2000
HEADER = ("code", "kind", "status", "location", "stands_on", "plates", "goods", "order", "since")


@dataclass(frozen=True, slots=True)
class Row:
    """One license plate in the list."""

    code: str
    url: str
    kind: str
    place: str
    stands_on: str
    carries: str
    since: str
    tone: str
    word: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What narrows the list."""

    status: PlateStatus | None
    words: str | None

    def address(self, door: str, **more: Any) -> str:
        """The address that asks for the same list."""
        return url_for(f"supervisor.{door}", q=self.words, status=self.status, **more)


@blueprint.get("/plates", endpoint="plates")
@allow(Role.SUPERVISOR)
def some_plates() -> ResponseReturnValue:
    """One page of license plates, the newest first."""
    asked, cursor = asked_here()
    with reading() as connection:
        page = plates.page(connection, status=asked.status, words=asked.words, cursor=cursor)
    return render_template(
        "supervisor/plates.html",
        search=asked.words,
        states=states_of(asked),
        csv_url=asked.address("plates_csv"),
        next_url=asked.address("plates", cursor=page.next) if page.next else None,
        rows=[row_of(row) for row in page.rows],
    )


@blueprint.get("/plates.csv", endpoint="plates_csv")
@allow(Role.SUPERVISOR)
def plates_csv() -> Response:
    """Every license plate asked for."""
    asked, _ = asked_here()
    found: list[PlateRow] = []
    cursor = None
    with reading() as connection:
        while True:
            page = plates.page(
                connection, status=asked.status, words=asked.words, cursor=cursor, limit=CSV_ROWS
            )
            found += page.rows
            cursor = page.next
            if cursor is None:
                break
    return csv_file("plates", HEADER, ([getattr(row, name) for name in HEADER] for row in found))


def asked_here() -> tuple[Asked, str | None]:
    """What this request asks for, and from where on."""
    given = Parameters(request.args)
    asked = Asked(given.choice("status", PlateStatus), given.text("q"))
    given.check()
    return asked, given.cursor()


def states_of(asked: Asked) -> list[tuple[str, str, bool]]:
    """The segments: all, then each status."""
    every = [(said(T("All")), Asked(None, asked.words).address("plates"), asked.status is None)]
    return every + [
        (said(word), Asked(status, asked.words).address("plates"), status is asked.status)
        for status, (_, word) in shown.PLATE_STATES.items()
    ]


def row_of(row: PlateRow) -> Row:
    """A license plate of the list."""
    tone, word = shown.PLATE_STATES[PlateStatus(row.status)]
    return Row(
        code=row.code,
        url=url_for("supervisor.plate", plate_id=row.id),
        kind=said(shown.PLATE_KINDS[PlateKind(row.kind)]),
        place=row.location,
        stands_on=row.stands_on or "",
        carries=carries(row),
        since=shown.moment(row.since),
        tone=tone,
        word=said(word),
    )


def carries(row: PlateRow) -> str:
    """What is right on it, in words."""
    if row.plates and row.goods:
        return said(T("%(plates)s plates, %(goods)s goods", plates=row.plates, goods=row.goods))
    if row.plates:
        return said(T("%(plates)s plates", plates=row.plates))
    return said(T("%(goods)s goods", goods=row.goods)) if row.goods else said(T("Empty"))
