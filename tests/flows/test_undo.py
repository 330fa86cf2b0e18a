"""`LW*UNDO` takes back the last accepted scan of a task, and the one before it, and so on."""

from __future__ import annotations

import pytest

from tests.flows.saying import label, verdict, words
from tests.warehouse import CREAM, WATER, WATER_CASE, Hand, Warehouse

NOTHING = "There is nothing to undo. Go on with the step on the screen."
MOVED_ON = (
    "The goods have been moved on since, so this cannot be undone."
    " Ask a supervisor to correct the stock."
)


@pytest.fixture
def receiver(house: Warehouse) -> Hand:
    """A hand at an open receipt."""
    house.receipt("RC-1", CREAM=24, WATER=12)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1")
    return hand


@pytest.mark.feature("UX-09", "PK-25")
def test_three_scans_and_two_undos_count_one(house: Warehouse, receiver: Hand) -> None:
    answer = receiver.scans(WATER, WATER, WATER, "LW*UNDO", "LW*UNDO")
    assert verdict(answer) == ("accepted", "undone", "Undone.")
    assert house.on_hand("WATER", "DOCK-1") == 1
    assert (
        house.ask("select received from receipt_lines where product_id = :p", p=house.ids["WATER"])
        == 1
    )


@pytest.mark.feature("PK-25")
def test_an_undo_is_a_move_that_names_the_one_it_reverses(house: Warehouse, receiver: Hand) -> None:
    receiver.scans(WATER, "LW*UNDO")
    assert house.ask("select count(*) from moves where reverses_id is not null") == 1
    assert house.ask("select reason from moves where reverses_id is not null") == (
        "undone by the worker"
    )


def test_nothing_is_left_to_undo_at_the_start(receiver: Hand) -> None:
    assert words(receiver.scans("LW*UNDO")) == NOTHING


def test_an_undo_is_not_undone(house: Warehouse, receiver: Hand) -> None:
    assert words(receiver.scans(WATER, "LW*UNDO", "LW*UNDO")) == NOTHING
    assert house.on_hand("WATER", "DOCK-1") == 0


def test_a_refused_scan_is_not_what_is_undone(house: Warehouse, receiver: Hand) -> None:
    receiver.scans(WATER, "NO-SUCH", "LW*UNDO")
    assert house.on_hand("WATER", "DOCK-1") == 0


def test_an_undone_lot_is_asked_for_again(receiver: Hand) -> None:
    answer = receiver.scans(CREAM, "L1", "LW*UNDO")
    assert (answer["step"], answer["prompt"]) == ("lot", "Scan the lot")
    assert words(receiver.scans("L2", "2027-06-30")) == "+1 CREAM lot L2: 1 of 24."


def test_a_corrected_quantity_is_what_it_was(house: Warehouse, receiver: Hand) -> None:
    receiver.scans(label(a01=CREAM, a10="L1", a17="270630"), "LW*QTY*10", "LW*QTY*4", "LW*UNDO")
    assert house.on_hand("CREAM", "DOCK-1", "L1") == 10
    receiver.scans("LW*UNDO")
    assert house.on_hand("CREAM", "DOCK-1", "L1") == 1


def test_goods_that_were_put_away_since_are_not_taken_back(
    house: Warehouse, receiver: Hand
) -> None:
    receiver.scans(WATER_CASE)
    house.hand("bob").opens("putaway").scans(WATER, "A-1")
    answer = receiver.scans("LW*UNDO")
    assert verdict(answer) == ("refused", "cannot_undo", MOVED_ON)
    assert house.on_hand("WATER", "A-1") == 6


def test_goods_in_somebodys_hand_are_not_taken_back(house: Warehouse, receiver: Hand) -> None:
    receiver.scans(WATER_CASE)
    house.hand("bob").opens("putaway").scans(WATER)
    assert words(receiver.scans("LW*UNDO")) == MOVED_ON


def test_a_closed_receipt_is_not_undone(receiver: Hand) -> None:
    receiver.scans(WATER_CASE, "LW*DONE*CLOSE")
    assert words(receiver.scans("LW*UNDO")) == (
        "This work is finished. Go home and take the next task."
    )


@pytest.fixture
def carrier(house: Warehouse) -> Hand:
    """A hand at putaway, with six waters on the dock."""
    house.stock("WATER", "DOCK-1", 6)
    return house.hand().opens("putaway")


def test_goods_put_away_are_in_the_hand_again_and_on_their_way(
    house: Warehouse, carrier: Hand
) -> None:
    answer = carrier.scans(WATER, "A-1", "LW*UNDO")
    assert (answer["step"], answer["prompt"]) == ("bin", "Scan bin A-1")
    assert (house.on_hand("WATER", "DOCK-1"), house.reserved("WATER", "DOCK-1")) == (6, 6)
    assert house.ask("select destination_id from tasks") == house.ids["A-1"]
    assert words(carrier.scans("A-1")) == "6 of WATER put in A-1."


def test_a_second_undo_puts_them_back_on_the_dock(house: Warehouse, carrier: Hand) -> None:
    carrier.scans("LW*PUTAWAY")
    answer = carrier.scans(WATER, "A-1", "LW*UNDO", "LW*UNDO")
    assert (answer["step"], house.reserved("WATER", "DOCK-1")) == ("goods", 0)
    assert house.ask("select destination_id from tasks") is None


def test_a_keyed_quantity_is_what_it_was(house: Warehouse, carrier: Hand) -> None:
    carrier.scans("LW*PUTAWAY")
    carrier.scans(WATER, "LW*QTY*2", "LW*UNDO")
    assert (house.reserved("WATER", "DOCK-1"), house.ask("select quantity from tasks")) == (6, 6)


@pytest.fixture
def picker(house: Warehouse) -> Hand:
    """A hand at bin A-1, where five waters are to be taken."""
    house.stock("WATER", "A-1", 6)
    house.order("SO-1", WATER=5)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1")
    return hand


@pytest.mark.feature("PK-25")
def test_picked_goods_are_promised_in_their_bin_again(house: Warehouse, picker: Hand) -> None:
    answer = picker.scans(WATER, "LW*QTY*2", "T-01", "LW*UNDO")
    assert answer["step"] == "tote"
    assert (house.on_hand("WATER", "A-1"), house.reserved("WATER", "A-1")) == (6, 5)
    assert (house.on_hand("WATER", "STAGE"), house.ask("select picked from order_lines")) == (0, 0)


@pytest.mark.feature("UX-09")
def test_undone_step_by_step_back_to_the_start(picker: Hand) -> None:
    picker.scans(WATER, "LW*QTY*2", "T-01")
    steps = [picker.scans("LW*UNDO")["step"] for _ in range(4)]
    assert steps == ["tote", "quantity", "goods", "location"]
    assert words(picker.scans("LW*UNDO")) == NOTHING


@pytest.mark.feature("UX-09")
def test_a_picked_order_is_not_undone(house: Warehouse, picker: Hand) -> None:
    picker.scans(WATER, "LW*OK", "T-01")
    assert words(picker.scans("LW*UNDO")) == (
        "This work is finished. Go home and take the next task."
    )
    assert house.on_hand("WATER", "STAGE") == 5
