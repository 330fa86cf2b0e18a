"""Printing labels: look at them first, then print; a job's page, and its document.

things ─► preview, with warnings ─► print ─► the job: on its way to a printer, or to open here
                └─ printed before? why again ─┘
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Connection

from webapp.blueprints import label_words
from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.floor.label_asked import CELLS, PRINTER, Asked, asked_of
from webapp.blueprints.identity import device_id, operator
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.extensions import db
from webapp.labels import Label, LabelRefused, Paper, preview_png, print_warnings
from webapp.models import LabelCarrier, LabelPaper, Role
from webapp.operations import labels
from webapp.operations.labels import Asker, Refused, Wanted, Way
from webapp.operations.unit_of_work import run
from webapp.queries import label_drawings, label_things
from webapp.queries.label_drawings import Drawn, NotDrawn
from webapp.words import T, Words

MOST_PREVIEWS = 6


@dataclass(frozen=True, slots=True)
class Preview:
    """One label before it is printed; `picture` is None where it cannot be drawn."""

    thing: str
    kind: str
    code: str
    picture: str | None
    warnings: tuple[str, ...]
    printed: bool


@blueprint.get("/labels/print")
@allow(Role.WORKER)
def labels_to_print() -> ResponseReturnValue:
    """The labels as they will come out, and how many, on what, where."""
    with reading() as connection:
        asked = asked_of(connection, request.args)
        return page(connection, asked)


@blueprint.post("/labels/print")
@allow(Role.WORKER)
def print_labels() -> ResponseReturnValue:
    """Make the job; where a label was printed before, only with a reason."""
    with reading() as connection:
        asked = asked_of(connection, request.form)
        made = draw(connection, asked)
        fault = fault_of(asked, made)
        if fault is not None:
            return page(connection, asked, fault=fault, status=422)
    wanted = [
        Wanted(one, asked.carriers[one.thing.kind], asked.copies)
        for one in made
        if isinstance(one, Drawn)
    ]
    who = Asker(operator().id, device_id())
    done = run(
        db.engine,
        lambda work: labels.print_labels(work, wanted, asked.way, who, why=asked.why),
    )
    if isinstance(done, Refused):
        with reading() as connection:
            return page(connection, asked, fault=done.words, status=422)
    return redirect(url_for("floor.label_job", job_id=done), 303)


def draw(connection: Connection, asked: Asked) -> tuple[Drawn | NotDrawn, ...]:
    """The labels in the reader's language."""
    return label_drawings.drawn(connection, asked.things, asked.carriers, said)


def fault_of(asked: Asked, made: Sequence[Drawn | NotDrawn]) -> Words | None:
    """Why these labels cannot be printed, as the first of them says."""
    if asked.faults:
        return next(iter(asked.faults.values()))
    if not made:
        return T("Choose at least one label.")
    for one in made:
        if isinstance(one, NotDrawn):
            return T("%(code)s: %(why)s", code=one.thing.code, why=one.words)
        if refused := labels.unprintable(one.label, asked.way):
            return T("%(code)s: %(why)s", code=one.thing.code, why=refused)
    return None


def page(
    connection: Connection, asked: Asked, *, fault: Words | None = None, status: int = 200
) -> Response:
    """The preview with its form."""
    made = draw(connection, asked)
    again = label_things.have_labels(connection, [one.thing for one in made])
    way = asked.way
    text = render_template(
        "labels/print.html",
        frame=frame(),
        back="/",
        things=[label_words.written(one.thing) for one in made],
        previews=[preview(one, way, printed=one.thing in again) for one in made[:MOST_PREVIEWS]],
        more=max(0, len(made) - MOST_PREVIEWS),
        again=bool(again),
        fault=said(fault or next(iter(asked.faults.values()), None) or ""),
        copies=asked.copies,
        most_copies=labels.MOST_COPIES,
        cells=CELLS,
        first=asked.first,
        on_sheet=way.paper is LabelPaper.A4_4X12,
        papers=label_words.options(label_words.PAPERS, way.paper),
        carriers=carrier_options(asked),
        ways=ways_of(asked),
        to_printer=asked.to_printer,
        reasons=[
            (str(reason), said(label_words.REASONS[reason]), reason is asked.reason)
            for reason in label_words.FOR_PEOPLE
        ],
        note=asked.note or "",
        single=len(made) == 1,
    )
    return make_response(text, status)


def preview(one: Drawn | NotDrawn, way: Way, *, printed: bool) -> Preview:
    """One label as a picture with what is to be known of it."""
    picture: str | None = None
    if isinstance(one, Drawn):
        picture, warnings = looked_at(one.label, way)
    else:
        warnings = (said(one.words),)
    return Preview(
        thing=label_words.written(one.thing),
        kind=said(label_words.KINDS[one.thing.kind]),
        code=one.thing.code,
        picture=picture,
        warnings=warnings,
        printed=printed,
    )


def looked_at(label: Label, way: Way) -> tuple[str | None, tuple[str, ...]]:
    """The picture of a label on its paper, and what to know of it before it is printed."""
    paper = Paper(str(way.paper))
    try:
        body = preview_png(label, paper, dpi=way.dpi)
        warned = print_warnings(label, paper, dpi=way.dpi)
    except LabelRefused as refused:
        return None, (said(refused.words),)
    told = dict.fromkeys(said(words) for words in (*label.warnings, *warned))
    return f"data:image/png;base64,{b64encode(body).decode()}", tuple(told)


def carrier_options(asked: Asked) -> list[tuple[str, str, bool]]:
    """The symbols that all chosen kinds can have; the usual one first where nothing was chosen."""
    kinds = {thing.kind for thing in asked.things}
    shared = [
        one for one in LabelCarrier if all(one in label_words.carriers_for(kind) for kind in kinds)
    ]
    usual = asked.carriers[asked.things[0].kind] if len(kinds) == 1 else asked.carrier
    found = [(str(one), said(label_words.CARRIERS[one]), one is usual) for one in shared]
    return found if len(kinds) == 1 else [("", said(T("As usual")), asked.carrier is None), *found]


def ways_of(asked: Asked) -> list[tuple[str, str, bool]]:
    """Where the labels can go: the printer of this workstation, or a document for this device."""
    station = asked.station
    found = []
    if station and station.printer:
        name = T(
            "Printer %(printer)s at %(station)s", printer=station.printer.name, station=station.code
        )
        found.append((PRINTER, said(name), asked.to_printer))
    chosen = None if asked.to_printer else asked.output
    return [*found, *label_words.options(label_words.LANGUAGES, chosen)]


def frame() -> str:
    """A worker's page, or one at a desk."""
    return "floor/base.html" if current_user.role is Role.WORKER else "supervisor/base.html"
