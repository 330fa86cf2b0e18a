"""Labels whose scanner keeps back that they are GS1 ones, and labels of license plates."""

from __future__ import annotations

import pytest

from tests.flows.saying import choices, label, verdict, words
from tests.warehouse import CREAM, CREAM_CASE, DRYER, GS, WATER, Hand, Warehouse
from webapp.barcodes import check_digit
from webapp.models import PlateKind

SSCC = "39501101530000001"
SSCC += check_digit(SSCC)
OTHER = "39501101530000002"
OTHER += check_digit(OTHER)


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at an open receipt."""
    house.receipt("RC-1", CREAM=40, DRYER=3, WATER=12)
    hand = house.hand()
    hand.opens("receiving").scans("RC-1")
    return hand


def test_a_bare_lot_label_is_the_lot_that_is_known(house: Warehouse, hand: Hand) -> None:
    house.lot("LOT0002")
    assert words(hand.scans(CREAM, "10LOT0002")) == "+1 CREAM lot LOT0002: 1 of 40."


@pytest.mark.feature("BC-01", "BC-13")
def test_a_lot_that_is_literally_called_so_goes_first(house: Warehouse, hand: Hand) -> None:
    house.lot("LOT0002")
    house.lot("10LOT0002")
    assert words(hand.scans(CREAM, "10LOT0002")) == "+1 CREAM lot 10LOT0002: 1 of 40."


@pytest.mark.feature("BC-02")
def test_a_bare_lot_label_of_no_known_lot_is_a_choice(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(CREAM, "10LOT0002")
    assert verdict(answer) == (
        "choose",
        "several_readings",
        "Which lot does the label say? Tap one of these.",
    )
    assert choices(answer) == [("LOT0002", "(10)LOT0002"), ("10LOT0002", "(10)10LOT0002")]
    assert house.count("lots") == 0


@pytest.mark.parametrize("code", ["LOT0002", "10LOT0002"])
def test_a_tapped_reading_is_the_lot(house: Warehouse, hand: Hand, code: str) -> None:
    hand.scans(CREAM, "10LOT0002")
    answer = hand.scans(f"(10){code}", "2027-06-30")
    assert words(answer) == f"+1 CREAM lot {code}: 1 of 40."


def test_a_bare_serial_label_of_no_known_serial_is_a_choice(hand: Hand) -> None:
    answer = hand.scans(DRYER, "21HD-1")
    assert choices(answer) == [("HD-1", "(21)HD-1"), ("21HD-1", "(21)21HD-1")]


def test_a_bare_serial_label_is_the_serial_that_is_known(house: Warehouse, hand: Hand) -> None:
    house.serials("DRYER", "A-1", "HD-1")
    assert hand.scans(DRYER, "21HD-1")["code"] == "serial_in_stock"


def test_a_bare_date_label_is_the_date(hand: Hand) -> None:
    answer = hand.scans(CREAM, "L1", "17270630")
    assert words(answer) == "+1 CREAM lot L1: 1 of 40."


@pytest.mark.feature("BC-10")
def test_a_lost_separator_is_decided_by_the_lot_that_is_known(house: Warehouse, hand: Hand) -> None:
    house.lot("L1")
    answer = hand.scans(f"01{CREAM}10L117270630")
    assert words(answer) == "+1 CREAM lot L1: 1 of 40."


@pytest.mark.feature("BC-02", "BC-10")
def test_a_lost_separator_is_never_guessed(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(f"01{CREAM}10L117270630")
    assert answer["status"] == "choose"
    assert ("CREAM lot L1", f"(01){CREAM}(10)L1(17)270630") in choices(answer)
    assert house.count("moves") == 0


@pytest.mark.feature("RC-08")
def test_goods_stand_on_the_license_plate_that_was_scanned(house: Warehouse, hand: Hand) -> None:
    answers = [hand.scans(code) for code in (SSCC, WATER)]
    assert words(answers[0]) == f"Goods now go onto license plate {SSCC}."
    plate = house.ask("select id from license_plates where code = :code", code=SSCC)
    assert house.ask("select on_hand from balances where plate_id = :id", id=plate) == 1


def test_off_the_plate_goods_stand_on_the_dock_again(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(SSCC, WATER, "LW*LOOSE")
    assert words(answer) == "Goods now go onto DOCK-1."
    hand.scans(WATER)
    assert house.ask("select on_hand from balances where plate_id is null and inside") == 1


def test_an_sscc_label_with_its_content_counts_it_onto_that_plate(
    house: Warehouse, hand: Hand
) -> None:
    answer = hand.scans(label(a00=SSCC, a02=CREAM_CASE, a17="270630", a37="2", a10="L1"))
    assert words(answer) == "+24 CREAM lot L1: 24 of 40."
    plate = house.ask("select id from license_plates where code = :code", code=SSCC)
    assert house.ask("select on_hand from balances where plate_id = :id", id=plate) == 24


@pytest.mark.parametrize("text", ["]C1{}", "{}"])
def test_the_same_for_a_plate_that_stands_here(house: Warehouse, hand: Hand, text: str) -> None:
    with house.act() as work:
        house.add_plate(work, SSCC, "DOCK-1", PlateKind.PALLET)
    content = f"00{SSCC}02{CREAM}3712{GS}10L1"
    answer = hand.scans(text.format(content), "2027-06-30")
    assert words(answer) == "+12 CREAM lot L1: 12 of 40."
    assert house.ask("select on_hand from balances where plate_id = :id", id=house.ids[SSCC]) == 12


def test_a_content_that_is_refused_makes_no_plate(house: Warehouse, hand: Hand) -> None:
    plates = house.count("license_plates")
    answer = hand.scans(label(a00=SSCC, a02=CREAM, a37="41", a10="L1"))
    assert (answer["code"], house.count("license_plates")) == ("over_expected", plates)


def test_a_plate_of_another_place_is_refused(house: Warehouse, hand: Hand) -> None:
    with house.act() as work:
        house.add_plate(work, SSCC, "DOCK-2", PlateKind.PALLET)
    said = f"License plate {SSCC} is at DOCK-2. Scan a license plate of this dock, or a new one."
    assert words(hand.scans(SSCC)) == said
    assert words(hand.scans(label(a00=SSCC, a02=WATER, a37="2"))) == said
    assert house.count("moves") == 0


def test_a_tote_is_no_license_plate_for_receiving(hand: Hand) -> None:
    assert words(hand.scans("T-01")) == (
        "Tote T-01 is for picking. Scan a license plate, or the goods."
    )


def test_a_second_plate_takes_what_comes_after_it(house: Warehouse, hand: Hand) -> None:
    hand.scans(SSCC, WATER, OTHER, WATER)
    assert (
        house.ask("select count(*) from balances where plate_id is not null and on_hand = 1") == 2
    )


def test_two_labels_without_a_product_add_up_to_one_draft(house: Warehouse, hand: Hand) -> None:
    hand.scans("(17)270630", "(10)L7")
    assert words(hand.scans(CREAM)) == "+1 CREAM lot L7: 1 of 40."
    assert str(house.ask("select expires_on from lots where code = 'L7'")) == "2027-06-30"


@pytest.mark.feature("ID-04")
def test_a_lot_that_differs_in_capitals_alone_is_asked_for_once_more(
    house: Warehouse, hand: Hand
) -> None:
    house.lot("Lot-7b")
    answer = hand.scans(CREAM, "lot-7B")
    assert verdict(answer) == (
        "confirm",
        "other_capitals",
        "CREAM has Lot-7b, with other capitals."
        " Scan the label. Or scan lot-7B once more to make it new.",
    )
    assert house.count("lots") == 1
    assert hand.scans("lot-7B")["step"] == "expiry"
