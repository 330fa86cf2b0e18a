"""What picking refuses: the stock stays, and the sentence says what to do."""

from __future__ import annotations

from datetime import date

import pytest

from tests.flows.saying import label, verdict, words
from tests.warehouse import CREAM, CREAM_CASE, TONER, WATER, Hand, Warehouse
from webapp.models import LotStatus, PlateKind


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at bin A-1, where five creams of lot L1 are to be taken."""
    house.lot("L1")
    house.stock("CREAM", "A-1", 12, lot="L1")
    house.order("SO-1", CREAM=5)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1")
    return hand


def refused(house: Warehouse, hand: Hand, *codes: str) -> tuple[str, str]:
    """Code and sentences of the last scan's refusal; it moved nothing and kept the step."""
    *before, last = codes
    if before:
        hand.scans(*before)
    step, moves = hand.step, house.count("moves")
    answer = hand.scans(last)
    assert (answer["status"], hand.step, house.count("moves")) == ("refused", step, moves)
    return answer["code"], words(answer)


@pytest.mark.feature("PK-01", "PK-02")
def test_goods_before_their_bin_are_refused(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 6)
    house.order("SO-1", WATER=2)
    hand = house.hand().opens("picking")
    assert refused(house, hand, "SO-1", WATER) == (
        "scan_location_first",
        "Scan the bin first. Go to A-1 and scan it.",
    )


def test_another_bin_is_named_and_the_right_one_told(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, "A-2") == ("wrong_location", "This is A-2. Go to A-1 and scan it.")


@pytest.mark.feature("PK-09")
def test_another_product_is_named(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-1", 6)
    answer = hand.scans(WATER)
    assert verdict(answer) == (
        "refused",
        "wrong_product",
        "Wrong product: that is WATER. Scan CREAM.",
    )
    assert (answer["expected"], answer["scanned"]) == ("CREAM", "WATER")


@pytest.mark.feature("PK-09")
def test_a_lot_of_another_product_is_told(house: Warehouse, hand: Hand) -> None:
    house.lot("T9", product="TONER")
    assert refused(house, hand, "T9") == (
        "lot_of_another_product",
        "Lot T9 is a lot of TONER. Scan a lot of CREAM.",
    )


@pytest.mark.feature("PK-09")
def test_a_lot_that_is_elsewhere_is_refused_and_its_place_told(
    house: Warehouse, hand: Hand
) -> None:
    house.lot("L2")
    house.stock("CREAM", "A-3", 6, lot="L2")
    answer = hand.scans("L2")
    assert verdict(answer) == (
        "refused",
        "not_at_this_location",
        "CREAM lot L2 is not at A-1. It is at A-3.",
    )
    assert (answer["expected"], answer["scanned"]) == ("L1", "L2")


def test_a_lot_that_is_nowhere_is_told_so(house: Warehouse, hand: Hand) -> None:
    house.lot("L2")
    assert refused(house, hand, "L2") == (
        "not_at_this_location",
        "CREAM lot L2 is not at A-1. None is in stock. Scan other goods, or report it short.",
    )


@pytest.mark.feature("PK-08")
def test_a_lot_that_was_never_received_is_refused(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, label(a01=CREAM, a10="NEW")) == (
        "not_at_this_location",
        "CREAM lot NEW is not at A-1. None is in stock. Scan other goods, or report it short.",
    )
    assert house.count("lots") == 1


@pytest.mark.feature("PK-08")
def test_a_lot_that_was_picked_already_is_where_it_was_brought(
    house: Warehouse, hand: Hand
) -> None:
    house.lot("L2", expires_on=date(2026, 12, 1))
    house.stock("CREAM", "A-3", 2, lot="L2")
    house.order("SO-2", CREAM=2)
    house.hand("bob").opens("picking").scans("SO-2", "A-3", "L2", "LW*OK", "T-02")
    assert words(hand.scans("L2")) == "CREAM lot L2 is not at A-1. It is at STAGE."


@pytest.mark.feature("PK-09")
def test_an_unknown_code_is_shown_as_it_was_read(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, "NO-SUCH") == (
        "unknown_code",
        "NO-SUCH is not known here. Check the label and scan again, or ask a supervisor.",
    )


@pytest.mark.feature("PK-08")
def test_a_lot_on_hold_is_refused_with_the_reason(house: Warehouse, hand: Hand) -> None:
    house.lot("L2", status=LotStatus.ON_HOLD, reason="quality check")
    house.stock("CREAM", "A-1", 6, lot="L2")
    assert refused(house, hand, "L2") == (
        "lot_on_hold",
        "Lot L2 is on hold: quality check. Leave it there. Scan another lot, or report it short.",
    )


def test_a_recalled_lot_is_refused(house: Warehouse, hand: Hand) -> None:
    house.lot("L2", status=LotStatus.RECALLED, reason="glass found")
    house.stock("CREAM", "A-1", 6, lot="L2")
    assert refused(house, hand, "L2") == (
        "lot_recalled",
        "Lot L2 is recalled: glass found. Leave it there. Scan another lot, or report it short.",
    )


@pytest.mark.feature("EX-07", "PK-08")
def test_an_expired_lot_is_refused(house: Warehouse, hand: Hand) -> None:
    house.lot("L2", expires_on=date(2026, 6, 14))
    house.stock("CREAM", "A-1", 6, lot="L2")
    assert refused(house, hand, "L2") == (
        "expired",
        "Lot L2 expired on Jun 14, 2026. Leave it there. Scan another lot, or report it short.",
    )


@pytest.mark.parametrize("code", ["L1", CREAM])
def test_a_promised_lot_that_is_held_since_is_refused(
    house: Warehouse, hand: Hand, code: str
) -> None:
    house.holds("CREAM L1")
    assert refused(house, hand, code)[0] == "lot_on_hold"


def test_a_product_is_not_enough_where_another_lot_could_be_meant(
    house: Warehouse, hand: Hand
) -> None:
    house.lot("L2")
    house.stock("CREAM", "A-1", 6, lot="L2")
    assert refused(house, hand, CREAM) == (
        "lot_needed",
        "There is more than one lot of CREAM here. Scan the lot on the label.",
    )


@pytest.mark.feature("PK-14")
def test_more_than_is_to_pick_is_refused(house: Warehouse, hand: Hand) -> None:
    said = ("over_pick", "Too many: only 5 of CREAM left to pick. Put the rest back.")
    assert refused(house, hand, label(a01=CREAM_CASE, a10="L1")) == said
    assert refused(house, hand, "L1", "LW*QTY*6") == said
    assert house.reserved("CREAM", "A-1") == 5


def test_the_last_unit_is_not_picked_twice(house: Warehouse, hand: Hand) -> None:
    hand.scans("L1", "LW*QTY*4", "T-01")
    assert refused(house, hand, label(a01=CREAM, a10="L1", a30="2")) == (
        "over_pick",
        "Too many: only 1 of CREAM left to pick. Put the rest back.",
    )


def test_another_lot_is_not_begun_while_one_is_counted(house: Warehouse, hand: Hand) -> None:
    house.lot("L2")
    house.stock("CREAM", "A-1", 6, lot="L2")
    hand.scans("L1", "L1")
    answer = hand.scans("L2")
    assert verdict(answer) == (
        "refused",
        "other_goods_in_hand",
        "That is CREAM lot L2, but you are counting CREAM lot L1."
        " Scan CREAM lot L1 again, key in the quantity, or press Cancel.",
    )
    assert (answer["expected"], answer["scanned"]) == ("CREAM lot L1", "CREAM lot L2")
    assert words(hand.scans("L1")) == "CREAM lot L1: 3 of 5."


def test_another_line_of_the_bin_is_not_begun_while_one_is_counted(house: Warehouse) -> None:
    for code, day in (("L1", date(2027, 1, 1)), ("L2", date(2027, 2, 1))):
        house.lot(code, expires_on=day)
        house.stock("CREAM", "A-1", 3, lot=code)
    house.order("SO-1", CREAM=6)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1")
    assert refused(house, hand, "L1", "L2")[0] == "other_goods_in_hand"


def test_another_product_is_wrong_while_one_is_counted(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, "L1", WATER) == (
        "wrong_product",
        "Wrong product: that is WATER. Scan CREAM.",
    )


def test_goods_that_are_wanted_from_another_bin_are_told_so(house: Warehouse) -> None:
    house.lot("L1")
    house.stock("CREAM", "A-1", 5, lot="L1")
    house.stock("WATER", "A-2", 5)
    house.order("SO-1", CREAM=1, WATER=1)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1")
    assert refused(house, hand, WATER) == (
        "wrong_location",
        "WATER is to be taken at A-2, not at A-1. Scan CREAM lot L1, or go to A-2 and scan it.",
    )


def test_a_unit_whose_label_names_another_lot_is_not_believed(house: Warehouse) -> None:
    for code in ("T1", "T2"):
        house.lot(code, product="TONER", expires_on=None)
    house.serials("TONER", "A-1", "S1", lot="T1")
    house.order("SO-1", TONER=1)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1")
    assert refused(house, hand, label(a01=TONER, a10="T2", a21="S1")) == (
        "serial_of_another_lot",
        "Serial S1 did not come in lot T2. Put this unit aside and ask a supervisor.",
    )


@pytest.mark.feature("BC-02")
def test_a_lot_code_of_two_products_is_the_one_to_pick(house: Warehouse, hand: Hand) -> None:
    house.lot("L1", product="TONER")
    assert words(hand.scans("L1")) == "CREAM lot L1: 1 of 5."


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("LW*QTY*2", "Scan the goods first. Then key in how many there are."),
        ("LW*OK", "Scan the goods first. Then key in how many there are."),
        ("LW*DONE", "Lines still to pick: 1. Pick them, or report them short."),
        ("LW*SKIP", "This is the last line of the order. Pick it, or report it short."),
        ("LW*LOOSE", "Command LW*LOOSE does nothing here. Use the buttons on the screen."),
    ],
)
def test_a_command_at_the_wrong_time_is_refused(
    house: Warehouse, hand: Hand, command: str, said: str
) -> None:
    assert refused(house, hand, command)[1] == said


def test_no_quantity_is_refused(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, "L1", "LW*QTY*0.5") == (
        "bad_quantity",
        "0.5 is not a quantity. Key in a whole number above 0.",
    )


@pytest.mark.feature("PK-18")
def test_the_tote_of_another_order_is_refused(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-1", 6)
    house.order("SO-2", WATER=2)
    house.hand("bob").opens("picking").scans("SO-2", "A-1", WATER, "LW*QTY*1", "T-02")
    assert refused(house, hand, "L1", "LW*OK", "T-02") == (
        "tote_of_another_order",
        "Tote T-02 belongs to order SO-2. Scan an empty tote.",
    )


def test_a_tote_with_other_goods_in_it_is_refused(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "STAGE", 1, plate="T-02")
    assert refused(house, hand, "L1", "LW*OK", "T-02") == (
        "tote_in_use",
        "Tote T-02 is not empty. Scan an empty tote.",
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("A-1", "That was bin A-1. Scan the tote you are filling."),
        ("L1", "That was CREAM lot L1. Scan the tote you are filling."),
        (
            "NO-SUCH",
            "NO-SUCH is not known here. Check the label and scan again, or ask a supervisor.",
        ),
    ],
)
def test_what_is_no_tote_is_refused(house: Warehouse, hand: Hand, code: str, said: str) -> None:
    assert refused(house, hand, "L1", "LW*OK", code)[1] == said


def test_a_pallet_is_no_tote(house: Warehouse, hand: Hand) -> None:
    with house.act() as work:
        house.add_plate(work, "P-1", "A-1", PlateKind.PALLET)
    assert refused(house, hand, "L1", "LW*OK", "P-1") == (
        "not_a_tote",
        "That is license plate P-1, not a tote. Scan the tote you are filling.",
    )


def test_a_bin_is_no_goods_while_counting(house: Warehouse, hand: Hand) -> None:
    assert refused(house, hand, "L1", "A-2") == (
        "wrong_kind",
        "That was bin A-2. Scan CREAM lot L1 again, or key in the quantity.",
    )
