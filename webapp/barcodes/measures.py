"""What a label weighs or measures, as whole base units of a product: converted, never rounded."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.barcodes.readings import Measure

# How many of a product's unit one of the label's unit is; a pair that is not here is not of a kind.
_FACTORS: Mapping[tuple[str, str], int] = {
    ("kg", "kg"): 1,
    ("kg", "g"): 1000,
    ("m", "m"): 1,
    ("m", "cm"): 100,
    ("m", "mm"): 1000,
    ("m²", "m²"): 1,
    ("l", "l"): 1,
    ("l", "ml"): 1000,
    ("m³", "m³"): 1,
    ("m³", "l"): 1000,
}


def base_units(measure: Measure, unit: str, scale: int) -> int | None:
    """The base units of a product in `unit` shown with `scale` decimals; None where it cannot be.

    Not of a kind (kilograms of a product counted in each), or finer than the product is kept.

    >>> from decimal import Decimal
    >>> base_units(Measure(Decimal("52.1"), "kg"), "kg", 3)
    52100
    >>> base_units(Measure(Decimal("52.1"), "kg"), "each", 0) is None
    True
    """
    factor = _FACTORS.get((measure.unit, unit))
    if factor is None:
        return None
    units = (measure.value * factor).scaleb(scale)
    return int(units) if units > 0 and units == units.to_integral_value() else None
