"""Promises of stock: first expired first, never more than is free, never what may not leave."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text

from tests.warehouse import TODAY, Warehouse, warehouse_of
from webapp.models import LotStatus
from webapp.operations import reservations
from webapp.operations.unit_of_work import ChangedMeanwhileError

PROMISED = (
    "select coalesce(sum(r.quantity), 0) from reservations r join balances b on b.id = r.balance_id"
    " join lots l on l.id = b.lot_id where l.code = :lot"
)


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse, empty."""
    return warehouse_of(app)


def lots(house: Warehouse, **stock: int) -> dict[str, int]:
    """How many units of each lot are promised."""
    return {code: int(house.ask(PROMISED, lot=code)) for code in stock}


def fill(house: Warehouse, place: str = "A-1", **dates: date | None) -> None:
    """Five units of each lot, with the day it expires on."""
    for code, day in dates.items():
        house.lot(code, expires_on=day)
        house.stock("CREAM", place, 5, lot=code)


@pytest.mark.feature("EX-08")
def test_first_expired_first_promised(house: Warehouse) -> None:
    fill(house, LATE=date(2028, 1, 1), SOON=date(2026, 7, 1), NEVER=None)
    house.order("SO-1", CREAM=8)
    assert lots(house, SOON=5, LATE=3, NEVER=0) == {"SOON": 5, "LATE": 3, "NEVER": 0}


@pytest.mark.feature("EX-08")
def test_the_day_to_be_gone_by_goes_before_the_day_it_expires_on(house: Warehouse) -> None:
    fill(house, A=date(2027, 1, 1), B=date(2027, 2, 1))
    with house.act() as work:
        work.connection.execute(
            text("update lots set removal_date = '2026-08-01' where code = 'B'")
        )
    house.order("SO-1", CREAM=5)
    assert lots(house, A=0, B=5) == {"A": 0, "B": 5}


@pytest.mark.feature("EX-11")
def test_what_may_not_leave_is_never_promised(house: Warehouse) -> None:
    fill(house, OLD=date(2026, 6, 14), GONE=date(2027, 1, 1))
    house.lot("HELD", status=LotStatus.ON_HOLD, reason="smell")
    house.stock("CREAM", "A-2", 5, lot="HELD")
    with house.act() as work:
        work.connection.execute(
            text("update lots set removal_date = '2026-06-14' where code = 'GONE'")
        )
    house.order("SO-1", CREAM=5)
    assert house.count("reservations") == 0


def test_a_lot_is_promised_through_the_day_it_expires_on(house: Warehouse) -> None:
    fill(house, LAST=TODAY)
    house.order("SO-1", CREAM=5)
    assert lots(house, LAST=5) == {"LAST": 5}


@pytest.mark.parametrize("place", ["DOCK-1", "STAGE"])
def test_only_goods_in_bins_are_promised(house: Warehouse, place: str) -> None:
    house.stock("WATER", place, 5)
    house.order("SO-1", WATER=5)
    assert house.count("reservations") == 0


def test_no_more_is_promised_than_is_free(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 5)
    house.order("SO-1", WATER=4)
    house.order("SO-2", WATER=4)
    assert house.ask("select sum(quantity) from reservations") == 5
    assert house.reserved("WATER", "A-1") == 5


def test_a_promise_given_back_is_free_again(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 5)
    house.order("SO-1", WATER=4)
    with house.act() as work:
        row = work.connection.execute(text("select id, balance_id from reservations")).one()
        reservations.release(work, row.id, row.balance_id, 1)
    assert (house.reserved("WATER", "A-1"), house.ask("select quantity from reservations")) == (
        3,
        3,
    )


@pytest.mark.feature("PK-13")
def test_more_than_was_promised_is_not_given_back(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 9)
    house.order("SO-1", WATER=4)
    one, balance = (house.ask(f"select {name} from reservations") for name in ("id", "balance_id"))
    with pytest.raises(ChangedMeanwhileError), house.act() as work:
        reservations.release(work, one, balance, 5)
    assert house.reserved("WATER", "A-1") == 4
