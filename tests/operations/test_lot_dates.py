"""A lot's dates: moved together by a supervisor, and brought to mind once."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text

from tests.warehouse import TODAY, Warehouse, warehouse_of
from webapp.operations import lot_dates, reminders
from webapp.rules.shelf_life import Dates

OLD = Dates(date(2026, 8, 31), date(2026, 8, 20), date(2026, 8, 10), date(2026, 6, 15))


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Lot L1 with all four dates, five of it inside; lot L0 with none inside."""
    house = warehouse_of(app)
    for code in ("L0", "L1"):
        house.lot(code)
    house.stock("CREAM", "A-1", 5, lot="L1")
    with house.engine.begin() as connection:
        connection.execute(
            text(
                "update lots set expires_on = '2026-08-31', best_before = '2026-08-20',"
                " removal_date = '2026-08-10', alert_on = '2026-06-15'"
            )
        )
    return house


def change(house: Warehouse, typed: Dates, reason: str = "supplier wrote") -> object:
    """What a supervisor's correction comes to."""
    with house.act() as work:
        lot = house.ids["CREAM L1"]
        return lot_dates.change_dates(work, lot, typed, by=house.ids["bob"], reason=reason)


@pytest.mark.feature("EX-02")
def test_when_the_expiry_moves_the_other_three_move_as_many_days(house: Warehouse) -> None:
    typed = Dates(date(2026, 9, 10), OLD.best_before, OLD.removal_date, OLD.alert_on)
    moved = Dates(date(2026, 9, 10), date(2026, 8, 30), date(2026, 8, 20), date(2026, 6, 25))
    assert change(house, typed) == moved
    assert house.ask("select reason from setting_changes where room = 'lot dates'") == (
        "supplier wrote"
    )
    assert str(house.ask("select after from setting_changes")) == (
        "expires 2026-09-10, best before 2026-08-30, removal 2026-08-20, alert 2026-06-25"
    )


@pytest.mark.feature("EX-02")
def test_a_date_that_was_given_stays_as_it_was_given(house: Warehouse) -> None:
    typed = Dates(date(2026, 9, 10), OLD.best_before, date(2026, 9, 1), None)
    assert change(house, typed) == Dates(
        date(2026, 9, 10), date(2026, 8, 30), date(2026, 9, 1), None
    )


@pytest.mark.feature("EX-02")
@pytest.mark.parametrize(
    ("typed", "reason", "said"),
    [
        (OLD, "why not", "Nothing was changed."),
        (Dates(date(2027, 1, 1)), "", "A reason is needed: why are the dates others?"),
        (Dates(), "gone", "Every lot of CREAM has a date it expires on."),
    ],
)
def test_what_cannot_be_changed_is_said(
    house: Warehouse, typed: Dates, reason: str, said: str
) -> None:
    assert str(change(house, typed, reason)) == said
    assert house.count("setting_changes") == 0


@pytest.mark.feature("EX-06")
def test_a_lot_is_brought_to_mind_once_and_one_without_stock_never(house: Warehouse) -> None:
    with house.engine.begin() as connection:
        connection.execute(text("update users set role = 'admin' where name = 'bob'"))
    with house.act() as work:
        assert reminders.remind(work, TODAY.replace(day=14)) == 0
        assert reminders.remind(work, TODAY) == 1
        assert reminders.remind(work, TODAY) == 0
    change(house, Dates(date(2026, 9, 10), None, None, TODAY))
    with house.act() as work:
        assert reminders.remind(work, TODAY) == 0
    assert house.ask("select quantity from exceptions where kind = 'expires_soon'") == 5
