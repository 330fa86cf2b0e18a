"""A new product, how one is tracked, and the warehouse's switch for lots and serial numbers."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.product_shown import DATED, TRACKED, change_of
from webapp.blueprints.edits import edit, versions_of
from webapp.blueprints.identity import operator
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.extensions import db
from webapp.models import ExpiryPolicy, Role, Tracking
from webapp.operations import products, tracking
from webapp.operations.products import NewProduct
from webapp.operations.unit_of_work import run
from webapp.queries import changes
from webapp.queries import products as reads
from webapp.queries.tracking import TrackingSettings, tracking_settings
from webapp.rules.quantities import UNITS
from webapp.words import T, Words

Faults = Mapping[str, Words]


@blueprint.get("/products/new")
@allow(Role.ADMIN)
def new_product() -> Response:
    """The form of a product that is not kept yet."""
    return form_page({"tracking": "none", "expiry": "none", "unit": "each", "scale": "0"}, {})


@blueprint.post("/products/new")
@allow(Role.ADMIN)
def make_product() -> ResponseReturnValue:
    """Keep the product from now on, or say beside the fields what is wrong."""
    form, (modes, faults) = request.form, modes_given()
    scale = form.get("scale", 0, type=int)
    new = NewProduct(
        sku=form.get("sku", "").strip(),
        name=form.get("name", "").strip(),
        tracking=modes[0],
        expiry=modes[1],
        unit=form.get("unit", "").strip(),
        scale=-1 if scale is None else scale,
        gtin=form.get("gtin", "").strip(),
    )
    by = operator().id
    if faults:
        return form_page(form, faults)
    made = run(db.engine, lambda work: products.create(work, new, by=by))
    if isinstance(made, dict):
        return form_page(form, made)
    flash(said(T("%(sku)s is kept from now on.", sku=new.sku)), "good")
    return redirect(url_for("admin.product", product_id=made), 303)


@blueprint.route("/products/<int(max=2147483647):product_id>/tracking", methods=["GET", "POST"])
@allow(Role.ADMIN)
def product_tracking(product_id: int) -> ResponseReturnValue:
    """How a product is tracked; another way is possible while nothing of it is inside."""
    with reading() as connection:
        versions = versions_of(connection, product_tracking=[product_id])
        found = reads.one(connection, product_id)
        if found is None:
            abort(404)
        history = changes.changes_of(connection, products.ROOM, found.sku)
    values: Mapping[str, str] = {"tracking": found.tracking, "expiry": found.expiry_policy}
    faults: Faults = {}
    if request.method == "POST":
        (mode, dates), wrong = modes_given()
        by, values = operator().id, request.form
        faults = wrong or edit(
            "product_tracking",
            product_id,
            lambda work: products.track(work, product_id, mode, dates, by=by),
        )
        if not faults:
            flash(said(T("Saved.")), "good")
            return redirect(url_for("admin.product", product_id=product_id), 303)
    text = render_template(
        "admin/product_tracking.html",
        versions=versions,
        product=found,
        history=[change_of(row) for row in history],
        **choices(values, faults),
    )
    return make_response(text, 422 if faults else 200)


@blueprint.route("/tracking", methods=["GET", "POST"])
@allow(Role.ADMIN)
def tracking_switch() -> ResponseReturnValue:
    """Whether this warehouse tracks lots and serial numbers, their dates, and what slips tell."""
    no: Words | None = None
    if request.method == "POST":
        form, by = request.form, operator().id
        ticked = (form.get(name) == "on" for name in TrackingSettings.__slots__)
        wanted = TrackingSettings(*ticked)
        no = edit("tracking", 1, lambda work: tracking.switch(work, wanted, by=by))
        if no is None:
            flash(said(T("Saved.")), "good")
            return redirect(url_for("admin.tracking_switch"), 303)
    with reading() as connection:
        text = render_template(
            "admin/tracking.html",
            versions=versions_of(connection, tracking=[1]),
            settings=tracking_settings(connection),
            history=[change_of(row) for row in changes.changes_of(connection, tracking.ROOM)],
            fault=said(no) if no else "",
        )
    return make_response(text, 422 if no else 200)


def modes_given() -> tuple[tuple[Tracking, ExpiryPolicy], Faults]:
    """The two choices of a form; where lots are switched off they are not on it."""
    form = request.form
    mode, dates = form.get("tracking", "none"), form.get("expiry", "none")
    if mode not in set(Tracking) or dates not in set(ExpiryPolicy):
        return (Tracking.NONE, ExpiryPolicy.NONE), {"tracking": T("Choose one of the list.")}
    return (Tracking(mode), ExpiryPolicy(dates)), {}


def choices(values: Mapping[str, str], faults: Faults) -> dict[str, object]:
    """What the two forms share: the choices, what was typed and what is wrong."""
    with reading() as connection:
        settings = tracking_settings(connection)
    return {
        "modes": [(mode.value, said(words)) for mode, words in TRACKED.items()],
        "dates": [(policy.value, said(words)) for policy, words in DATED.items()],
        "settings": settings,
        "values": values,
        "errors": {name: said(words) for name, words in faults.items()},
    }


def form_page(values: Mapping[str, str], faults: Faults) -> Response:
    """The form of a new product."""
    units = [(name, said(words)) for name, words in UNITS.items()]
    text = render_template("admin/product_new.html", units=units, **choices(values, faults))
    return make_response(text, 422 if faults else 200)
