"""License plates: made, put on one another, filled and emptied, closed, moved, dissolved.

    open ⇄ closed ──► shipped         open ──► dissolved

Each verb holds the whole tree of its plates, asks its rules in order, and gives back the first
objection, or None where it was done. What moves is moved by the ledger. What was promised to an
order does not move with its plate: somebody may be on the way to it, so the act is refused. How
they ship is in `shipping.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, text

from webapp.models import INSIDE, LocationKind, MoveKind, PlateKind, PlateStatus
from webapp.models.types import Moment
from webapp.operations import ledger
from webapp.operations.ledger import By, Entry, Spot
from webapp.operations.plates_held import Plate, Stock, Trees, hold, hold_stock
from webapp.operations.unit_of_work import UnitOfWork
from webapp.rules import refusals
from webapp.rules.holds import spoken
from webapp.rules.refusals import Refusal

REGISTER = text(
    "insert into license_plates (code, kind, location_id, created_at)"
    " values (:code, :kind, :location, :now) returning id"
).bindparams(bindparam("now", type_=Moment))
KNOWN = text("select id from license_plates where code = :code")
PLACE = text("update license_plates set location_id = :location where id = :plate")
STAND_ON = text("update license_plates set parent_id = :parent where id = :plate")
BECOME = text(
    "update license_plates set status = :status, status_since = :now where id = :plate"
).bindparams(bindparam("now", type_=Moment))
BIND = text(
    "update license_plates set order_id = :order, location_id = :location"
    " where id = :plate and (order_id is null or order_id = :order)"
    " and status = 'open' and parent_id is null and not exists (select 1 from license_plates c"
    " where c.parent_id = license_plates.id and c.location_id <> :location)"
)
PARENT = text(
    "select p.code from license_plates t join license_plates p on p.id = t.parent_id"
    " where t.id = :plate"
)
LOCATION = text("select id, code, kind, blocked_in from locations where id = :location")


def register(work: UnitOfWork, code: str, kind: PlateKind, location_id: int) -> int:
    """A new plate standing empty at a location; its id."""
    values = {"code": code, "kind": str(kind), "location": location_id, "now": work.now}
    return int(work.connection.execute(REGISTER, values).scalar_one())


def known(work: UnitOfWork, code: str) -> int | None:
    """The id of a plate that was ever seen, or None."""
    return work.connection.execute(KNOWN, {"code": code}).scalar()


def bind_tote(work: UnitOfWork, plate_id: int, order_id: int, location_id: int) -> bool:
    """Keep a tote for one order; False where another order has it, or it is not free to stand."""
    values = {"plate": plate_id, "order": order_id, "location": location_id}
    return work.connection.execute(BIND, values).rowcount == 1


def parent_code(work: UnitOfWork, plate_id: int) -> str | None:
    """The code of what a plate stands on."""
    return work.connection.execute(PARENT, {"plate": plate_id}).scalar()


# One on another


def nest(work: UnitOfWork, plate_id: int, *, into: int) -> Refusal | None:
    """Put a plate, with all it carries, onto another one at the same place."""
    trees = hold(work, plate_id, into)
    plate, under = trees.plates[plate_id], trees.plates[into]
    if said := left_alone(trees, plate) or is_open(trees, under) or can_stand(trees, plate, under):
        return said
    if said := stays_apart(work, plate_id, into):
        return said
    work.connection.execute(STAND_ON, {"plate": plate_id, "parent": into})
    return None


# What stands on a held plate is held with it, so nothing free is put there.
HELD_UNDER = text(
    "select p.code, p.hold_reason from license_plates p, license_plates t"
    " where p.id = :parent and t.id = :plate and p.hold_reason is not null"
    " and t.hold_reason is null"
)


def stays_apart(work: UnitOfWork, plate_id: int, into: int) -> Refusal | None:
    """A plate that may leave does not go onto one that is held."""
    row = work.connection.execute(HELD_UNDER, {"parent": into, "plate": plate_id}).first()
    return refusals.plate_on_hold(row.code, spoken(row.hold_reason)) if row else None


def take_out(work: UnitOfWork, plate_id: int) -> Refusal | None:
    """Take a plate off the one it stands on; it stands where it is, by itself."""
    trees = hold(work, plate_id)
    plate = trees.plates[plate_id]
    parent = trees.parent(plate)
    if parent is None:
        return refusals.plate_stands_alone(plate.called)
    if said := left_alone(trees, plate) or is_open(trees, parent):
        return said
    work.connection.execute(STAND_ON, {"plate": plate_id, "parent": None})
    return None


def can_stand(trees: Trees, plate: Plate, under: Plate) -> Refusal | None:
    """Not on itself, not twice, and only on what stands beside it."""
    if under in trees.upon(plate):
        return refusals.plate_on_itself(plate.called, under.code)
    if parent := trees.parent(plate):
        return refusals.plate_stands_on(plate.called, parent.code)
    if plate.location_id != under.location_id:
        return refusals.plate_not_beside(plate.called, plate.location, under.location)
    return None


# Goods on a plate


def pack(work: UnitOfWork, plate_id: int, balance_id: int, quantity: int, by: By) -> Refusal | None:
    """Put so many of the loose goods beside a plate onto it."""
    trees = hold(work, plate_id)
    plate, row = trees.plates[plate_id], hold_stock(work, balance_id)
    if said := is_open(trees, plate):
        return said
    if row is None or row.plate_id or row.location_id != plate.location_id:
        return refusals.busy_elsewhere()
    return relocate(work, row, quantity, Spot(plate.location_id, plate.id), plate, by)


def unpack(
    work: UnitOfWork, plate_id: int, balance_id: int, quantity: int, by: By
) -> Refusal | None:
    """Take so many of the goods on a plate off it; they lie loose where it stands."""
    trees = hold(work, plate_id)
    plate, row = trees.plates[plate_id], hold_stock(work, balance_id)
    if said := is_open(trees, plate):
        return said
    if row is None or row.plate_id != plate.id:
        return refusals.busy_elsewhere()
    return relocate(work, row, quantity, Spot(plate.location_id), plate, by)


def relocate(
    work: UnitOfWork, row: Stock, quantity: int, to: Spot, plate: Plate, by: By
) -> Refusal | None:
    """One move beside a plate, of what nobody was promised."""
    if quantity > row.free:
        available = row.product.amount(row.free)
        return refusals.not_enough_beside(row.called, plate.location, available)
    source = Spot(row.location_id, row.plate_id)
    ledger.record(work, Entry(MoveKind.RELOCATE, row.goods, quantity, source, to), by)
    return None


# The whole of it


def move_whole(work: UnitOfWork, plate_id: int, location_id: int, by: By) -> Refusal | None:
    """Bring a plate with all that is on it to a location: every balance, and every plate."""
    trees = hold(work, plate_id)
    plate = trees.plates[plate_id]
    place = work.connection.execute(LOCATION, {"location": location_id}).one()
    if said := moves_as_one(trees, plate) or may_stand_at(plate, place):
        return said
    for row in trees.carried_by(plate):
        to = Spot(location_id, row.plate_id)
        source = Spot(row.location_id, row.plate_id)
        ledger.record(work, Entry(MoveKind.RELOCATE, row.goods, row.on_hand, source, to), by)
    place_all(work, trees.upon(plate), location_id)
    return None


def may_stand_at(plate: Plate, place: Any) -> Refusal | None:
    """A place inside that is not blocked, and another one than now."""
    if place.id == plate.location_id:
        return refusals.plate_is_there(plate.called, place.code)
    if LocationKind(place.kind) not in INSIDE:
        return refusals.no_bin_for_goods(place.code)
    return refusals.location_blocked(place.code) if place.blocked_in else None


def moves_as_one(trees: Trees, plate: Plate) -> Refusal | None:
    """Only the outermost one moves, and nothing on it is promised to anybody."""
    if parent := trees.parent(plate):
        return refusals.plate_stands_on(plate.called, parent.code)
    return left_alone(trees, plate) or nothing_promised(trees, plate)


def place(work: UnitOfWork, plate_id: int, location_id: int) -> None:
    """Say where the pile of a plate stands now; its content is moved by the ledger beside this."""
    trees = hold(work, plate_id)
    place_all(work, trees.upon(trees.outermost(trees.plates[plate_id])), location_id)


def bring_back(
    work: UnitOfWork, plate_id: int, there: int, to: int, moves: Sequence[Entry]
) -> bool:
    """Say that a pile stands again where it came from; False where it has gone on since.

    Its goods come back by the reversal of the moves.
    """
    trees = hold(work, plate_id)
    plate = trees.plates[plate_id]
    if has_gone_on(trees, plate, there, moves):
        return False
    place_all(work, trees.upon(plate), to)
    return True


def has_gone_on(trees: Trees, plate: Plate, there: int, moves: Sequence[Entry]) -> bool:
    """Whether a plate does not stand as it was put down, with just what these moves put there."""
    if plate.location_id != there or plate.parent_id is not None:
        return True
    pile = {one.id for one in trees.upon(plate)}
    came_along = sum(move.quantity for move in moves if move.destination.plate_id in pile)
    on_it = sum(row.on_hand for row in trees.carried_by(plate))
    return on_it != came_along or left_alone(trees, plate) is not None


def place_all(work: UnitOfWork, pile: Iterable[Plate], location_id: int) -> None:
    """Each plate after the one it stands on, as the database wants it."""
    for plate in pile:
        work.connection.execute(PLACE, {"plate": plate.id, "location": location_id})


# Closed, open, gone


def close(work: UnitOfWork, plate_id: int) -> Refusal | None:
    """Nothing goes on or off any more, nor on or off what stands on it.

    What an order was promised stays where its picker finds it, so such a plate stays open.
    """
    trees = hold(work, plate_id)
    plate = trees.plates[plate_id]
    if said := is_open(trees, plate) or left_alone(trees, plate):
        return said
    if promised := promised_on(trees, plate):
        return refusals.close_promised(plate.called, promised.called)
    become(work, PlateStatus.CLOSED, still_open(trees, plate))
    return None


def open_again(work: UnitOfWork, plate_id: int) -> Refusal | None:
    """Goods may go on and off again; what stands on it stays closed until it is opened, too."""
    trees = hold(work, plate_id)
    plate = trees.plates[plate_id]
    parent = trees.parent(plate)
    if plate.status is PlateStatus.OPEN:
        return refusals.plate_is_open(plate.called)
    if said := not_over(plate):
        return said
    if parent and parent.status is not PlateStatus.OPEN:
        return refusals.plate_closed(parent.called, parent.code)
    become(work, PlateStatus.OPEN, [plate])
    return None


def still_open(trees: Trees, plate: Plate) -> list[Plate]:
    """What becomes closed with a plate: first what stands on it, so that none is open on it."""
    pile = [one for one in trees.upon(plate) if one.status is PlateStatus.OPEN]
    return pile[::-1]


def dissolve(work: UnitOfWork, plate_id: int, by: By) -> Refusal | None:
    """A plate is no more: what was on it stands or lies where it stood, by itself."""
    trees = hold(work, plate_id)
    plate = trees.plates[plate_id]
    parent = trees.parent(plate)
    if said := (
        is_open(trees, plate)
        or left_alone(trees, plate)
        or (is_open(trees, parent) if parent else None)
        or nothing_promised(trees, plate)
    ):
        return said
    for row in trees.stock:
        if row.plate_id == plate.id:
            relocate(work, row, row.on_hand, Spot(plate.location_id), plate, by)
    for one in trees.upon(plate):
        if plate.id in (one.id, one.parent_id):
            work.connection.execute(STAND_ON, {"plate": one.id, "parent": None})
    become(work, PlateStatus.DISSOLVED, [plate])
    return None


def become(work: UnitOfWork, status: PlateStatus, some: Iterable[Plate]) -> None:
    """Write the new status of plates, one after the other."""
    for plate in some:
        values = {"plate": plate.id, "status": str(status), "now": work.now}
        work.connection.execute(BECOME, values)


# What must hold before


def not_over(plate: Plate) -> Refusal | None:
    """A plate that left or was dissolved is no plate any more."""
    if plate.status in (PlateStatus.SHIPPED, PlateStatus.DISSOLVED):
        return refusals.plate_is_over(plate.called, dissolved=plate.status is PlateStatus.DISSOLVED)
    return None


def left_alone(trees: Trees, plate: Plate) -> Refusal | None:
    """Nothing of it is gone, is being picked into, or is in somebody's hands."""
    for one in trees.upon(plate):
        if said := not_over(one):
            return said
        if one.filling:
            return refusals.tote_being_filled(one.called, one.filling)
    if any(row.carried for row in trees.carried_by(trees.outermost(plate))):
        return refusals.being_put_away(trees.outermost(plate).called)
    return None


def is_open(trees: Trees, plate: Plate) -> Refusal | None:
    """Goods and plates may go on and off."""
    if said := not_over(plate):
        return said
    if plate.status is PlateStatus.CLOSED:
        return refusals.plate_closed(plate.called, plate.code)
    if plate.filling:
        return refusals.tote_being_filled(plate.called, plate.filling)
    if any(row.carried for row in trees.carried_by(trees.outermost(plate))):
        return refusals.being_put_away(trees.outermost(plate).called)
    return None


def nothing_promised(trees: Trees, plate: Plate) -> Refusal | None:
    """No order waits for anything on it."""
    promised = promised_on(trees, plate)
    return refusals.plate_promised(plate.called, promised.called) if promised else None


def promised_on(trees: Trees, plate: Plate) -> Stock | None:
    """Goods on it that somebody was promised, or None."""
    return next((row for row in trees.carried_by(plate) if row.reserved), None)
