"""The century that two digits leave out, and the shapes of a moment."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from webapp.barcodes.dates import read

pytestmark = pytest.mark.feature("BC-08")


@pytest.mark.parametrize(
    ("written", "this_year", "year"),
    [
        ("77", 2026, 1977),
        ("76", 2026, 2076),
        ("26", 2026, 2026),
        ("00", 2026, 2000),
        ("99", 2026, 1999),
        ("01", 2051, 2101),
        ("02", 2051, 2002),
        ("00", 2099, 2100),
        ("99", 2100, 2099),
    ],
)
def test_the_century_is_the_nearest_one(written, this_year, year):
    assert read("17", written + "0615", this_year) == date(year, 6, 15)


@pytest.mark.parametrize(
    ("ai", "digits", "moment"),
    [
        ("17", "240200", date(2024, 2, 29)),
        ("15", "261200", date(2026, 12, 31)),
        ("17", "260431", None),
        ("17", "000000", None),
        ("7006", "260400", None),
        ("7003", "2612312359", datetime(2026, 12, 31, 23, 59)),
        ("7003", "2612312360", None),
        ("8008", "26123123", datetime(2026, 12, 31, 23)),
        ("8008", "261231235958", datetime(2026, 12, 31, 23, 59, 58)),
        ("4324", "2612319999", date(2026, 12, 31)),
        ("4324", "2612001530", datetime(2026, 12, 31, 15, 30)),
        ("7011", "261231", date(2026, 12, 31)),
        ("7007", "260101260131", date(2026, 1, 1)),
        ("7007", "260131260101", None),
        ("7250", "19991231", date(1999, 12, 31)),
        ("7251", "199912311530", datetime(1999, 12, 31, 15, 30)),
    ],
)
def test_each_element_writes_its_moment_in_its_own_way(ai, digits, moment):
    assert read(ai, digits, 2026) == moment
