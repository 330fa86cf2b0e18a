"""Locations: the tree and its CSV, and the page on which one is changed, blocked and freed."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin import location_shown as facts
from webapp.blueprints.admin.numbers import LARGEST, Numbers
from webapp.blueprints.admin.product_places_shown import product_at
from webapp.blueprints.csv_file import csv_file
from webapp.blueprints.edits import edit, versions_of
from webapp.blueprints.identity import operator
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.extensions import db
from webapp.models import LocationKind, Role
from webapp.operations import locations as acts
from webapp.operations.locations import Faults, Wanted
from webapp.operations.unit_of_work import run
from webapp.queries import changes, product_places, storage
from webapp.queries import locations as reads
from webapp.queries.locations import LocationFilter, LocationRow
from webapp.words import T, Words

LOCATION = f"/locations/<int(max={LARGEST}):location_id>"
PAGE = 100
HEADER = (
    "code",
    "name",
    "kind",
    "parent",
    "walk_order",
    "capacity",
    "category",
    "blocked_in",
    "blocked_out",
    "units",
    "takes_returns",
    "count_every_days",
)


@blueprint.get("/locations")
@allow(Role.SUPERVISOR)
def location_list() -> str:
    """One page of the tree, or of what was asked for in its order."""
    given = Parameters(request.args)
    asked, number = asked_of(given), given.number("page", default=1, least=1, most=100_000)
    given.check()
    with reading() as connection:
        every = reads.tree(connection, asked)
        rows = reads.with_units(connection, every[(number - 1) * PAGE : number * PAGE])
        categories = [row.code for row in reads.categories(connection)]
    more = len(every) > number * PAGE
    return render_template(
        "admin/locations.html",
        asked=asked,
        count=len(every),
        rows=[facts.row_of(row, flat=asked.is_set) for row in rows],
        kinds=facts.kinds(),
        categories=categories,
        csv_url=address("location_csv", asked),
        next_url=address("location_list", asked, page=number + 1) if more else None,
        is_admin=operator().role.covers(Role.ADMIN),
    )


@blueprint.get("/locations.csv")
@allow(Role.SUPERVISOR)
def location_csv() -> Response:
    """Every location of the list."""
    given = Parameters(request.args)
    asked = asked_of(given)
    given.check()
    with reading() as connection:
        every = reads.tree(connection, asked)
        rows = [
            row
            for at in range(0, len(every), 500)
            for row in reads.with_units(connection, every[at : at + 500])
        ]
    return csv_file("locations", HEADER, ([cell(row, name) for name in HEADER] for row in rows))


def cell(row: LocationRow, name: str) -> Any:
    """One value of the file; yes or no as 1 or 0."""
    value = getattr(row, name)
    return int(value) if isinstance(value, bool) else value


def asked_of(given: Parameters) -> LocationFilter:
    """What this request asks for."""
    return LocationFilter(
        words=given.text("q") or "",
        kind=given.choice("kind", LocationKind),
        category=given.text("category") or "",
        blocked=given.text("blocked") == "yes",
    )


def address(door: str, asked: LocationFilter, *, page: int | None = None) -> str:
    """The address that asks for the same list again."""
    values: dict[str, Any] = {
        "q": asked.words or None,
        "kind": asked.kind,
        "category": asked.category or None,
        "blocked": "yes" if asked.blocked else None,
        "page": page,
    }
    return url_for(f"admin.{door}", **values)


@blueprint.get("/locations/new")
@allow(Role.ADMIN)
def new_location() -> Response:
    """The form for one more."""
    return form_page()


@blueprint.post("/locations")
@allow(Role.ADMIN)
def add_location() -> Response | Redirect:
    """One more location."""
    wanted, faults = wanted_here()
    if faults:
        return form_page(faults)
    by = operator().id
    made = run(db.engine, lambda work: acts.add(work, wanted, by=by))
    if not isinstance(made, int):
        return form_page(made)
    return told(made, T("%(code)s is in the warehouse now. Print its label.", code=wanted.code))


@blueprint.get(LOCATION)
@allow(Role.SUPERVISOR)
def location_page(location_id: int) -> Response:
    """One location: what is there, what is coming, and its form."""
    return page_of(location_id)


@blueprint.post(LOCATION)
@allow(Role.ADMIN)
def change_location(location_id: int) -> Response | Redirect:
    """Let it be as the form says."""
    must_exist(location_id)
    wanted, faults = wanted_here()
    by = operator().id
    if not faults:
        faults = edit(
            "location", location_id, lambda work: acts.change(work, location_id, wanted, by=by)
        )
    if faults:
        return page_of(location_id, faults)
    return told(location_id, T("Saved."))


@blueprint.post(f"{LOCATION}/block")
@allow(Role.SUPERVISOR)
def block_location(location_id: int) -> Response | Redirect:
    """Close it for what goes in or comes out, or free it, with the reason."""
    must_exist(location_id)
    form, by = request.form, operator().id
    reason = form.get("reason", "").strip()
    faults = edit(
        "location_blocks",
        location_id,
        lambda work: acts.block(
            work,
            location_id,
            blocked_in=form.get("blocked_in") == "yes",
            blocked_out=form.get("blocked_out") == "yes",
            reason=reason if reason.isprintable() else "",
            by=by,
        ),
    )
    if faults:
        return page_of(location_id, faults)
    return told(location_id, T("Saved."))


def wanted_here() -> tuple[Wanted, Faults]:
    """The location that the form describes, and what is wrong with the form."""
    given = Numbers(request.form)
    kind = request.form.get("kind", "")
    with reading() as connection:
        categories = {row.id for row in reads.categories(connection)}
    wanted = Wanted(
        code=given.text("code", most=64),
        name=given.text("name", most=200),
        kind=LocationKind(kind) if kind in set(LocationKind) else LocationKind.STORAGE,
        parent_id=parent_of(given),
        walk_order=given.order("walk_order"),
        capacity=given.whole("capacity"),
        category_id=given.one_of("category", categories),
        takes_returns=request.form.get("takes_returns") == "yes",
        count_every_days=given.whole("count_every_days"),
    )
    if kind not in set(LocationKind):
        given.faults["kind"] = T("A kind is needed.")
    return wanted, given.faults


def parent_of(given: Numbers) -> int | None:
    """The location that it lies in, by its code."""
    code = given.text("parent", most=64)
    if not code:
        return None
    with reading() as connection:
        found = reads.id_of(connection, code)
    if found is None:
        given.faults["parent"] = T("No location has the code %(code)s.", code=code)
    return found


def must_exist(location_id: int) -> LocationRow:
    """The location, or 404."""
    with reading() as connection:
        found = reads.one(connection, location_id)
    if found is None:
        abort(404)
    return found


def told(location_id: int, words: Words) -> Redirect:
    """Back to the location, with one sentence."""
    flash(said(words), "good")
    return redirect(url_for("admin.location_page", location_id=location_id), 303)


def form_page(faults: Faults | None = None) -> Response:
    """The form for a new location; with faults, what was typed stays."""
    with reading() as connection:
        categories = reads.categories(connection)
    text = render_template(
        "admin/location_new.html",
        form=facts.form_of(None, categories, request.form),
        errors={name: said(words) for name, words in (faults or {}).items()},
    )
    return make_response(text, 422 if faults else 200)


def page_of(location_id: int, faults: Faults | None = None) -> Response:
    """The page of a location; with faults, what was typed stays."""
    with reading() as connection:
        one = (location_id,)
        versions = versions_of(connection, location=one, location_blocks=one)
        found = reads.one(connection, location_id)
        if found is None:
            abort(404)
        bin = storage.bin_alone(connection, location_id)
        there, coming = reads.there(connection, location_id), reads.coming(connection, location_id)
        categories = reads.categories(connection)
        history = changes.changes_of(connection, acts.ROOM, found.code)
        places = product_places.of_location(connection, location_id)
    text = render_template(
        "admin/location.html",
        versions=versions,
        location=facts.head_of(found),
        facts=facts.facts_of(found, bin),
        bars=facts.bars_of(bin),
        there=[facts.held_of(row) for row in there],
        coming=[facts.held_of(row) for row in coming],
        places=[product_at(row) for row in places],
        form=facts.form_of(found, categories, request.form),
        history=[facts.change_of(row) for row in history],
        is_admin=operator().role.covers(Role.ADMIN),
        errors={name: said(words) for name, words in (faults or {}).items()},
        reason=request.form.get("reason", ""),
    )
    return make_response(text, 422 if faults else 200)
