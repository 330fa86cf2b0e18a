"""Picking: what an order was promised is taken from its bins into a tote."""

from __future__ import annotations

from datetime import date

import pytest

from tests.flows.saying import label, verdict, words
from tests.warehouse import CREAM, DRYER, TONER, WATER, WATER_CASE, Hand, Warehouse


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at the order of five creams of lot L1 from A-1."""
    house.lot("L1")
    house.stock("CREAM", "A-1", 12, lot="L1")
    house.order("SO-1", CREAM=5)
    hand = house.hand().opens("picking")
    hand.scans("SO-1")
    return hand


@pytest.mark.feature("PK-01", "UX-01")
def test_an_order_is_picked_bin_goods_quantity_tote(house: Warehouse, hand: Hand) -> None:
    answers = [hand.scans(code) for code in ("A-1", "L1", "LW*OK", "T-01")]
    assert [words(one) for one in answers] == [
        "A-1. Take 5 of CREAM lot L1.",
        "CREAM lot L1: 1 of 5.",
        "5 of CREAM lot L1. Scan the tote they go in.",
        "5 of CREAM lot L1 picked. Order SO-1 is done: bring it to STAGE.",
    ]
    assert [(one["step"], one["prompt"]) for one in answers] == [
        ("goods", "Scan CREAM lot L1"),
        ("quantity", "Scan again, or key in the quantity"),
        ("tote", "Scan the tote"),
        (None, "Bring the tote to STAGE"),
    ]
    assert (house.on_hand("CREAM", "A-1"), house.on_hand("CREAM", "STAGE", "L1")) == (7, 5)
    assert house.reserved("CREAM", "A-1") == 0
    assert house.ask("select status from orders") == "picked"


def test_the_answer_of_a_pick_is_whole(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("A-1", "L1", "LW*QTY*2", "T-01")
    assert answer == {
        "scan_id": answer["scan_id"],
        "status": "accepted",
        "code": "picked",
        "message": "2 of CREAM lot L1 picked.",
        "remedy": None,
        "flow": "picking",
        "task": str(hand.task),
        "step": "goods",
        "version": 5,
        "prompt": "Scan CREAM lot L1",
        "line": {
            "product": "CREAM",
            "name": "Hand cream",
            "lot": "L1",
            "serial": None,
            "location": "A-1",
            "planned": 5,
            "done": 2,
            "unit": "each",
        },
        "choices": [],
        "expected": None,
        "scanned": None,
        "action": None,
        "go": None,
    }


def test_the_next_task_is_taken_by_a_command(house: Warehouse, hand: Hand) -> None:
    answer = house.hand().opens("picking").scans("LW*PICK")
    assert verdict(answer) == ("accepted", "pick_started", "Picking order SO-1.")
    assert (answer["task"], answer["go"]) == (str(hand.task), f"/pick/{hand.task}")


def test_with_nothing_to_pick_no_task_is_given(house: Warehouse) -> None:
    assert words(house.hand().opens("picking").scans("LW*PICK")) == (
        "There is nothing to pick now. Go home and choose other work."
    )


@pytest.mark.feature("EX-11")
def test_an_order_of_expired_stock_only_has_nothing_to_pick(house: Warehouse) -> None:
    house.lot("OLD", expires_on=date(2026, 6, 14))
    house.stock("CREAM", "A-1", 12, lot="OLD")
    house.order("SO-1", CREAM=5)
    assert words(house.hand().opens("picking").scans("SO-1")) == (
        "Order SO-1 has nothing to pick now. Take the next task, or ask a supervisor."
    )
    assert house.ask("select status from orders") == "released"


def test_a_receipts_number_is_no_order(house: Warehouse) -> None:
    house.receipt("RC-1", WATER=6)
    assert words(house.hand().opens("picking").scans("RC-1")) == (
        "That was receipt RC-1. Scan an order number, or take the next task."
    )


@pytest.mark.feature("EX-08")
def test_the_lot_that_expires_first_is_promised_first(house: Warehouse) -> None:
    for code, day in (("LATE", date(2027, 9, 1)), ("SOON", date(2026, 9, 1)), ("NONE", None)):
        house.lot(code, expires_on=day)
        house.stock("CREAM", "A-2", 3, lot=code)
    house.order("SO-1", CREAM=7)
    promised = "select sum(r.quantity) from reservations r join balances b on b.id = r.balance_id"
    promised += " join lots l on l.id = b.lot_id where l.code = :lot"
    assert [house.ask(promised, lot=lot) for lot in ("SOON", "LATE", "NONE")] == [3, 3, 1]


@pytest.mark.parametrize(
    "code",
    [
        "L1",
        "10L1",
        "]C0L1",
        CREAM,
        CREAM[1:],
        f"]E0{CREAM[1:]}",
        f"]C0{CREAM}",
        label(a01=CREAM, a10="L1"),
    ],
)
def test_every_code_of_the_goods_is_the_goods(hand: Hand, code: str) -> None:
    answer = hand.scans("A-1", code)
    assert words(answer) == "CREAM lot L1: 1 of 5."


def test_each_scan_counts_and_the_last_one_fills_the_line(house: Warehouse, hand: Hand) -> None:
    answers = [hand.scans(code) for code in ("A-1", "L1", "L1", "L1", "L1", "L1")]
    assert [words(one) for one in answers[2:]] == [
        "CREAM lot L1: 2 of 5.",
        "CREAM lot L1: 3 of 5.",
        "CREAM lot L1: 4 of 5.",
        "5 of CREAM lot L1. Scan the tote they go in.",
    ]


def test_ok_takes_what_was_counted(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("A-1", "L1", "L1", "LW*OK", "T-01")
    assert words(answer) == "2 of CREAM lot L1 picked."
    assert (house.on_hand("CREAM", "STAGE"), house.reserved("CREAM", "A-1")) == (2, 3)


@pytest.mark.feature("PK-19")
def test_a_case_counts_its_units(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 20)
    house.order("SO-1", WATER=8)
    hand = house.hand().opens("picking")
    assert words(hand.scans("SO-1", "A-1", WATER_CASE)) == "WATER: 6 of 8."


def test_a_label_with_a_count_counts_it(hand: Hand) -> None:
    answer = hand.scans("A-1", label(a01=CREAM, a10="L1", a30="5"))
    assert words(answer) == "5 of CREAM lot L1. Scan the tote they go in."


def test_a_serial_is_one_scan(house: Warehouse) -> None:
    house.serials("DRYER", "A-1", "HD-1", "HD-2")
    house.order("SO-1", DRYER=2)
    hand = house.hand().opens("picking")
    answers = [hand.scans(code) for code in ("SO-1", "A-1", "HD-1", "T-01", "HD-2")]
    assert [words(one) for one in answers[2:]] == [
        "1 of DRYER serial HD-1. Scan the tote they go in.",
        "1 of DRYER serial HD-1 picked.",
        "1 of DRYER serial HD-2 picked. Order SO-1 is done: bring it to STAGE.",
    ]
    assert house.on_hand("DRYER", "STAGE") == 2


@pytest.mark.feature("PK-20")
def test_goods_of_one_bin_are_picked_in_any_order(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-1", 6)
    house.order("SO-2", CREAM=1, WATER=1)
    other = house.hand("bob").opens("picking")
    answer = other.scans("SO-2", "A-1", WATER)
    assert words(answer) == "1 of WATER. Scan the tote they go in."


def test_another_bin_of_the_task_is_gone_to(house: Warehouse) -> None:
    house.stock("WATER", "A-2", 6)
    house.lot("L1")
    house.stock("CREAM", "A-1", 6, lot="L1")
    house.order("SO-1", CREAM=1, WATER=1)
    hand = house.hand().opens("picking")
    assert words(hand.scans("SO-1", "A-1", "A-2")) == "A-2. Take 1 of WATER."


def test_bins_come_in_walking_order(house: Warehouse) -> None:
    house.stock("WATER", "A-3", 6)
    house.lot("L1")
    house.stock("CREAM", "A-1", 6, lot="L1")
    house.order("SO-1", WATER=1, CREAM=1)
    hand = house.hand().opens("picking")
    prompts = [hand.scans(code)["prompt"] for code in ("SO-1", "A-1", "L1", "T-01")]
    assert prompts == ["Scan bin A-1", "Scan CREAM lot L1", "Scan the tote", "Scan bin A-3"]


@pytest.mark.feature("PK-18")
def test_the_tote_is_asked_once_and_then_kept(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("A-1", "L1", "LW*QTY*2", "T-01", "L1", "LW*QTY*3")
    assert words(answer) == "3 of CREAM lot L1 picked. Order SO-1 is done: bring it to STAGE."
    plate = "select sum(on_hand) from balances where plate_id = :id"
    assert house.ask(plate, id=house.ids["T-01"]) == 5


@pytest.mark.feature("PK-18")
def test_between_two_picks_another_tote_goes_on(house: Warehouse, hand: Hand) -> None:
    answers = [
        hand.scans(code) for code in ("A-1", "L1", "LW*QTY*2", "T-01", "T-02", "L1", "LW*OK")
    ]
    assert words(answers[4]) == "Now filling tote T-02."
    plate = "select sum(on_hand) from balances where plate_id = :id"
    assert [house.ask(plate, id=house.ids[tote]) for tote in ("T-01", "T-02")] == [2, 3]


def test_cancel_forgets_what_was_counted(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("A-1", "L1", "L1", "LW*CANCEL")
    assert (words(answer), answer["step"]) == ("Forgotten. Scan again.", "goods")
    assert words(hand.scans("L1")) == "CREAM lot L1: 1 of 5."


@pytest.mark.feature("PK-16")
def test_a_skipped_line_comes_last(house: Warehouse) -> None:
    house.stock("WATER", "A-2", 6)
    house.lot("L1")
    house.stock("CREAM", "A-1", 6, lot="L1")
    house.order("SO-1", CREAM=1, WATER=1)
    hand = house.hand().opens("picking")
    answers = [hand.scans(code) for code in ("SO-1", "LW*SKIP", "A-2", WATER, "T-01", "LW*SKIP")]
    assert [answers[1]["prompt"], answers[4]["prompt"]] == ["Scan bin A-2", "Scan bin A-1"]
    assert words(answers[1]) == "CREAM lot L1 comes later."
    assert words(answers[5]) == ("This is the last line of the order. Pick it, or report it short.")


def test_what_was_never_in_stock_is_short_when_the_rest_is_picked(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 2)
    house.order("SO-1", WATER=5)
    answer = house.hand().opens("picking").scans("SO-1", "A-1", WATER, WATER, "T-01")
    assert answer["code"] == "order_picked"
    assert house.ask("select short from order_lines") == 3
    assert house.ask("select reason from exceptions") == "not_in_stock"


@pytest.mark.feature("PK-24")
def test_an_order_a_colleague_has_is_not_taken(house: Warehouse, hand: Hand) -> None:
    assert words(house.hand("bob").opens("picking").scans("SO-1")) == (
        "ann has been working on this since 9:00\u202fAM."
        " Take another task, or ask ann to hand it over."
    )


def test_lot_and_serial_together_are_picked_by_the_serial(house: Warehouse) -> None:
    house.lot("T1", product="TONER", expires_on=None)
    house.serials("TONER", "A-1", "S1", lot="T1")
    house.order("SO-1", TONER=1)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1")
    assert words(hand.scans("T1")) == (
        "Every TONER has its own serial number. Scan the serial number of this unit."
    )
    assert words(hand.scans(label(a01=TONER, a10="T1", a21="S1"))) == (
        "1 of TONER serial S1. Scan the tote they go in."
    )


def test_a_product_of_serials_asks_for_the_unit(house: Warehouse) -> None:
    house.serials("DRYER", "A-1", "HD-1")
    house.order("SO-1", DRYER=1)
    assert words(house.hand().opens("picking").scans("SO-1", "A-1", DRYER)) == (
        "Every DRYER has its own serial number. Scan the serial number of this unit."
    )


def test_an_untracked_product_is_enough(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 1)
    house.order("SO-1", WATER=1)
    assert house.hand().opens("picking").scans("SO-1", "A-1", WATER)["step"] == "tote"
