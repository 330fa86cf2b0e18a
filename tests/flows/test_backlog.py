"""A device's backlog: what stands is accepted, what cannot stand is held with all behind it."""

from __future__ import annotations

import pytest

from tests.flows.saying import verdict
from tests.warehouse import WATER, Hand, Warehouse

HELD = "Nothing was moved. A supervisor decides what becomes of this scan."


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at an open receipt of three waters."""
    house.receipt("RC-1", WATER=3)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1")
    hand.step = None
    return hand


def test_scans_that_stand_are_accepted_in_order(house: Warehouse, hand: Hand) -> None:
    answers = hand.sends_backlog(*(hand.said(WATER) for _ in range(3)))
    assert [one["message"] for one in answers] == [
        "+1 WATER: 1 of 3.",
        "+1 WATER: 2 of 3.",
        "+1 WATER: 3 of 3.",
    ]
    assert house.on_hand("WATER", "DOCK-1") == 3


@pytest.mark.feature("UX-15")
def test_a_scan_that_cannot_stand_is_held_with_its_reason(house: Warehouse, hand: Hand) -> None:
    (answer,) = hand.sends_backlog(hand.said("NO-SUCH"))
    assert verdict(answer) == ("held", "unknown_code", f"NO-SUCH is not known here. {HELD}")
    assert house.ask("select reason from exceptions where kind = 'held_scan'") == "unknown_code"


def test_later_scans_of_the_same_work_wait_behind_it(house: Warehouse, hand: Hand) -> None:
    answers = hand.sends_backlog(hand.said(WATER), hand.said("NO-SUCH"), hand.said(WATER))
    assert [verdict(one)[:2] for one in answers] == [
        ("accepted", "received"),
        ("held", "unknown_code"),
        ("held", "held_behind"),
    ]
    assert answers[2]["message"] == ("An earlier scan of this work is held, so this one waits too.")
    assert house.on_hand("WATER", "DOCK-1") == 1


def test_other_work_goes_on(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "DOCK-2", 2)
    other = house.hand().opens("putaway")
    answers = hand.sends_backlog(hand.said("NO-SUCH"), other.said(WATER))
    assert [one["status"] for one in answers] == ["held", "accepted"]


def test_a_choice_is_held_for_nobody_is_there_to_tap(house: Warehouse, hand: Hand) -> None:
    (answer,) = hand.sends_backlog(hand.said("LW*DONE"))
    assert (answer["status"], answer["code"], answer["choices"]) == ("held", "not_complete", [])
    assert house.ask("select status from receipts") == "open"


def test_a_backlog_sent_twice_is_answered_twice_word_for_word(house: Warehouse, hand: Hand) -> None:
    backlog = [hand.said(WATER), hand.said("NO-SUCH"), hand.said(WATER)]
    first = hand.sends_backlog(*backlog)
    assert hand.sends_backlog(*backlog) == first
    assert (house.on_hand("WATER", "DOCK-1"), house.count("exceptions")) == (1, 2)
