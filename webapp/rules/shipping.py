"""Which line of an order goods that leave were picked for; nothing leaves that was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.rules.quantities import Amount
from webapp.words import Words

# A product, with the lot and the serial it is tracked by.
Key = tuple[int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Due:
    """Units of a line that were picked and have not left; `allowed` although they had expired."""

    line_id: int
    key: Key
    units: int
    allowed: bool
    called: Words
    scale: int
    unit: str = "each"

    def amount(self, units: int) -> Amount:
        """Units as this product's quantities are shown."""
        return Amount(units, self.scale)


@dataclass(slots=True)
class Owed:
    """What an order still has to get, while it is found piece by piece.

    >>> from webapp.words import T
    >>> owed = Owed([Due(1, (7, None, None), 4, False, T("TEA"), 0)])
    >>> owed.take((7, None, None), 3), owed.units((7, None, None)), owed.take((7, None, None), 2)
    ([(1, 3)], 1, [(1, 1)])
    """

    due: Sequence[Due]
    taken: Counter[tuple[int, Key]] = field(default_factory=Counter)

    def take(self, key: Key, units: int) -> list[tuple[int, int]]:
        """The lines that get these units, each with how many; fewer where fewer are owed."""
        found: list[tuple[int, int]] = []
        for one in self.due:
            part = min(units, self.left(one)) if one.key == key else 0
            if part:
                found.append((one.line_id, part))
                self.taken[one.line_id, key] += part
                units -= part
        return found

    def left(self, one: Due) -> int:
        """What is still to be found of one line."""
        return one.units - self.taken[one.line_id, one.key]

    def units(self, key: Key) -> int:
        """How many units of some goods are still to be found."""
        return sum(self.left(one) for one in self.due if one.key == key)

    def covers(self, content: Mapping[Key, int]) -> bool:
        """Whether all of it is owed."""
        return all(units <= self.units(key) for key, units in content.items())

    def missing(self) -> list[Due]:
        """The lines of which something is still to be found."""
        return [one for one in self.due if self.left(one)]

    def allows(self, key: Key) -> bool:
        """Whether a supervisor let these goods pass at the pick although they had expired."""
        return any(one.allowed for one in self.due if one.key == key)
