"""Which bin is suggested and why, and what happens at another one."""

from __future__ import annotations

import pytest

from tests.flows.saying import verdict, words
from tests.warehouse import WATER, Hand, Warehouse
from webapp.flows import putaway_card
from webapp.flows.card import Drawing
from webapp.models import Location, LocationKind
from webapp.operations import tasks


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at the list of putaway; ten creams of lot L1 wait on the dock."""
    house.lot("L1")
    house.lot("L2")
    house.stock("CREAM", "DOCK-1", 10, lot="L1")
    return house.hand().opens("putaway")


def suggestion(house: Warehouse, hand: Hand, code: str) -> tuple[str, str | None]:
    """The bin the goods should go to, and the reason on the screen."""
    answer = hand.scans(code)
    with house.act() as work:
        task = tasks.hold(work, int(answer["task"]))
        assert task is not None
        card = putaway_card.draw(Drawing(work.connection, task, "en"))
    return answer["prompt"].removeprefix("Scan bin "), card.hint


@pytest.mark.feature("PA-04")
def test_the_same_lot_goes_before_the_same_product_and_an_empty_bin(
    house: Warehouse, hand: Hand
) -> None:
    house.stock("CREAM", "A-2", 5, lot="L2")
    house.stock("CREAM", "A-3", 5, lot="L1")
    assert suggestion(house, hand, "L1") == ("A-3", "The same lot is there, with room.")


@pytest.mark.feature("PA-04")
def test_the_same_product_goes_before_an_empty_bin(house: Warehouse, hand: Hand) -> None:
    house.stock("CREAM", "A-2", 5, lot="L2")
    assert suggestion(house, hand, "L1") == ("A-2", "The same product is there, with room.")


@pytest.mark.feature("PA-03")
def test_else_the_first_empty_bin_on_the_way(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-1", 1)
    assert suggestion(house, hand, "L1") == ("A-2", "The first empty bin on your way.")


@pytest.mark.feature("PA-03")
def test_a_bin_of_the_same_lot_without_room_is_passed_over(house: Warehouse, hand: Hand) -> None:
    house.stock("CREAM", "A-3", 15, lot="L1")
    assert suggestion(house, hand, "L1") == ("A-1", "The first empty bin on your way.")


@pytest.mark.feature("PA-05")
def test_what_is_on_its_way_counts_as_there(house: Warehouse, hand: Hand) -> None:
    house.stock("CREAM", "A-3", 4, lot="L1")
    house.stock("CREAM", "DOCK-2", 10, lot="L2")
    bob = house.hand("bob").opens("putaway")
    bob.scans("L2", "LW*CANCEL")
    house.stock("CREAM", "A-3", 1, lot="L2")
    assert suggestion(house, bob, "L2") == ("A-3", "The same lot is there, with room.")
    assert suggestion(house, hand, "L1") == ("A-1", "The first empty bin on your way.")


def test_where_nothing_takes_all_a_bin_that_takes_a_part_is_suggested(
    house: Warehouse, hand: Hand
) -> None:
    house.stock("CREAM", "A-1", 95, lot="L2")
    house.stock("WATER", "A-2", 1)
    house.stock("CREAM", "A-3", 18, lot="L1")
    assert suggestion(house, hand, "L1") == (
        "A-3",
        "There is room for 2 here: key in how many you put.",
    )


@pytest.mark.feature("PA-07")
def test_a_full_warehouse_keeps_the_goods_on_the_dock_and_tells_a_supervisor(
    house: Warehouse, hand: Hand
) -> None:
    for place, room in (("A-1", 100), ("A-2", 100), ("A-3", 20)):
        house.stock("WATER", place, room)
    answer = hand.scans("L1")
    assert verdict(answer) == (
        "refused",
        "no_putaway",
        "No bin has room for CREAM. Leave it on the dock. A supervisor has been told.",
    )
    assert house.ask("select kind from exceptions") == "no_putaway"
    assert house.reserved("CREAM", "DOCK-1") == 0


@pytest.mark.feature("PA-02", "PA-08")
def test_another_allowed_bin_is_asked_for_once_more(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("L1", "A-2")
    assert verdict(answer) == (
        "confirm",
        "other_bin",
        "A-2 is not the suggested bin. Scan A-2 once more to put the goods there.",
    )
    assert (answer["expected"], answer["scanned"]) == ("A-1", "A-2")
    assert house.on_hand("CREAM", "A-2") == 0
    assert words(hand.scans("A-2")) == "10 of CREAM lot L1 put in A-2."
    assert house.on_hand("CREAM", "A-2") == 10


def test_a_third_bin_asks_again(house: Warehouse, hand: Hand) -> None:
    hand.scans("L1", "A-2")
    assert hand.scans("A-3")["status"] == "confirm"
    assert hand.scans("A-2")["status"] == "confirm"
    assert house.count("moves") == 1


@pytest.mark.feature("PA-02")
@pytest.mark.parametrize(
    ("bin", "code", "said"),
    [
        ("A-9", "location_blocked", "A-9 is blocked: nothing may be put there. Scan A-1."),
        ("STAGE", "location_not_allowed", "Goods cannot be put away at STAGE. Scan a storage bin."),
        (
            "DOCK-2",
            "location_not_allowed",
            "Goods cannot be put away at DOCK-2. Scan a storage bin.",
        ),
    ],
)
def test_a_forbidden_place_is_refused_with_the_reason(
    house: Warehouse, hand: Hand, bin: str, code: str, said: str
) -> None:
    answer = hand.scans("L1", bin)
    assert verdict(answer) == ("refused", code, said)
    assert (answer["expected"], answer["scanned"], answer["step"]) == ("A-1", bin, "bin")
    assert house.on_hand("CREAM", "DOCK-1") == 10


@pytest.mark.feature("PA-02")
def test_a_full_bin_is_refused_with_its_room(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-3", 15)
    answer = hand.scans("L1", "A-3")
    assert verdict(answer) == (
        "refused",
        "bin_full",
        "A-3 has room for 5 of 20. Put part of it there with the keypad, or scan another bin.",
    )


@pytest.mark.feature("PA-05")
def test_a_bin_is_full_with_what_is_on_its_way(house: Warehouse, hand: Hand) -> None:
    house.stock("CREAM", "A-3", 1, lot="L2")
    house.stock("CREAM", "DOCK-2", 15, lot="L2")
    bob = house.hand("bob").opens("putaway")
    bob.scans("L2")
    assert words(hand.scans("L1", "A-3")) == (
        "A-3 has room for 4 of 20. Put part of it there with the keypad, or scan another bin."
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "NO-SUCH",
            "NO-SUCH is not known here. Check the label and scan again, or ask a supervisor.",
        ),
        ("L1", "That was CREAM lot L1. Scan bin A-1."),
        (WATER, "That was WATER. Scan bin A-1."),
        ("T-01", "That was tote T-01. Scan bin A-1."),
    ],
)
def test_what_is_no_bin_is_refused(hand: Hand, code: str, said: str) -> None:
    hand.scans("L1")
    assert words(hand.scans(code)) == said


def test_a_bin_that_nobody_counts_takes_everything(house: Warehouse, hand: Hand) -> None:
    with house.act() as work:
        work.session.add(Location(code="FLOOR", kind=LocationKind.STORAGE, walk_order=50))
    assert hand.scans("L1", "FLOOR", "FLOOR")["code"] == "put_away"
