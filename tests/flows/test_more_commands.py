"""Commands that count and turn pages: one more, one less, next and previous."""

from __future__ import annotations

import pytest

from tests.flows.saying import words
from tests.warehouse import CREAM, GS, Hand, Warehouse

GOODS = f"]C101{CREAM}10N1{GS}17270630"


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    return house.hand()


@pytest.mark.feature("BC-16")
def test_one_more_and_one_less_correct_what_was_received(house: Warehouse, hand: Hand) -> None:
    house.receipt("RC-1", CREAM=10)
    hand.opens("receiving").scans("RC-1", GOODS)
    assert words(hand.scans("LW*PLUS")) == "CREAM corrected: 2 of 10."
    assert words(hand.scans("LW*MINUS")) == "CREAM corrected: 1 of 10."
    assert words(hand.scans("LW*MINUS")) == "0 is not a quantity. Key in a whole number above 0."
    assert words(hand.scans("LW*PLUS*3")).startswith("3 is not a quantity.")


@pytest.mark.feature("BC-16")
def test_one_less_of_what_is_carried_stays_on_the_dock(house: Warehouse, hand: Hand) -> None:
    house.lot("L1")
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    hand.opens("putaway").scans("LW*PUTAWAY", "L1")
    assert words(hand.scans("LW*MINUS")) == "4 of CREAM lot L1. Take it to A-1."
    assert words(hand.scans("lw*plus")) == "5 of CREAM lot L1. Take it to A-1."
    assert hand.scans("LW*PLUS")["status"] == "refused"


@pytest.mark.feature("BC-16")
def test_one_more_counts_on_at_a_pick_as_a_scan_does(house: Warehouse, hand: Hand) -> None:
    house.lot("L1")
    house.stock("CREAM", "A-1", 6, lot="L1")
    house.order("SO-1", CREAM=3)
    hand.opens("picking").scans("SO-1", "A-1", "L1")
    assert words(hand.scans("LW*PLUS")) == "CREAM lot L1: 2 of 3."
    assert words(hand.scans("LW*MINUS")) == "CREAM lot L1: 1 of 3."
    assert words(hand.scans("LW*MINUS")).startswith("0 is not a quantity.")
    assert hand.scans("LW*PLUS", "LW*PLUS")["step"] == "tote"


@pytest.mark.feature("BC-16")
def test_next_puts_a_line_off_and_previous_takes_it_up_again(house: Warehouse, hand: Hand) -> None:
    house.lot("L1")
    house.stock("CREAM", "A-1", 6, lot="L1")
    house.stock("WATER", "A-2", 6)
    house.order("SO-1", CREAM=3, WATER=1)
    hand.opens("picking")
    assert words(hand.scans("SO-1", "LW*PREVIOUS")) == (
        "No line was put off before this one. Go on with the step on the screen."
    )
    assert words(hand.scans("LW*NEXT")) == "CREAM lot L1 comes later."
    assert hand.last["prompt"] == "Scan bin A-2"
    assert words(hand.scans("LW*PREVIOUS")) == "Now CREAM lot L1."
    assert hand.last["prompt"] == "Scan bin A-1"
