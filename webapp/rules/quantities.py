"""Quantities as people write them: whole base units in the book, a point only on screens."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

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


def units_of(text: str, scale: int) -> int | None:
    """The base units a typed number means, or None where it is not a quantity.

    Not a quantity: no number, zero or less, finer than the product's scale, over a thousand
    million (a barcode read into the quantity), or digits of no keypad.

    >>> units_of("2.5", 3), units_of("12", 0), units_of("0.5", 0), units_of("-1", 0)
    (2500, 12, None, None)
    """
    try:
        units = Decimal(text.strip().replace(",", ".")).scaleb(scale)
    except (InvalidOperation, ValueError):
        return None
    if not text.isascii() or not units.is_finite() or units != units.to_integral_value():
        return None
    return int(units) if 0 < units <= LARGEST else None
