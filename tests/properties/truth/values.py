"""What the dumb model is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

PRODUCTS = ("CREAM", "DRYER", "WATER", "TONER")


class Spot(NamedTuple):
    """Goods at a place, perhaps on a license plate there: what one balance counts."""

    sku: str
    lot: str | None
    serial: str | None
    place: str
    plate: str | None = None

    def at(self, place: str, plate: str | None = None) -> Spot:
        """The same goods elsewhere."""
        return self._replace(place=place, plate=plate)


Goods = tuple[str, str | None, str | None]


class Moved(NamedTuple):
    """One entry of the ledger, by names; `reverses` is the number of the entry it takes back."""

    kind: str
    source: Spot
    units: int
    to: Spot
    receipt: str | None = None
    order: str | None = None
    reverses: int | None = None

    @property
    def whole(self) -> bool:
        """Whether the goods went with the plate they stand on."""
        return self.source.plate is not None and self.source.plate == self.to.plate


@dataclass
class Lot:
    """When it ends, and when it has to be gone."""

    expires: date | None = None
    removal: date | None = None


@dataclass
class Place:
    """What it is for."""

    kind: str
    blocked_in: bool = False

    @property
    def inside(self) -> bool:
        """Whether goods here are in the warehouse."""
        return self.kind not in ("supplier", "customer", "scrap")

    @property
    def is_bin(self) -> bool:
        """Whether orders are served from here."""
        return self.kind in ("storage", "pick_face")


@dataclass
class Face:
    """What a bin of a product is for; `called` is how many moves there were at the last call."""

    role: str
    priority: int = 1
    minimum: int = 0
    target: int = 0
    size: int = 1
    called: int | None = None


class Fill(NamedTuple):
    """A bin that a worker fills: what is gone to, in its order, and how much of that was done.

    `standing` is whether the worker stands at the goods that come next.
    """

    sku: str
    place: str
    stops: tuple[Spot, ...]
    at: int = 0
    standing: bool = False

    @property
    def all_taken(self) -> bool:
        """Whether only the bin is left to go to."""
        return self.at == len(self.stops)


@dataclass
class Plate:
    """Where it stands, on what, and how far it has come; a tote is kept for an order."""

    place: str
    kind: str = "pallet"
    under: str | None = None
    status: str = "open"
    order: str | None = None

    @property
    def gone(self) -> bool:
        """Shipped or dissolved."""
        return self.status in ("shipped", "dissolved")


@dataclass
class Line:
    """One product of an order."""

    ordered: int
    picked: int = 0
    short: int = 0

    @property
    def left(self) -> int:
        """Units that are neither picked nor given up."""
        return self.ordered - self.picked - self.short


@dataclass
class Order:
    """What a customer wants; `least` days it must live, from the day it is due."""

    lines: dict[str, Line]
    due: datetime | None = None
    least: int = 0
    status: str = "open"


@dataclass
class Receipt:
    """What a supplier announced: by product the units expected, and those that came.

    A return names the order that its goods left with.
    """

    dock: str
    lines: dict[str, list[int]]
    status: str = "open"
    returned: str | None = None

    @property
    def outside(self) -> str:
        """Where its goods come from."""
        return "CUSTOMERS" if self.returned else "SUPPLIERS"


@dataclass
class Hold:
    """A hold that is open, with what it took: order, product, units, units found."""

    number: int
    status: str
    reason: str
    since: datetime
    lost: list[tuple[str, str, int, int]] = field(default_factory=list)


@dataclass
class Promise:
    """Units of one spot that an order is promised."""

    units: int


Promised = tuple[str, str, Spot]


@dataclass
class Task:
    """A conversation: who has it, what it remembers, and what an undo of it takes back.

    `shown` is the line that its worker was shown last, and how many of it.
    """

    flow: str
    about: str
    worker: str | None = None
    worked: datetime | None = None
    status: str = "open"
    state: dict[str, Any] = field(default_factory=dict)
    history: list[tuple[list[int], dict[str, Any]]] = field(default_factory=list)
    shown: tuple[Promised, int] | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by."""
        return self.flow, self.about

    def hears(self, moves: list[int], **changes: Any) -> None:
        """An accepted scan: what it moved and what is remembered from now on."""
        self.history = [*self.history, (moves, dict(self.state))][-20:]
        self.notes(**changes)

    def notes(self, **changes: Any) -> None:
        """What is remembered, though the scan was not accepted; None is forgotten."""
        kept = {**self.state, **changes}
        self.state = {name: value for name, value in kept.items() if value is not None}


def upon(plates: dict[str, Plate], code: str) -> Iterator[str]:
    """A plate and all that stand on it."""
    yield code
    for other, plate in plates.items():
        if plate.under == code:
            yield from upon(plates, other)
