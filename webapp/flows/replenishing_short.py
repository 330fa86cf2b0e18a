"""Goods that cannot be taken to fill a place: a supervisor is told, and the rest goes on."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.flows import halves
from webapp.flows.moving_hand import Step
from webapp.flows.picking_short import SHORT_REASONS
from webapp.flows.replenishing_begin import called, counted, wanted
from webapp.flows.replenishing_hand import go_on, hold, leave, now, stops, together
from webapp.flows.replies import Choice, Reply, accepted, choose, refused
from webapp.flows.talk import Talk
from webapp.operations import tasks
from webapp.queries.moving import GoodsThere
from webapp.rules import refusals
from webapp.words import T


def report_short(talk: Talk) -> Reply:
    """`LW*SHORT*reason`: the goods cannot be taken; a supervisor is told, the rest goes on."""
    if talk.held.step == Step.TO:
        return refused(refusals.all_taken(counted(stops(talk))))
    row, arguments = now(talk), talk.command.arguments if talk.command else ()
    if not arguments:
        return choose(
            "fill_short_why",
            T("Why can %(what)s not be taken?", what=wanted(row)),
            tuple(Choice(f"LW*SHORT*{name}", words) for name, words in SHORT_REASONS.items()),
        )
    reason = arguments[0].lower()
    if reason not in SHORT_REASONS:
        return refused(refusals.short_reason_unknown(arguments[0][:40]))
    gone = together(stops(talk), talk.state["fill"]["at"])
    for one in gone:
        note_short(talk, one, reason)
    return without(talk, gone)


def note_short(talk: Talk, row: GoodsThere, reason: str) -> None:
    """An exception for a supervisor: what could not be taken, where, how many and why."""
    tasks.note_exception(
        talk.work,
        talk.by,
        kind="short",
        reason=reason,
        task_id=talk.held.id,
        product_id=row.product.id,
        lot_id=row.lot.id if row.lot else None,
        serial_id=row.serial_id,
        location_id=row.location_id,
        quantity=row.taken,
    )


def without(talk: Talk, gone: Sequence[GoodsThere]) -> Reply:
    """Go on with what is left to take; a supervisor has been told, so no undo leads back."""
    talk.final = True
    halves.dropped(talk)
    fill, ids = talk.state["fill"], {one.balance_id for one in gone}
    fill["stops"] = [one for one in fill["stops"] if one not in ids]
    units = talk.state["hand"]["units"]
    hold(talk, {id: count for id, count in units.items() if int(id) not in ids})
    what = called(gone[0]) if len(gone) == 1 else counted(gone)
    text = T("Reported: %(what)s at %(location)s.", what=what, location=gone[0].location)
    if not fill["stops"]:
        leave(talk)
        talk.state["filled"] = True
        return accepted("reported_short", text)
    go_on(talk)
    return accepted("reported_short", text)
