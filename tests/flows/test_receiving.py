"""Receiving: what a supplier brought becomes stock on the dock, one scan at a time."""

from __future__ import annotations

import pytest

from tests.flows.saying import choices, label, verdict, words
from tests.warehouse import CREAM, CREAM_CASE, DRYER, TONER, WATER, WATER_CASE, Hand, Warehouse

LABEL = label(a01=CREAM, a10="L1", a17="270630")


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at an open receipt of every kind of product."""
    house.receipt("RC-1", CREAM=40, DRYER=2, WATER=12, TONER=2)
    hand = house.hand()
    hand.opens("receiving").scans("RC-1")
    return hand


@pytest.mark.feature("RC-01")
def test_a_receipts_number_opens_it(house: Warehouse) -> None:
    house.receipt("RC-1", CREAM=40)
    answer = house.hand().opens("receiving").scans("RC-1")
    assert verdict(answer) == ("accepted", "receipt_opened", "Receipt RC-1 is open.")
    assert answer["go"] == f"/receive/{answer['task']}"


@pytest.mark.feature("RC-01")
def test_a_product_opens_the_one_receipt_that_expects_it(house: Warehouse) -> None:
    house.receipt("RC-1", CREAM=40)
    house.receipt("RC-2", WATER=6)
    answer = house.hand().opens("receiving").scans(WATER)
    assert words(answer) == "Receipt RC-2 is open."


@pytest.mark.feature("RC-01")
def test_a_product_of_two_receipts_lists_both(house: Warehouse) -> None:
    house.receipt("RC-1", WATER=12)
    house.receipt("RC-2", WATER=6)
    answer = house.hand().opens("receiving").scans(WATER)
    assert verdict(answer) == (
        "choose",
        "several_receipts",
        "2 open receipts expect WATER. Tap one of these.",
    )
    assert choices(answer) == [("RC-1", "RC-1"), ("RC-2", "RC-2")]


def test_a_product_nobody_expects_opens_nothing(house: Warehouse) -> None:
    house.receipt("RC-1", CREAM=40)
    answer = house.hand().opens("receiving").scans(WATER)
    assert verdict(answer) == (
        "refused",
        "no_work",
        "No open receipt expects WATER. Go home and choose other work.",
    )


def test_an_orders_number_opens_no_receipt(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 6)
    house.order("SO-1", WATER=6)
    answer = house.hand().opens("receiving").scans("SO-1")
    assert words(answer) == (
        "That was order SO-1. Scan a receipt number or a product that was delivered."
    )


@pytest.mark.feature("UX-14")
def test_a_receipt_is_gone_on_with_where_it_stood(house: Warehouse, hand: Hand) -> None:
    hand.scans(CREAM)
    again = house.hand().opens("receiving").scans("RC-1")
    assert (again["task"], again["step"]) == (str(hand.task), "lot")


@pytest.mark.feature("RC-07")
def test_one_label_fills_product_lot_date_and_quantity(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(label(a01=CREAM, a17="270630", a10="L1", a30="12"))
    assert answer == {
        "scan_id": answer["scan_id"],
        "status": "accepted",
        "code": "received",
        "message": "+12 CREAM lot L1: 12 of 40.",
        "remedy": None,
        "flow": "receiving",
        "task": str(hand.task),
        "version": 2,
        "step": "quantity",
        "prompt": "Scan again, or key in the quantity",
        "line": {
            "product": "CREAM",
            "name": "Hand cream",
            "lot": "L1",
            "serial": None,
            "location": "DOCK-1",
            "planned": 40,
            "done": 12,
            "unit": "each",
        },
        "choices": [],
        "expected": None,
        "scanned": None,
        "action": None,
        "go": None,
    }
    assert house.on_hand("CREAM", "DOCK-1", "L1") == 12


@pytest.mark.feature("RC-02")
def test_untracked_goods_count_one_a_scan(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(WATER, WATER)
    assert words(answer) == "+1 WATER: 2 of 12."
    assert house.on_hand("WATER", "DOCK-1") == 2


@pytest.mark.feature("RC-02", "RC-16", "UX-01")
def test_a_tracked_product_asks_for_lot_then_date_and_counts_only_then(
    house: Warehouse, hand: Hand
) -> None:
    steps = [hand.scans(code) for code in (CREAM, "L1", "2027-06-30")]
    assert [(one["step"], one["prompt"]) for one in steps] == [
        ("lot", "Scan the lot"),
        ("expiry", "Scan or key in the date it expires on"),
        ("quantity", "Scan again, or key in the quantity"),
    ]
    assert words(steps[-1]) == "+1 CREAM lot L1: 1 of 40."
    assert house.on_hand("CREAM", "DOCK-1", "L1") == 1


@pytest.mark.feature("RC-03")
def test_an_unknown_lot_code_becomes_a_new_lot_of_the_product(house: Warehouse, hand: Hand) -> None:
    hand.scans(CREAM, "L1", "2027-06-30")
    row = house.ask(
        "select expires_on from lots where code = 'L1' and product_id = :p", p=house.ids["CREAM"]
    )
    assert str(row) == "2027-06-30"


@pytest.mark.feature("RC-04")
def test_each_lot_scan_adds_one(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(LABEL, "L1", "L1")
    assert words(answer) == "+1 CREAM lot L1: 3 of 40."
    assert house.on_hand("CREAM", "DOCK-1", "L1") == 3


@pytest.mark.feature("RC-04")
def test_a_quantity_keyed_in_before_the_lot_is_the_lots_quantity(
    house: Warehouse, hand: Hand
) -> None:
    hand.scans(CREAM, "LW*QTY*10")
    answer = hand.scans("L1", "2027-06-30")
    assert words(answer) == "+10 CREAM lot L1: 10 of 40."
    assert house.on_hand("CREAM", "DOCK-1", "L1") == 10


@pytest.mark.feature("RC-04")
def test_a_quantity_keyed_in_after_a_scan_is_the_entrys_quantity(
    house: Warehouse, hand: Hand
) -> None:
    answer = hand.scans(LABEL, "LW*QTY*10")
    assert words(answer) == "CREAM corrected: 10 of 40."
    assert house.on_hand("CREAM", "DOCK-1", "L1") == 10


def test_a_smaller_quantity_goes_back_to_the_supplier_by_a_move(
    house: Warehouse, hand: Hand
) -> None:
    answer = hand.scans(LABEL, "LW*QTY*10", "LW*QTY*4")
    assert words(answer) == "CREAM corrected: 4 of 40."
    assert (house.on_hand("CREAM", "DOCK-1", "L1"), house.count("moves")) == (4, 3)


@pytest.mark.feature("ID-14")
def test_a_case_counts_its_units(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(WATER_CASE)
    assert words(answer) == "+6 WATER: 6 of 12."
    assert house.on_hand("WATER", "DOCK-1") == 6


@pytest.mark.feature("ID-14")
def test_a_case_of_a_lot_product_asks_for_the_lot_then_counts_its_units(
    house: Warehouse, hand: Hand
) -> None:
    answers = [hand.scans(code) for code in (CREAM_CASE, "L1", "2027-06-30")]
    assert [one["step"] for one in answers] == ["lot", "expiry", "quantity"]
    assert words(answers[-1]) == "+12 CREAM lot L1: 12 of 40."


@pytest.mark.feature("ID-01")
def test_serials_are_scanned_one_after_another(house: Warehouse, hand: Hand) -> None:
    answers = [hand.scans(code) for code in (DRYER, "HD-1", "HD-2")]
    assert [words(one) for one in answers] == [
        "DRYER, Hairdryer.",
        "+1 DRYER HD-1: 1 of 2.",
        "+1 DRYER HD-2: 2 of 2.",
    ]
    assert [one["step"] for one in answers] == ["serial", "serial", "product"]
    assert house.on_hand("DRYER", "DOCK-1") == 2


def test_lot_and_serial_together_are_asked_one_at_a_time(house: Warehouse, hand: Hand) -> None:
    answers = [hand.scans(code) for code in (TONER, "T1", "S1", "S2")]
    assert [one["step"] for one in answers] == ["lot", "serial", "serial", "product"]
    assert house.on_hand("TONER", "DOCK-1", "T1") == 2


@pytest.mark.feature("RC-16")
def test_a_lot_label_before_its_product_is_kept(house: Warehouse, hand: Hand) -> None:
    answers = [hand.scans(label(a10="L1", a17="270630")), hand.scans(CREAM)]
    assert [words(one) for one in answers] == [
        "Read lot or serial L1. Now scan its product.",
        "+1 CREAM lot L1: 1 of 40.",
    ]
    assert house.on_hand("CREAM", "DOCK-1", "L1") == 1


def test_ok_ends_an_entry(hand: Hand) -> None:
    answer = hand.scans(LABEL, "LW*OK")
    assert (words(answer), answer["step"]) == ("Counted. Scan the next product.", "product")


def test_cancel_forgets_a_draft_and_keeps_the_stock(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(CREAM, "L1", "LW*CANCEL")
    assert (words(answer), answer["step"]) == (
        "Forgotten. Scan a product of this receipt.",
        "product",
    )
    assert (house.count("moves"), house.count("lots")) == (0, 0)


def test_the_date_of_the_screen_is_a_command(hand: Hand) -> None:
    answer = hand.scans(CREAM, "L1", "LW*DATE*2027-06-30")
    assert words(answer) == "+1 CREAM lot L1: 1 of 40."


def test_a_known_lots_date_is_not_asked_again(house: Warehouse, hand: Hand) -> None:
    house.lot("L1")
    answer = hand.scans(CREAM, "L1")
    assert words(answer) == "+1 CREAM lot L1: 1 of 40."


def test_a_dated_label_gives_a_known_lot_the_date_it_lacked(house: Warehouse, hand: Hand) -> None:
    house.lot("L1", expires_on=None)
    hand.scans(LABEL)
    assert str(house.ask("select expires_on from lots where code = 'L1'")) == "2027-06-30"


@pytest.mark.feature("RC-15")
def test_two_workers_receive_one_receipt_and_the_sum_is_right(house: Warehouse, hand: Hand) -> None:
    other = house.hand("bob")
    other.opens("receiving").scans("RC-1", WATER_CASE)
    answer = hand.scans(WATER_CASE)
    assert words(answer) == "+6 WATER: 12 of 12."
    assert other.task != hand.task
    assert house.on_hand("WATER", "DOCK-1") == 12


@pytest.mark.parametrize("symbology", [None, "]E0"])
def test_an_ean_13_is_its_product(hand: Hand, symbology: str | None) -> None:
    answer = hand.scans(WATER.removeprefix("0"), symbology=symbology)
    assert words(answer) == "+1 WATER: 1 of 12."


@pytest.mark.parametrize(
    ("code", "symbology"), [(WATER, "]C0"), (WATER_CASE, "]I1"), (WATER_CASE, "]C0")]
)
def test_a_gtin_counts_under_any_symbol_that_can_hold_it(
    hand: Hand, code: str, symbology: str
) -> None:
    assert hand.scans(code, symbology=symbology)["code"] == "received"


def test_a_lot_under_a_plain_identifier_is_the_lot(hand: Hand) -> None:
    answer = hand.scans(CREAM, "]C0L1", "2027-06-30")
    assert words(answer) == "+1 CREAM lot L1: 1 of 40."


def test_ok_after_the_last_serial_goes_on_to_the_next_product(house: Warehouse) -> None:
    house.receipt("RC-9", DRYER=1, WATER=1)
    hand = house.hand().opens("receiving")
    hand.scans("RC-9", DRYER, "HD-77")
    assert hand.scans("LW*OK")["message"] == "Counted. Scan the next product."
