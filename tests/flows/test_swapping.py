"""Another lot than the promised one: said first, swapped by the second scan, or refused."""

from __future__ import annotations

from datetime import date

import pytest

from tests.flows.saying import label, verdict, words
from tests.warehouse import CREAM, Hand, Warehouse

OTHERS = (
    "select coalesce(sum(r.quantity), 0) from reservations r join balances b on b.id = r.balance_id"
)
OTHERS += " join lots l on l.id = b.lot_id where r.task_id = :task and l.code = :lot"


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at bin A-1: five of lot L1 are promised, lot L2 expires later and is free."""
    house.lot("L1", expires_on=date(2027, 1, 31))
    house.lot("L2", expires_on=date(2027, 6, 30))
    house.stock("CREAM", "A-1", 5, lot="L1")
    house.stock("CREAM", "A-1", 8, lot="L2")
    house.order("SO-1", CREAM=5)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1")
    return hand


@pytest.mark.feature("PK-08", "PK-10")
def test_a_lot_that_expires_later_says_so_before_it_is_swapped(
    house: Warehouse, hand: Hand
) -> None:
    answer = hand.scans("L2")
    assert verdict(answer) == (
        "confirm",
        "swap",
        "L1 was promised and expires first, on Jan 31, 2027. Scan L2 once more to take it instead.",
    )
    assert (answer["expected"], answer["scanned"]) == ("L1", "L2")
    assert house.ask(OTHERS, task=hand.task, lot="L1") == 5


@pytest.mark.feature("PK-08")
def test_the_second_scan_swaps_to_free_stock(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("L2", "L2")
    assert words(answer) == "CREAM lot L2: 1 of 5."
    assert [house.ask(OTHERS, task=hand.task, lot=lot) for lot in ("L1", "L2")] == [0, 5]
    hand.scans("LW*OK", "T-01")
    assert (house.on_hand("CREAM", "STAGE", "L2"), house.on_hand("CREAM", "A-1", "L1")) == (5, 5)


@pytest.mark.feature("PK-08")
def test_where_less_is_free_the_rest_stays_promised_as_before(house: Warehouse) -> None:
    house.lot("L1", expires_on=date(2027, 1, 31))
    house.lot("L2", expires_on=None)
    house.stock("CREAM", "A-1", 5, lot="L1")
    house.stock("CREAM", "A-1", 2, lot="L2")
    house.order("SO-1", CREAM=5)
    hand = house.hand().opens("picking")
    answer = hand.scans("SO-1", "A-1", "L2", "L2")
    assert words(answer) == "CREAM lot L2: 1 of 2."
    assert [house.ask(OTHERS, task=hand.task, lot=lot) for lot in ("L1", "L2")] == [3, 2]


@pytest.mark.feature("PK-08")
def test_what_another_order_was_promised_is_exchanged(house: Warehouse, hand: Hand) -> None:
    other = house.order("SO-2", CREAM=8)
    answer = hand.scans("L2", "L2")
    assert answer["status"] == "accepted"
    promised = [
        house.ask(OTHERS, task=task, lot=lot) for task in (hand.task, other) for lot in ("L1", "L2")
    ]
    assert promised == [0, 5, 5, 3]
    assert house.reserved("CREAM", "A-1") == 13


@pytest.mark.feature("PK-08")
def test_what_was_picked_already_is_not_exchanged(house: Warehouse, hand: Hand) -> None:
    house.order("SO-2", CREAM=8)
    house.hand("bob").opens("picking").scans("SO-2", "A-1", "L2", "LW*OK", "T-02")
    assert words(hand.scans("L2")) == "CREAM lot L2 is not at A-1. It is at STAGE."


def test_stock_in_a_putaways_hand_cannot_be_had(house: Warehouse) -> None:
    house.serials("DRYER", "A-1", "HD-1")
    house.order("SO-1", DRYER=1)
    house.serials("DRYER", "DOCK-1", "HD-2")
    house.hand("bob").opens("putaway").scans("HD-2")
    hand = house.hand().opens("picking")
    assert words(hand.scans("SO-1", "A-1", "HD-2")) == (
        "DRYER serial HD-2 is not at A-1. It is at DOCK-1."
    )


@pytest.mark.feature("PK-08")
def test_a_serial_is_swapped_for_another_one(house: Warehouse) -> None:
    house.serials("DRYER", "A-1", "HD-1", "HD-2")
    house.order("SO-1", DRYER=1)
    hand = house.hand().opens("picking")
    answers = [hand.scans(code) for code in ("SO-1", "A-1", "HD-2", "HD-2", "T-01")]
    assert [words(one) for one in answers[2:]] == [
        "HD-1 was promised, not HD-2. Scan HD-2 once more to take it instead.",
        "1 of DRYER serial HD-2. Scan the tote they go in.",
        "1 of DRYER serial HD-2 picked. Order SO-1 is done: bring it to STAGE.",
    ]


def test_another_scan_between_takes_the_question_back(house: Warehouse, hand: Hand) -> None:
    hand.scans("L2", "NO-SUCH")
    assert hand.scans("L2")["status"] == "confirm"


def test_too_many_at_once_are_not_swapped(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(label(a01=CREAM, a10="L2", a30="6"))
    assert verdict(answer) == (
        "refused",
        "over_pick",
        "Too many: only 5 of CREAM left to pick. Put the rest back.",
    )
    assert house.ask(OTHERS, task=hand.task, lot="L1") == 5
