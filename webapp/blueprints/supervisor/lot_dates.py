"""The dates of a lot, as a supervisor corrects them on its page."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.blueprints.access import allow
from webapp.blueprints.edits import edit
from webapp.blueprints.identity import operator
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.holds import clean
from webapp.models import Role
from webapp.operations import lot_dates
from webapp.rules.shelf_life import Dates
from webapp.words import T, Words


@blueprint.post("/lots/<int(max=2147483647):lot_id>/dates")
@allow(Role.SUPERVISOR)
def change_lot_dates(lot_id: int) -> Response:
    """Give the lot other dates, with a reason; what stands against it is said."""
    typed, by = dates_typed(), operator().id
    done: Dates | Words | None = T("A day such as 2026-06-15 is needed.")
    if typed is not None:
        reason = clean(request.form.get("reason", ""))
        done = edit(
            "lot_dates",
            lot_id,
            lambda work: lot_dates.change_dates(work, lot_id, typed, by=by, reason=reason),
        )
    if done is None:
        abort(404)
    if isinstance(done, Words):
        flash(said(done), "stop")
    else:
        flash(said(T("The dates are changed.")), "good")
    return redirect(url_for("supervisor.lot", lot_id=lot_id), 303)


def dates_typed() -> Dates | None:
    """The dates of the form, empty ones as none; None where one is no date."""
    try:
        return Dates(
            *(
                date.fromisoformat(value) if (value := request.form.get(name, "").strip()) else None
                for name in Dates.__slots__
            )
        )
    except ValueError:
        return None
