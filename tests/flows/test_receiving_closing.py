"""A receipt ends: complete, with a backorder, or without the rest."""

from __future__ import annotations

import pytest

from tests.flows.saying import choices, verdict, words
from tests.warehouse import WATER, WATER_CASE, Hand, Warehouse


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at a receipt of two cases of water."""
    house.receipt("RC-1", WATER=12)
    hand = house.hand()
    hand.opens("receiving").scans("RC-1")
    return hand


def test_a_complete_receipt_is_closed_at_once(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(WATER_CASE, WATER_CASE, "LW*DONE")
    assert verdict(answer) == ("accepted", "receipt_closed", "Receipt RC-1 is closed.")
    assert (answer["step"], answer["prompt"]) == (None, "This receipt is closed")
    assert house.ask("select status from receipts") == "closed"


@pytest.mark.feature("RC-09")
def test_a_receipt_with_goods_missing_asks_what_becomes_of_the_rest(
    house: Warehouse, hand: Hand
) -> None:
    answer = hand.scans(WATER_CASE, "LW*DONE")
    assert verdict(answer) == (
        "choose",
        "not_complete",
        "Lines not complete: 1 of 1. Tap one of these.",
    )
    assert choices(answer) == [
        ("Expect the rest later", "LW*DONE*BACKORDER"),
        ("Close without the rest", "LW*DONE*CLOSE"),
    ]
    assert house.ask("select status from receipts") == "open"


@pytest.mark.feature("RC-09")
def test_a_backorder_expects_the_rest(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(WATER_CASE, "LW*DONE*BACKORDER")
    assert words(answer) == "Receipt RC-1 is closed; RC-1-B1 expects the rest."
    hand.opens("receiving").scans("RC-1-B1")
    assert words(hand.scans(WATER)) == "+1 WATER: 1 of 6."


@pytest.mark.feature("RC-09")
def test_closed_without_the_rest_nothing_more_is_expected(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(WATER_CASE, "LW*DONE*CLOSE")
    assert words(answer) == "Receipt RC-1 is closed."
    assert house.count("receipts") == 1
    assert hand.opens("receiving").scans(WATER)["code"] == "no_work"


def test_a_closed_receipt_is_not_opened_again(hand: Hand) -> None:
    hand.scans("LW*DONE*CLOSE")
    assert words(hand.opens("receiving").scans("RC-1")) == (
        "Receipt RC-1 is closed. Open another receipt, or ask a supervisor."
    )


def test_closing_ends_the_work_of_all_at_it(house: Warehouse, hand: Hand) -> None:
    other = house.hand("bob")
    other.opens("receiving").scans("RC-1")
    hand.scans("LW*DONE*CLOSE")
    assert words(other.scans(WATER)) == "This work is finished. Go home and take the next task."
    assert house.on_hand("WATER", "DOCK-1") == 0
