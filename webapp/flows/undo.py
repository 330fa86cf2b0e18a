"""`LW*UNDO`: take back the last accepted scan of a task, and the one before it, and so on.

The moves of that scan are reversed by moves that name them; the conversation stands again where
it stood before. What has been moved on since cannot be undone.
"""

from __future__ import annotations

import copy
from typing import Any

from webapp.flows import picking, putaway_carry
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import Flow, LocationKind, MoveKind
from webapp.operations import ledger, orders, plates, receipts, reservations
from webapp.operations.ledger import Entry
from webapp.queries import picking as picks
from webapp.queries import places
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
    if not all(can_come_back(talk, move) for _, move in moves):
        return refused(refusals.cannot_undo())
    if not moves and before.get("carry") and not putaway_carry.can_carry(talk, before["carry"]):
        return refused(refusals.cannot_undo())
    for move_id, move in moves:
        ledger.reverse(talk.work, move, move_id, talk.by, reason=REASON)
        take_back(talk, move)
    task.state = {**copy.deepcopy(before), "history": history}
    task.step = step
    restore(talk)
    return accepted("undone", T("Undone."))


def can_come_back(talk: Talk, move: Entry) -> bool:
    """Whether the goods are still where they were put, and may go where they came from."""
    connection, plate_id = talk.work.connection, move.source.plate_id
    if not places.can_give_back(connection, move):
        return False
    left_its_plate = plate_id and plate_id != move.destination.plate_id
    if left_its_plate and not places.plate_takes_goods(
        connection, int(plate_id or 0), move.source.location_id
    ):
        return False
    if move.kind is not MoveKind.RECEIVE or comes_from_supplier(talk, move):
        return True
    return places.still_expected(connection, int(move.receipt_line_id or 0)) >= move.quantity


def comes_from_supplier(talk: Talk, move: Entry) -> bool:
    """A receipt's move inward; the other way is a correction."""
    kind = places.kind_of(talk.work.connection, move.source.location_id)
    return kind is LocationKind.SUPPLIER


def take_back(talk: Talk, move: Entry) -> None:
    """What was counted or promised beside a move."""
    match move.kind:
        case MoveKind.RECEIVE:
            sign = -1 if comes_from_supplier(talk, move) else 1
            receipts.add_received(talk.work, int(move.receipt_line_id or 0), sign * move.quantity)
        case MoveKind.PICK:
            orders.add_picked(talk.work, int(move.order_line_id or 0), -move.quantity)
            promise_again(talk, move)
        case MoveKind.PUT_AWAY if move.destination.plate_id:
            plates.place(talk.work, move.destination.plate_id, move.source.location_id)


def promise_again(talk: Talk, move: Entry) -> None:
    """Goods back in their bin are the order's again."""
    place = ledger.place_values(move.goods, move.source)
    balance_id = picks.balance_of(talk.work.connection, place)
    reservations.reserve(talk.work, balance_id, talk.held.id, move.order_line_id, move.quantity)


def restore(talk: Talk) -> None:
    """Bring the rest of the task in line with the state it is in again."""
    if talk.held.flow is Flow.PUTAWAY:
        putaway_carry.undone(talk)
    if talk.held.flow is Flow.PICKING:
        picking.undone(talk)
