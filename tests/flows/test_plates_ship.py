"""A license plate leaves from the floor: asked for once more, by name, and never twice."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.flows.saying import verdict, words
from tests.warehouse import WATER, Hand, Warehouse
from webapp.operations.verify import verify


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand with tote T-01 on screen: nine of the ten waters that SO-1 asked for are in it."""
    house.stock("WATER", "A-1", 9)
    house.order("SO-1", WATER=10)
    house.hand("bob").opens("picking").scans("SO-1", "A-1", WATER, "LW*QTY*9", "T-01")
    hand = house.hand().opens("plates")
    hand.scans("LW*PLATES", "T-01")
    return hand


@pytest.mark.feature("PK-23")
def test_shipping_is_asked_for_once_more_and_names_who_gets_what(
    house: Warehouse, hand: Hand
) -> None:
    assert "LW*SHIP" in [button.text for button in house.card(hand).buttons]
    assert verdict(hand.scans("LW*SHIP")) == (
        "confirm",
        "ship",
        "To Corner Shop, order SO-1: 9 of WATER on tote T-01. Short: 1 of WATER."
        " Press Ship once more: it leaves with all on it. No undo.",
    )
    assert house.on_hand("WATER", "CUSTOMERS") == 0
    assert verdict(hand.scans("LW*SHIP")) == (
        "accepted",
        "plate_shipped",
        "Shipped to Corner Shop: 9 of WATER of order SO-1.",
    )
    assert (hand.step, house.on_hand("WATER", "CUSTOMERS")) == ("plate", 9)
    assert words(hand.scans("LW*UNDO")) == (
        "There is nothing to undo. Go on with the step on the screen."
    )
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


def test_what_changed_between_the_two_scans_is_asked_anew(house: Warehouse, hand: Hand) -> None:
    hand.scans("LW*SHIP")
    bob = house.hand("bob").opens("plates")
    bob.scans("LW*PLATES", "T-01", "LW*OUT", WATER, "LW*QTY*2", "LW*CANCEL")
    assert words(hand.scans("LW*SHIP")) == (
        "To Corner Shop, order SO-1: 7 of WATER on tote T-01. Short: 1 of WATER."
        " The rest of the order stays here."
        " Press Ship once more: it leaves with all on it. No undo."
    )
    assert hand.scans("LW*SHIP")["code"] == "plate_shipped"
    assert house.ask("select status from orders") == "picked"


def test_several_goods_are_counted(house: Warehouse, hand: Hand) -> None:
    house.lot("L1")
    house.stock("CREAM", "A-1", 2, lot="L1")
    house.order("SO-2", CREAM=2)
    house.hand("bob").opens("picking").scans("SO-2", "A-1", "L1", "LW*QTY*2", "T-02")
    with house.engine.begin() as connection:
        connection.execute(text("update order_lines set order_id = 1"))
        connection.execute(text("update license_plates set order_id = 1 where code = 'T-02'"))
    bob = house.hand("bob").opens("plates")
    bob.scans("LW*PLATES", "T-02", "LW*OUT", "L1", "LW*QTY*2", "LW*CANCEL", "T-01", "L1")
    bob.scans("LW*QTY*2")
    assert words(hand.scans("LW*SHIP")).startswith(
        "To Corner Shop, order SO-1: 11 units, 2 kinds of goods on tote T-01."
    )


def test_one_answer_given_twice_ships_once(house: Warehouse, hand: Hand) -> None:
    hand.scans("LW*SHIP")
    said = hand.said("LW*SHIP")
    assert hand.sends(said) == hand.sends(said)
    assert house.ask("select count(*) from moves where kind = 'ship'") == 1


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("LW*CANCEL", "LW*SHIP"), "That was the Ship button. Scan a license plate."),
        (
            ("DOCK-1", "DOCK-1", "LW*SHIP"),
            "At DOCK-1, not in staging: tote T-01. Bring it to a staging place first.",
        ),
    ],
)
def test_what_cannot_leave_says_why(hand: Hand, codes: tuple[str, ...], said: str) -> None:
    assert words(hand.scans(*codes)) == said
