"""How many are taken: counted by scans, keyed in, or what the button proposes."""

from __future__ import annotations

from webapp.flows import amounts
from webapp.flows.picking_line import Pick, Step, called, proposed, show_line
from webapp.flows.picking_record import decide
from webapp.flows.replies import Reply, accepted, refused
from webapp.queries.picking import PickLine
from webapp.rules import refusals
from webapp.words import T


def count(pick: Pick, line: PickLine, units: int) -> Reply:
    """The goods are right: one unit is done at once, more are counted or keyed in."""
    talk = pick.talk
    same = talk.held.step == Step.QUANTITY and talk.state.get("line") == line.key
    counted = (int(talk.state.get("counted", 0)) if same else 0) + units
    if counted > line.quantity:
        amount = line.product.amount(line.quantity)
        return refused(refusals.over_pick(amount, line.product.sku))
    talk.state["line"], talk.state["counted"] = line.key, counted
    talk.state["scans"] = (int(talk.state.get("scans", 0)) if same else 0) + 1
    if counted == line.quantity:
        return decide(Pick(talk, pick.order, line), counted)
    talk.held.step = Step.QUANTITY
    show_line(pick, line, counted)
    return accepted(
        "goods_recognised",
        T(
            "%(what)s: %(counted)s of %(quantity)s.",
            what=called(line),
            counted=line.product.amount(counted),
            quantity=line.product.amount(line.quantity),
        ),
    )


def set_quantity(pick: Pick) -> Reply:
    """`LW*QTY*n`: this many are taken. `LW*PLUS` and `LW*MINUS` count on, as a scan does."""
    talk, line = pick.talk, pick.line
    if talk.held.step != Step.QUANTITY:
        return refused(refusals.scan_goods_first())
    counted = int(talk.state.get("counted", 0))
    units = amounts.said(talk, line.product.scale, line.product.unit, now=counted)
    if isinstance(units, refusals.Refusal):
        return refused(units)
    if talk.command and talk.command.verb in amounts.STEPS:
        return count(pick, line, units - counted)
    if units > line.quantity:
        amount = line.product.amount(line.quantity)
        return refused(refusals.over_pick(amount, line.product.sku))
    return decide(pick, units)


def take_proposed(pick: Pick) -> Reply:
    """`LW*OK`: the number on the button: what was counted by scans, else all."""
    if pick.talk.held.step != Step.QUANTITY:
        return refused(refusals.scan_goods_first())
    return decide(pick, proposed(pick.talk.state, pick.line))
