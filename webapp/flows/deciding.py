"""What is in quarantine waits for a decision: only a supervisor takes it from there to a bin."""

from __future__ import annotations

from webapp.flows.talk import Talk
from webapp.models import LocationKind
from webapp.rules import refusals
from webapp.rules.moving import APART
from webapp.rules.refusals import Refusal


def may_decide(talk: Talk) -> bool:
    """Whoever may say what becomes of goods in quarantine."""
    return talk.is_supervisor


def waits(
    talk: Talk, what: object, location: str, kind: LocationKind, to: LocationKind
) -> Refusal | None:
    """Why goods at a location of this kind are not brought to one of another kind, or None."""
    if kind is not LocationKind.QUARANTINE or to in APART or may_decide(talk):
        return None
    return refusals.waits_in_quarantine(what, location)
