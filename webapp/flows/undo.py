"""`LW*UNDO`: take back the last accepted scan of a task, and the one before it, and so on.

The moves of that scan are reversed by moves that name them, and its labels are taken back; the
conversation stands again where it stood before. What has been moved on since cannot be undone.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

from webapp.flows import (
    moving_hand,
    picking,
    plates_undo,
    putaway_carry,
    receiving_labels,
    replenishing,
)
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import Flow, MoveKind
from webapp.operations import ledger, reversals
from webapp.queries.promises import Today
from webapp.rules import refusals
from webapp.words import T

REMEMBERED = 20
REASON = "undone by the worker"


def remember(talk: Talk, step: str, state: dict[str, Any]) -> None:
    """Keep where the conversation stood before an accepted scan; forget all behind a final one.

    What was done aside is no part of the work, so the scan before it is the last one.
    """
    if talk.aside:
        return
    if talk.final:
        talk.state.pop("history", None)
        return
    before = {name: value for name, value in state.items() if name != "history"}
    history = [
        *talk.state.get("history", state.get("history", [])),
        [talk.said.scan_id, step, before],
    ]
    talk.state["history"] = history[-REMEMBERED:]


def undo(talk: Talk) -> Reply:
    """Reverse the last scan's moves and stand where the conversation stood before it."""
    task = talk.held
    history = list(task.state.get("history", []))
    if not history:
        return refused(refusals.nothing_to_undo())
    scan_id, step, before = history.pop()
    moves = ledger.moves_of_scan(talk.work, scan_id)
    entries = [move for _, move in moves]
    if not reversals.can_all_come_back(talk.work, entries):
        return refused(refusals.cannot_undo())
    if not reversals.whole_piles(talk.work, entries):
        return refused(refusals.cannot_undo())
    if before.get("carry") and not putaway_carry.can_carry_again(talk, before["carry"], entries):
        return refused(refusals.cannot_undo())
    if task.flow is Flow.PLATES and not plates_undo.turn_back(talk, entries):
        return refused(refusals.cannot_undo())
    if task.flow is Flow.MOVING and not moves and not moving_hand.can_hold_again(talk, before):
        return refused(refusals.cannot_undo())
    if task.flow is Flow.MOVING and not moving_hand.turn_back(talk, entries):
        return refused(refusals.cannot_undo())
    for move_id, move in moves:
        ledger.reverse(talk.work, move, move_id, talk.by, reason=REASON)
        reversals.take_back(talk.work, move)
        if move.kind is MoveKind.PICK:
            today = Today(talk.today, talk.zone)
            reversals.promise_again(talk.work, move, talk.held.id, talk.by, today)
    labels = receiving_labels.take_back(talk, scan_id) if task.flow is Flow.RECEIVING else None
    task.state = {**copy.deepcopy(before), "history": history}
    task.step = step
    restore(talk)
    return replace(accepted("undone", T("Undone.")), remedy=labels)


def restore(talk: Talk) -> None:
    """Bring the rest of the task in line with the state it is in again."""
    if talk.held.flow is Flow.PUTAWAY:
        putaway_carry.undone(talk)
    if talk.held.flow is Flow.PICKING:
        picking.undone(talk)
    if talk.held.flow is Flow.MOVING:
        moving_hand.undone(talk)
        replenishing.undone(talk)
