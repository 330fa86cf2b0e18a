"""`LW*ALLOW*reason`: a supervisor lets another lot come back than those that left for the order.

lot refused ──► ALLOW (why?) ──► ALLOW*reason ──► the same goods, scanned again, come in

Only a lot that the warehouse knows, and never more units of the product than left. The move names
no line of the order, because that lot never left for it; it says who let it in, and why.
"""

from __future__ import annotations

from typing import Any

from webapp.flows.picking_overrule import LONGEST, is_asked
from webapp.flows.receiving_draft import Case, known_lot
from webapp.flows.replies import Choice, Reply, accepted, choose, refused
from webapp.queries.returns import LET_IN
from webapp.rules import refusals
from webapp.rules.refusals import Refusal
from webapp.words import T

REASONS = {
    "our_label_was_wrong": T("Our label was wrong"),
    "customer_mixed_it_up": T("The customer sent another lot"),
    "lot_not_scanned": T("It left without its lot being scanned"),
}


def offered(case: Case, said: Refusal) -> Refusal:
    """The refusal of a lot, remembered; with the button for whoever may let it in."""
    lot, talk = known_lot(case), case.talk
    if not lot or case.line.product.tracking.by_serial:
        return said
    talk.state["other_lot"] = {"lot": lot["id"], "code": str(case.draft.lot_code)}
    return said.offering("LW*ALLOW", T("Let it in")) if talk.is_supervisor else said


def allow(case: Case) -> Reply:
    """Remember which lot may come back with this order, and why."""
    talk = case.talk
    if not is_asked(talk):
        return refused(refusals.not_permitted(T("let another lot come back")))
    found = talk.state.get("other_lot") if case.receipt.is_return else None
    if not found:
        return refused(refusals.no_lot_to_let_in())
    reason = "*".join(talk.command.arguments).strip() if talk.command else ""
    if not reason:
        return choose(
            "let_in_why",
            T("Why does lot %(lot)s come back?", lot=found["code"]),
            tuple(Choice(f"LW*ALLOW*{name}", words) for name, words in REASONS.items()),
        )
    if len(reason) > LONGEST:
        return refused(refusals.reason_too_long(LONGEST))
    talk.state["let_in"] = found | {"reason": reason, "by": talk.who.name}
    del talk.state["other_lot"]
    text = T("Lot %(lot)s may come back with this order. Scan it.", lot=found["code"])
    return accepted("let_in", text)


def is_let_in(case: Case, lot_id: int | None) -> bool:
    """Whether a supervisor let this lot in on this return."""
    allowed: dict[str, Any] = case.talk.state.get("let_in") or {}
    return lot_id is not None and allowed.get("lot") == lot_id


def reason_of(case: Case) -> str:
    """What the moves of such goods say."""
    allowed = case.talk.state["let_in"]
    reason = REASONS.get(allowed["reason"], allowed["reason"])
    return f"{LET_IN} {allowed['by']}: {reason}"[:200]
