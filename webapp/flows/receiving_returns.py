"""How a return begins: the number of an order that has left, said twice, or its button once.

order ──► has left ──► asked once more ──► (the order again · LW*RETURN*id) ──► its return is open
  └─ its goods stand in staging, all of it is back, or no quarantine is there: refused
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from webapp.flows.replies import Reply, confirm, refused
from webapp.flows.talk import Talk
from webapp.operations import returns
from webapp.queries import returns as reads
from webapp.queries import shipping
from webapp.queries.meanings import DocumentScan
from webapp.rules import refusals
from webapp.rules.refusals import Refusal, Tap
from webapp.words import T

COMMAND = "RETURN"
REMEMBERED = timedelta(minutes=10)
Open = Callable[[Talk, int, str], Reply]


def propose(talk: Talk, order: DocumentScan, then: Open) -> Reply | None:
    """What becomes of an order's number here; None where nothing of it has left."""
    rows = reads.delivered_to(talk.work.connection, order.id)
    if not any(row.delivered for row in rows):
        return None
    under_way = reads.open_return(talk.work.connection, order.id) is not None
    if under_way or not any(row.left > 0 for row in rows) or asked_before(talk):
        return begin(talk, order.id, then)
    return ask(talk, order)


def asked_before(talk: Talk) -> bool:
    """No task remembers the question here, so the worker's last scan does."""
    since = talk.work.now - REMEMBERED
    return reads.asked_just_before(talk.work.connection, talk.who.id, talk.said.text, since)


def ask(talk: Talk, order: DocumentScan) -> Reply:
    """A delivered order is rarely scanned to take goods back, so it is asked for once more."""
    asked = confirm(
        "return_goods",
        T("Some of order %(order)s has left.", order=order.number)
        if shipping.due(talk.work.connection, order.id)
        else T("Order %(order)s has left.", order=order.number),
        T("Scan it again to take goods of it back."),
        scanned=order.number,
    )
    return replace(asked, action=Tap(f"LW*{COMMAND}*{order.id}", T("Take goods back")))


def by_button(talk: Talk, then: Open) -> Reply:
    """`LW*RETURN*id`: the return of the order with that id."""
    (text,) = talk.command.arguments[:1] if talk.command and talk.command.arguments else ("",)
    if not text.isdecimal() or len(text) > 9:
        return refused(refusals.unknown_command(talk.shown))
    return begin(talk, int(text), then)


def begin(talk: Talk, order_id: int, then: Open) -> Reply:
    """Open the return, and go on as with any receipt."""
    opened = returns.open_return(talk.work, order_id)
    if opened is None:
        return refused(refusals.unknown_command(talk.shown))
    if isinstance(opened, Refusal):
        return refused(opened)
    return then(talk, opened.id, opened.number)
