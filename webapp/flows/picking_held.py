"""What a hold keeps back: why what was promised a moment ago may not leave for this order."""

from __future__ import annotations

from webapp.flows.talk import Talk
from webapp.queries import picking as reads
from webapp.queries.meanings import GoodsScan, PlaceScan
from webapp.rules import picking as rules
from webapp.rules import refusals
from webapp.rules.holds import spoken
from webapp.rules.usable import RELEASED


def held_by_now(talk: Talk) -> refusals.Refusal | None:
    """Why goods or a bin that were promised a moment ago may not leave any more, or None."""
    for meaning in talk.meanings:
        if isinstance(meaning, GoodsScan) and meaning.lot and meaning.lot.status != RELEASED:
            return rules.may_leave(meaning.lot, talk.today)
        if isinstance(meaning, PlaceScan) and meaning.hold_reason is not None:
            return refusals.location_on_hold(meaning.code, spoken(meaning.hold_reason))
    return None


def lost_to_a_hold(talk: Talk) -> refusals.Refusal | None:
    """What took the goods in hand away from this order; said once, then the work goes on."""
    lost = reads.lost_to_holds(talk.work.connection, talk.held.id)
    told = talk.state.get("told", [])
    new = [row for row in lost if row.hold_id not in told]
    if not new:
        return None
    talk.state["told"] = [row.hold_id for row in lost]
    return rules.may_leave(new[0].lot, talk.today, new[0])
