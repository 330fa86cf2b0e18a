"""Storage categories with their limits, and the classes of goods that are kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort, flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Redirect

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.location_shown import MIXINGS
from webapp.blueprints.admin.numbers import LARGEST, Numbers
from webapp.blueprints.admin.product_shown import change_of
from webapp.blueprints.edits import edit, versions_of
from webapp.blueprints.identity import operator
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.extensions import db
from webapp.models import Mixing, PlateKind, Role
from webapp.operations import storage as acts
from webapp.operations.storage import Category, Faults
from webapp.operations.unit_of_work import run
from webapp.queries import changes
from webapp.queries import locations as reads
from webapp.queries.locations import CategoryRow, LimitRow
from webapp.rules.quantities import Amount
from webapp.words import T, Words

PATH = "/storage-categories"
ONE = f"{PATH}/<int(max={LARGEST}):category_id>"
KINDS: dict[PlateKind, Words] = {
    PlateKind.PALLET: T("Pallets"),
    PlateKind.CASE: T("Cases"),
    PlateKind.TOTE: T("Totes"),
}


@blueprint.get(PATH)
@allow(Role.ADMIN)
def category_list() -> Response:
    """All categories, and the classes kept apart."""
    return list_page()


@blueprint.post(PATH)
@allow(Role.ADMIN)
def add_category() -> Response | Redirect:
    """One more category."""
    wanted, faults = wanted_here()
    if faults:
        return list_page(faults)
    by = operator().id
    made = run(db.engine, lambda work: acts.add_category(work, wanted, by=by))
    if not isinstance(made, int):
        return list_page(made)
    return told(made, T("%(code)s is a storage category now.", code=wanted.code))


@blueprint.get(ONE)
@allow(Role.ADMIN)
def category_page(category_id: int) -> Response:
    """One category with its limits."""
    return page_of(category_id)


@blueprint.post(ONE)
@allow(Role.ADMIN)
def change_category(category_id: int) -> Response | Redirect:
    """Let it be as the form says."""
    must_exist(category_id)
    wanted, faults = wanted_here()
    by = operator().id
    if not faults:
        faults = edit(
            "storage_category",
            category_id,
            lambda work: acts.change_category(work, category_id, wanted, by=by),
        )
    return page_of(category_id, faults) if faults else told(category_id, T("Saved."))


@blueprint.post(f"{ONE}/limits")
@allow(Role.ADMIN)
def set_limit(category_id: int) -> Response | Redirect:
    """At most so many of a product, by its SKU, or of a kind of license plate."""
    must_exist(category_id)
    given = Numbers(request.form)
    name, by = given.text("of", most=64), operator().id
    kind = PlateKind(name) if name in set(PlateKind) else None
    with reading() as connection:
        product = None if kind else reads.product_called(connection, name)
    scale = product.scale if product else 0
    most = given.counted("most", scale, "")
    if kind is None and product is None:
        given.faults["of"] = T("No product has the SKU %(sku)s.", sku=name)
    if most is None and "most" not in given.faults:
        given.faults["most"] = T("A number above 0 is needed.")
    if given.faults or most is None:
        return page_of(category_id, given.faults)
    of = (product.id, product.sku) if product else PlateKind(name)
    edit(
        "storage_limits",
        category_id,
        lambda work: acts.set_limit(work, category_id, of, most, by=by),
    )
    return told(category_id, T("Saved."))


@blueprint.post(f"{ONE}/limits/<int(max={LARGEST}):limit_id>")
@allow(Role.ADMIN)
def drop_limit(category_id: int, limit_id: int) -> Redirect:
    """No such limit any more."""
    must_exist(category_id)
    by = operator().id
    if not edit(
        "storage_limits",
        category_id,
        lambda work: acts.drop_limit(work, category_id, limit_id, by=by),
    ):
        abort(404)
    return told(category_id, T("Saved."))


@blueprint.post("/class-conflicts")
@allow(Role.ADMIN)
def keep_apart() -> Response | Redirect:
    """Two classes may not share a bin."""
    first, second = (request.form.get(name, "").strip() for name in ("first", "second"))
    by = operator().id
    if faults := run(db.engine, lambda work: acts.keep_apart(work, first, second, by=by)):
        return list_page(faults)
    flash(said(T("Saved.")), "good")
    return redirect(PATH, 303)


@blueprint.post(f"/class-conflicts/<int(max={LARGEST}):conflict_id>")
@allow(Role.ADMIN)
def let_together(conflict_id: int) -> Redirect:
    """They may share a bin again."""
    by = operator().id
    if not run(db.engine, lambda work: acts.let_together(work, conflict_id, by=by)):
        abort(404)
    flash(said(T("Saved.")), "good")
    return redirect(PATH, 303)


def wanted_here() -> tuple[Category, Faults]:
    """The category that the form describes, and what is wrong with the form."""
    given = Numbers(request.form)
    mixing = request.form.get("mixing", "")
    wanted = Category(
        code=given.text("code", most=acts.LONGEST_CODE),
        name=given.text("name", most=acts.LONGEST_NAME),
        max_weight_g=given.kilograms("weight"),
        max_units=given.whole("units"),
        max_plates=given.whole("plates"),
        max_height_mm=given.whole("height"),
        mixing=Mixing(mixing) if mixing in set(Mixing) else Mixing.MIXED,
        one_expiry=request.form.get("one_expiry") == "yes",
    )
    if mixing not in set(Mixing):
        given.faults["mixing"] = T("Choose one of the list.")
    return wanted, given.faults


def must_exist(category_id: int) -> CategoryRow:
    """The category, or 404."""
    with reading() as connection:
        found = next((r for r in reads.categories(connection) if r.id == category_id), None)
    if found is None:
        abort(404)
    return found


def told(category_id: int, words: Words) -> Redirect:
    """Back to the category, with one sentence."""
    flash(said(words), "good")
    return redirect(f"{PATH}/{category_id}", 303)


def form_of(row: CategoryRow | None) -> dict[str, str]:
    """The fields of a category: what is kept, or what was typed and refused."""
    kept = {
        "code": row.code if row else "",
        "name": row.name if row else "",
        "weight": str(Amount(row.max_weight_g, 3)) if row and row.max_weight_g else "",
        "units": str(row.max_units or "") if row else "",
        "plates": str(row.max_plates or "") if row else "",
        "height": str(row.max_height_mm or "") if row else "",
        "mixing": str(row.mixing) if row else str(Mixing.MIXED),
        "one_expiry": "yes" if row and row.one_expiry else "",
    }
    typed = request.form if "mixing" in request.form else {}
    return {name: typed.get(name, "") if typed else value for name, value in kept.items()}


def limits_told(row: CategoryRow) -> str:
    """What a category carries, in a few words."""
    found = (
        T("%(weight)s kg", weight=shown.quantity(row.max_weight_g, 3))
        if row.max_weight_g
        else None,
        T("%(count)s units", count=shown.quantity(row.max_units)) if row.max_units else None,
        T("%(count)s plates", count=row.max_plates) if row.max_plates else None,
        T("%(mm)s mm high", mm=row.max_height_mm) if row.max_height_mm else None,
        T("one date of a product") if row.one_expiry else None,
    )
    return " · ".join(said(words) for words in found if words)


def mixings() -> list[tuple[str, str]]:
    """Every way of mixing with its words."""
    return [(one.value, said(words)) for one, words in MIXINGS.items()]


def told_errors(faults: Faults | None) -> dict[str, str]:
    """What is wrong, in words."""
    return {name: said(words) for name, words in (faults or {}).items()}


def list_page(faults: Faults | None = None) -> Response:
    """The list; with faults, what was typed stays."""
    with reading() as connection:
        rows = reads.categories(connection)
        apart = reads.conflicts(connection)
        history = changes.changes_of(connection, acts.CLASSES)
    text = render_template(
        "admin/storage_categories.html",
        rows=[
            (r.id, r.code, r.name, limits_told(r), said(MIXINGS[r.mixing]), r.locations)
            for r in rows
        ],
        apart=apart,
        form=form_of(None),
        mixings=mixings(),
        first=request.form.get("first", ""),
        second=request.form.get("second", ""),
        history=[(row.subject, change_of(row)) for row in history],
        errors=told_errors(faults),
    )
    return make_response(text, 422 if faults else 200)


def page_of(category_id: int, faults: Faults | None = None) -> Response:
    """One category; with faults, what was typed stays."""
    with reading() as connection:
        one = (category_id,)
        versions = versions_of(connection, storage_category=one, storage_limits=one)
    found = must_exist(category_id)
    with reading() as connection:
        limits = reads.limits_of(connection, category_id)
        history = changes.changes_of(connection, acts.ROOM, found.code)
    text = render_template(
        "admin/storage_category.html",
        versions=versions,
        category=found,
        form=form_of(found),
        mixings=mixings(),
        limits=limit_rows(limits),
        plate_kinds=[(kind.value, said(words)) for kind, words in KINDS.items()],
        of=request.form.get("of", ""),
        most=request.form.get("most", ""),
        history=[change_of(row) for row in history],
        errors=told_errors(faults),
    )
    return make_response(text, 422 if faults else 200)


def limit_rows(rows: Sequence[LimitRow]) -> list[tuple[int, str, bool, str]]:
    """(id, of what, whether it is a product, at most so many)."""
    return [
        (
            row.id,
            said(KINDS[row.plate_kind]) if row.plate_kind else str(row.sku),
            row.sku is not None,
            shown.quantity(row.most, row.scale),
        )
        for row in rows
    ]
