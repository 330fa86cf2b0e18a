"""A short pick is a reasoned answer: other stock is promised, if any, and the order goes on."""

from __future__ import annotations

import pytest

from tests.flows.saying import choices, verdict, words
from tests.warehouse import WATER, Hand, Warehouse


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at bin A-1, where five waters are to be taken."""
    house.stock("WATER", "A-1", 5)
    house.order("SO-1", WATER=5)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1")
    return hand


@pytest.mark.feature("PK-15")
def test_short_asks_for_the_reason(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("LW*SHORT")
    assert verdict(answer) == (
        "choose",
        "short_why",
        "Why can WATER not be picked? Tap one of these.",
    )
    assert choices(answer) == [
        ("It is not there", "LW*SHORT*not_there"),
        ("It is damaged", "LW*SHORT*damaged"),
        ("Something else is in the bin", "LW*SHORT*wrong_bin"),
        ("I cannot reach it", "LW*SHORT*cannot_reach"),
        ("It is expired", "LW*SHORT*expired"),
    ]
    assert house.count("exceptions") == 0


def test_a_reason_that_is_not_on_the_list_is_refused(house: Warehouse, hand: Hand) -> None:
    assert words(hand.scans("LW*SHORT*tired")) == (
        "tired is not a reason. Choose a reason on the screen."
    )


@pytest.mark.feature("PK-15", "EC-03")
def test_what_is_nowhere_else_is_given_up(house: Warehouse, hand: Hand) -> None:
    hand.scans(WATER, "LW*QTY*3", "T-01")
    answer = hand.scans("LW*SHORT*damaged")
    assert words(answer) == ("Reported: 2 of WATER short. Order SO-1 is done: bring it to STAGE.")
    assert (
        house.ask("select picked from order_lines"),
        house.ask("select short from order_lines"),
    ) == (3, 2)
    assert (house.on_hand("WATER", "A-1"), house.reserved("WATER", "A-1")) == (2, 0)


@pytest.mark.feature("PK-15")
def test_a_supervisor_is_told_what_where_how_many_and_why(house: Warehouse, hand: Hand) -> None:
    hand.scans("LW*SHORT*not_there")
    told = [
        house.ask(f"select {name} from exceptions")
        for name in ("kind", "reason", "quantity", "location_id")
    ]
    assert told == ["short", "not_there", 5, house.ids["A-1"]]


@pytest.mark.feature("EC-03")
def test_other_stock_is_promised_instead(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-2", 9)
    answer = hand.scans("LW*SHORT*not_there")
    assert (words(answer), answer["prompt"]) == (
        "Reported. Take it from another bin.",
        "Scan bin A-2",
    )
    assert (house.reserved("WATER", "A-1"), house.reserved("WATER", "A-2")) == (0, 5)


@pytest.mark.feature("EC-03")
def test_where_other_stock_is_too_little_only_the_rest_is_short(
    house: Warehouse, hand: Hand
) -> None:
    house.stock("WATER", "A-2", 2)
    answer = hand.scans("LW*SHORT*not_there")
    assert words(answer) == "Reported: 3 of WATER short."
    assert (house.ask("select short from order_lines"), house.reserved("WATER", "A-2")) == (3, 2)


def test_the_order_goes_on_with_its_next_line(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 5)
    house.serials("DRYER", "A-2", "HD-1")
    house.order("SO-1", WATER=5, DRYER=1)
    hand = house.hand().opens("picking")
    answer = hand.scans("SO-1", "LW*SHORT*cannot_reach")
    assert (words(answer), answer["prompt"]) == ("Reported: 5 of WATER short.", "Scan bin A-2")


def test_what_is_counted_is_taken_before_the_rest_is_short(house: Warehouse, hand: Hand) -> None:
    hand.scans(WATER, WATER)
    answer = hand.scans("LW*SHORT*not_there")
    assert verdict(answer) == (
        "refused",
        "counted_first",
        "You have counted 2 of WATER. Take them first, then report the rest short.",
    )
    assert answer["action"] == {"text": "LW*OK", "label": "Take 2"}
    assert house.ask("select short from order_lines") == 0


def test_a_short_is_final(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-2", 9)
    hand.scans(WATER, "LW*QTY*1", "T-01", "LW*SHORT*not_there")
    assert words(hand.scans("LW*UNDO")) == (
        "There is nothing to undo. Go on with the step on the screen."
    )
    assert house.on_hand("WATER", "STAGE") == 1


def test_a_short_after_an_undo_is_final_too(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-2", 9)
    hand.scans("LW*UNDO", "A-1", "LW*SHORT*not_there")
    assert hand.scans("LW*UNDO")["code"] == "nothing_to_undo"


def test_another_orders_promise_is_left_alone(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-1", 3)
    house.order("SO-2", WATER=3)
    hand.scans("LW*SHORT*not_there")
    assert house.reserved("WATER", "A-1") == 3
