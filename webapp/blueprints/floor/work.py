"""The conversation's page and its card, the same for every kind of work."""

from __future__ import annotations

from flask import abort, make_response, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.identity import operator
from webapp.blueprints.reading import reading
from webapp.flows import moving_card, picking_card, plates_card, putaway_card, receiving_card
from webapp.flows.card import Card, Drawing
from webapp.models import Flow, Role
from webapp.operations.tasks import OpenTask
from webapp.queries import work

CARDS = {
    Flow.RECEIVING: receiving_card.draw,
    Flow.PUTAWAY: putaway_card.draw,
    Flow.PICKING: picking_card.draw,
    Flow.PLATES: plates_card.draw,
    Flow.MOVING: moving_card.draw,
}
LISTS = {
    Flow.RECEIVING: "/receive",
    Flow.PUTAWAY: "/",
    Flow.PICKING: "/pick",
    Flow.PLATES: "/",
    Flow.MOVING: "/",
}


@blueprint.get("/receive/<int:task_id>")
@allow(Role.WORKER)
def receive(task_id: int) -> ResponseReturnValue:
    """A receipt under way."""
    return page(Flow.RECEIVING, task_id)


@blueprint.get("/putaway/<int:task_id>")
@allow(Role.WORKER)
def put_away(task_id: int) -> ResponseReturnValue:
    """A putaway under way."""
    return page(Flow.PUTAWAY, task_id)


@blueprint.get("/pick/<int:task_id>")
@allow(Role.WORKER)
def pick(task_id: int) -> ResponseReturnValue:
    """An order being picked."""
    return page(Flow.PICKING, task_id)


@blueprint.get("/license-plates/<int:task_id>")
@allow(Role.WORKER)
def on_plates(task_id: int) -> ResponseReturnValue:
    """A conversation about license plates under way."""
    return page(Flow.PLATES, task_id)


@blueprint.get("/move/<int:task_id>")
@allow(Role.WORKER)
def moving(task_id: int) -> ResponseReturnValue:
    """A conversation about goods to move under way."""
    return page(Flow.MOVING, task_id)


@blueprint.get("/floor/card/<flow>/<int:task_id>")
@allow(Role.WORKER)
def card(flow: str, task_id: int) -> ResponseReturnValue:
    """The card alone, fetched after every answer; never kept by anybody."""
    with reading() as connection:
        task = task_of(connection, flow, task_id)
        shown = render_template("floor/card.html", card=drawn(connection, task))
    response = make_response(shown)
    response.headers["Cache-Control"] = "no-store"
    return response


def page(flow: Flow, task_id: int) -> ResponseReturnValue:
    """The whole page; another worker's task sends back to the list."""
    with reading() as connection:
        task = task_of(connection, flow, task_id)
        if task.user_id not in (None, operator().id) and not may_look(task):
            return redirect(LISTS[flow])
        return render_template(
            "floor/work.html",
            card=drawn(connection, task),
            answer=work.last_answer(connection, task_id),
            back=LISTS[flow],
        )


def may_look(task: OpenTask) -> bool:
    """A supervisor sees another's pick, to let expired goods pass on the same device."""
    return task.flow is Flow.PICKING and operator().role.covers(Role.SUPERVISOR)


def task_of(connection: Connection, flow: str, task_id: int) -> OpenTask:
    """The task of this kind, or 404."""
    found = work.task(connection, task_id) if task_id < 2**53 else None
    if found is None or found.flow != flow:
        abort(404)
    return found


def drawn(connection: Connection, task: OpenTask) -> Card:
    """The card of a task in the worker's language."""
    who = operator()
    supervisor = who.role.covers(Role.SUPERVISOR)
    return CARDS[task.flow](Drawing(connection, task, who.language, supervisor))
