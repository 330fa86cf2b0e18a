"""What fits into a bin: small rules over what lies there, what is on its way, and what comes now.

A rule looks at a bin and at goods, and is silent or objects. All of them take what is on its way as
if it were there already. None is ever asked to round: weights are whole grams, heights whole
millimetres, quantities whole base units.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from webapp.rules import refusals
from webapp.rules.quantities import Amount
from webapp.words import T, Words

BINS = ("storage", "pick_face")
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Portion:
    """So many units of one product and lot, by themselves or on a license plate.

    `weight_g` is of one unit; goods that nobody weighed count as nothing.
    """

    product_id: int
    sku: str
    units: int
    lot: str | None = None
    expires_on: date | None = None
    weight_g: int = 0
    storage_class: str | None = None
    plate_id: int | None = None
    plate_kind: str | None = None
    scale: int = 0

    @property
    def called(self) -> Words:
        """What to call it."""
        if self.lot:
            return T("%(product)s lot %(code)s", product=self.sku, code=self.lot)
        return T("%(product)s", product=self.sku)


@dataclass(frozen=True)
class Load:
    """Goods on their way to a bin.

    `heights` are of sizes, where they are known: (product, units in it, millimetres).
    Goods that stand on a license plate of their own go as a whole. `enemies` are pairs of classes
    that may not share a bin.
    """

    portions: tuple[Portion, ...]
    heights: tuple[tuple[int, int, int], ...] = ()
    enemies: Pairs = frozenset()
    category_id: int | None = None

    @cached_property
    def units(self) -> int:
        """Base units, of all products together."""
        return sum(portion.units for portion in self.portions)

    @cached_property
    def weight_g(self) -> int:
        """Grams of all of it."""
        return weight_of(self.portions)

    @property
    def first(self) -> Portion:
        """What it is called by."""
        return self.portions[0]

    @property
    def whole(self) -> bool:
        """Whether it cannot be divided: it stands on a plate, or is of several kinds."""
        return len(self.portions) > 1 or self.first.plate_id is not None

    @property
    def highest(self) -> tuple[int, Portion] | None:
        """How high it is, and the goods that are; None where nobody measured any of it."""
        measured = ((self.height_of(one), one) for one in self.portions)
        known = [(mm, one) for mm, one in measured if mm is not None]
        return max(known, key=lambda each: each[0], default=None)

    def height_of(self, portion: Portion) -> int | None:
        """As high as the largest size that its product fills, or None where nobody measured."""
        units = units_of_product(self.portions, portion.product_id)
        filled = [
            (size, mm)
            for product_id, size, mm in self.heights
            if product_id == portion.product_id and size <= units
        ]
        return max(filled)[1] if filled else None

    def part(self, units: int) -> Load:
        """The same goods, but only so many of them."""
        return replace(self, portions=(replace(self.first, units=units),))

    def amount(self, units: int) -> Amount:
        """`units` as this product's quantities are shown."""
        return Amount(units, self.first.scale)


@dataclass(frozen=True)
class Bin:
    """A bin with its limits, and all that lies there or is on its way; None where nobody counts."""

    id: int
    code: str
    kind: str = "storage"
    blocked_in: bool = False
    capacity: int | None = None
    category_id: int | None = None
    max_weight_g: int | None = None
    max_units: int | None = None
    max_plates: int | None = None
    max_height_mm: int | None = None
    mixing: str = "mixed"
    one_expiry: bool = False
    of_product: Mapping[int, int] = field(default_factory=dict)
    of_plate: Mapping[str, int] = field(default_factory=dict)
    content: tuple[Portion, ...] = ()

    @cached_property
    def units(self) -> int:
        """Base units there or on their way."""
        return sum(portion.units for portion in self.content)

    @cached_property
    def weight_g(self) -> int:
        """Grams there or on their way."""
        return weight_of(self.content)

    def has_product(self, load: Load) -> bool:
        """Whether the product of the goods is there or on its way."""
        return any(portion.product_id == load.first.product_id for portion in self.content)

    def has_lot(self, load: Load) -> bool:
        """Whether their very lot is."""
        mine = (load.first.product_id, load.first.lot)
        return load.first.lot is not None and any(
            (portion.product_id, portion.lot) == mine for portion in self.content
        )


Said = refusals.Refusal | None


def is_a_bin(bin: Bin, load: Load) -> Said:
    """Goods are kept in storage and pick faces only."""
    return None if bin.kind in BINS else refusals.no_bin_for_goods(bin.code)


def is_not_blocked(bin: Bin, load: Load) -> Said:
    """A blocked bin takes nothing in."""
    return refusals.location_blocked(bin.code) if bin.blocked_in else None


def is_not_too_high(bin: Bin, load: Load) -> Said:
    """Goods must stand upright under the next beam."""
    high, goods = load.highest or (0, load.first)
    if bin.max_height_mm is None or high <= bin.max_height_mm:
        return None
    return refusals.too_high(bin.code, goods.called, high, bin.max_height_mm)


def keeps_apart(bin: Bin, load: Load) -> Said:
    """Classes that may not share a bin never meet in one, not even on one license plate."""
    for comes in load.portions:
        for other in (*bin.content, *load.portions):
            pair = (comes.storage_class or "", other.storage_class or "")
            if pair in load.enemies or pair[::-1] in load.enemies:
                return refusals.class_conflict(bin.code, other.called, pair[1], pair[0])
    return None


def may_be_beside(bin: Bin, load: Load) -> Said:
    """Empty only, one product, one lot, or anything: as the category has it."""
    if bin.mixing == "empty_only" and bin.content:
        return refusals.only_when_empty(bin.code, bin.content[0].called)
    if bin.mixing not in ("same_product", "same_lot"):
        return None
    first, *others = (*bin.content, *load.portions)
    stranger = next((one for one in others if one.product_id != first.product_id), None)
    if stranger:
        return refusals.one_product(bin.code, first.sku)
    stranger = next((one for one in others if one.lot != first.lot), None)
    if bin.mixing == "same_lot" and stranger:
        return refusals.one_lot(bin.code, first.called)
    return None


def has_one_date(bin: Bin, load: Load) -> Said:
    """Where the category wants it, a product lies in a bin with one date only."""
    if not bin.one_expiry:
        return None
    for comes in load.portions:
        for other in (*bin.content, *load.portions):
            same = other.product_id == comes.product_id
            if same and other.expires_on != comes.expires_on:
                return refusals.one_date(
                    bin.code, comes.sku, there=other.expires_on, comes=comes.expires_on
                )
    return None


def has_room(bin: Bin, load: Load) -> Said:
    """The bin's own capacity, in base units."""
    if bin.capacity is None or bin.units + load.units <= bin.capacity:
        return None
    room = load.amount(max(0, bin.capacity - bin.units))
    return refusals.bin_full(bin.code, room, load.amount(bin.capacity))


def has_units_left(bin: Bin, load: Load) -> Said:
    """What the category allows of anything, in base units."""
    if bin.max_units is None or bin.units + load.units <= bin.max_units:
        return None
    now, most = load.amount(bin.units), load.amount(bin.max_units)
    return refusals.too_many_units(bin.code, now, most, load.amount(load.units))


def has_product_left(bin: Bin, load: Load) -> Said:
    """What the category allows of one product."""
    for comes in load.portions:
        most = bin.of_product.get(comes.product_id)
        now = units_of_product(bin.content, comes.product_id)
        new = units_of_product(load.portions, comes.product_id)
        if most is not None and now + new > most:
            return refusals.too_many_of_product(
                bin.code,
                comes.sku,
                now=Amount(now, comes.scale),
                most=Amount(most, comes.scale),
                new=Amount(new, comes.scale),
            )
    return None


def has_plate_left(bin: Bin, load: Load) -> Said:
    """How many license plates stand in it, of any kind and of one."""
    new = plates_of(load.portions)
    there = plates_of(bin.content) | new
    if new and bin.max_plates is not None and len(there) > bin.max_plates:
        now = len(there) - len(new)
        return refusals.too_many_plates(bin.code, now, bin.max_plates)
    for kind in sorted(set(new.values())):
        most = bin.of_plate.get(kind)
        same = sum(other == kind for other in there.values())
        if most is not None and same > most:
            now = same - sum(other == kind for other in new.values())
            return refusals.too_many_of_kind(bin.code, kind, now, most)
    return None


def carries(bin: Bin, load: Load) -> Said:
    """The weight of all of it; it combines with every other limit."""
    if bin.max_weight_g is None or bin.weight_g + load.weight_g <= bin.max_weight_g:
        return None
    return refusals.too_heavy(bin.code, bin.weight_g, bin.max_weight_g, load.weight_g)


# Asked in this order: what no smaller part would change first, then what a part might.
RULES: tuple[Callable[[Bin, Load], Said], ...] = (
    is_a_bin,
    is_not_blocked,
    keeps_apart,
    may_be_beside,
    has_one_date,
    is_not_too_high,
    has_plate_left,
    has_room,
    has_units_left,
    has_product_left,
    carries,
)


def objection(bin: Bin, load: Load) -> Said:
    """The first reason why these goods may not go there, or None."""
    return next((said for rule in RULES if (said := rule(bin, load))), None)


def fits(bin: Bin, load: Load) -> bool:
    """Whether no rule objects."""
    return objection(bin, load) is None


def room_for(bin: Bin, load: Load) -> int:
    """How many units of the goods may go there; 0 where they cannot be divided.

    No rule minds fewer units where it did not mind more, so the halfway point can be asked.
    """
    if fits(bin, load):
        return load.units
    least, most = 0, 0 if load.whole else load.units
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if fits(bin, load.part(middle)) else (least, middle)
    return least


def weight_of(portions: tuple[Portion, ...]) -> int:
    """Grams of all of them."""
    return sum(portion.units * portion.weight_g for portion in portions)


def units_of_product(portions: tuple[Portion, ...], product_id: int) -> int:
    """Base units of one product."""
    return sum(portion.units for portion in portions if portion.product_id == product_id)


def plates_of(portions: tuple[Portion, ...]) -> dict[int, str]:
    """The license plates under them, with their kinds."""
    return {one.plate_id: str(one.plate_kind) for one in portions if one.plate_id is not None}
