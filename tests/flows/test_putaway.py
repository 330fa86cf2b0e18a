"""Putaway: what stands on a dock is brought to a bin."""

from __future__ import annotations

import pytest

from tests.flows.saying import choices, label, verdict, words
from tests.warehouse import CREAM, DRYER, WATER, Hand, Warehouse
from webapp.barcodes import check_digit
from webapp.models import PlateKind
from webapp.operations import plates
from webapp.operations.verify import verify

SSCC = "39501101530000001"
SSCC += check_digit(SSCC)


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at the list of putaway; ten creams of lot L1 wait on the dock."""
    house.lot("L1")
    house.stock("CREAM", "DOCK-1", 10, lot="L1")
    return house.hand().opens("putaway")


@pytest.mark.feature("PA-01", "PA-02", "BC-03")
def test_a_lot_on_the_dock_is_taken_up_and_put_in_the_suggested_bin(
    house: Warehouse, hand: Hand
) -> None:
    taken = hand.scans("L1")
    assert verdict(taken) == ("accepted", "taken_up", "10 of CREAM lot L1. Take it to A-1.")
    assert (taken["step"], taken["prompt"]) == ("bin", "Scan bin A-1")
    put = hand.scans("A-1")
    assert put == {
        "scan_id": put["scan_id"],
        "status": "accepted",
        "code": "put_away",
        "message": "10 of CREAM lot L1 put in A-1.",
        "remedy": None,
        "flow": "putaway",
        "task": taken["task"],
        "step": "goods",
        "version": 2,
        "prompt": "Scan goods on the dock",
        "line": {
            "product": "CREAM",
            "name": "Hand cream",
            "lot": "L1",
            "serial": None,
            "location": "A-1",
            "planned": 10,
            "done": 10,
            "unit": "each",
        },
        "choices": [],
        "expected": None,
        "scanned": None,
        "action": None,
        "go": None,
    }
    assert (house.on_hand("CREAM", "DOCK-1"), house.on_hand("CREAM", "A-1", "L1")) == (0, 10)
    assert house.reserved("CREAM", "A-1") == 0


@pytest.mark.parametrize(
    "code",
    [
        CREAM,
        CREAM.removeprefix("0"),
        f"]E0{CREAM[1:]}",
        f"]C0{CREAM}",
        label(a01=CREAM, a10="L1"),
        "10L1",
        "]C0L1",
    ],
)
def test_every_code_of_the_goods_takes_them_up(hand: Hand, code: str) -> None:
    assert words(hand.scans(code)) == "10 of CREAM lot L1. Take it to A-1."


@pytest.mark.feature("ID-01")
def test_a_serial_is_put_away_by_itself(house: Warehouse, hand: Hand) -> None:
    house.serials("DRYER", "DOCK-1", "HD-1", "HD-2")
    answers = [hand.scans(code) for code in ("HD-2", "A-1")]
    assert [words(one) for one in answers] == [
        "1 of DRYER serial HD-2. Take it to A-1.",
        "1 of DRYER serial HD-2 put in A-1.",
    ]
    assert house.on_hand("DRYER", "DOCK-1") == 1


def test_a_product_of_many_serials_asks_for_one(house: Warehouse, hand: Hand) -> None:
    house.serials("DRYER", "DOCK-1", "HD-1", "HD-2")
    assert words(hand.scans(DRYER)) == (
        "Every DRYER has its own serial number. Scan the serial number of this unit."
    )


def test_a_product_of_two_lots_asks_for_the_lot(house: Warehouse, hand: Hand) -> None:
    house.lot("L2")
    house.stock("CREAM", "DOCK-1", 5, lot="L2")
    assert words(hand.scans(CREAM)) == (
        "There is more than one lot of CREAM here. Scan the lot on the label."
    )


def test_a_lot_in_two_places_is_a_choice_and_a_tap_takes_it(house: Warehouse, hand: Hand) -> None:
    house.stock("CREAM", "DOCK-2", 4, lot="L1")
    answer = hand.scans("L1")
    assert words(answer) == "CREAM lot L1 stands in 2 places. Tap one of these."
    text = dict(choices(answer))["DOCK-2"]
    assert words(hand.scans(text)) == "4 of CREAM lot L1. Take it to A-1."


@pytest.mark.feature("PA-11")
def test_goods_that_are_in_a_bin_already_are_not_waiting(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-2", 6)
    answer = hand.scans(WATER)
    assert verdict(answer) == (
        "refused",
        "not_waiting",
        "Not waiting on a dock: WATER. It is at A-2.",
    )


def test_a_refused_scan_opens_no_work(house: Warehouse, hand: Hand) -> None:
    hand.scans(WATER, "NO-SUCH", "A-1", "LW*DONE", "LW*QTY*3", "LW*CANCEL")
    assert (house.count("tasks"), house.count("scans")) == (0, 6)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "NO-SUCH",
            "NO-SUCH is not known here. Check the label and scan again, or ask a supervisor.",
        ),
        ("A-1", "That was bin A-1. Scan goods that stand on a dock."),
        ("T-01", "That was tote T-01. Scan goods that stand on a dock."),
        (WATER, "Not waiting on a dock: WATER. None is in stock."),
        (label(a01=CREAM, a10="L9"), "Not waiting on a dock: CREAM lot L9. None is in stock."),
        (SSCC, f"{SSCC} is not known here. Check the label and scan again, or ask a supervisor."),
        ("LW*QTY*3", "Scan the goods first. Then key in how many there are."),
        ("LW*SHORT", "Command LW*SHORT does nothing here. Use the buttons on the screen."),
    ],
)
def test_what_is_not_waiting_is_refused(house: Warehouse, hand: Hand, code: str, said: str) -> None:
    hand.scans("LW*PUTAWAY")
    answer = hand.scans(code)
    assert (answer["status"], words(answer)) == ("refused", said)
    assert house.reserved("CREAM", "DOCK-1") == 0


def test_goods_in_a_colleagues_hands_are_refused(house: Warehouse, hand: Hand) -> None:
    house.hand("bob").opens("putaway").scans("L1")
    assert words(hand.scans("L1")) == (
        "bob has had CREAM lot L1 in hand since 9:00\u202fAM. Scan other goods."
    )


def test_a_lot_code_of_two_products_is_the_one_that_waits(house: Warehouse, hand: Hand) -> None:
    house.lot("L1", product="TONER")
    assert words(hand.scans("L1")) == "10 of CREAM lot L1. Take it to A-1."


@pytest.mark.feature("PA-09")
def test_part_of_it_goes_to_one_bin_and_the_rest_to_another(house: Warehouse, hand: Hand) -> None:
    answers = [hand.scans(code) for code in ("L1", "LW*QTY*6", "A-1", "L1", "A-2", "A-2")]
    assert [words(one) for one in answers] == [
        "10 of CREAM lot L1. Take it to A-1.",
        "6 of CREAM lot L1. Take it to A-1.",
        "6 of CREAM lot L1 put in A-1.",
        "4 of CREAM lot L1. Take it to A-1.",
        "A-2 is not the suggested bin. Scan A-2 once more to put the goods there.",
        "4 of CREAM lot L1 put in A-2.",
    ]
    assert (house.on_hand("CREAM", "A-1"), house.on_hand("CREAM", "A-2")) == (6, 4)


def test_more_than_there_is_cannot_be_keyed_in(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("L1", "LW*QTY*11")
    assert verdict(answer) == (
        "refused",
        "not_enough",
        "DOCK-1 holds 10 of CREAM lot L1 that can be taken."
        " Key in fewer, or scan the bin for what is there.",
    )
    assert house.reserved("CREAM", "DOCK-1") == 10


def test_no_quantity_is_refused(hand: Hand) -> None:
    assert words(hand.scans("L1", "LW*QTY*0")) == (
        "0 is not a quantity. Key in a whole number above 0."
    )


def test_cancel_leaves_the_goods_on_the_dock(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("L1", "LW*CANCEL")
    assert (words(answer), answer["step"]) == ("The goods stay on the dock.", "goods")
    assert (house.on_hand("CREAM", "DOCK-1"), house.reserved("CREAM", "DOCK-1")) == (10, 0)


def test_done_ends_the_work(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans("L1", "A-1", "LW*DONE")
    assert (words(answer), answer["go"]) == ("Putaway is finished.", "/")
    assert house.ask("select status from tasks") == "done"


def test_nobody_is_done_with_goods_in_hand(hand: Hand) -> None:
    assert words(hand.scans("L1", "LW*DONE")) == (
        "That was the Done button. Scan the bin you put them in."
    )


@pytest.mark.feature("PA-13")
def test_work_is_gone_on_with_where_it_stood(house: Warehouse, hand: Hand) -> None:
    hand.scans("L1")
    again = house.hand().opens("putaway").scans("LW*PUTAWAY")
    assert (again["task"], again["step"], again["prompt"]) == (
        str(hand.task),
        "bin",
        "Scan bin A-1",
    )


def pallet(house: Warehouse) -> None:
    """A license plate on the dock with water and cream on it."""
    with house.act() as work:
        house.add_plate(work, SSCC, "DOCK-1", PlateKind.PALLET)
    house.stock("WATER", "DOCK-1", 6, plate=SSCC)
    house.stock("CREAM", "DOCK-1", 4, lot="L1", plate=SSCC)


@pytest.mark.parametrize(
    "code", [SSCC, f"]C100{SSCC}", f"(00){SSCC}", label(a00=SSCC, a02=WATER, a37="6")]
)
def test_a_license_plate_moves_with_all_it_carries(house: Warehouse, hand: Hand, code: str) -> None:
    pallet(house)
    answers = [hand.scans(one) for one in (code, "A-1")]
    assert [words(one) for one in answers] == [
        f"License plate {SSCC}. Take it to A-1.",
        f"License plate {SSCC} put in A-1.",
    ]
    assert (house.on_hand("WATER", "A-1"), house.on_hand("CREAM", "A-1", "L1")) == (6, 4)
    assert (
        house.ask("select location_id from license_plates where code = :c", c=SSCC)
        == house.ids["A-1"]
    )


@pytest.mark.parametrize("lot", ["L1", "L2"])
def test_what_came_onto_a_license_plate_meanwhile_is_taken_up_with_it(
    house: Warehouse, hand: Hand, lot: str
) -> None:
    """More of what is on it, or something else: it is put down with all of it, or not at all."""
    house.lot("L2")
    pallet(house)
    hand.scans(SSCC)
    house.stock("CREAM", "DOCK-1", 1, lot=lot, plate=SSCC)
    moves = house.count("moves")
    assert verdict(hand.scans("A-1")) == (
        "refused",
        "plate_changed",
        f"What is on license plate {SSCC} has changed since you took it up."
        " Put it back where it was, then scan it again.",
    )
    assert house.count("moves") == moves
    assert words(hand.scans("LW*CANCEL", SSCC, "A-1")) == f"License plate {SSCC} put in A-1."
    assert (house.on_hand("WATER", "A-1"), house.on_hand("CREAM", "A-1", lot) % 4) == (6, 1)
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


def test_a_pile_that_was_taken_apart_does_not_come_back_as_one(
    house: Warehouse, hand: Hand
) -> None:
    """The case was taken off its pallet in the bin: nobody carries the pallet with all of it."""
    pallet(house)
    with house.act() as work:
        house.add_plate(work, "P-1", "DOCK-1", PlateKind.PALLET)
        assert plates.nest(work, house.ids[SSCC], into=house.ids["P-1"]) is None
    hand.scans("P-1", "A-1")
    assert hand.last["code"] == "put_away"
    with house.act() as work:
        assert plates.take_out(work, house.ids[SSCC]) is None
    assert verdict(hand.scans("LW*UNDO"))[:2] == ("refused", "cannot_undo")
    assert (house.on_hand("WATER", "A-1"), house.reserved("WATER", "DOCK-1")) == (6, 0)


def test_part_of_a_license_plate_cannot_be_keyed_in(house: Warehouse, hand: Hand) -> None:
    pallet(house)
    assert words(hand.scans(SSCC, "LW*QTY*3")) == (
        f"License plate {SSCC} is put away as a whole. Scan a bin for all of it."
    )


def test_an_empty_license_plate_is_said_to_be_empty(house: Warehouse, hand: Hand) -> None:
    with house.act() as work:
        house.add_plate(work, SSCC, "DOCK-1", PlateKind.PALLET)
    assert words(hand.scans(SSCC)) == (f"License plate {SSCC} is empty. Scan the goods themselves.")


def test_a_license_plate_in_a_bin_is_not_waiting(house: Warehouse, hand: Hand) -> None:
    with house.act() as work:
        house.add_plate(work, SSCC, "A-2", PlateKind.PALLET)
    house.stock("WATER", "A-2", 6, plate=SSCC)
    assert words(hand.scans(SSCC)) == (
        f"Not waiting on a dock: license plate {SSCC}. It is at A-2."
    )
