"""The stock of an order: what is promised, why not the rest, and the acts of a supervisor on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort, current_app, flash, redirect, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.edits import edit
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.documents import Also
from webapp.blueprints.supervisor.order_shipping import ready_of, ship_order
from webapp.models import OrderStatus, Role
from webapp.operations import orders, promising
from webapp.operations.unit_of_work import UnitOfWork, clock
from webapp.queries.documents import DocumentRow
from webapp.queries.promised import LinePromise, promises_of
from webapp.queries.promises import least_life_of
from webapp.rules.days import planned_day, today
from webapp.rules.removal import Availability, Why, availability
from webapp.words import T, Words

STATES: dict[Availability, tuple[str, Words, Words]] = {
    Availability.AVAILABLE: (
        "good",
        T("Available"),
        T("Everything that is still needed is reserved."),
    ),
    Availability.PARTLY: (
        "busy",
        T("Partly available"),
        T("Some of it is reserved. The lines say what is missing."),
    ),
    Availability.WAITING: (
        "wait",
        T("Waiting"),
        T("Nothing is reserved. The lines say what is missing."),
    ),
}
REASONS: dict[Why, Words] = {
    Why.NONE: T("none in stock"),
    Why.RESERVED: T("stock reserved for others"),
    Why.EXPIRED: T("expired stock"),
    Why.HELD: T("stock on hold"),
    Why.TOO_SHORT: T("stock that expires too soon for the customer"),
    Why.BLOCKED: T("stock in blocked bins"),
    Why.CLOSED: T("stock on closed license plates"),
    Why.NOT_PUT_AWAY: T("stock that is not in a bin"),
}


@dataclass(frozen=True, slots=True)
class Stock:
    """The panel of an order's stock: its state in a word, and which acts make sense now."""

    tone: str
    word: str
    units: str
    advice: str
    url: str
    may_check: bool
    may_unreserve: bool
    may_release: bool


@blueprint.post("/orders/<int(max=2147483647):document_id>")
@allow(Role.SUPERVISOR)
def act_on_order(document_id: int) -> Response:
    """Release the order, reserve what is missing, give everything back, or ship it."""
    zone = current_app.config["WAREHOUSE_TIMEZONE"]
    day, which = today(clock(), zone), ("order", document_id)
    match request.form.get("act"):
        case "release":
            done = edit(*which, lambda work: orders.release(work, document_id, day, zone=zone))
            words = T("Released to the floor.")
        case "check":
            done = edit(*which, lambda work: checked(work, document_id, day, zone))
            words = T("Stock was reserved.") if done else T("There was nothing more to reserve.")
        case "unreserve":
            done = edit(*which, lambda work: promising.unreserve(work, document_id))
            words = T("What was reserved is free again.") if done else T("Nothing was reserved.")
        case "ship":
            done = ship_order(document_id, day)
            words = T("Shipped. All of it has left.")
        case _:
            abort(422)
    if done is None:
        abort(404)
    flash(*((said(done), "stop") if isinstance(done, Words) else (said(words), "good")))
    return redirect(url_for("supervisor.order", document_id=document_id), 303)


def checked(work: UnitOfWork, order_id: int, day: date, zone: str) -> int | Words | None:
    """How many units were reserved, or why none was looked for."""
    made = promising.check_availability(work, order_id, day, zone=zone)
    return sum(one.promised for one in made.values()) if isinstance(made, dict) else made


def promise_of(connection: Connection, row: DocumentRow) -> Also:
    """The panel, and the sentence of each line; of a picked order what waits to leave."""
    if row.status == OrderStatus.PICKED:
        return Also(values={"stock": None, "ready": ready_of(connection, row)})
    if row.status not in (OrderStatus.OPEN, OrderStatus.RELEASED):
        return Also(values={"stock": None})
    zone = current_app.config["WAREHOUSE_TIMEZONE"]
    planned = planned_day(row.due_at, today(clock(), zone), zone)
    least = least_life_of(connection, row.id)
    lines = promises_of(connection, row.id, planned, least_life_days=least)
    details = {line.id: said_of(line) for line in lines}
    return Also(details, {"stock": stock_of(row, lines, planned)})


def stock_of(row: DocumentRow, lines: Sequence[LinePromise], planned: date) -> Stock:
    """The panel."""
    state = availability((line.needed, line.reserved) for line in lines)
    tone, word, advice = STATES[state]
    whole = sum(not line.missing for line in lines)
    return Stock(
        tone=tone,
        word=said(word),
        units=said(
            T(
                "%(whole)s of %(all)s lines in full, for %(day)s",
                whole=whole,
                all=len(lines),
                day=planned,
            )
        ),
        advice=said(advice),
        url=url_for("supervisor.act_on_order", document_id=row.id),
        may_check=state is not Availability.AVAILABLE,
        may_unreserve=any(line.reserved for line in lines),
        may_release=row.status == OrderStatus.OPEN,
    )


def said_of(line: LinePromise) -> str:
    """How much of a line is reserved, and why not the rest: "8 of 12 reserved · 4 missing: …"."""
    if not line.needed:
        return ""
    reserved, needed, missing = (
        shown.quantity(units, line.scale) for units in (line.reserved, line.needed, line.missing)
    )
    words = T("%(reserved)s of %(needed)s reserved", reserved=reserved, needed=needed)
    if not line.missing:
        return said(words)
    if Why.FREE in line.why:
        return said(T("%(reserved)s · stock is free, check availability", reserved=words))
    return said(
        T(
            "%(reserved)s · %(missing)s missing: %(why)s",
            reserved=words,
            missing=missing,
            why=why(line),
        )
    )


def why(line: LinePromise) -> Words | str:
    """The one reason, or all of them."""
    return together(line.why, lambda one: reason(line, one))


def together(why: Sequence[Why], reason: Callable[[Why], Words]) -> Words | str:
    """The one reason, or all of them, each in its words."""
    if len(why) > 1:
        return ", ".join(said(reason(one)) for one in why)
    words = reason(why[0])
    return words if why[0] in (Why.NONE, Why.CLOSED) else T("only %(what)s", what=words)


def reason(line: LinePromise, one: Why) -> Words:
    """One reason; closed license plates are named, so that somebody can open them."""
    if one is not Why.CLOSED or not line.closed:
        return REASONS[one]
    units = shown.quantity(sum(units for _, units in line.closed), line.scale)
    if len(line.closed) == 1:
        plate = line.closed[0][0]
        return T("%(units)s are on closed license plate %(plate)s", units=units, plate=plate)
    plates = ", ".join(code for code, _ in line.closed)
    return T("%(units)s are on closed license plates %(plates)s", units=units, plates=plates)
