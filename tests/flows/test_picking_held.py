"""A picker and what may not leave: held since, expired, or too near its end for the customer."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text

from tests.warehouse import Hand, Warehouse, warehouse_of
from webapp.models import Role


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Six of lot L1 in A-1."""
    house = warehouse_of(app)
    house.lot("L1", expires_on=date(2026, 6, 20))
    house.stock("CREAM", "A-1", 6, lot="L1")
    return house


def picker(house: Warehouse, *codes: str) -> Hand:
    """A hand that picks six cream and has scanned these codes."""
    house.order("SO-1", CREAM=6)
    hand = house.hand().opens("picking")
    hand.scans("LW*PICK", *codes)
    return hand


def expires(house: Warehouse, day: str) -> None:
    """The day has come nearer meanwhile."""
    with house.engine.begin() as connection:
        connection.execute(
            text("update lots set expires_on = :day"), {"day": date.fromisoformat(day)}
        )


@pytest.mark.feature("ST-08")
@pytest.mark.parametrize("before", [("A-1",), ("A-1", "L1"), ("A-1", "L1", "LW*OK")])
def test_the_next_scan_of_a_lot_held_meanwhile_is_refused_with_the_reason(
    house: Warehouse, before: tuple[str, ...]
) -> None:
    hand = picker(house, *before)
    house.holds("CREAM L1", "quality check")
    answer = hand.scans("L1")
    assert (answer["code"], answer["message"]) == (
        "lot_on_hold",
        "Lot L1 is on hold: quality check.",
    )
    assert house.on_hand("CREAM", "A-1") == 6


@pytest.mark.feature("ST-08")
def test_a_picker_with_held_goods_in_hand_is_told_at_the_tote(house: Warehouse) -> None:
    hand = picker(house, "A-1", "L1", "LW*OK")
    house.holds("CREAM L1", "quality check")
    assert hand.scans("T-01")["message"] == "Lot L1 is on hold: quality check."
    assert hand.scans("T-01")["code"] == "order_picked"
    assert house.ask("select short from order_lines") == 6


@pytest.mark.feature("EX-07")
def test_a_worker_cannot_let_expired_goods_pass(house: Warehouse) -> None:
    hand = picker(house, "A-1")
    expires(house, "2026-06-14")
    refused = hand.scans("L1")
    assert (refused["code"], refused["action"]) == ("expired", None)
    assert hand.scans("LW*ALLOW*because")["code"] == "not_permitted"
    assert house.on_hand("CREAM", "A-1") == 6


@pytest.mark.feature("EX-07")
def test_a_supervisor_lets_expired_goods_pass_and_the_move_says_why(house: Warehouse) -> None:
    hand = picker(house, "A-1")
    expires(house, "2026-06-14")
    hand.scans("L1")
    boss = house.hand("bob", role=Role.SUPERVISOR)
    boss.flow, boss.task, boss.step = hand.flow, hand.task, hand.step
    choices = boss.scans("LW*ALLOW")["choices"]
    assert choices[0]["text"] == "LW*ALLOW*customer_agrees"
    assert boss.scans("LW*ALLOW*customer_agrees")["code"] == "allowed"
    assert boss.scans("L1")["code"] == "taken_by_other"
    assert hand.scans("L1", "LW*OK", "T-01")["code"] == "order_picked"
    assert house.ask("select reason from moves where kind = 'pick'") == (
        "expired, allowed by bob: The customer agrees"
    )


@pytest.mark.feature("EX-07")
def test_recalled_goods_are_let_pass_by_nobody(house: Warehouse) -> None:
    hand = picker(house, "A-1")
    expires(house, "2026-06-14")
    hand.scans("L1")
    boss = house.hand("bob", role=Role.SUPERVISOR)
    boss.flow, boss.task, boss.step = hand.flow, hand.task, hand.step
    assert boss.scans("LW*ALLOW*customer_agrees")["code"] == "allowed"
    with house.engine.begin() as connection:
        connection.execute(text("update lots set status = 'recalled', hold_reason = 'glass'"))
    assert hand.scans("L1")["message"] == "Lot L1 is recalled: glass."


@pytest.mark.feature("EX-10")
def test_a_lot_too_near_its_end_for_the_customer_is_refused_at_the_scan(house: Warehouse) -> None:
    expires(house, "2026-07-25")
    hand = picker(house, "A-1")
    with house.engine.begin() as connection:
        connection.execute(text("update partners set min_life_days = 60 where kind = 'customer'"))
    answer = hand.scans("L1")
    assert (answer["code"], answer["message"]) == (
        "life_too_short",
        "Customer wants 60 days; lot L1 has 40.",
    )
    assert (answer["expected"], answer["scanned"]) == ("60 days", "40 days")


@pytest.mark.feature("EX-10")
def test_a_lot_too_near_its_end_for_the_customer_is_not_promised(house: Warehouse) -> None:
    house.lot("L2", expires_on=date(2026, 8, 14))
    house.stock("CREAM", "A-2", 6, lot="L2")
    with house.engine.begin() as connection:
        connection.execute(text("update partners set min_life_days = 60 where kind = 'customer'"))
    house.order("SO-1", CREAM=6)
    assert (house.reserved("CREAM", "A-1"), house.reserved("CREAM", "A-2")) == (0, 6)
