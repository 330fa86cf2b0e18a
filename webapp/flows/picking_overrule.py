"""`LW*ALLOW*reason`: a supervisor lets expired goods pass, for one lot of one order.

expired goods refused ──► ALLOW (why?) ──► ALLOW*reason ──► the same goods are picked

Only a supervisor is heard, also on a task that somebody else has; only expired goods pass, never
held or recalled ones. The scan says who allowed it, and the move says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.flows.picking_line import Pick
from webapp.flows.replies import Choice, Reply, accepted, choose, refused
from webapp.flows.talk import Talk
from webapp.queries.picking import PickLine
from webapp.rules import refusals
from webapp.words import T

LONGEST = 120
REASONS = {
    "customer_agrees": T("The customer agrees"),
    "label_is_wrong": T("The date on the label is wrong"),
    "not_for_use": T("It is not for use: samples, display"),
}


def is_asked(talk: Talk) -> bool:
    """Whether a supervisor lets goods pass."""
    verb = talk.command.verb if talk.command else None
    return verb == "ALLOW" and talk.is_supervisor


def allow(pick: Pick) -> Reply:
    """Remember which lot may pass for this order, and why."""
    talk = pick.talk
    if not is_asked(talk):
        return refused(refusals.not_permitted(T("let expired goods pass")))
    found = talk.state.get("expired")
    if not found:
        return refused(refusals.nothing_to_allow())
    reason = "*".join(talk.command.arguments).strip() if talk.command else ""
    if not reason:
        return choose(
            "allow_why",
            T("Why may expired lot %(lot)s leave?", lot=found["code"]),
            tuple(Choice(f"LW*ALLOW*{name}", words) for name, words in REASONS.items()),
        )
    if len(reason) > LONGEST:
        return refused(refusals.reason_too_long(LONGEST))
    talk.state["allowed"] = found | {"reason": reason, "by": talk.who.name}
    del talk.state["expired"]
    return accepted(
        "allowed",
        T("Expired lot %(lot)s may be picked for this order. Scan it.", lot=found["code"]),
    )


def reason_for(state: Mapping[str, Any], line: PickLine) -> str | None:
    """What the move of allowed goods says; None for any other."""
    allowed = state.get("allowed")
    if not allowed or line.lot is None or allowed["lot"] != line.lot.id:
        return None
    reason = REASONS.get(allowed["reason"], allowed["reason"])
    return f"expired, allowed by {allowed['by']}: {reason}"[:200]
