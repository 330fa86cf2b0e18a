"""Quantities as people write them, and the day in the warehouse."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from webapp.rules.days import today
from webapp.rules.quantities import Amount, units_of


@pytest.mark.parametrize(
    ("text", "scale", "units"),
    [("12", 0, 12), (" 12 ", 0, 12), ("2.5", 3, 2500), ("2,5", 3, 2500), ("1000000000", 0, 10**9)],
)
def test_a_number_is_its_base_units(text: str, scale: int, units: int) -> None:
    assert units_of(text, scale) == units


@pytest.mark.parametrize(
    "text",
    ["", "0", "-1", "0.5", "x", "1e99", "nan", "inf", "1000000001", "9501101530003", "١٢", "1 2"],
)
def test_what_cannot_be_counted_is_no_quantity(text: str) -> None:
    assert units_of(text, 0) is None


@pytest.mark.parametrize(
    ("units", "scale", "shown"),
    [(2500, 3, "2.5"), (3000, 3, "3"), (12, 0, "12"), (100, 0, "100"), (0, 3, "0")],
)
def test_units_are_shown_without_noughts(units: int, scale: int, shown: str) -> None:
    assert str(Amount(units, scale)) == shown


def test_the_day_is_the_warehouses_not_the_servers() -> None:
    moment = datetime(2026, 6, 15, 18, 0, tzinfo=UTC)
    assert today(moment, "Asia/Ho_Chi_Minh") == date(2026, 6, 16)
    assert today(moment, "UTC") == date(2026, 6, 15)
