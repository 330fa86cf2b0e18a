"""What receiving refuses: nothing is written but the scan, and the sentence says what to do."""

from __future__ import annotations

from datetime import date

import pytest

from tests.flows.saying import label, verdict, words
from tests.warehouse import CREAM, CREAM_CASE, DRYER, WATER, Hand, Warehouse

LABEL = label(a01=CREAM, a10="L1", a17="270630")


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at an open receipt; water is not on it."""
    house.receipt("RC-1", CREAM=24, DRYER=3, TONER=2)
    hand = house.hand()
    hand.opens("receiving").scans("RC-1")
    return hand


def refused(house: Warehouse, hand: Hand, *codes: str) -> tuple[str, str]:
    """Code and sentences of the last scan's refusal; it moved nothing and kept the step."""
    *before, last = codes
    hand.scans(*before) if before else None
    step, moves, lots = hand.step, house.count("moves"), house.count("lots")
    answer = hand.scans(last)
    assert answer["status"] == "refused"
    assert (hand.step, house.count("moves"), house.count("lots")) == (step, moves, lots)
    return answer["code"], words(answer)


@pytest.mark.feature("RC-17")
def test_an_unknown_code_is_shown_as_it_was_read(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, "NO-SUCH") == (
        "unknown_code",
        "NO-SUCH is not known here. Check the label and scan again, or ask a supervisor.",
    )


@pytest.mark.feature("RC-17")
def test_a_right_gtin_of_no_product_is_told_apart(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, "09501101539990") == (
        "unknown_gtin",
        "No product here has GTIN 09501101539990."
        " Put the goods aside and ask a supervisor to add the product.",
    )


@pytest.mark.feature("RC-11")
def test_a_product_that_was_not_announced_is_named(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, WATER) == (
        "product_not_on_receipt",
        "WATER is not on receipt RC-1. Put it aside and ask a supervisor, or scan another product.",
    )


@pytest.mark.feature("ID-04")
def test_a_code_with_other_capitals_is_a_hint_and_no_match(house: Warehouse, hand: Hand) -> None:
    house.lot("LOT-1")
    assert refused(house, hand, "lot-1") == (
        "unknown_code",
        "lot-1 is not known here. LOT-1 is, with other capitals. Scan the label, do not type it.",
    )


def test_a_lot_code_with_a_blank_behind_it_is_found(house: Warehouse, hand: Hand) -> None:
    house.lot("L1")
    assert words(hand.scans(CREAM, "L1 ")) == "+1 CREAM lot L1: 1 of 24."


@pytest.mark.feature("BC-01")
def test_a_bin_is_no_lot(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, CREAM, "A-1") == (
        "wrong_kind",
        "That was bin A-1. Scan the lot or serial number on the label.",
    )


def test_a_bin_is_no_product(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, "A-1") == (
        "wrong_kind",
        "That was bin A-1. Scan a product of this receipt.",
    )


@pytest.mark.feature("EX-04")
def test_another_date_for_a_known_lot_is_a_conflict(house: Warehouse, hand: Hand) -> None:
    house.lot("L1", expires_on=date(2027, 1, 1))
    assert refused(house, hand, label(a01=CREAM, a10="L1", a17="270201")) == (
        "expiry_conflict",
        "Lot L1 expires on Jan 1, 2027, but this label says Feb 1, 2027."
        " Put these goods aside and ask a supervisor.",
    )
    assert str(house.ask("select expires_on from lots")) == "2027-01-01"


def test_expired_goods_are_not_taken_in(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, label(a01=CREAM, a10="L1", a17="260614")) == (
        "expired",
        "Lot L1 expired on Jun 14, 2026. Put these goods aside and ask a supervisor.",
    )


def test_goods_are_taken_in_through_the_day_they_expire_on(house: Warehouse, hand: Hand) -> None:
    assert hand.scans(label(a01=CREAM, a10="L1", a17="260615"))["status"] == "accepted"


def test_what_is_no_date_is_asked_for_again(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, CREAM, "L1", "tomorrow") == (
        "expiry_needed",
        "A new lot of CREAM needs the date it expires on."
        " Scan the date, or key it in as YYYY-MM-DD.",
    )


def test_a_day_that_is_not_in_the_calendar_is_no_date(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, CREAM, "L1", "LW*DATE*2027-02-30") == (
        "bad_date",
        "2027-02-30 is not a date. Key it in as YYYY-MM-DD, for example 2027-03-31.",
    )


def test_another_product_where_a_date_is_asked_is_the_wrong_one(
    house: Warehouse, hand: Hand
) -> None:
    assert refused(house, hand, CREAM, "L1", DRYER) == (
        "wrong_product",
        "Wrong product: that is DRYER. Scan CREAM.",
    )


@pytest.mark.feature("RC-10")
def test_more_than_expected_is_refused(house: Warehouse, hand: Hand) -> None:
    hand.scans(LABEL, "LW*QTY*20")
    assert refused(house, hand, label(a01=CREAM_CASE, a10="L1")) == (
        "over_expected",
        "More CREAM than expected: 20 of 24 done before this scan."
        " Put the rest aside and ask a supervisor.",
    )
    assert house.on_hand("CREAM", "DOCK-1") == 20


@pytest.mark.feature("RC-10")
def test_more_than_expected_cannot_be_keyed_in(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, LABEL, "LW*QTY*25")[0] == "over_expected"


@pytest.mark.feature("RC-05")
def test_the_same_serial_twice_is_refused(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, DRYER, "HD-1", "HD-1") == (
        "serial_already_used",
        "Serial HD-1 was already scanned here. Scan the next unit.",
    )
    assert house.on_hand("DRYER", "DOCK-1") == 1


@pytest.mark.feature("RC-06")
def test_a_serial_in_stock_is_refused_and_its_place_named(house: Warehouse, hand: Hand) -> None:
    house.serials("DRYER", "A-1", "SN7")
    assert refused(house, hand, DRYER, "SN7") == (
        "serial_in_stock",
        "Serial SN7 is already in stock, at A-1. Check the label. Scan another unit.",
    )


@pytest.mark.feature("RT-03")
def test_a_serial_that_was_sold_comes_back_as_a_return_only(house: Warehouse, hand: Hand) -> None:
    house.serials("DRYER", "CUSTOMERS", "SN7")
    assert refused(house, hand, DRYER, "SN7") == (
        "serial_left_before",
        "Serial SN7 was received before and has left."
        " Receive it as a return: ask a supervisor which order it left for.",
    )


@pytest.mark.feature("RC-05", "ID-14")
def test_a_serial_with_a_count_is_refused(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, label(a01=DRYER, a21="HD-1", a30="2")) == (
        "serial_is_one",
        "Serial HD-1 is one unit. Scan every unit by itself.",
    )


@pytest.mark.feature("RC-05")
def test_serials_are_not_keyed_in_by_number(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, DRYER, "LW*QTY*3") == (
        "serial_needed",
        "Every DRYER has its own serial number. Scan the serial number of this unit.",
    )
    assert hand.scans("HD-1")["code"] == "received"


def test_a_code_too_long_for_a_label_is_no_lot(house: Warehouse, hand: Hand) -> None:
    long = "L" * 21
    assert refused(house, hand, CREAM, long) == (
        "code_too_long",
        f"{long} is too long for a lot or serial code."
        " Scan the lot or serial number, at most 20 characters.",
    )


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "x", "", "1e3", "1_0", "²"])
def test_what_is_no_quantity_is_refused(house: Warehouse, hand: Hand, text: str) -> None:
    assert refused(house, hand, LABEL, f"LW*QTY*{text}") == (
        "bad_quantity",
        f"{text or '?'} is not a quantity. Key in a whole number above 0.",
    )


def test_a_quantity_of_nothing_is_refused(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, "LW*QTY*3") == (
        "scan_goods_first",
        "Scan the goods first. Then key in how many there are.",
    )


def test_a_command_of_other_work_does_nothing(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, "LW*SHORT*damaged") == (
        "unknown_command",
        "Command LW*SHORT*damaged does nothing here. Use the buttons on the screen.",
    )


def test_a_date_command_is_for_the_date_step(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, "LW*DATE*2027-06-30")[0] == "unknown_command"


def test_ok_does_not_stand_for_a_missing_lot(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, CREAM, "LW*OK") == (
        "wrong_kind",
        "That was the OK button. Scan the lot.",
    )


def test_an_empty_scan_is_said_to_be_empty(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, " \r\n") == (
        "empty_scan",
        "The scan was empty. Hold the scanner closer and scan again.",
    )


def test_a_broken_label_says_what_is_wrong(house: Warehouse, hand: Hand) -> None:
    code, said = refused(house, hand, "]C10109501101530004")
    assert (code, said.endswith("Scan the label again.")) == ("unreadable_code", True)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "🍊", "a\0b", "x" * 2000, "LW*", "]"]
)
def test_strange_text_is_refused_and_logged(house: Warehouse, hand: Hand, text: str) -> None:
    scans = house.count("scans")
    assert hand.scans(text)["status"] == "refused"
    assert (house.count("scans"), house.count("moves")) == (scans + 1, 0)


@pytest.mark.feature("BC-01")
def test_the_code_of_another_products_lot_takes_a_second_scan(house: Warehouse, hand: Hand) -> None:
    house.lot("L1", product="TONER", expires_on=None)
    hand.scans(CREAM)
    answer = hand.scans("L1")
    assert verdict(answer) == (
        "confirm",
        "same_code_other_product",
        "L1 is already TONER lot L1. Scan it again to use it for CREAM too.",
    )
    assert (answer["expected"], answer["scanned"]) == ("CREAM", "TONER")


@pytest.mark.feature("ID-03")
def test_the_same_code_may_be_a_lot_of_two_products(house: Warehouse, hand: Hand) -> None:
    house.lot("L1", product="TONER", expires_on=None)
    hand.scans(CREAM, "L1", "L1", "2027-06-30")
    assert house.ask("select count(*) from lots where code = 'L1'") == 2


def test_a_confirmation_is_forgotten_after_another_scan(house: Warehouse, hand: Hand) -> None:
    house.lot("L1", product="TONER", expires_on=None)
    hand.scans(CREAM, "L1", "A-1")
    assert hand.scans("L1")["status"] == "confirm"


def test_a_lot_of_two_products_is_the_one_of_this_receipt(house: Warehouse) -> None:
    house.lot("L1")
    house.lot("L1", product="TONER")
    house.receipt("RC-1", CREAM=24)
    answer = house.hand().opens("receiving").scans("RC-1", "L1")
    assert words(answer) == "+1 CREAM lot L1: 1 of 24."


@pytest.mark.feature("BC-02")
def test_a_lot_of_two_products_of_the_receipt_is_a_choice(house: Warehouse, hand: Hand) -> None:
    house.lot("L1")
    house.lot("L1", product="TONER")
    answer = hand.scans("L1")
    assert verdict(answer) == (
        "choose",
        "several_meanings",
        "This code can mean 2 things. Tap one of these.",
    )
    assert sorted(one["label"] for one in answer["choices"]) == ["CREAM lot L1", "TONER lot L1"]


@pytest.mark.feature("BC-02")
def test_a_tapped_choice_goes_on_with_what_was_meant(house: Warehouse, hand: Hand) -> None:
    house.lot("L1")
    house.lot("L1", product="TONER")
    tapped = next(one for one in hand.scans("L1")["choices"] if one["label"] == "CREAM lot L1")
    assert words(hand.scans(tapped["text"])) == "+1 CREAM lot L1: 1 of 24."
