"""A picker and what may not leave: held since, expired, or too near its end for the customer."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text

from tests.warehouse import NOW, TODAY, Hand, Warehouse, warehouse_of
from webapp.models import Role
from webapp.operations import reversals
from webapp.operations.holds import Held, Released
from webapp.operations.ledger import By
from webapp.operations.verify import verify
from webapp.queries.promises import Today


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


def took_six_and_has_water_left(house: Warehouse) -> Hand:
    """A hand that has put six of L1 into a tote; four of L2 lie in A-2, and a water is open."""
    house.lot("L2")
    house.stock("CREAM", "A-2", 4, lot="L2")
    house.stock("WATER", "A-3", 1)
    house.order("SO-1", CREAM=6, WATER=1)
    hand = house.hand().opens("picking")
    hand.scans("LW*PICK", "A-1", "L1", "LW*OK", "T-01")
    return hand


def comes_back(house: Warehouse, hand: Hand, how: str) -> None:
    """What was picked last is in its bin again."""
    if how == "undo":
        assert hand.scans("LW*UNDO")["code"] == "undone"
        return
    move_id = house.ask("select max(id) from moves")
    with house.act() as work:
        by = By(house.ids["bob"], NOW)
        made = reversals.reverse_move(work, move_id, by, Today(TODAY), reason="wrong tote")
    assert isinstance(made, int)


def promised(house: Warehouse) -> dict[str, int]:
    """The units of each lot that the order is promised."""
    with house.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "select l.code, sum(r.quantity) from reservations r"
            " join balances b on b.id = r.balance_id join lots l on l.id = b.lot_id"
            " group by l.code"
        )
        return {code: int(units) for code, units in rows}


@pytest.mark.feature("ST-08")
@pytest.mark.parametrize("how", ["undo", "reversal"])
def test_a_pick_that_comes_back_to_a_held_lot_is_promised_others_and_told(
    house: Warehouse, how: str
) -> None:
    hand = took_six_and_has_water_left(house)
    house.holds("CREAM L1")
    comes_back(house, hand, how)
    assert promised(house) == {"L2": 4}
    with house.engine.connect() as connection:
        told = connection.exec_driver_sql("select kind, reason, quantity from exceptions").all()
        assert [tuple(row) for row in told] == [("lost_reservation", "lot_on_hold", 6)]
    assert house.releases("CREAM L1") == Released(promised=2)
    assert promised(house) == {"L1": 2, "L2": 4}
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.mark.feature("ST-07")
def test_a_pick_that_comes_back_to_a_held_bin_is_promised_others(house: Warehouse) -> None:
    hand = took_six_and_has_water_left(house)
    house.holds("A-1", kind=Held.LOCATION)
    comes_back(house, hand, "undo")
    assert promised(house) == {"L2": 4}
    assert house.ask("select reason from exceptions") == "location_on_hold"
