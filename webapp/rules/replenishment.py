"""Which pick faces are to be filled, how urgently, with how much, and from where.

A place of a product feeds others (a source, never fed itself), is topped up between two levels, or
is left alone. A place that is topped up and has fewer usable units than its minimum, with what is
on its way to it, gets what is missing to its target: from its sources by their priority, in each in
the product's order of removal, in whole packagings as long as there are any, and never more than
the rules of the bin let in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from webapp.rules.refusals import Refusal
from webapp.rules.removal import Candidate, Take, choose
from webapp.rules.storage import Bin, Load, objection, room_for


class PlaceRole(StrEnum):
    """What a place of a product is for when pick faces are filled."""

    TOPPED_UP = "topped_up"
    SOURCE = "source"
    IGNORE = "ignore"


class Urgency(IntEnum):
    """How soon a place wants to be filled; the lowest comes first."""

    CALLED = 1
    EMPTY_AND_WANTED = 2
    EMPTY = 3
    LOW = 4


@dataclass(frozen=True, slots=True)
class Face:
    """A place that is topped up, as it is now.

    `on_hand` are usable units there, `coming` those on their way; `wanted` units of the product
    are still to be picked for released orders; `called` where a picker called for more since goods
    last came.
    """

    place_id: int
    product_id: int
    location_id: int
    minimum: int
    target: int
    size: int = 1
    priority: int = 1
    on_hand: int = 0
    coming: int = 0
    wanted: int = 0
    called: bool = False
    stands: tuple[int, str, str] = (0, "", "")

    @property
    def missing(self) -> int:
        """The units to bring: none where it has enough, else whole packagings up to the target.

        >>> Face(1, 1, 1, minimum=10, target=40, on_hand=4, coming=3).missing
        33
        >>> Face(1, 1, 1, minimum=12, target=48, size=12, on_hand=5).missing
        36
        """
        current = self.on_hand + self.coming
        low = current < self.minimum or (self.called and current < self.target)
        left = self.target - current if low else 0
        return left - left % self.size

    @property
    def urgency(self) -> Urgency:
        """A picker who waits first, then what is empty while orders want it."""
        if self.called:
            return Urgency.CALLED
        if self.on_hand:
            return Urgency.LOW
        return Urgency.EMPTY_AND_WANTED if self.wanted else Urgency.EMPTY


@dataclass(frozen=True, slots=True)
class Plan:
    """What is brought to a place, and from where; `room` says why its bin takes no more."""

    face: Face
    takes: tuple[Take, ...] = ()
    room: Refusal | None = None

    @property
    def brings(self) -> int:
        """Units that are there to be brought."""
        return sum(take.quantity for take in self.takes)

    @property
    def lacks(self) -> int:
        """Units that would be brought if they were there, and if there were room."""
        return self.face.missing - self.brings


def by_urgency(faces: Iterable[Face]) -> list[Face]:
    """The most urgent first, then by priority, then as they stand on the walk."""
    return sorted(faces, key=lambda one: (one.urgency, one.priority, one.stands, one.product_id))


@dataclass(frozen=True, slots=True)
class Stock:
    """A balance of a source, one unit of it as the storage rules look at it, and its priority."""

    candidate: Candidate
    load: Load
    priority: int = 1


def plan_all(
    faces: Iterable[Face], stock: Mapping[int, Sequence[Stock]], bins: Mapping[int, Bin]
) -> list[Plan]:
    """A plan for each place, in their order: what one takes, the next ones do not count on.

    `stock` is what the sources of each product have free, `bins` the places' bins by location.
    """
    left = {product: list(held) for product, held in stock.items()}
    room = dict(bins)
    plans = []
    for face in faces:
        held = left.get(face.product_id, [])
        plan, room[face.location_id] = plan_one(face, held, room[face.location_id])
        left[face.product_id] = without(held, plan.takes)
        plans.append(plan)
    return plans


def without(held: Sequence[Stock], takes: Iterable[Take]) -> list[Stock]:
    """What is left of the stock after these takes."""
    taken = {take.id: take.quantity for take in takes}
    rest = [
        replace(one, candidate=less(one.candidate, taken.get(one.candidate.id, 0))) for one in held
    ]
    return [one for one in rest if one.candidate.free > 0]


def plan_one(face: Face, held: Sequence[Stock], bin: Bin) -> tuple[Plan, Bin]:
    """The plan of one place, and its bin with what the plan brings.

    Whole packagings only, unless the sources have not one of them: then what there is.
    """
    plan, filled = fill(face, held, bin, face.size)
    if plan.takes or plan.room or face.size == 1:
        return plan, filled
    return fill(face, held, bin, 1)


def fill(face: Face, held: Sequence[Stock], bin: Bin, size: int) -> tuple[Plan, Bin]:
    """Take from the sources in their order, a multiple of `size` from each balance."""
    takes: list[Take] = []
    said: Refusal | None = None
    missing = face.missing
    for priority in sorted({one.priority for one in held}):
        loads = {one.candidate.id: one.load for one in held if one.priority == priority}
        left = [whole(one.candidate, size) for one in held if one.candidate.id in loads]
        while missing and (chosen := choose([one for one in left if one.free], missing)):
            first, load = chosen[0], loads[chosen[0].id].part(chosen[0].quantity)
            fits = room_for(bin, load)
            units = fits - fits % size
            if units:
                takes.append(Take(first.id, units))
                bin = replace(bin, content=(*bin.content, *load.part(units).portions))
                missing -= units
            if units < first.quantity:
                said = said or objection(bin, load)
            left = [one for one in left if one.id != first.id]
    return Plan(face, tuple(takes), said if missing else None), bin


def whole(candidate: Candidate, size: int) -> Candidate:
    """The same goods with the units that do not fill a packaging left out."""
    return less(candidate, candidate.free % size)


def less(candidate: Candidate, units: int) -> Candidate:
    """The same goods with fewer free units."""
    return replace(candidate, free=candidate.free - units)
