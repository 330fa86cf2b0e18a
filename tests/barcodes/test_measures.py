"""Trade measures, and what they are in the unit a product is kept in: exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.barcodes.reading import GTIN, certain
from webapp.barcodes import Measure, base_units
from webapp.barcodes.table import TABLE

pytestmark = pytest.mark.feature("BC-06")


@pytest.mark.parametrize(
    ("element", "value", "unit"),
    [
        ("3103000195", "0.195", "kg"),
        ("3110000012", "12", "m"),
        ("3142001250", "12.50", "m²"),
        ("3153000750", "0.750", "l"),
        ("3161000015", "1.5", "m³"),
        ("3201000105", "10.5", "lb"),
        ("3212001200", "12.00", "in"),
        ("3220000012", "12", "ft"),
        ("3231000012", "1.2", "yd"),
        ("3501000012", "1.2", "in²"),
        ("3511000012", "1.2", "ft²"),
        ("3521000012", "1.2", "yd²"),
        ("3564000012", "0.0012", "oz t"),
        ("3571000012", "1.2", "oz"),
        ("3601000012", "1.2", "qt"),
        ("3611000012", "1.2", "gal"),
        ("3641000012", "1.2", "in³"),
        ("3651000012", "1.2", "ft³"),
        ("3661000012", "1.2", "yd³"),
    ],
)
def test_every_net_measure_has_its_unit_and_decimals(element, value, unit):
    assert certain(f"01{GTIN}{element}").measure == Measure(Decimal(value), unit)


@pytest.mark.parametrize("element", ["3121000012", "3131000012", "3301000012", "3371000012"])
def test_a_width_or_a_gross_weight_is_no_amount(element):
    assert certain(f"01{GTIN}{element}").measure is None


def test_the_length_of_a_roll_is_its_amount_even_when_its_width_comes_first():
    assert certain(f"01{GTIN}31210000153112001250").measure == Measure(Decimal("12.50"), "m")


def test_every_unit_that_a_label_can_state_can_be_converted():
    for ai in (ai for ai in TABLE if ai[:2] in {"31", "32", "35", "36"} and ai[3:] == "2"):
        measure = certain(f"01{GTIN}{ai}000100").measure
        assert measure is None or base_units(measure, measure.unit, 0) == 1


@pytest.mark.parametrize(
    ("stated", "unit", "scale", "units"),
    [
        ("1.250 kg", "kg", 3, 1250),
        ("1.250 kg", "g", 0, 1250),
        ("1.25 kg", "G", 0, 1250),
        ("1.2505 kg", "kg", 3, None),
        ("1.250 kg", "kg", 0, None),
        ("2.0 kg", "kg", 0, 2),
        ("0.000 kg", "kg", 3, None),
        ("1 lb", "kg", 3, None),
        ("1 lb", "kg", 8, 45359237),
        ("100 lb", "kg", 6, 45359237),
        ("1 lb", "oz", 0, 16),
        ("8 oz", "lb", 1, 5),
        ("12.50 m", "cm", 0, 1250),
        ("1 in", "mm", 1, 254),
        ("1 yd", "ft", 0, 3),
        ("0.75 l", "ml", 0, 750),
        ("1 m³", "l", 0, 1000),
        ("1 gal", "qt", 0, 4),
        ("1.5 m²", "m2", 1, 15),
        ("1.25 kg", "l", 3, None),
        ("1.25 kg", "each", 3, None),
        ("1 furlong", "m", 3, None),
    ],
)
def test_a_measure_becomes_base_units_exactly_or_not_at_all(stated, unit, scale, units):
    value, _, stated_unit = stated.partition(" ")
    assert base_units(Measure(Decimal(value), stated_unit), unit, scale) == units


@given(st.decimals(0, 999_999, places=5), st.sampled_from(["kg", "g", "t"]), st.integers(0, 6))
def test_what_is_converted_is_the_very_same_amount(value, unit, scale):
    units = base_units(Measure(value, "kg"), unit, scale)
    kilograms = {"kg": Fraction(1), "g": Fraction(1, 1000), "t": Fraction(1000)}[unit]
    if units is not None:
        assert units * kilograms / 10**scale == Fraction(value)
