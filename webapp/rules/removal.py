"""What leaves first: the orders of removal, and how much is taken from where.

Which order holds for a balance, the first that is set:

1. the one of the product's category,
2. the one of its location, or of the nearest location above it that has one,
3. FEFO for a product that has expiry dates, else FIFO.

Where the bins of a product have different orders, each order keeps its bins together, and the one
whose bin comes first on the walk is served first.

What an order leaves open is taken from pick faces before storage, and of several from the one that
is preferred for the product; so replenished goods, which keep the day they came, go before the rest
of their pallet. Closest asks for the walk, and nothing but the walk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations
from math import comb

# So many sets of plates are looked at for the tightest; where there are more, the last plate only
# is chosen to fit. How many plates are opened is the least either way.
MOST_SETS = 5_000


class RemovalStrategy(StrEnum):
    """The orders in which stock leaves."""

    FIFO = "fifo"
    LIFO = "lifo"
    FEFO = "fefo"
    CLOSEST = "closest"
    LEAST_PLATES = "least_plates"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A balance that may be promised, `free` units of it, and all that an order asks about it.

    Of two that are as good as each other, the one with the lower `preference` goes first.
    """

    id: int
    free: int
    arrived_at: datetime
    code: str
    removal_date: date | None = None
    expires_on: date | None = None
    walk_order: int = 0
    walk_key: str = ""
    plate_id: int | None = None
    strategy: RemovalStrategy = RemovalStrategy.FIFO
    preference: int = 0

    @property
    def leaves_by(self) -> date | None:
        """The day to be gone by: the removal date, where it is not set the last usable day."""
        return self.removal_date or self.expires_on

    @property
    def stands(self) -> tuple[int, str, str]:
        """Where on the walk it stands."""
        return self.walk_order, self.walk_key, self.code


@dataclass(frozen=True, slots=True)
class Take:
    """So many units of one balance."""

    id: int
    quantity: int


def strategy_of(category: str | None, location: str | None, *, dated: bool) -> RemovalStrategy:
    """The order that holds; `location` is what the bin itself or the nearest above it says.

    >>> strategy_of("lifo", "closest", dated=True)
    <RemovalStrategy.LIFO: 'lifo'>
    >>> strategy_of(None, None, dated=True), strategy_of(None, None, dated=False)
    (<RemovalStrategy.FEFO: 'fefo'>, <RemovalStrategy.FIFO: 'fifo'>)
    """
    usual = RemovalStrategy.FEFO if dated else RemovalStrategy.FIFO
    return RemovalStrategy(category or location or usual)


def choose(candidates: Sequence[Candidate], wanted: int) -> tuple[Take, ...]:
    """What is taken from where until `wanted` units are together, or there is no more."""
    taken: list[Take] = []
    for strategy, group in groups(candidates):
        missing = wanted - sum(take.quantity for take in taken)
        ordered = ORDERS[strategy](group)
        taken += (least_plates if strategy is LEAST else in_order)(ordered, missing)
    return tuple(taken)


def groups(candidates: Sequence[Candidate]) -> list[tuple[RemovalStrategy, list[Candidate]]]:
    """The candidates by their order of removal, the one with the first bin on the walk first."""
    by_strategy: dict[RemovalStrategy, list[Candidate]] = {}
    for one in sorted(candidates, key=lambda one: (one.stands, one.id)):
        by_strategy.setdefault(one.strategy, []).append(one)
    return list(by_strategy.items())


def fifo(candidates: Iterable[Candidate]) -> list[Candidate]:
    """First in, first out."""
    return sorted(candidates, key=lambda one: (one.arrived_at, one.preference, one.id))


def lifo(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Last in, first out."""
    return sorted(
        candidates, key=lambda one: (one.arrived_at, -one.preference, one.id), reverse=True
    )


def fefo(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The day to be gone by, then when it came in, then pick faces first; no date comes last."""
    return sorted(
        candidates,
        key=lambda one: (
            one.leaves_by is None,
            one.leaves_by or date.max,
            one.arrived_at,
            one.preference,
            one.id,
        ),
    )


def closest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The order of the walk; in one bin, first in, first out."""
    return sorted(candidates, key=lambda one: (one.stands, one.arrived_at, one.id))


LEAST = RemovalStrategy.LEAST_PLATES
ORDERS: dict[RemovalStrategy, Callable[[Iterable[Candidate]], list[Candidate]]] = {
    RemovalStrategy.FIFO: fifo,
    RemovalStrategy.LIFO: lifo,
    RemovalStrategy.FEFO: fefo,
    RemovalStrategy.CLOSEST: closest,
    # Among plates that are as good as each other, and on one plate, the one to be gone by first.
    RemovalStrategy.LEAST_PLATES: fefo,
}


def in_order(ordered: Iterable[Candidate], wanted: int) -> list[Take]:
    """All of the first, then of the next, until it is enough."""
    taken: list[Take] = []
    for one in ordered:
        if wanted <= 0:
            break
        taken.append(Take(one.id, min(one.free, wanted)))
        wanted -= taken[-1].quantity
    return taken


def least_plates(ordered: Sequence[Candidate], wanted: int) -> list[Take]:
    """Loose units first, which open no plate; the rest from as few plates as can be.

    Among sets of so few plates the one that is emptied most, so that no whole plate is opened
    where a begun one has enough; among equals the one to be gone by first.
    """
    taken = in_order((one for one in ordered if one.plate_id is None), wanted)
    missing = wanted - sum(take.quantity for take in taken)
    plates = plates_of(ordered)
    if missing <= 0 or not plates:
        return taken
    opened = plates_to_open([sum(one.free for one in plate) for plate in plates], missing)
    return taken + in_order((one for number in opened for one in plates[number]), missing)


def plates_of(ordered: Sequence[Candidate]) -> list[list[Candidate]]:
    """What is on each plate, the plates in the order of their first goods."""
    by_plate: dict[int, list[Candidate]] = {}
    for one in ordered:
        if one.plate_id is not None:
            by_plate.setdefault(one.plate_id, []).append(one)
    return list(by_plate.values())


def plates_to_open(holds: Sequence[int], wanted: int) -> list[int]:
    """The numbers of the plates to open, in their order; all of them where all is too little.

    >>> plates_to_open([100, 54, 100], 14), plates_to_open([100, 54, 100], 80)
    ([1], [0])
    """
    largest = sorted(range(len(holds)), key=lambda number: -holds[number])
    least = fewest([holds[number] for number in largest], wanted)
    if comb(len(holds), least) <= MOST_SETS:
        return tightest(holds, wanted, least)
    begun, left = largest[: least - 1], largest[least - 1 :]
    rest = wanted - sum(holds[number] for number in begun)
    fitting = [number for number in left if holds[number] >= rest] or left[:1]
    return sorted([*begun, min(fitting, key=lambda number: (holds[number], number))])


def fewest(falling: Sequence[int], wanted: int) -> int:
    """How many plates are needed at the least: no set of so many holds more than the largest."""
    together = 0
    for count, held in enumerate(falling, start=1):
        together += held
        if together >= wanted:
            return count
    return len(falling)


def tightest(holds: Sequence[int], wanted: int, least: int) -> list[int]:
    """Of all sets of `least` plates that hold enough the one that holds least; the first of equals.

    Where all plates together are too little, that is the one set there is.
    """
    sets = list(combinations(range(len(holds)), least))
    enough = [one for one in sets if sum(holds[number] for number in one) >= wanted]
    return list(min(enough or sets, key=lambda one: (sum(holds[n] for n in one), one)))


# Why something is missing


class Why(StrEnum):
    """Why units of an order are not promised to it: what there is instead of stock to promise."""

    NONE = "none"
    RESERVED = "reserved"
    EXPIRED = "expired"
    HELD = "held"
    TOO_SHORT = "too_short"
    BLOCKED = "blocked"
    CLOSED = "closed"
    NOT_PUT_AWAY = "not_put_away"
    FREE = "free"


class Availability(StrEnum):
    """How much of what an order still needs is promised to it."""

    WAITING = "waiting"
    PARTLY = "partly"
    AVAILABLE = "available"


def availability(needs: Iterable[tuple[int, int]]) -> Availability:
    """The word for what is still needed and reserved, line by line; nothing needed is available.

    >>> [str(availability(lines)) for lines in ([(12, 8), (3, 3)], [(12, 0)], [(5, 5)])]
    ['partly', 'waiting', 'available']
    """
    lines = list(needs)
    if all(reserved >= needed for needed, reserved in lines):
        return Availability.AVAILABLE
    return Availability.PARTLY if any(reserved for _, reserved in lines) else Availability.WAITING


class ReservationMethod(StrEnum):
    """When the stock of a released order is promised to it."""

    AT_RELEASE = "at_release"
    MANUAL = "manual"
    DAYS_BEFORE = "days_before"


def reserves_on(method: ReservationMethod, planned: date, today: date, days_before: int) -> bool:
    """Whether an order planned for a day is promised its stock today without being asked.

    >>> method, due = ReservationMethod.DAYS_BEFORE, date(2026, 6, 20)
    >>> [reserves_on(method, due, date(2026, 6, day), 2) for day in (17, 18)]
    [False, True]
    """
    if method is ReservationMethod.DAYS_BEFORE:
        return (planned - today).days <= days_before
    return method is ReservationMethod.AT_RELEASE
