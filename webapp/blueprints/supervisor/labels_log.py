"""The book of what was printed: who, when, how many, on what, and why again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.blueprints import label_words, shown
from webapp.blueprints.access import allow
from webapp.blueprints.csv_file import Cell, csv_file
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import begin_of, reading
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.models import LabelKind, Role
from webapp.queries import print_jobs
from webapp.queries.label_things import Thing
from webapp.queries.print_jobs import PrintFilter, PrintRow
from webapp.words import T

TEXTS = ("code", "user", "printer")
NAMES = (*TEXTS, "kind", "reprints", "since", "until")
HEADER = (
    *("id", "recorded_at", "job", "kind", "code", "text", "copies", "paper", "carrier", "output"),
    *("printer", "workstation", "user", "device", "first", "reason", "note"),
    "withdrawn",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the book, ready to show."""

    when: str
    kind: str
    code: str
    copies: int
    paper: str
    where: str
    why: str
    gone: str
    note: str
    who: str
    job_url: str
    again_url: str | None


@blueprint.get("/labels/log")
@allow(Role.SUPERVISOR)
def labels_log() -> ResponseReturnValue:
    """One page of the book."""
    asked = filter_here()
    cursor = Parameters(request.args).cursor()
    with reading() as connection:
        page = print_jobs.log(connection, asked, cursor=cursor)
    kept: dict[str, Any] = {name: request.args[name] for name in NAMES if request.args.get(name)}
    following = url_for("supervisor.labels_log", **kept, cursor=page.next)
    return render_template(
        "labels/log.html",
        asked=kept,
        kinds=label_words.options(label_words.KINDS, asked.kind),
        entries=[entry_of(row) for row in page.rows],
        csv_url=url_for("supervisor.labels_log_csv", **kept),
        next_url=following if page.next else None,
    )


@blueprint.get("/labels/log.csv")
@allow(Role.SUPERVISOR)
def labels_log_csv() -> Response:
    """Every entry asked for."""
    asked = filter_here()
    with reading() as connection:
        found = tuple(print_jobs.everything(connection, asked))
    return csv_file("labels", HEADER, map(cells, found))


def filter_here() -> PrintFilter:
    """The filter that this request asks for."""
    given = Parameters(request.args)
    texts: dict[str, Any] = {name: given.text(name) for name in TEXTS}
    asked = PrintFilter(
        **texts,
        kind=given.choice("kind", LabelKind),
        reprints=given.text("reprints") is not None,
        since=begin_of(given.day("since")),
        until=begin_of(given.day("until")),
    )
    given.check()
    return asked


def entry_of(row: PrintRow) -> Entry:
    """One entry; a badge is named by whose it is, and never by its code."""
    places = (row.printer, row.station)
    thing = Thing(row.kind, row.thing_id, row.code)
    may = current_user.role.covers(label_words.MAY_PRINT[row.kind])
    return Entry(
        when=shown.moment(row.recorded_at),
        kind=said(label_words.KINDS[row.kind]),
        code=row.code,
        copies=row.copies,
        paper=said(label_words.PAPERS[row.paper]),
        where=" · ".join(one for one in places if one) or str(row.output).upper(),
        why=said(label_words.REASONS[row.reason]) if row.reason else "",
        gone=said(T("Taken back: its scan was undone")) if row.withdrawn else "",
        note=row.note or "",
        who=row.user,
        job_url=url_for("floor.label_job", job_id=row.job_id),
        again_url=url_for("floor.labels_to_print", thing=label_words.written(thing))
        if may
        else None,
    )


def cells(row: PrintRow) -> list[Cell]:
    """One row of the file; what a badge holds stays out of it."""
    text = "" if row.kind is LabelKind.BADGE else row.text.replace("\x1d", "<GS>")
    return [
        *(row.id, row.recorded_at, row.job_id, row.kind, row.code, text, row.copies),
        *(row.paper, row.carrier, row.output, row.printer, row.station, row.user, row.device),
        *("yes" if row.first else "no", row.reason, row.note, "yes" if row.withdrawn else "no"),
    ]
