"""How suppliers' labels are read where separators are lost: what was remembered, and forgotten."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.product_shown import change_of
from webapp.blueprints.identity import operator
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.extensions import db
from webapp.models import Role
from webapp.operations import shapes as operations
from webapp.operations.unit_of_work import run
from webapp.queries import changes, shapes
from webapp.rules.shapes import parts_of
from webapp.words import T


@blueprint.get("/label-shapes")
@allow(Role.SUPERVISOR)
def label_shapes() -> str:
    """All that is remembered, by supplier, with its history."""
    with reading() as connection:
        rows = shapes.every(connection)
        history = changes.changes_of(connection, operations.ROOM)
    return render_template(
        "admin/label_shapes.html",
        shapes=[
            {
                "id": row.id,
                "supplier": row.supplier,
                "parts": [said(part) for part in parts_of(row.shape)],
                "example": [f"({part}" for part in row.example.split("(") if part],
                "who": row.user,
                "when": shown.moment(row.remembered_at),
            }
            for row in rows
        ],
        history=[
            (row.subject, change_of(replace(row, before=spelt(row.before), after=spelt(row.after))))
            for row in history
        ],
    )


def spelt(shape: str | None) -> str | None:
    """A shape of the history in one line of words."""
    return ", ".join(said(part) for part in parts_of(shape)) if shape else None


@blueprint.post("/label-shapes/<int(max=2147483647):shape_id>")
@allow(Role.SUPERVISOR)
def forget_shape(shape_id: int) -> Response:
    """Ask the worker again at labels of this shape."""
    by = operator().id
    if not run(db.engine, lambda work: operations.forget(work, shape_id, by=by)):
        abort(404)
    flash(said(T("Forgotten. At the next such label the worker is asked.")), "good")
    return redirect("/label-shapes", 303)
