"""All of a bin goes in one act, or nothing of it; a license plate moves with all that is on it."""

from __future__ import annotations

import pytest

from tests.flows.saying import verdict, words
from tests.flows.test_moving import heard, lawful
from tests.warehouse import WATER, Hand, Warehouse
from webapp.models import PlateKind
from webapp.operations import plates

CHANGED = (
    "What is on license plate C-1 has changed since you took it up."
    " Put it back where it was, then scan it again."
)
FASTER = "Somebody else has just taken these goods. Look at the step shown now, then scan again."
WHOLE = "everything from A-1 (lines: 4, units: 20)"


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at A-1: two lots and water lie there, beside a full pallet and an empty case."""
    for lot in ("L1", "L2"):
        house.lot(lot)
    with house.act() as work:
        for code, kind in (("P-1", PlateKind.PALLET), ("C-1", PlateKind.CASE)):
            house.add_plate(work, code, "A-1", kind)
    house.stock("CREAM", "A-1", 10, lot="L1")
    house.stock("CREAM", "A-1", 2, lot="L2")
    house.stock("WATER", "A-1", 5)
    house.stock("CREAM", "A-1", 3, lot="L2", plate="P-1")
    hand = house.hand()
    hand.scans("LW*MOVE", "A-1")
    return hand


def stands_at(house: Warehouse, place: str) -> list[str]:
    """The codes of the plates at a place."""
    found = house.ask(
        "select max(case when code = 'P-1' then 1 else 0 end) * 10"
        " + max(case when code = 'C-1' then 1 else 0 end) from license_plates"
        " where location_id = :place",
        place=house.ids[place],
    )
    return [code for code, there in (("P-1", 10), ("C-1", 1)) if (found or 0) // there % 10]


@pytest.mark.feature("PA-10")
def test_everything_in_a_bin_goes_with_one_scan(house: Warehouse, hand: Hand) -> None:
    assert words(hand.last) == "At A-1. Lines: 4, license plates: 2."
    assert verdict(hand.scans("LW*ALL")) == ("accepted", "taken_up", f"In hand: {WHOLE}.")
    card = house.card(hand)
    assert (card.place, card.keypad) == ("In hand, from A-1", False)
    assert [(line.lot, line.lpn, line.done) for line in card.lines] == [
        ("L1", None, "10"),
        ("L2", None, "2"),
        (None, None, "5"),
        ("L2", "P-1", "3"),
    ]
    assert words(hand.scans("LW*QTY*3")) == (
        "It moves as a whole: everything from A-1. Scan where all of it goes."
    )
    assert verdict(hand.scans("A-2")) == ("accepted", "moved", f"At A-2 now: {WHOLE}.")
    assert (house.on_hand("CREAM", "A-2"), house.on_hand("WATER", "A-2"), hand.step) == (
        *(15, 5),
        "from",
    )
    assert stands_at(house, "A-2") == ["P-1", "C-1"]
    assert house.ask("select count(*) from moves where kind = 'relocate'") == 4
    assert lawful(house)


@pytest.mark.feature("PA-10", "UX-09")
def test_all_of_it_comes_back_with_one_undo(house: Warehouse, hand: Hand) -> None:
    hand.scans("LW*ALL", "A-2")
    assert (words(hand.scans("LW*UNDO")), hand.step) == ("Undone.", "to")
    assert (house.on_hand("CREAM", "A-1"), stands_at(house, "A-1")) == (15, ["P-1", "C-1"])
    assert words(hand.scans("LW*UNDO")) == "Undone."
    assert (house.reserved("CREAM", "A-1"), hand.step) == (0, "goods")
    assert lawful(house)


@pytest.mark.feature("PA-10")
def test_nothing_of_a_bin_goes_while_a_part_of_it_has_to_stay(house: Warehouse, hand: Hand) -> None:
    house.order("SO-1", WATER=2)
    assert words(hand.scans("LW*ALL")) == (
        "Promised to order SO-1: 2 of WATER at A-1."
        " Leave it there for the order, or scan other goods."
    )
    house.holds("CREAM L2")
    hand.scans("WATER", "A-2")
    assert (hand.step, house.reserved("CREAM", "A-1")) == ("goods", 0)
    assert (house.on_hand("WATER", "A-1"), house.on_hand("WATER", "A-2")) == (2, 3)


@pytest.mark.feature("PA-10", "ST-08")
def test_what_is_held_among_it_is_named_and_nothing_moves(house: Warehouse, hand: Hand) -> None:
    house.holds("CREAM L2")
    hand.scans("LW*ALL")
    assert verdict(hand.scans("A-2")) == (
        "refused",
        "lot_on_hold",
        "Lot L2 is on hold: smell. It may go to quarantine or scrap only: scan such a place.",
    )
    assert words(hand.scans("A-3")).startswith("Lot L2 is on hold")
    assert (house.count("moves"), stands_at(house, "A-1")) == (4, ["P-1", "C-1"])
    assert words(hand.scans("LW*CANCEL")) == "It stays at A-1."


@pytest.mark.feature("PA-10", "ST-03")
def test_all_of_it_has_to_fit(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-3", 1)
    hand.scans("LW*ALL")
    assert words(hand.scans("A-3")) == "A-3 has room for 19 of 20. Scan another bin."
    assert house.count("moves") == 5


def test_a_plate_is_taken_whole_and_what_is_on_it_by_its_plate(
    house: Warehouse, hand: Hand
) -> None:
    assert heard(hand, "P-1", "A-2", "A-2", "L2", "P-1", "LW*QTY*1", "A-3", "L2") == [
        "From A-1: license plate P-1.",
        "At A-2 now: license plate P-1.",
        "At A-2. Lines: 1, license plates: 1.",
        "CREAM lot L2 is on license plate P-1."
        " Scan P-1 to move all of it, or take the goods off it first.",
        "From A-2: license plate P-1.",
        "It moves as a whole: license plate P-1. Scan where all of it goes.",
        "At A-3 now: license plate P-1.",
        "CREAM lot L2 is in 2 places: A-1, A-3 · P-1."
        " Scan the bin you take it from, then the goods.",
    ]
    assert lawful(house)


@pytest.mark.feature("UX-09")
def test_an_empty_plate_comes_back_too(house: Warehouse, hand: Hand) -> None:
    assert words(hand.scans("C-1", "A-2")) == "At A-2 now: license plate C-1."
    # The scans before it made no plate move: an undo of them leaves the plate alone.
    hand.scans("L1")
    assert (words(hand.scans("LW*UNDO")), stands_at(house, "A-2")) == ("Undone.", ["C-1"])
    assert (words(hand.scans("LW*UNDO")), stands_at(house, "A-1")) == ("Undone.", ["P-1", "C-1"])
    hand.scans("A-2")
    house.hand("bob").opens("moving").scans("C-1", "A-3")
    assert hand.scans("LW*UNDO")["code"] == "cannot_undo"


def test_an_empty_plate_that_was_filled_since_does_not_come_back(
    house: Warehouse, hand: Hand
) -> None:
    house.stock("WATER", "A-2", 1)
    hand.scans("C-1", "A-2")
    house.hand("bob").scans("LW*PLATES", "C-1", WATER)
    assert house.ask("select count(*) from balances where plate_id = :c", c=house.ids["C-1"]) == 1
    assert hand.scans("LW*UNDO")["code"] == "cannot_undo"
    assert stands_at(house, "A-2") == ["C-1"]
    assert lawful(house)


def test_a_plate_on_another_one_goes_with_it(house: Warehouse, hand: Hand) -> None:
    with house.act() as work:
        assert plates.nest(work, house.ids["C-1"], into=house.ids["P-1"]) is None
    assert heard(hand, "C-1", "P-1", "A-2") == [
        "On license plate P-1: license plate C-1. Scan P-1, or take this one off it first.",
        "From A-1: license plate P-1.",
        "At A-2 now: license plate P-1.",
    ]
    assert stands_at(house, "A-2") == ["P-1", "C-1"]


def test_a_plate_that_changed_in_the_hand_is_not_put_down(house: Warehouse, hand: Hand) -> None:
    hand.scans("C-1")
    plate = house.hand("bob")
    plate.scans("LW*PLATES", "C-1", "L1")
    assert words(hand.scans("A-2")) == CHANGED
    plate.scans("LW*UNDO", "A-3")
    assert words(hand.scans("A-2")) == FASTER
    assert (words(hand.scans("LW*CANCEL")), stands_at(house, "A-3")) == (
        "It stays at A-1.",
        ["C-1"],
    )


def test_what_an_order_has_picked_stays_in_its_tote(house: Warehouse, hand: Hand) -> None:
    task = house.order("SO-1", WATER=5)
    picker = house.hand("bob")
    picker.flow, picker.task = "picking", task
    picker.scans("A-1", "T-01", "WATER")
    assert hand.scans("STAGE", "T-01")["code"] in ("tote_being_filled", "picked_for_order")
    picker.scans("LW*QTY*5", "LW*OK")
    assert verdict(hand.scans("T-01")) == (
        "refused",
        "picked_for_order",
        "Picked for order SO-1: tote T-01."
        " Leave it there, or bring the whole of it elsewhere under License plates.",
    )
    assert hand.scans("LW*ALL")["code"] == "picked_for_order"
