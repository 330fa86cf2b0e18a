"""Suppliers and customers: how long goods must live when they come, or for whom they leave."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.product_shown import change_of
from webapp.blueprints.edits import EVERY, edit, versions_of
from webapp.blueprints.identity import operator
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.models import Role
from webapp.operations import shelf_lives
from webapp.queries.changes import changes_of
from webapp.queries.partners import partners
from webapp.words import T, Words


@blueprint.get("/partners")
@allow(Role.ADMIN)
def partners_page() -> str:
    """Every partner, and what was changed about them."""
    with reading() as connection:
        versions = versions_of(connection, partner=EVERY)
        rows = partners(connection)
        history = changes_of(connection, shelf_lives.PARTNERS)
    return render_template(
        "admin/partners.html",
        versions=versions,
        sides=[
            (said(T("Customers")), said(T("Days a lot must live when it leaves")), "customer"),
            (
                said(T("Suppliers")),
                said(T("Days a lot must live when it comes in, and the share of its whole life")),
                "supplier",
            ),
        ],
        partners=rows,
        history=[(row.subject, change_of(row)) for row in history],
    )


@blueprint.post("/partners/<int(max=2147483647):partner_id>")
@allow(Role.ADMIN)
def change_partner(partner_id: int) -> Response:
    """Keep the days and the share of one partner."""
    days, percent = (
        request.form.get(name, "").strip() for name in ("min_life_days", "min_life_percent")
    )
    by = operator().id
    done = edit(
        "partner",
        partner_id,
        lambda work: shelf_lives.change_partner(work, partner_id, days, percent, by=by),
    )
    if done is None:
        abort(404)
    if isinstance(done, Words):
        flash(said(done), "stop")
    else:
        flash(said(T("Saved for %(partner)s.", partner=done)), "good")
    return redirect(url_for("admin.partners_page"), 303)
