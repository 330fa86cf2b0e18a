"""Quantities as people write them: whole base units in the book, a point only on screens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from webapp.words import T, Words

LARGEST = 1_000_000_000
# The units that have a name in every language; one of the warehouse's own is called as it is.
UNITS: dict[str, Words] = {
    "each": T("each"),
    "g": T("g"),
    "kg": T("kg"),
    "ml": T("ml"),
    "l": T("l"),
    "m": T("m"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """So many base units, as they are shown: 2500 at scale 3 reads "2.5"."""

    units: int
    scale: int = 0

    def __str__(self) -> str:
        """The number alone, without trailing noughts and without a unit."""
        if not self.scale:
            return str(self.units)
        shown = f"{Decimal(self.units).scaleb(-self.scale):f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown


def unit_called(name: str) -> Words | str:
    """How people call a product's base unit."""
    return UNITS.get(name, name)


# What is counted in wholes has no point: "1.000" is one to some and a thousand to others.
WHOLE = re.compile(r"[0-9]+")
# As a keypad writes it: digits, at most one point. Longer numbers would be rounded by `Decimal`.
KEYED = re.compile(r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+")
LONGEST = 24


def units_of(text: str, scale: int) -> int | None:
    """The base units a typed number means, or None where it is not a quantity.

    Not a quantity: no number, zero or less, finer than the product's scale, a point where wholes
    are counted, over a thousand million (a barcode read into the quantity), or digits of no keypad.
    Nothing is ever rounded.

    >>> units_of("2.5", 3), units_of("12", 0), units_of("1.000", 0), units_of("-1", 0)
    (2500, 12, None, None)
    """
    number = as_number(text)
    if number is None or is_finer(number, scale):
        return None
    if not scale and not WHOLE.fullmatch(text.strip()):
        return None
    units = int(number.scaleb(scale))
    return units if 0 < units <= LARGEST else None


def as_number(text: str) -> Decimal | None:
    """A typed number exactly as it was typed, or None where it is none."""
    typed = text.strip()
    if len(typed) > LONGEST or not KEYED.fullmatch(typed):
        return None
    return Decimal(typed.replace(",", "."))


def is_finer(number: Decimal, scale: int) -> bool:
    """Whether a number says more than the scale can hold."""
    units = number.scaleb(scale)
    return units != units.to_integral_value()
