"""What a lot or serial code may be, and what becomes of a label that holds both."""

from __future__ import annotations

import pytest

from tests.flows.saying import label, verdict, words
from tests.warehouse import CREAM, DRYER, Hand, Warehouse


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at an open receipt."""
    house.receipt("RC-1", CREAM=40, DRYER=5)
    hand = house.hand()
    hand.opens("receiving").scans("RC-1")
    return hand


@pytest.mark.feature("ID-12")
def test_the_lot_beside_a_serial_is_kept_with_it(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(label(a01=DRYER, a10="AB12", a21="SN9"))
    assert words(answer) == "+1 DRYER SN9: 1 of 5."
    assert house.ask("select batch from serials where code = 'SN9'") == "AB12"
    assert house.count("lots") == 0


@pytest.mark.feature("ID-12")
def test_the_lot_of_one_unit_is_not_that_of_the_next(house: Warehouse, hand: Hand) -> None:
    hand.scans(label(a01=DRYER, a10="AB12", a21="SN9"), "SN10")
    assert house.ask("select batch from serials where code = 'SN10'") is None


@pytest.mark.feature("ID-12")
def test_the_serial_beside_a_lot_is_not_kept_and_that_is_said(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(label(a01=CREAM, a17="270630", a10="AB12", a21="SN9"))
    assert words(answer) == (
        "+1 CREAM lot AB12: 1 of 40. The label's serial SN9 is not kept: CREAM has lots only."
    )
    assert house.count("serials") == 0


@pytest.mark.feature("ID-04")
@pytest.mark.parametrize("code", ["lot-1 ", "\tlot-1", "lot-1\x00"])
def test_blanks_and_control_characters_around_a_code_are_no_part_of_it(
    house: Warehouse, hand: Hand, code: str
) -> None:
    house.lot("lot-1")
    assert words(hand.scans(CREAM, code)) == "+1 CREAM lot lot-1: 1 of 40."


@pytest.mark.feature("ID-04")
def test_other_capitals_are_another_code_and_that_is_said(house: Warehouse, hand: Hand) -> None:
    house.lot("lot-1")
    assert verdict(hand.scans(CREAM, "LOT-1")) == (
        "confirm",
        "other_capitals",
        "CREAM has lot-1, with other capitals."
        " Scan the label. Or scan LOT-1 once more to make it new.",
    )


@pytest.mark.feature("ID-04")
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("L😀1", "L😀1 holds U+1F600 GRINNING FACE, which no code can have."),
        ("L\u200b1", "L�1 holds U+200B ZERO WIDTH SPACE, which no code can have."),
        ("L\u202e1", "L�1 holds U+202E RIGHT-TO-LEFT OVERRIDE, which no code can have."),
    ],
)
def test_a_picture_or_an_invisible_sign_is_named_and_no_code(
    house: Warehouse, hand: Hand, code: str, sentence: str
) -> None:
    answer = hand.scans(CREAM, code)
    assert verdict(answer) == (
        "refused",
        "unfit_code",
        f"{sentence} Scan the lot or serial number on the label.",
    )
    assert house.count("lots") == 0


@pytest.mark.feature("ID-04")
def test_a_code_that_no_gs1_label_can_carry_is_taken_and_said_to_be_one(
    house: Warehouse, hand: Hand
) -> None:
    note = "No GS1 label can carry Lô 7: U+00F4 LATIN SMALL LETTER O WITH CIRCUMFLEX"
    hand.scans(CREAM, "Lô 7")
    answer = hand.scans("2027-06-30")
    assert words(answer) == f"+1 CREAM lot Lô 7: 1 of 40. {note} is not in its character set."
    assert words(hand.scans("Lô 7")) == "+1 CREAM lot Lô 7: 2 of 40."


@pytest.mark.feature("ID-03")
def test_the_same_code_of_two_products_is_two_lots(house: Warehouse, hand: Hand) -> None:
    house.lot("LOT1", product="TONER")
    hand.scans(label(a01=CREAM, a17="270630", a10="LOT1"))
    assert house.ask("select count(*) from lots where code = 'LOT1'") == 2
