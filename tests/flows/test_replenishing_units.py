"""Pick faces are filled with units that have serial numbers: each scanned, any of them as good."""

from __future__ import annotations

import pytest

from tests.flows.saying import verdict, words
from tests.flows.test_replenishing import due, lawful, place
from tests.warehouse import DRYER, TONER, Hand, Warehouse


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand that has begun to fill A-1 with three dryers: D1 to D4 are at A-2, D5 at A-3."""
    house.serials("DRYER", "A-2", "D1", "D2", "D3", "D4")
    house.serials("DRYER", "A-3", "D5")
    place(house, "DRYER", "A-2", "source", priority=1)
    place(house, "DRYER", "A-3", "source", priority=2)
    place(house, "DRYER", "A-1", "topped_up", minimum=2, target=3)
    hand = house.hand()
    hand.scans("LW*REPLENISH")
    return hand


@pytest.mark.feature("ST-04")
def test_any_units_of_the_bin_fill_the_place_each_by_its_own_scan(
    house: Warehouse, hand: Hand
) -> None:
    assert words(hand.last) == "Fill A-1: 3 of DRYER."
    assert words(hand.scans("A-2")) == "A-2. Take 3 of DRYER."
    assert (hand.last["prompt"], house.card(hand).hint) == (
        "Scan a unit of DRYER",
        "Take 3 for A-1. Any of these units will do.",
    )
    # The third of those that were planned, one that was not, and the first.
    assert words(hand.scans("D3")) == "From A-2: 1 of DRYER serial D3."
    assert words(hand.scans("D4")) == "From A-2: 1 of DRYER serial D4."
    assert house.card(hand).hint == "Take 1 for A-1. Any of these units will do."
    assert words(hand.scans("D1")) == "From A-2: 1 of DRYER serial D1."
    assert (hand.last["prompt"], house.card(hand).keypad) == ("Scan bin A-1", False)
    assert words(hand.scans("A-1")) == "A-1 is filled: 3 of DRYER."
    assert (house.on_hand("DRYER", "A-1"), house.on_hand("DRYER", "A-2")) == (3, 1)
    assert (
        house.ask(
            "select code from serials s join balances b on b.serial_id = s.id"
            " where b.location_id = :bin and b.on_hand > 0",
            bin=house.ids["A-2"],
        )
        == "D2"
    )
    assert (due(house), lawful(house)) == ([], True)
    assert words(hand.scans("LW*UNDO")) == "Undone."
    assert (house.on_hand("DRYER", "A-1"), house.reserved("DRYER", "A-2")) == (0, 3)
    assert words(hand.scans("A-1")) == "A-1 is filled: 3 of DRYER."


@pytest.mark.feature("ST-04")
def test_the_screen_names_no_unit_before_it_is_scanned(house: Warehouse, hand: Hand) -> None:
    """The worker would look for it, where any unit of the bin will do."""
    hand.scans("A-2")
    goods = house.card(hand).goods
    assert (goods.serial, goods.done) == (None, "3")
    hand.scans("D3")
    drawn = house.card(hand)
    assert (drawn.goods.serial, drawn.goods.done) == (None, "2")
    listed = [(one.serial, one.done, one.state) for one in drawn.lines]
    assert listed == [("D3", "1", "done"), (None, "1", "current"), (None, "1", "open")]


@pytest.mark.feature("ST-04")
def test_a_unit_is_scanned_once_and_by_its_own_number(house: Warehouse, hand: Hand) -> None:
    house.serials("TONER", "A-2", "T1")
    said = [words(hand.scans(code)) for code in ("A-2", DRYER, "D1", "D1", "D5", "T1")]
    assert said[1:] == [
        "Every DRYER has its own serial number. Scan the serial number of this unit.",
        "From A-2: 1 of DRYER serial D1.",
        "You have taken this one: DRYER serial D1. Scan the next one.",
        "That is DRYER serial D5. Scan a unit of DRYER, or report that it is not there.",
        "Wrong product: that is TONER. Scan DRYER.",
    ]
    assert words(hand.scans("LW*QTY*2")) == (
        "A-2 holds 1 of DRYER serial D1 that can be taken. Key in fewer."
    )


@pytest.mark.feature("ST-04")
def test_units_that_are_not_found_are_reported_together(house: Warehouse, hand: Hand) -> None:
    hand.scans("A-2", "D2", "LW*SHORT*not_there")
    assert verdict(hand.last) == ("accepted", "reported_short", "Reported: 2 of DRYER at A-2.")
    assert words(hand.scans("A-1")) == "A-1 is filled: 1 of DRYER."
    with house.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "select s.code from exceptions x join serials s on s.id = x.serial_id order by s.code"
        )
        assert [row.code for row in rows] == ["D1", "D3"]
    assert (house.reserved("DRYER", "A-2"), lawful(house)) == (0, True)


@pytest.mark.feature("ST-04")
def test_a_unit_of_another_lot_is_scanned_twice(house: Warehouse) -> None:
    for lot in ("L1", "L2"):
        house.lot(lot, product="TONER")
    house.serials("TONER", "A-2", "T1", "T2", lot="L1")
    house.serials("TONER", "A-2", "T3", lot="L2")
    place(house, "TONER", "A-2", "source")
    place(house, "TONER", "A-1", "topped_up", minimum=1, target=2)
    hand = house.hand()
    hand.scans("LW*REPLENISH", "A-2")
    assert words(hand.last) == "A-2. Take 2 of TONER lot L1."
    assert verdict(hand.scans(f"(01){TONER}(21)T3")) == (
        "confirm",
        "other_lot_to_fill",
        "That is TONER serial T3. TONER lot L1 should go first."
        " Scan it once more to take it anyway.",
    )
    hand.scans(f"(01){TONER}(21)T3", f"(01){TONER}(21)T2")
    assert words(hand.scans("A-1")) == "A-1 is filled: 2 of TONER."
    assert (house.on_hand("TONER", "A-1", "L2"), lawful(house)) == (1, True)
