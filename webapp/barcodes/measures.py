"""A trade measure as base units of a product: 1.5 kg is 1500 of a product kept in grams."""

from __future__ import annotations

from webapp.barcodes.readings import Measure

# How many places the point moves from the unit a label states to the unit a product is kept in.
_PLACES = {
    "kg": {"kg": 0, "g": 3},
    "m": {"m": 0, "cm": 2, "mm": 3},
    "l": {"l": 0, "ml": 3},
    "m²": {"m²": 0},
    "m³": {"m³": 0},
}


def base_units(measure: Measure, unit: str, scale: int) -> int | None:
    """The whole base units that `measure` is for a product of `unit` and `scale`.

    None where the units do not belong together, where it would have to be rounded, or where there
    is nothing to count.

    >>> from decimal import Decimal
    >>> base_units(Measure(Decimal("1.500"), "kg"), "kg", 3)
    1500
    """
    places = _PLACES.get(measure.unit, {}).get(unit)
    if places is None:
        return None
    units = measure.value.scaleb(places + scale)
    return int(units) if units > 0 and units == units.to_integral_value() else None
