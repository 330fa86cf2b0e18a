"""What would leave, and whether it may: one license plate with all on it, or an order as a whole.

Everything is looked at under lock: first the plates, then the order, then what lies loose. Nothing
leaves that was not picked for the order it leaves for, and that has left before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from webapp.models import LocationKind, OrderStatus
from webapp.operations.plates import moves_as_one
from webapp.operations.plates_held import Plate, Stock, Trees, hold, hold_loose
from webapp.operations.unit_of_work import ChangedMeanwhileError, UnitOfWork
from webapp.queries import shipping as reads
from webapp.queries.shipping import OrderHead
from webapp.rules import picking as rules
from webapp.rules import refusals
from webapp.rules.refusals import Refusal
from webapp.rules.shipping import Key, Owed


@dataclass(frozen=True, slots=True)
class Part:
    """So many units of goods at one place, for a line of the order."""

    row: Stock
    units: int
    line_id: int


@dataclass(slots=True)
class Shipment:
    """What leaves together for one order: piles of license plates, and goods that lie loose."""

    order: OrderHead
    owed: Owed
    trees: Trees = field(default_factory=lambda: Trees({}, ()))
    piles: list[Plate] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def units(self) -> int:
        """The base units that leave."""
        return sum(part.units for part in self.parts)

    @property
    def is_all(self) -> bool:
        """Whether nothing that was picked for the order stays."""
        return self.units == sum(one.units for one in self.owed.due)

    def add(self, row: Stock, units: int) -> bool:
        """Take some goods along; False where the order is not owed all of them."""
        made = [Part(row, part, line) for line, part in self.owed.take(row.key, units)]
        self.parts += made
        return sum(part.units for part in made) == units


def of_plate(work: UnitOfWork, plate_id: int, today: date) -> Shipment | Refusal:
    """All of a license plate, for the one order that picked what is on it; or why not."""
    trees = hold(work, plate_id)
    plate = trees.plates[plate_id]
    if said := moves_as_one(trees, plate) or is_staged(plate):
        return said
    if not trees.carried_by(plate):
        return refusals.plate_empty(plate.code)
    found = order_of(work, trees, plate)
    if isinstance(found, Refusal):
        return found
    order = locked(work, found)
    if said := is_picked(order):
        return said
    made = Shipment(order, owed(work, found, trees, plate), trees)
    return add_pile(made, plate) or may_leave(made, today) or made


def of_order(work: UnitOfWork, order_id: int, today: date) -> Shipment | Refusal | None:
    """All that was picked for an order; why not, or None where there is no such order."""
    seen = reads.order_head(work.connection, order_id)
    if seen is None:
        return None
    if said := is_picked(seen):
        return said
    totes = reads.totes_of(work.connection, order_id)
    products = {one.key[0] for one in reads.due(work.connection, order_id)}
    others = reads.staged_with(work.connection, seen.staging_id, products)
    trees = hold(work, *totes, *others) if totes or others else Trees({}, ())
    order = locked(work, order_id)
    if said := is_picked(order):
        return said
    if reads.totes_of(work.connection, order_id) != totes:
        raise ChangedMeanwhileError(f"the totes of order {order.number} have changed")
    made = Shipment(order, Owed(reads.due(work.connection, order_id)), trees)
    if not made.owed.due:
        return refusals.nothing_to_ship(order.number)
    return add_all(work, made, totes, others) or may_leave(made, today) or made


# Whose it is


def order_of(work: UnitOfWork, trees: Trees, plate: Plate) -> int | Refusal:
    """The order whose tote stands there, else the only one that has picked what is there."""
    bound = {one.order_id for one in trees.upon(plate) if one.order_id}
    if len(bound) > 1:
        return refusals.plate_of_several_orders(plate.called)
    if bound:
        return int(bound.pop() or 0)
    content = content_of(trees, plate)
    some = reads.orders_with(work.connection, next(iter(content)))
    fitting = [id for id in some if owed(work, id, trees, plate).covers(content)]
    if len(fitting) > 1:
        heads = [reads.order_head(work.connection, id) for id in fitting[:3]]
        return refusals.whose_goods(plate.called, ", ".join(one.number for one in heads if one))
    return fitting[0] if fitting else refusals.of_no_order(plate.called)


def owed(work: UnitOfWork, order_id: int, trees: Trees, plate: Plate) -> Owed:
    """What an order is owed of a pile: what is in its other totes leaves with those."""
    found = Owed(reads.due(work.connection, order_id))
    here = {one.id for one in trees.upon(plate)}
    for key, units in reads.in_other_totes(work.connection, order_id, here).items():
        found.take(key, units)
    return found


def content_of(trees: Trees, plate: Plate) -> Counter[Key]:
    """The units of each of the goods on a pile."""
    found: Counter[Key] = Counter()
    for row in trees.carried_by(plate):
        found[row.key] += row.on_hand
    return found


def locked(work: UnitOfWork, order_id: int) -> OrderHead:
    """The order, its row locked on PostgreSQL: who ships the last of it must know."""
    found = reads.order_head(work.connection, order_id, lock=bool(work.for_update))
    assert found is not None, "orders are never deleted"  # noqa: S101
    return found


# What goes along


def add_all(
    work: UnitOfWork, made: Shipment, totes: Sequence[int], others: Sequence[int]
) -> Refusal | None:
    """The order's totes with the piles they are in, and then whatever else of it is at staging.

    Goods that lie loose come before other license plates where they are enough, else after them:
    no plate leaves that has anything on it which the order is not owed.
    """
    for pile in piles_of(made.trees, totes):
        if said := goes_as_tote(made, pile) or add_pile(made, pile):
            return said
    loose = hold_loose(work, made.order.staging_id, {one.key[0] for one in made.owed.due})
    add_loose(made, [row for row in loose if row.free >= made.owed.units(row.key)])
    for pile in piles_of(made.trees, others):
        content = content_of(made.trees, pile)
        if may_go_along(made, pile) and made.owed.covers(content):
            add_pile(made, pile)
    add_loose(made, loose)
    return still_missing(made)


def piles_of(trees: Trees, plate_ids: Sequence[int]) -> list[Plate]:
    """The piles that these plates are in, each once."""
    found = {trees.outermost(trees.plates[id]).id: id for id in plate_ids}
    return [trees.plates[id] for id in found]


def goes_as_tote(made: Shipment, pile: Plate) -> Refusal | None:
    """Why a pile with a tote of the order does not leave, or None."""
    bound = {one.order_id for one in made.trees.upon(pile) if one.order_id}
    if bound != {made.order.id}:
        return refusals.plate_of_several_orders(pile.called)
    return moves_as_one(made.trees, pile) or is_staged(pile)


def may_go_along(made: Shipment, pile: Plate) -> bool:
    """Whether a pile that is bound to no order stands free to leave."""
    bound = any(one.order_id for one in made.trees.upon(pile))
    return not bound and moves_as_one(made.trees, pile) is None and is_staged(pile) is None


def add_pile(made: Shipment, pile: Plate) -> Refusal | None:
    """All that a pile carries, or why it is not the order's."""
    for row in made.trees.carried_by(pile):
        if not made.add(row, row.on_hand):
            return refusals.not_of_order(row.called, pile.called, made.order.number)
    made.piles.append(pile)
    return None


def add_loose(made: Shipment, rows: Sequence[Stock]) -> None:
    """As much of what lies loose as the order is still owed."""
    for row in rows:
        if wanted := min(row.free, made.owed.units(row.key)):
            made.add(row, wanted)


# What must hold before


def is_staged(plate: Plate) -> Refusal | None:
    """Goods leave from staging."""
    if plate.location_kind is LocationKind.STAGING:
        return None
    return refusals.plate_not_staged(plate.called, plate.location)


def is_picked(order: OrderHead) -> Refusal | None:
    """All of the order is picked or short, and some of it is still here."""
    match OrderStatus(order.status):
        case OrderStatus.PICKED:
            return None
        case OrderStatus.SHIPPED:
            return refusals.order_has_left(order.number)
        case OrderStatus.CANCELLED:
            return refusals.order_cancelled(order.number)
        case _:
            return refusals.order_not_picked(order.number)


def still_missing(made: Shipment) -> Refusal | None:
    """What was picked and is not where the order leaves from."""
    for one in made.owed.missing():
        missing = one.amount(made.owed.left(one))
        order = made.order
        return refusals.not_at_staging(one.called, missing, order.number, order.staging)
    return None


def may_leave(made: Shipment, today: date) -> Refusal | None:
    """Goods that were held since they were picked stay; what was let pass at the pick goes."""
    for part in made.parts:
        said = rules.may_leave(part.row.lot, today, part.row)
        if said and not (said.code == "expired" and made.owed.allows(part.row.key)):
            return refusals.not_shipped(said)
    return None
