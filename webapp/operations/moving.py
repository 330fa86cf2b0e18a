"""Goods moved from place to place: taken up, put down, thrown away, or put back.

What is taken up is reserved for its task where it stands, so that nobody else takes it or is
promised it; it moves in the book when it is put down. Plates move as a whole, by their own verb.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import text

from webapp.models import MoveKind
from webapp.operations import ledger, plates, reservations
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.plates_held import hold
from webapp.operations.unit_of_work import ChangedMeanwhileError, UnitOfWork
from webapp.queries.moving import GoodsThere
from webapp.rules import refusals
from webapp.rules.refusals import Refusal


def take_up(work: UnitOfWork, task_id: int, units: Mapping[int, int]) -> None:
    """Reserve so many units of each balance, in the order of their ids; all, or none of the act."""
    for balance_id, quantity in sorted(units.items()):
        reservations.promise(work, balance_id, task_id, None, quantity)


def put_back(work: UnitOfWork, hand: Sequence[GoodsThere]) -> None:
    """What was in a hand is free again where it stands."""
    for row in sorted(hand, key=lambda row: row.balance_id):
        reservations.release(work, row.promise, row.balance_id, row.taken)


def put_down(
    work: UnitOfWork,
    hand: Sequence[GoodsThere],
    plate_ids: Sequence[int],
    places: tuple[int, int],
    by: By,
) -> Refusal | None:
    """All that is in a hand goes from one of the two places to the other, or nothing of it."""
    source, location_id = places
    taken = {row.balance_id: row.taken for row in hand}
    if said := first(still_mine(work, plate_id, taken, source) for plate_id in plate_ids):
        return said
    for row in hand:
        if row.plate_id is None:
            record(work, row, MoveKind.RELOCATE, Spot(location_id), by)
        else:
            reservations.release(work, row.promise, row.balance_id, row.taken)
    for plate_id in plate_ids:
        if plates.move_whole(work, plate_id, location_id, by):
            raise ChangedMeanwhileError(f"license plate {plate_id} was free to move just now")
    return None


def scrap(
    work: UnitOfWork, hand: Sequence[GoodsThere], location_id: int, by: By, *, reason: str
) -> Refusal | None:
    """All that is in a hand is thrown away; a plate that it was on stays behind, empty."""
    if said := why_not_scrapped(work, hand):
        return said
    for row in hand:
        record(work, row, MoveKind.SCRAP, Spot(location_id), by, reason=reason)
    return None


def send_back(
    work: UnitOfWork, hand: Sequence[GoodsThere], location_id: int, by: By, *, reason: str
) -> None:
    """All that is in a hand goes back to where suppliers are; the caller has asked what may go."""
    for row in hand:
        record(work, row, MoveKind.RELOCATE, Spot(location_id), by, reason=reason)


def record(
    work: UnitOfWork,
    row: GoodsThere,
    kind: MoveKind,
    to: Spot,
    by: By,
    *,
    reason: str | None = None,
) -> None:
    """One move of what was taken up."""
    goods = Goods(row.product.id, row.lot.id if row.lot else None, row.serial_id)
    source = Spot(row.location_id, row.plate_id)
    entry = Entry(kind, goods, row.taken, source, to, from_reserved=row.taken, reason=reason)
    ledger.record(work, entry, by)
    reservations.forget(work, row.promise, row.taken)


def bring_back(
    work: UnitOfWork, plate_ids: Sequence[int], there: int, to: int, moves: Sequence[Entry]
) -> bool:
    """Plates that were put down stand where they came from again; False where one has gone on."""
    held = [(hold(work, plate_id), plate_id) for plate_id in plate_ids]
    if any(plates.has_gone_on(trees, trees.plates[id], there, moves) for trees, id in held):
        return False
    for trees, plate_id in held:
        plates.place_all(work, trees.upon(trees.plates[plate_id]), to)
    return True


# What must hold before


def first(said: Iterable[Refusal | None]) -> Refusal | None:
    """The first objection, or None."""
    return next((one for one in said if one), None)


ORDER = text("select number from orders where id = :order")


def why_plate_stays(work: UnitOfWork, plate_id: int) -> Refusal | None:
    """Why a plate is not taken up with all that is on it, or None."""
    trees = hold(work, plate_id)
    plate = trees.plates[plate_id]
    if said := plates.moves_as_one(trees, plate):
        return said
    full = {row.plate_id for row in trees.carried_by(plate)}
    for one in trees.upon(plate):
        if one.order_id and one.id in full:
            number = work.connection.execute(ORDER, {"order": one.order_id}).scalar_one()
            return refusals.picked_for(one.called, str(number))
    return None


def still_mine(
    work: UnitOfWork, plate_id: int, taken: dict[int, int], source: int
) -> Refusal | None:
    """Whether a plate that was taken up stands as it stood: nothing on it but what was taken."""
    trees = hold(work, plate_id)
    plate = trees.plates[plate_id]
    strange = any(
        (row.on_hand, row.reserved) != (taken.get(row.balance_id, 0),) * 2
        for row in trees.carried_by(plate)
    )
    gone = plate.location_id != source or any(plates.not_over(one) for one in trees.upon(plate))
    if gone or any(one.filling for one in trees.upon(plate)):
        return refusals.busy_elsewhere()
    if strange:
        return refusals.carries_more_now(plate.called)
    parent = trees.parent(plate)
    return refusals.plate_stands_on(plate.called, parent.code) if parent else None


def why_not_scrapped(work: UnitOfWork, rows: Sequence[GoodsThere]) -> Refusal | None:
    """Why goods are not thrown away: nothing comes off a license plate that was closed."""
    for plate_id in sorted({row.plate_id for row in rows if row.plate_id is not None}):
        plate = hold(work, plate_id).plates[plate_id]
        if said := refusals.plate_not_open(plate.code, str(plate.status), plate.called):
            return said
    return None
