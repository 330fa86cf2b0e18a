"""What leaves first: the order of removal of categories and places, and when stock is reserved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.edits import EVERY, edit, versions_of
from webapp.blueprints.identity import operator
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.models import Role
from webapp.operations import removal
from webapp.operations.removal import MOST_DAYS, ROOM
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import removal as reads
from webapp.queries.changes import changes_of
from webapp.queries.removal import ReservationSetting
from webapp.rules.removal import RemovalStrategy, ReservationMethod
from webapp.words import T, Words

STRATEGIES: dict[str, Words] = {
    "": T("not set"),
    RemovalStrategy.FEFO: T("First to be gone by, first out (FEFO)"),
    RemovalStrategy.FIFO: T("First in, first out (FIFO)"),
    RemovalStrategy.LIFO: T("Last in, first out (LIFO)"),
    RemovalStrategy.CLOSEST: T("Closest location"),
    RemovalStrategy.LEAST_PLATES: T("Fewest license plates opened"),
}
METHODS: dict[str, Words] = {
    ReservationMethod.AT_RELEASE: T("When the order is released"),
    ReservationMethod.DAYS_BEFORE: T("Some days before the order is due"),
    ReservationMethod.MANUAL: T("Only when a supervisor checks availability"),
}
LONGEST = {"code": 64, "name": 200, "sku": 64}
Options = list[tuple[str, str]]


@blueprint.get("/removal")
@allow(Role.ADMIN)
def removal_settings() -> ResponseReturnValue:
    """What is arranged, and who changed it."""
    return page_of({})


@blueprint.post("/removal")
@allow(Role.ADMIN)
def arrange_removal() -> ResponseReturnValue:
    """Keep one thing, or say beside its field what is wrong."""
    given = Parameters(request.form)
    act = request.form.get("act", "")
    if act not in ACTS:
        abort(422)
    work = ACTS[act](given)
    if given.faults:
        return page_of(given.faults)
    kind, field = EDITED[act]
    if objection := edit(kind, given.text(field) or 1, work):
        return page_of({"sku" if act == "product" else f"{act}_code": objection})
    flash(said(T("Saved.")), "good")
    return redirect(url_for("admin.removal_settings"), 303)


Act = Callable[[UnitOfWork], Words | None]


def reservations_of(given: Parameters) -> Act:
    """When stock is reserved."""
    method = given.choice("method", ReservationMethod) or ReservationMethod.AT_RELEASE
    days = given.number("days_before", default=0, least=0, most=MOST_DAYS)
    by, setting = operator().id, ReservationSetting(method, days)
    return lambda work: removal.arrange_reservations(work, setting, by=by)


def category_of(given: Parameters) -> Act:
    """A new category, or another order of removal of one."""
    code, name = needed(given, "category_code", "code"), needed(given, "name", "name")
    by, strategy = operator().id, given.choice("strategy", RemovalStrategy)
    return lambda work: removal.keep_category(work, code, name, strategy, by=by)


def product_of(given: Parameters) -> Act:
    """A product and its category."""
    by, sku, category = operator().id, needed(given, "sku", "sku"), given.text("category")
    return lambda work: removal.put_product(work, sku, category, by=by)


def place_of(given: Parameters) -> Act:
    """A location and its order of removal."""
    code = needed(given, "place_code", "code")
    by, strategy = operator().id, given.choice("strategy", RemovalStrategy)
    return lambda work: removal.keep_place(work, code, strategy, by=by)


ACTS: dict[str, Callable[[Parameters], Act]] = {
    "reservations": reservations_of,
    "category": category_of,
    "product": product_of,
    "place": place_of,
}


# Which record an act changes, and where the form names it. What is not listed on the page, or is
# added, comes without a version.
EDITED = {
    "reservations": ("reservations", ""),
    "category": ("category_removal", "category_code"),
    "product": ("category_removal", "category"),
    "place": ("place_removal", "place_code"),
}


def needed(given: Parameters, name: str, kind: str) -> str:
    """A text that must be there and fit where it is kept."""
    value = given.text(name) or ""
    if not 0 < len(value) <= LONGEST[kind]:
        given.fault(name, T("a text of 1 to %(most)s letters was expected", most=LONGEST[kind]))
    return value


def page_of(faults: Mapping[str, Words]) -> Response:
    """The page; with faults, what was typed stays."""
    with reading() as connection:
        listed = [place.code for place in reads.places(connection)]
        versions = versions_of(
            connection, reservations=[1], category_removal=EVERY, place_removal=listed
        )
        setting = reads.reservation_setting(connection)
        categories = reads.categories(connection)
        places = reads.places(connection)
        history = changes_of(connection, ROOM)
    text = render_template(
        "admin/removal.html",
        versions=versions,
        method=str(setting.method),
        days_before=setting.days_before,
        most_days=MOST_DAYS,
        methods=options(METHODS),
        strategies=options(STRATEGIES),
        categories=categories,
        places=places,
        values=request.form,
        errors={name: said(words) for name, words in faults.items()},
        changes=[
            (
                shown.moment(one.recorded_at),
                said(T("When stock is reserved")) if one.subject == "reservations" else one.subject,
                value(one.before),
                value(one.after),
                one.user or "",
            )
            for one in history
        ],
    )
    return make_response(text, 422 if faults else 200)


def options(words: Mapping[str, Words]) -> Options:
    """The choices of a field."""
    return [(str(value), said(word)) for value, word in words.items()]


def value(kept: str | None) -> str:
    """A value of the history in words; what has none stands as it is."""
    known: dict[str, Any] = {**STRATEGIES, **METHODS}
    return " · ".join(said(known.get(part, part)) for part in (kept or "").split(", ") if part)
