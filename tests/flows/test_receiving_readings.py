"""Several readings of one label: shown side by side, tapped once, and remembered for a supplier."""

from __future__ import annotations

import pytest

from tests.flows.saying import choices, label, verdict, words
from tests.warehouse import CREAM, Hand, Warehouse

LOST = f"01{CREAM}10AB1217271231"
TAPPED = f"(01){CREAM}(10)AB12(17)271231"
NEXT = f"01{CREAM}10AC1317271130"


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at an open receipt."""
    house.receipt("RC-1", CREAM=40, DRYER=3, WATER=12)
    hand = house.hand()
    hand.opens("receiving").scans("RC-1")
    return hand


@pytest.mark.feature("BC-02", "BC-10")
def test_the_readings_are_shown_side_by_side(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(LOST)
    assert [(one["label"], one["detail"]) for one in answer["choices"]] == [
        ("CREAM lot AB12", "Hand cream, expires on Dec 31, 2027"),
        ("CREAM serial 7271231", "Hand cream, lot AB1"),
        ("CREAM lot AB1217271231", "Hand cream"),
    ]
    assert house.count("moves") == 0


def test_a_tapped_reading_can_be_remembered(hand: Hand) -> None:
    answer = hand.scans(LOST, TAPPED)
    assert words(answer) == "+1 CREAM lot AB12: 1 of 40."
    assert answer["action"] == {
        "text": "LW*REMEMBER",
        "label": "Read such labels of Harbour Cosmetics like this",
    }


@pytest.mark.feature("BC-10")
def test_the_next_label_of_the_supplier_is_read_alike_and_says_so(
    house: Warehouse, hand: Hand
) -> None:
    answer = hand.scans(LOST, TAPPED, "LW*REMEMBER")
    assert verdict(answer) == (
        "accepted",
        "shape_remembered",
        "Such labels of Harbour Cosmetics are read like this from now on.",
    )
    assert words(hand.scans(NEXT)) == (
        "+1 CREAM lot AC13: 2 of 40. Read as labels of Harbour Cosmetics were read before."
    )
    assert (
        house.ask("select by_user_id from setting_changes where room = 'label shapes'")
        == (house.ids["ann"])
    )


def test_a_label_of_another_shape_is_asked_about(hand: Hand) -> None:
    hand.scans(LOST, TAPPED, "LW*REMEMBER")
    assert hand.scans(f"01{CREAM}10ABC1217271231")["status"] == "choose"


def test_a_label_that_two_remembered_shapes_fit_is_asked_about(
    house: Warehouse, hand: Hand
) -> None:
    bob = house.hand("bob").opens("receiving")
    bob.scans("RC-1", LOST)
    hand.scans(LOST, TAPPED, "LW*REMEMBER")
    bob.scans(f"(01){CREAM}(10)AB1217271231", "LW*REMEMBER")
    assert house.count("label_shapes") == 2
    assert hand.scans(NEXT)["status"] == "choose"


def test_what_stock_knows_goes_before_what_is_remembered(house: Warehouse, hand: Hand) -> None:
    hand.scans(LOST, TAPPED, "LW*REMEMBER")
    house.lot("AC1317271130")
    assert words(hand.scans(NEXT)) == "+1 CREAM lot AC1317271130: 2 of 40."


def test_another_supplier_s_labels_are_asked_about(house: Warehouse, hand: Hand) -> None:
    hand.scans(LOST, TAPPED, "LW*REMEMBER")
    house.other_supplier("RC-2", CREAM=4)
    other = house.hand("bob").opens("receiving")
    assert other.scans("RC-2", NEXT)["status"] == "choose"


def test_only_what_was_tapped_just_now_is_remembered(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(LOST, TAPPED, "LW*OK", "LW*REMEMBER")
    assert verdict(answer) == (
        "refused",
        "nothing_to_remember",
        "No reading was chosen just now. Scan the label and tap what it says, then press this.",
    )
    assert house.count("label_shapes") == 0


def test_an_undo_takes_back_the_goods_and_not_the_memory(house: Warehouse, hand: Hand) -> None:
    hand.scans(LOST, TAPPED, "LW*REMEMBER", "LW*UNDO")
    assert (house.on_hand("CREAM", "DOCK-1"), house.count("label_shapes")) == (0, 1)


def test_a_bare_label_is_remembered_as_a_label(hand: Hand) -> None:
    hand.scans(CREAM, "10LOT0002", "(10)LOT0002", "LW*REMEMBER", "2027-06-30")
    answer = hand.scans(CREAM, "10LOT0003")
    assert words(answer).startswith("CREAM, Hand cream. Read as labels of Harbour Cosmetics")
    assert words(hand.scans("2027-06-30")) == "+1 CREAM lot LOT0003: 2 of 40."


@pytest.mark.feature("BC-10")
def test_readings_are_asked_about_where_a_lot_is_asked_for(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(CREAM, LOST)
    assert answer["status"] == "choose"
    assert ("CREAM lot AB12", TAPPED) in choices(answer)
    assert words(hand.scans(TAPPED)) == "+1 CREAM lot AB12: 1 of 40."


def test_a_label_of_another_lot_does_not_date_this_one(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(CREAM, "N1", label(a01=CREAM, a17="270630", a10="N2"))
    assert verdict(answer) == (
        "refused",
        "label_of_another_lot",
        "That is a label of lot N2, not of N1."
        " Scan the date of lot N1, or press Cancel and begin again.",
    )
    assert house.count("moves") == 0
