"""Printers and workstations: which there are, what they print on, and which belongs to which."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from webapp.blueprints import label_words, shown
from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.edits import EVERY, edit, versions_of
from webapp.blueprints.identity import operator
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.extensions import db
from webapp.models import LabelPaper, PrintLanguage, Role
from webapp.operations import printers as acts
from webapp.operations.printers import DPI, ROOM, Faults, NewPrinter
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries import printers as reads
from webapp.queries.changes import changes_of
from webapp.words import T, Words

LARGEST = 2**31 - 1
# The values that the history keeps as words of the program.
VALUES: dict[str, Words] = {
    "in use": T("In use"),
    "stopped": T("Stopped"),
    **{str(one): words for one, words in label_words.PAPERS.items()},
    **{str(one): words for one, words in label_words.LANGUAGES.items()},
}


@blueprint.get("/printers")
@allow(Role.ADMIN)
def printers_page() -> ResponseReturnValue:
    """Both lists, and the forms for one more."""
    return page()


@blueprint.post("/printers")
@allow(Role.ADMIN)
def add_printer() -> ResponseReturnValue:
    """One more printer."""
    given = Parameters(request.form)
    new = NewPrinter(
        name=given.text("name") or "",
        language=given.choice("language", PrintLanguage) or PrintLanguage.PDF,
        dpi=given.number("dpi", default=203, least=1, most=9999),
        paper=given.choice("paper", LabelPaper) or LabelPaper.A4_4X12,
    )
    by = operator().id
    done = T("Printer %(name)s is in the list.", name=new.name)
    return added(given, lambda work: acts.add_printer(work, new, by=by), done)


@blueprint.post("/printers/<int(max=2147483647):printer_id>")
@allow(Role.ADMIN)
def change_printer(printer_id: int) -> ResponseReturnValue:
    """Stop one, or use it again."""
    act, by = request.form.get("act"), operator().id
    if act not in ("stop", "use"):
        abort(422)
    found = edit(
        "printer",
        printer_id,
        lambda work: acts.use_printer(work, printer_id, active=act == "use", by=by),
    )
    if not found:
        abort(404)
    return told(T("Saved."))


@blueprint.post("/workstations")
@allow(Role.ADMIN)
def add_station() -> ResponseReturnValue:
    """One more workstation."""
    given = Parameters(request.form)
    code, printer = given.text("code") or "", printer_of(given)
    by = operator().id
    done = T("Workstation %(code)s is in the list. Print its label and stick it on.", code=code)
    return added(given, lambda work: acts.add_station(work, code, printer, by=by), done)


@blueprint.post("/workstations/<int(max=2147483647):station_id>")
@allow(Role.ADMIN)
def change_station(station_id: int) -> ResponseReturnValue:
    """Another printer for a workstation."""
    given = Parameters(request.form)
    printer = printer_of(given)
    given.check()
    by = operator().id
    if not edit(
        "workstation",
        station_id,
        lambda work: acts.give_printer(work, station_id, printer, by=by),
    ):
        abort(404)
    return told(T("Saved."))


def printer_of(given: Parameters) -> int | None:
    """The printer that was chosen; 0 is none."""
    return given.number("printer", default=0, least=0, most=LARGEST) or None


def added(given: Parameters, act: Callable[[UnitOfWork], Faults], done: Words) -> Response:
    """What an act of adding came to: the list again, or the form with what is wrong."""
    faults: Faults = given.faults
    if not faults:
        faults = run(db.engine, act)
    if faults:
        return page(faults=faults, typed=request.form.to_dict(), status=422)
    return told(done)


def told(words: Words) -> Response:
    """Back to the lists, with one sentence."""
    flash(said(words), "good")
    return redirect("/printers", 303)


def page(
    *, faults: Faults | None = None, typed: dict[str, str] | None = None, status: int = 200
) -> Response:
    """Both lists with their forms and their history."""
    with reading() as connection:
        versions = versions_of(connection, printer=EVERY, workstation=EVERY)
        printers = reads.printers(connection)
        stations = reads.stations(connection)
        history = changes_of(connection, ROOM)
    text = render_template(
        "admin/printers.html",
        versions=versions,
        printers=[
            (
                one.id,
                one.name,
                str(one.language).upper(),
                one.dpi,
                said(label_words.PAPERS[one.paper]),
                one.waiting,
                one.active,
            )
            for one in printers
        ],
        stations=stations,
        languages=label_words.options(label_words.LANGUAGES, None),
        papers=label_words.options(label_words.PAPERS, None),
        resolutions=DPI,
        errors={name: said(words) for name, words in (faults or {}).items()},
        typed=typed or {},
        changes=[
            (
                shown.moment(one.recorded_at),
                one.subject,
                value(one.before),
                value(one.after),
                one.user or "",
            )
            for one in history
        ],
    )
    return make_response(text, status)


def value(kept: str | None) -> str:
    """A value of the history in words; what has none stands as it is."""
    return " · ".join(said(VALUES.get(part, part)) for part in (kept or "").split(", ") if part)
