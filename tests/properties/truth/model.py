"""The dumb model: dictionaries, and the rules of stock said once more in the plainest words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations, count
from typing import Any
from zoneinfo import ZoneInfo

from tests.properties.truth.values import (
    Face,
    Goods,
    Hold,
    Lot,
    Moved,
    Order,
    Place,
    Plate,
    Promise,
    Promised,
    Receipt,
    Spot,
    Task,
    upon,
)


@dataclass
class Model:
    """All that is known of the warehouse; `ids` are the numbers the book has given to spots."""

    now: datetime
    zone: str
    places: dict[str, Place]
    stock: Counter[Spot] = field(default_factory=Counter)
    since: dict[Spot, datetime] = field(default_factory=dict)
    ids: dict[Spot, int] = field(default_factory=dict)
    lots: dict[tuple[str, str], Lot] = field(default_factory=dict)
    lot_of: dict[tuple[str, str], str | None] = field(default_factory=dict)
    plates: dict[str, Plate] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    promises: dict[Promised, Promise] = field(default_factory=dict)
    carried: dict[tuple[str, str], dict[Spot, int]] = field(default_factory=dict)
    holds: dict[tuple[str, Any], Hold] = field(default_factory=dict)
    tasks: dict[tuple[str, str], Task] = field(default_factory=dict)
    strategies: dict[str, str] = field(default_factory=dict)
    faces: dict[tuple[str, str], Face] = field(default_factory=dict)
    moves: list[Moved] = field(default_factory=list)
    taken: Counter[tuple[str, str | None, str, str]] = field(default_factory=Counter)
    numbers: count[int] = field(default_factory=count)

    # What day it is, and what may leave

    @property
    def today(self) -> date:
        """The day it is in the warehouse."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def in_days(self, days: int) -> date:
        """A day after today, or before it."""
        return self.today + timedelta(days=days)

    def planned(self, order: Order) -> date:
        """The day an order leaves: when it is due, never before today."""
        due = order.due and order.due.astimezone(ZoneInfo(self.zone)).date()
        return max(due or self.today, self.today)

    def lot_held(self, sku: str, lot: str | None) -> bool:
        """Whether somebody holds the lot."""
        return ("lot", (sku, lot)) in self.holds

    def held(self, spot: Spot) -> bool:
        """Whether somebody holds the goods, their plate or their place."""
        return (
            self.lot_held(spot.sku, spot.lot)
            or ("plate", spot.plate) in self.holds
            or ("location", spot.place) in self.holds
            or self.places[spot.place].kind == "quarantine"
        )

    def expired(self, sku: str, lot: str | None, day: date) -> bool:
        """Whether the last day of a lot is over on a day."""
        known = self.lots.get((sku, lot or ""))
        return bool(known and known.expires and known.expires < day)

    def over_by(self, spot: Spot, day: date) -> bool:
        """Whether goods are past their removal date or their last day on a day."""
        lot = self.lots.get((spot.sku, spot.lot or ""), Lot())
        removed = bool(lot.removal and lot.removal < day)
        return removed or self.expired(spot.sku, spot.lot, day)

    def gives(self, spot: Spot) -> bool:
        """Whether goods are loose, or on a plate that is open."""
        return not spot.plate or self.plates[spot.plate].status == "open"

    def dies_too_soon(self, sku: str, lot: str | None, order: Order) -> bool:
        """Whether the customer would have too little of it."""
        known = self.lots.get((sku, lot or ""))
        if known is None or known.expires is None or not order.least:
            return False
        return known.expires < self.planned(order) + timedelta(days=order.least)

    def inside(self, spot: Spot) -> bool:
        """Whether the spot is in the warehouse."""
        return self.places[spot.place].inside

    # Stock

    def here(self, **wanted: Any) -> list[Spot]:
        """Spots inside with something on them, by the numbers of their balances."""
        found = [
            spot
            for spot, units in self.stock.items()
            if units > 0
            and self.inside(spot)
            and all(getattr(spot, name) == value for name, value in wanted.items())
        ]
        return sorted(found, key=lambda spot: self.ids.get(spot, 10**9))

    def reserved(self, spot: Spot) -> int:
        """Units that orders are promised, or that are in somebody's hands."""
        promised = sum(one.units for (_, _, at), one in self.promises.items() if at == spot)
        return promised + sum(parts.get(spot, 0) for parts in self.carried.values())

    def free(self, spot: Spot) -> int:
        """Units that nobody was promised."""
        return self.stock[spot] - self.reserved(spot)

    def move(self, kind: str, source: Spot, units: int, to: Spot, **about: Any) -> int:
        """From here to there; the number of the entry."""
        since = self.since.get(source, self.now) if self.inside(source) else self.now
        self.stock[source] -= units
        assert self.stock[source] >= 0 or not self.inside(source), (source, units)
        if self.stock[to] <= 0:
            self.since[to] = since
        self.stock[to] += units
        self.moves.append(Moved(kind, source, units, to, **about))
        return len(self.moves) - 1

    def reversed_by(self, number: int) -> bool:
        """Whether an entry was taken back."""
        return any(move.reverses == number for move in self.moves)

    # Plates

    def upon(self, code: str) -> list[str]:
        """A plate and all that stand on it."""
        return list(upon(self.plates, code))

    def outermost(self, code: str) -> str:
        """The plate at the bottom of the pile."""
        under = self.plates[code].under
        return self.outermost(under) if under else code

    def on(self, code: str) -> list[Spot]:
        """The goods on a plate and on all that stand on it."""
        pile = set(self.upon(code))
        return [spot for spot in self.here() if spot.plate in pile]

    def in_hands(self, code: str) -> bool:
        """Whether somebody carries something of the pile that a plate is in."""
        pile = set(self.upon(self.outermost(code)))
        return any(spot.plate in pile for parts in self.carried.values() for spot in parts)

    def filling(self, code: str) -> bool:
        """Whether a tote is being picked into."""
        order = self.plates[code].order
        task = self.tasks.get(("picking", order or ""))
        return bool(order and task and task.status == "open")

    # What has left, and what has not

    def picked_for(self, number: str) -> Counter[Goods]:
        """What an order has picked and not shipped."""
        found: Counter[Goods] = Counter()
        for move in self.moves:
            if move.order == number and move.kind in ("pick", "ship"):
                counts = (move.kind == "pick") == (move.reverses is None)
                found[move.source[:3]] += move.units if counts else -move.units
        return +found

    def with_customer(self, number: str, *kinds: str) -> Counter[Goods]:
        """What has left for an order and has not come back; what is all back counts as 0."""
        found: Counter[Goods] = Counter()
        for move in self.moves:
            if move.order == number and move.kind in (kinds or ("ship", "receive")):
                leaves = move.to.place == "CUSTOMERS"
                found[move.source[:3]] += move.units if leaves else -move.units
        return found

    # Promises

    def promised(self, order: str, sku: str | None = None) -> int:
        """Units that an order is promised."""
        found = self.promises.items()
        return sum(one.units for (o, s, _), one in found if o == order and sku in (None, s))

    def promise(self, order: str, sku: str, spot: Spot, units: int) -> None:
        """One more promise, or more of the one there is."""
        key = order, sku, spot
        if key in self.promises:
            self.promises[key].units += units
        else:
            self.promises[key] = Promise(units)

    def lines(self, number: str) -> list[Promised]:
        """What an order is promised, as a picker walks."""
        found = [key for key in self.promises if key[0] == number]
        return sorted(found, key=lambda key: key[2].place)

    def in_view(self, task: Task) -> tuple[Promised, int] | None:
        """The line that a picker is shown, and how many: the one in hand, else the first here."""
        lines = self.lines(task.about)
        here = [key for key in lines if key[2].place == task.state.get("at")]
        hand = [key for key in lines if key == task.state.get("line")]
        found = next(iter([*hand, *here, *lines]), None)
        return None if found is None else (found, self.promises[found].units)

    def forget(self, key: Promised, units: int) -> None:
        """So many units of it are promised no more."""
        self.promises[key].units -= units
        if not self.promises[key].units:
            del self.promises[key]

    def allocate(self, order: str, sku: str, wanted: int, avoid: Spot | None = None) -> int:
        """Promise what there is, first things first; how many units."""
        asked, promised = self.orders[order], 0
        day = self.planned(asked)
        found = [
            s for s in self.here(sku=sku) if s != avoid and self.may_be_promised(s, asked, day)
        ]
        free = {spot: self.free(spot) for spot in found}
        for spot in self.first_things_first(sku, free, wanted):
            units = min(free[spot], wanted - promised)
            if units > 0:
                self.promise(order, sku, spot, units)
                promised += units
        return promised

    def may_be_promised(self, spot: Spot, order: Order, day: date) -> bool:
        """In a bin, free, not held or on a closed plate, good on the day and long after it."""
        if not self.places[spot.place].is_bin or self.free(spot) <= 0 or self.held(spot):
            return False
        if not self.gives(spot) or self.over_by(spot, day):
            return False
        return not self.expired(spot.sku, spot.lot, day + timedelta(days=order.least))

    def first_things_first(self, sku: str, free: dict[Spot, int], wanted: int) -> list[Spot]:
        """The spots in the order of removal of their product."""
        match self.strategies[sku]:
            case "fifo":
                return sorted(free, key=self.came)
            case "lifo":
                by_id = sorted(free, key=lambda s: (self.preference(s), -self.ids[s]))
                return sorted(by_id, key=lambda s: self.since[s], reverse=True)
            case "closest":
                return sorted(free, key=lambda s: (s.place, self.since[s], self.ids[s]))
            case "least_plates":
                return self.fewest_plates(sorted(free, key=self.ends), free, wanted)
        return sorted(free, key=self.ends)

    def ends(self, spot: Spot) -> Any:
        """What is gone first under FEFO: no date comes last."""
        lot = self.lots.get((spot.sku, spot.lot or ""), Lot())
        day = lot.removal or lot.expires
        return day is None, day or date.max, *self.came(spot)

    def came(self, spot: Spot) -> Any:
        """What is gone first under FIFO: of what came together, the goods on pick faces."""
        return self.since[spot], self.preference(spot), self.ids[spot]

    def preference(self, spot: Spot) -> int:
        """Pick faces before storage, and of several the one that is preferred for the product."""
        face = self.faces.get((spot.sku, spot.place))
        storage = self.places[spot.place].kind != "pick_face"
        return 100 * storage + (face.priority if face else 99)

    def fewest_plates(self, ordered: list[Spot], free: dict[Spot, int], wanted: int) -> list[Spot]:
        """Loose units, then the smallest set of plates that is enough and leaves least over."""
        loose = [spot for spot in ordered if not spot.plate]
        missing = wanted - sum(free[spot] for spot in loose)
        codes = list(dict.fromkeys(spot.plate for spot in ordered if spot.plate))
        holds = {code: sum(n for spot, n in free.items() if spot.plate == code) for code in codes}
        if missing <= 0:
            return loose
        for size in range(1, len(codes) + 1):
            sets = [s for s in combinations(codes, size) if sum(map(holds.get, s)) >= missing]  # type: ignore[arg-type]
            if sets:
                codes = list(min(sets, key=lambda one: sum(map(holds.get, one))))  # type: ignore[arg-type]
                break
        return loose + [spot for code in codes for spot in ordered if spot.plate == code]
