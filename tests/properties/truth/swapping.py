"""Other goods than the promised ones: what lies beside them is scanned twice, and is the order's.

Free goods are taken for the promised ones; of goods that another order was promised to the last,
the two orders exchange what they have.
"""

from __future__ import annotations

from hypothesis.stateful import precondition, rule

from tests.properties.truth.picking import Picking
from tests.properties.truth.values import Promised, Spot, Task
from tests.properties.truth.world import PICK, WHO, one


class Swapping(Picking):
    """What a picker has instead."""

    @precondition(lambda self: self.model.promises)
    @rule(who=WHO, which=PICK, other=PICK)
    def swap(self, who: str, which: int, other: int) -> None:
        """Scan other goods of the product in the bin, twice: the promise is for these then."""
        number, sku, spot = one(list(self.model.promises), which)
        who = self.picker(number, who, which)
        if sku == "WATER" or not self.stands_anew(who, number):
            return
        if not self.at_bin(who, number, spot.place):
            return
        self.takes_instead(
            who,
            number,
            self.first_of(number, spot.place, sku),
            one(self.beside(spot) or self.model.here(sku=sku), other),
        )

    def beside(self, spot: Spot) -> list[Spot]:
        """Other goods of the same product in the same place."""
        return [s for s in self.model.here(sku=spot.sku, place=spot.place) if s[:3] != spot[:3]]

    # How it is done, and the model's side

    def takes_instead(self, who: str, number: str, key: Promised, wanted: Spot) -> None:
        """Scan them once, and once more where the warehouse asks for it."""
        task, text = self.task("picking", number), self.label_of(wanted)
        if any(k[2][:3] == wanted[:3] for k in self.lines(number) if k[2].place == key[2].place):
            return
        here = self.balance_here(key[2].place, wanted)
        no = self.may_swap(key, here)
        answer = self.scans(who, "picking", self.task_ids["picking", number], text)
        assert (answer["status"] == "confirm") == (no is None), (no, answer)
        self.counts(no)
        if no is not None or here is None:
            return
        self.tells(who, ("picking", number), text, None)
        self.counts_one(task, self.is_swapped(key, here))

    def balance_here(self, place: str, wanted: Spot) -> Spot | None:
        """The goods in the bin with the most that is free, the oldest row of equals."""
        found = [
            s
            for s in self.model.here(sku=wanted.sku, lot=wanted.lot, serial=wanted.serial)
            if s.place == place
        ]
        return max(found, key=lambda s: (self.is_at_hand(s), self.model.free(s)), default=None)

    def is_at_hand(self, spot: Spot) -> bool:
        """Whether no license plate keeps the goods back: those come last."""
        return self.model.gives(spot) and ("plate", spot.plate) not in self.model.holds

    def others_of(self, number: str, spot: Spot) -> Promised | None:
        """The oldest promise of a spot to another order that is being served."""
        for key in self.model.promises:
            if key[0] != number and key[2] == spot:
                return key
        return None

    def may_swap(self, key: Promised, here: Spot | None) -> str | None:
        """Why these goods may not be had instead."""
        number, sku, spot = key
        if here is None:
            return "not here"
        if no := self.may_leave((number, sku, here)) or self.plate_gives_nothing(
            (number, sku, here)
        ):
            return no
        if self.model.free(here) > 0:
            return None
        other = self.others_of(number, here)
        return None if other and self.is_fair(spot, other[0]) else "others have it"

    def is_fair(self, ours: Spot, number: str) -> bool:
        """Whether the other order would be promised what it gets for its own."""
        return not self.plate_gives_nothing((number, ours.sku, ours)) and not self.may_leave(
            (number, ours.sku, ours)
        )

    def swappable(self, number: str, here: Spot) -> int:
        """Units that a swap can give."""
        free = self.model.free(here)
        other = self.others_of(number, here)
        return free if free > 0 else self.model.promises[other].units if other else 0

    def is_swapped(self, key: Promised, here: Spot) -> Promised:
        """Free goods are ours and ours are free; or two orders exchange what they have."""
        number, sku, spot = key
        units = min(self.model.promises[key].units, self.swappable(number, here))
        other = None if self.model.free(here) > 0 else self.others_of(number, here)
        self.model.forget(key, units)
        if other:
            self.model.forget(other, units)
            self.model.promise(number, sku, here, units)
            self.model.promise(other[0], other[1], spot, units)
        else:
            self.model.promise(number, sku, here, units)
        return self.first_of(number, here.place, sku, here)

    def counts_one(self, task: Task, key: Promised) -> None:
        """The scan that swapped has taken one."""
        if self.model.promises[key].units == 1:
            self.decides(task, key, 1)
        else:
            task.hears([], step="quantity", line=key, counted=1)
