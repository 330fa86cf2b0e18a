"""What a worker carries from a dock: reserved while it is carried, and on its way to a bin."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from webapp.flows.putaway_bins import suggestion_for
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import Flow, MoveKind
from webapp.operations import bins, ledger, reservations, tasks
from webapp.operations.ledger import Entry, Goods, Spot
from webapp.operations.plates_held import hold
from webapp.queries import putaway as reads
from webapp.queries import storage
from webapp.queries.meanings import PlateScan
from webapp.queries.putaway import Waiting
from webapp.rules import putaway as rules
from webapp.rules import refusals
from webapp.rules.quantities import Amount
from webapp.words import T, Words


class Step(StrEnum):
    """Where the conversation stands."""

    GOODS = "goods"
    BIN = "bin"


def take_up(talk: Talk, rows: list[Waiting], *, plate: PlateScan | None = None) -> Reply:
    """Reserve the goods for this task, say where they should go, and ask for the bin."""
    first = rows[0]
    quantity = sum(row.free for row in rows)
    if first.blocked_out:
        return refused(refusals.location_blocked_out(first.location))
    suggestion = suggested(talk, rows, {row.balance_id: row.free for row in rows}, plate=plate)
    if suggestion is None:
        return no_bin(talk, first, quantity)
    if talk.task is None:
        talk.task = tasks.open_new(talk.work, Flow.PUTAWAY, step=Step.GOODS, user_id=talk.who.id)
    task = talk.held
    for row in rows:
        reserve(talk, row, row.free)
    task.state["carry"] = carry_of(rows, quantity, plate)
    head_for(talk, suggestion)
    task.step = Step.BIN
    return accepted(
        "taken_up",
        T("%(what)s. Take it to %(bin)s.", what=counted(talk), bin=suggestion.code),
    )


def reserve(talk: Talk, row: Waiting, quantity: int) -> None:
    """Keep the goods for this task; where another hand was faster, nothing of the act stands."""
    if not reservations.reserve(talk.work, row.balance_id, talk.held.id, None, quantity):
        raise ledger.NotEnoughError(entry_of(row, quantity, Spot(row.location_id)))


def head_for(talk: Talk, suggestion: rules.Suggestion) -> None:
    """The bin the goods should go to, and why."""
    talk.state["to"] = {
        "id": suggestion.location_id,
        "code": suggestion.code,
        "why": suggestion.why.text,
        "values": {name: str(value) for name, value in suggestion.why.values.items()},
    }
    announce(talk)


def announce(talk: Talk) -> None:
    """Say on the task what is on its way where, so that the bin counts it."""
    carry, to = talk.state.get("carry"), talk.state.get("to")
    task = talk.held
    task.product_id = carry["product_id"] if carry else None
    task.quantity = carry["quantity"] if carry else None
    task.destination_id = to["id"] if to else None


def suggested(
    talk: Talk, rows: list[Waiting], units: dict[int, int], *, plate: PlateScan | None = None
) -> rules.Suggestion | None:
    """The bin for so many units of each balance; nobody else plans until this act ends."""
    bins.before_planning(talk.work)
    connection, lot = talk.work.connection, rows[0].lot
    load = storage.load_of(connection, units, on_plate=plate is not None)
    task_id = talk.task.id if talk.task else 0
    return suggestion_for(connection, load, lot.id if lot else None, task_id)


def no_bin(talk: Talk, row: Waiting, quantity: int) -> Reply:
    """Nothing fits anywhere: the goods stay, and a supervisor hears of it."""
    tasks.note_exception(
        talk.work,
        talk.by,
        kind="no_putaway",
        reason="no bin has room",
        task_id=talk.task.id if talk.task else None,
        product_id=row.product.id,
        lot_id=row.lot.id if row.lot else None,
        location_id=row.location_id,
        quantity=quantity,
    )
    return refused(refusals.no_bin_has_room(row.product.sku))


def carry_of(rows: list[Waiting], quantity: int, plate: PlateScan | None) -> dict[str, Any]:
    """What is in the worker's hand, as the task remembers it."""
    first = rows[0]
    return {
        "balances": [row.balance_id for row in rows],
        "product_id": first.product.id,
        "quantity": quantity,
        "sku": first.product.sku,
        "name": first.product.name,
        "scale": first.product.scale,
        "unit": first.product.unit,
        "lot": first.lot.code if first.lot else None,
        "lot_id": first.lot.id if first.lot else None,
        "expires_on": first.lot.expires_on.isoformat()
        if first.lot and first.lot.expires_on
        else None,
        "serial": first.serial,
        "from": first.location,
        "plate_id": plate.id if plate else None,
        "plate": plate.code if plate else None,
        "mixed": len(rows) > 1,
    }


def called(carry: dict[str, Any]) -> Words:
    """What to call the goods in the worker's hand."""
    if carry["plate"]:
        return T("license plate %(code)s", code=carry["plate"])
    if carry["serial"]:
        return T("%(product)s serial %(code)s", product=carry["sku"], code=carry["serial"])
    if carry["lot"]:
        return T("%(product)s lot %(code)s", product=carry["sku"], code=carry["lot"])
    return T("%(product)s", product=carry["sku"])


def counted(talk: Talk) -> Words:
    """The goods in the worker's hand with their quantity; a license plate is one thing."""
    carry = talk.state["carry"]
    if carry["plate"]:
        return T("License plate %(plate)s", plate=carry["plate"])
    quantity = Amount(carry["quantity"], carry["scale"])
    return T("%(quantity)s of %(what)s", quantity=quantity, what=called(carry))


def entry_of(row: Waiting, quantity: int, destination: Spot) -> Entry:
    """The move of reserved goods from their dock."""
    goods = Goods(row.product.id, row.lot.id if row.lot else None, row.serial_id)
    return Entry(
        MoveKind.PUT_AWAY,
        goods,
        quantity,
        Spot(row.location_id, row.plate_id),
        destination,
        from_reserved=quantity,
    )


def empty_hand(talk: Talk) -> None:
    """Nothing is carried and nothing is on its way."""
    task = talk.held
    for name in ("carry", "to"):
        task.state.pop(name, None)
    announce(talk)
    task.step = Step.GOODS


def in_hand(talk: Talk) -> list[Any]:
    """The promises of this task, read once in a scan: id, balance_id, quantity."""
    if "in_hand" not in talk.cache:
        talk.cache["in_hand"] = reads.reserved_by(talk.work.connection, talk.held.id)
    return list(talk.cache["in_hand"])


def release_all(talk: Talk) -> None:
    """Give back all that this task has reserved."""
    for reservation in reads.reserved_by(talk.work.connection, talk.held.id):
        reservations.release(
            talk.work, reservation.id, reservation.balance_id, reservation.quantity
        )


def undone(talk: Talk) -> None:
    """After an undo: what the task carries again is reserved, and on its way, again."""
    release_all(talk)
    if carry := talk.state.get("carry"):
        for row in carried(talk, carry):
            reserve(talk, row, needed(row, carry))
    announce(talk)


def can_carry(talk: Talk, carry: dict[str, Any]) -> bool:
    """Whether what was carried still stands there, in nobody else's hands and nothing beside it."""
    rows = carried(talk, carry)
    mine = reads.reserved_by(talk.work.connection, talk.held.id)
    own = {promise.balance_id: promise.quantity for promise in mine}
    return (
        {row.balance_id for row in rows} == set(carry["balances"])
        and sum(needed(row, carry) for row in rows) == carry["quantity"]
        and all(row.free + own.get(row.balance_id, 0) >= needed(row, carry) for row in rows)
    )


def can_carry_again(talk: Talk, carry: dict[str, Any], moves: Sequence[Entry]) -> bool:
    """Whether an undo of `moves` gives back to the hand what it carried.

    A license plate that was put down still has all on it that was put down with it.
    """
    if not moves:
        return can_carry(talk, carry)
    if not carry["plate_id"]:
        return True
    trees = hold(talk.work, carry["plate_id"])
    on_it = trees.carried_by(trees.plates[carry["plate_id"]])
    return sum(row.on_hand for row in on_it) == sum(move.quantity for move in moves)


def carried(talk: Talk, carry: dict[str, Any]) -> list[Waiting]:
    """The goods that a carry speaks of: one balance, or all that is on its plate."""
    connection = talk.work.connection
    if carry["plate_id"]:
        return reads.waiting(connection, plate_id=carry["plate_id"], quarantine=True)
    return reads.waiting(connection, balance_id=carry["balances"][0], quarantine=True)


def needed(row: Waiting, carry: dict[str, Any]) -> int:
    """How many units of a balance are carried."""
    return int(row.on_hand if carry["plate_id"] else carry["quantity"])
