"""Trade measures: which elements state one, and what it comes to in a product's own unit.

Only measures that say how much there is are taken: a weight, a length, an area, a volume. Widths,
heights and the gross weights of logistic units describe goods; they are no amount of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

# The first three digits of a net measure's identifier; the fourth says how many decimals it has.
_STATED_IN = {
    "310": "kg", "320": "lb", "356": "oz t", "357": "oz",
    "311": "m", "321": "in", "322": "ft", "323": "yd",
    "314": "m²", "350": "in²", "351": "ft²", "352": "yd²",
    "315": "l", "316": "m³", "360": "qt", "361": "gal", "364": "in³", "365": "ft³", "366": "yd³",
}  # fmt: skip

_INCH = Fraction("0.0254")
_FOOT, _YARD = 12 * _INCH, 36 * _INCH
_LITRE = Fraction("0.001")
_GALLON = 231 * _INCH**3
_POUND = Fraction("0.45359237")

# Every unit by what it measures and how many kilograms, metres, square or cubic metres it is.
# The factors are exact by law (the international yard and pound of 1959, the US gallon).
_UNITS: dict[str, tuple[str, Fraction]] = {
    "kg": ("mass", Fraction(1)),
    "g": ("mass", Fraction("0.001")),
    "mg": ("mass", Fraction("0.000001")),
    "t": ("mass", Fraction(1000)),
    "lb": ("mass", _POUND),
    "oz": ("mass", _POUND / 16),
    "oz t": ("mass", Fraction("0.0311034768")),
    "m": ("length", Fraction(1)),
    "cm": ("length", Fraction("0.01")),
    "mm": ("length", Fraction("0.001")),
    "km": ("length", Fraction(1000)),
    "in": ("length", _INCH),
    "ft": ("length", _FOOT),
    "yd": ("length", _YARD),
    "m²": ("area", Fraction(1)),
    "cm²": ("area", Fraction("0.0001")),
    "in²": ("area", _INCH**2),
    "ft²": ("area", _FOOT**2),
    "yd²": ("area", _YARD**2),
    "m³": ("volume", Fraction(1)),
    "l": ("volume", _LITRE),
    "dl": ("volume", _LITRE / 10),
    "cl": ("volume", _LITRE / 100),
    "ml": ("volume", _LITRE / 1000),
    "cm³": ("volume", _LITRE / 1000),
    "qt": ("volume", _GALLON / 4),
    "gal": ("volume", _GALLON),
    "fl oz": ("volume", _GALLON / 128),
    "in³": ("volume", _INCH**3),
    "ft³": ("volume", _FOOT**3),
    "yd³": ("volume", _YARD**3),
}
_UNITS |= {unit.replace("²", "2").replace("³", "3"): one for unit, one in _UNITS.items()}


@dataclass(frozen=True, slots=True)
class Measure:
    """A trade measure a label states: how much, in the unit the label states it in ("kg", "lb")."""

    value: Decimal
    unit: str

    def __str__(self) -> str:
        """As people write it: "52.1 kg"."""
        return f"{self.value.normalize():f} {self.unit}"


def net_measure(elements: Mapping[str, str]) -> Measure | None:
    """The first net measure among GS1 elements (AI 310n kg, 311n m, 320n lb, 365n ft³, …).

    >>> net_measure({"01": "09501101530003", "3103": "001250"})
    Measure(value=Decimal('1.250'), unit='kg')
    """
    for ai, value in elements.items():
        if len(ai) == 4 and (unit := _STATED_IN.get(ai[:3])):
            return Measure(Decimal(value).scaleb(-int(ai[3])), unit)
    return None


def unit_stated_by(ai: str) -> str:
    """The unit of a net measure's identifier; empty for any other."""
    return _STATED_IN.get(ai[:3], "")


def base_units(measure: Measure, unit: str, scale: int) -> int | None:
    """`measure` in whole base units of a product that is kept in `unit` with `scale` decimals.

    None where the two units measure different things, where one of them is unknown, where the
    amount is no whole number of base units (nothing is ever rounded), or where it is nothing.

    >>> base_units(Measure(Decimal("1.250"), "kg"), "g", 0)
    1250
    >>> base_units(Measure(Decimal("1.2505"), "kg"), "kg", 3) is None
    True
    """
    stated, kept = _UNITS.get(measure.unit), _UNITS.get(unit.strip().lower())
    if stated is None or kept is None or stated[0] != kept[0]:
        return None
    amount = Fraction(measure.value) * stated[1] / kept[1] * 10**scale
    return int(amount) if amount.denominator == 1 and amount > 0 else None
