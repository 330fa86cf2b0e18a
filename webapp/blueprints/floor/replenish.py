"""Pick faces to fill, to choose from by a tap; the most urgent one is a button."""

from __future__ import annotations

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.floor.lists import Row
from webapp.blueprints.identity import operator
from webapp.blueprints.reading import reading, today
from webapp.models import Flow, Role
from webapp.queries import replenishing, work
from webapp.queries.replenishing import Replenishment


@blueprint.get("/replenish")
@allow(Role.WORKER)
def places_to_fill() -> ResponseReturnValue:
    """What can be filled, the most urgent first; a place under way is gone on with."""
    with reading() as connection:
        mine = work.open_moving(connection, operator().id)
        task = work.task(connection, mine) if mine is not None else None
        if task is not None and "fill" in task.state:
            return redirect(f"/move/{task.id}")
        found = [one for one in replenishing.due(connection, today()) if one.plan.brings]
    return render_template(
        "floor/list.html",
        flow=Flow.MOVING,
        heading=_("Replenish"),
        prompt=_("Take the next bin, or tap one"),
        hint=None,
        back="/",
        next_text="LW*REPLENISH" if found else None,
        next_label=_("Next bin"),
        rows=[row_of(one) for one in found],
        empty_heading=_("Nothing to fill"),
        empty_advice=_("Bins appear here when they hold less than their minimum."),
        answer=None,
    )


def row_of(one: Replenishment) -> Row:
    """One place as a row."""
    tone, word = shown.URGENCIES[one.face.urgency]
    amount = f"{shown.said(one.product.amount(one.plan.brings))} {shown.unit(one.product.unit)}"
    sources = ", ".join(bin for bin, _units in one.sources)
    return Row(
        code=one.location,
        party=one.product.name,
        detail=_("%(amount)s from %(bins)s", amount=amount, bins=sources),
        done=0,
        total=0,
        progress="",
        text=f"LW*REPLENISH*{one.place_id}",
        tone=tone,
        word=shown.said(word),
    )
