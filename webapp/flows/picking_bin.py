"""The bin that goods are taken from: the one of the line, or another that this task goes to."""

from __future__ import annotations

from webapp.flows import halves
from webapp.flows.picking_held import held_by_now
from webapp.flows.picking_line import Pick, Step, called, show_line
from webapp.flows.picking_tote import change_tote
from webapp.flows.replies import Reply, accepted, refused
from webapp.queries.meanings import GoodsScan, PlaceScan
from webapp.rules import refusals
from webapp.words import T


def hear_location(pick: Pick) -> Reply:
    """The bin of the line, or another bin this task goes to anyway."""
    talk = pick.talk
    if tote := change_tote(pick):
        return tote
    halves.dropped(talk)
    if any(isinstance(meaning, GoodsScan) for meaning in talk.meanings) and not any(
        isinstance(meaning, PlaceScan) for meaning in talk.meanings
    ):
        return refused(refusals.scan_location_first(pick.line.location))
    found = talk.one_of(PlaceScan, wanted=T("Scan bin %(bin)s.", bin=pick.line.location))
    if isinstance(found, Reply):
        return found
    lines = [line for line in pick.order.lines if line.location_id == found.id]
    if not lines:
        wrong = refusals.wrong_location(found.code, pick.line.location)
        return refused(held_by_now(talk) or wrong)
    line = pick.line if pick.line in lines else lines[0]
    if found.blocked_out:
        return refused(refusals.location_blocked_out(found.code))
    talk.state["at"], talk.state["line"] = found.id, line.key
    talk.held.step = Step.GOODS
    show_line(pick, line, 0)
    return accepted(
        "at_location",
        T(
            "%(bin)s. Take %(quantity)s of %(what)s.",
            bin=found.code,
            quantity=line.product.amount(line.quantity),
            what=called(line),
        ),
    )


def other_bin(pick: Pick) -> Reply | None:
    """A scan of another bin of this task goes there; of any other bin it is the wrong one."""
    found = [meaning for meaning in pick.talk.meanings if isinstance(meaning, PlaceScan)]
    if not found or len(pick.talk.meanings) > 1:
        return None
    return hear_location(pick)
