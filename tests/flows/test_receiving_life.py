"""Lots that come in get their dates from their product's days, and must live long enough."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.warehouse import CREAM, Hand, Warehouse, warehouse_of
from webapp.models import Role
from webapp.queries.promised import promises_of
from webapp.rules.removal import Why

DATES = "select expires_on, best_before, removal_date, alert_on from lots where code = :lot"


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A warehouse that expects 40 cream."""
    house = warehouse_of(app)
    house.receipt("RC-1", CREAM=40)
    return house


def set_days(house: Warehouse, **days: Any) -> None:
    """The days of the product."""
    columns = ", ".join(f"{name} = :{name}" for name in days)
    with house.engine.begin() as connection:
        connection.execute(text(f"update products set {columns} where sku = 'CREAM'"), days)


def receiver(house: Warehouse, **who: Any) -> Hand:
    """A hand that has opened the receipt."""
    hand = house.hand(**who).opens("receiving")
    hand.scans("RC-1")
    return hand


def dates(house: Warehouse, lot: str) -> list[str | None]:
    """The four dates of a lot."""
    with house.engine.connect() as connection:
        row = connection.execute(text(DATES), {"lot": lot}).one()
    return [None if day is None else str(day)[:10] for day in row]


@pytest.mark.feature("EX-01", "EX-03")
def test_a_new_lot_gets_its_dates_from_the_days_of_its_product(house: Warehouse) -> None:
    set_days(house, expiry_days=30, best_before_days=5, removal_days=15, alert_days=20)
    answer = receiver(house).scans(CREAM, "L1")
    assert answer["code"] == "received"
    assert dates(house, "L1") == ["2026-07-15", "2026-07-10", "2026-06-30", "2026-06-25"]


@pytest.mark.feature("EX-02")
def test_a_date_on_the_label_goes_before_the_days(house: Warehouse) -> None:
    set_days(house, expiry_days=30, removal_days=15)
    receiver(house).scans(f"(01){CREAM}(17)270131(10)L1")
    assert dates(house, "L1") == ["2027-01-31", None, "2027-01-16", None]


@pytest.mark.feature("EX-03")
def test_without_days_the_date_is_asked_for(house: Warehouse) -> None:
    assert receiver(house).scans(CREAM, "L1")["step"] == "expiry"


@pytest.mark.feature("EX-09")
def test_a_lot_that_lives_too_short_is_refused(house: Warehouse) -> None:
    set_days(house, min_receipt_days=30)
    answer = receiver(house).scans(f"(01){CREAM}(17)260705(10)L1")
    assert (answer["code"], answer["message"]) == (
        "arrives_too_old",
        "Lot L1 has 20 days left; CREAM needs 30 on receipt.",
    )
    assert house.count("lots") == 0


@pytest.mark.feature("EX-09")
def test_the_supplier_may_be_held_to_more_than_the_product(house: Warehouse) -> None:
    set_days(house, min_receipt_days=10)
    with house.engine.begin() as connection:
        connection.execute(text("update partners set min_life_days = 30 where kind = 'supplier'"))
    answer = receiver(house).scans(f"(01){CREAM}(17)260705(10)L1")
    assert answer["code"] == "arrives_too_old"


@pytest.mark.feature("EX-09")
def test_too_small_a_share_of_its_life_is_refused_with_both_numbers(house: Warehouse) -> None:
    set_days(house, expiry_days=100, min_receipt_percent=50)
    hand = receiver(house)
    answer = hand.scans(f"(01){CREAM}(17)260803(10)L1")
    assert (answer["code"], answer["message"]) == (
        "arrives_too_old",
        "Lot L1 has 49 of 100 days left, 49%; CREAM needs 50% on receipt.",
    )
    assert (answer["expected"], answer["scanned"]) == ("50%", "49%")
    assert hand.scans(f"(01){CREAM}(17)260804(10)L1")["code"] == "received"


@pytest.mark.feature("EX-09")
def test_the_share_is_of_the_life_since_the_lot_was_made_and_the_supplier_may_ask_for_more(
    house: Warehouse,
) -> None:
    house.lot("L1", expires_on=date(2026, 7, 5))
    with house.engine.begin() as connection:
        connection.execute(text("update lots set produced_on = '2026-06-05'"))
        connection.execute(text("update partners set min_life_percent = 67"))
    set_days(house, expiry_days=10, min_receipt_percent=20)
    answer = receiver(house).scans(f"(01){CREAM}(10)L1")
    assert answer["message"] == "Lot L1 has 20 of 30 days left, 66%; CREAM needs 67% on receipt."


@pytest.mark.feature("EX-09")
def test_where_nobody_knows_how_long_it_lives_no_share_is_asked(house: Warehouse) -> None:
    set_days(house, min_receipt_percent=90)
    assert receiver(house).scans(f"(01){CREAM}(17)260616(10)L1")["code"] == "received"


@pytest.mark.feature("EX-09")
@pytest.mark.parametrize("asked", [{"min_receipt_days": 30}, {"min_receipt_percent": 80}])
@pytest.mark.parametrize(
    ("rule", "who"), [("report", {}), ("refuse", {"name": "bob", "role": Role.SUPERVISOR})]
)
def test_what_is_taken_all_the_same_is_reported_once(
    house: Warehouse, rule: str, who: dict[str, Any], asked: dict[str, int]
) -> None:
    set_days(house, expiry_days=30, short_life=rule, **asked)
    label = f"(01){CREAM}(17)260705(10)L1"
    hand = receiver(house, **who)
    assert [hand.scans(label)["code"] for _ in range(2)] == ["received", "received"]
    assert house.ask("select count(*) from exceptions where kind = 'short_life'") == 1


@pytest.mark.feature("EX-04")
def test_days_never_date_a_lot_that_was_here_before(house: Warehouse) -> None:
    house.lot("L1", expires_on=None)
    set_days(house, expiry_days=30)
    assert receiver(house).scans(CREAM, "L1")["step"] == "expiry"
    assert dates(house, "L1") == [None, None, None, None]


@pytest.mark.feature("EX-11")
def test_only_expired_stock_is_promised_to_nobody_and_the_order_can_say_so(
    house: Warehouse,
) -> None:
    house.lot("OLD", expires_on=date(2026, 6, 14))
    house.stock("CREAM", "A-1", 5, lot="OLD")
    house.order("SO-1", CREAM=5)
    with house.engine.connect() as connection:
        found = promises_of(connection, 1, date(2026, 6, 15))
    assert [(one.missing, one.why) for one in found] == [(5, (Why.EXPIRED,))]
