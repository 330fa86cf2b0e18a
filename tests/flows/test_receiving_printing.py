"""Labels that come by themselves at a receipt, and license plates with numbers of our own."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.flows.saying import label, verdict, words
from tests.printing import PREFIX, SSCC_0, arranges, book, rule
from tests.warehouse import CREAM, DRYER, WATER, Hand, Warehouse
from webapp.models import PlateKind
from webapp.operations.labels import take

SSCC = label(a00="106141411234567897")


def lot(code: str, count: int = 5) -> str:
    """A label of so many units of a lot of cream."""
    return label(a01=CREAM, a17="270630", a10=code, a30=str(count))


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at an open receipt."""
    house.receipt("RC-1", CREAM=40, DRYER=2, WATER=12)
    hand = house.hand()
    hand.opens("receiving").scans("RC-1")
    return hand


def labels_of(house: Warehouse) -> int:
    """How many labels all jobs hold."""
    return sum(copies for _, _, copies, _, _ in book(house))


@pytest.mark.feature("RC-19", "LB-06")
def test_without_a_rule_no_label_is_made(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(lot("L1"), lot("L2"), lot("L3"))
    assert verdict(answer)[:2] == ("accepted", "received")
    assert (answer["action"], answer["remedy"]) == (None, None)
    assert (house.count("print_jobs"), house.count("label_prints")) == (0, 0)


@pytest.mark.feature("RC-19", "LB-06")
def test_three_lots_of_five_give_three_labels_by_lot(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_lot")
    answer = hand.scans(lot("L1"), lot("L2"), lot("L3"))
    assert labels_of(house) == 3
    assert words(answer) == "+5 CREAM lot L3: 15 of 40. 3 labels are ready."
    assert answer["action"] == {"text": "LW*PRINT", "label": "Print"}


@pytest.mark.feature("RC-19", "LB-06")
def test_three_lots_of_five_give_fifteen_labels_by_unit(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_unit")
    answer = hand.scans(lot("L1"), lot("L2"), lot("L3"))
    assert labels_of(house) == 15
    assert answer["remedy"] == "15 labels are ready."
    assert house.count("print_jobs") == 1


@pytest.mark.feature("RC-19")
def test_a_lot_gets_as_many_labels_as_is_set_and_only_when_it_is_new(
    house: Warehouse, hand: Hand
) -> None:
    rule(house, "per_lot", labels_per_lot=2)
    hand.scans(lot("L1"), lot("L1"))
    assert book(house) == [("lot", "L1", 2, True, None)]


@pytest.mark.feature("RC-19")
def test_each_serial_number_gets_its_own(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_serial")
    hand.scans(label(a01=DRYER, a21="HD-1"), label(a01=DRYER, a21="HD-2"), lot("L1"))
    assert [row[:3] for row in book(house)] == [("serial", "HD-1", 1), ("serial", "HD-2", 1)]


def test_units_without_a_code_get_the_products_label(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_unit")
    hand.scans(WATER, "LW*QTY*4")
    assert [row[:3] for row in book(house)] == [("product", "WATER", 1), ("product", "WATER", 3)]
    assert book(house)[1][3:] == (False, "received")


def test_a_count_corrected_down_takes_no_label_back(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_unit")
    hand.scans(lot("L1"), "LW*QTY*2")
    assert labels_of(house) == 5


@pytest.mark.feature("LB-06")
def test_a_scan_that_comes_twice_makes_one_job(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_lot")
    said = hand.said(lot("L1"))
    first = hand.sends(said)
    assert hand.sends(said) == first
    assert (house.count("print_jobs"), labels_of(house)) == (1, 1)


@pytest.mark.feature("LB-06")
def test_a_refused_scan_makes_no_job(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_lot")
    answer = hand.scans(lot("L1", 41))
    assert verdict(answer)[:2] == ("refused", "over_expected")
    assert house.count("print_jobs") == 0


def test_labels_gather_in_one_job_until_somebody_opens_it(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_lot")
    hand.scans(lot("L1"), lot("L2"))
    with house.act() as work:
        take(work, 1)
    answer = hand.scans(lot("L3"))
    assert answer["remedy"] == "1 label is ready."
    assert house.count("print_jobs") == 2


def test_a_label_that_cannot_be_made_keeps_no_goods_out(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_lot")
    answer = hand.scans(CREAM, "L*1 ", "LW*DATE*2027-06-30")
    assert verdict(answer)[:2] == ("accepted", "received")
    assert house.on_hand("CREAM", "DOCK-1") == 1


def test_the_print_command_leads_to_the_labels_of_this_receipt(
    house: Warehouse, hand: Hand
) -> None:
    rule(house, "per_lot")
    assert verdict(hand.scans("LW*PRINT")) == (
        "refused",
        "no_labels_wait",
        "No labels wait to be printed here. Go on scanning, or choose labels on the look-up page.",
    )
    answer = hand.scans(lot("L1"), "LW*PRINT")
    assert (answer["code"], answer["go"]) == ("labels_shown", f"/labels/task/{hand.task}")


@pytest.mark.feature("RC-19")
def test_closing_a_receipt_leads_to_the_labels_that_wait(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_lot")
    task = int(hand.scans(lot("L1"))["task"])
    answer = hand.scans("LW*DONE*CLOSE")
    assert (answer["code"], answer["go"]) == ("receipt_closed", f"/labels/task/{task}")


def test_printing_is_no_step_that_an_undo_would_take_back(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_lot")
    hand.scans(lot("L1"), "LW*PRINT", "LW*UNDO")
    assert house.on_hand("CREAM", "DOCK-1") == 0


def test_a_label_too_wide_for_its_paper_is_named_and_the_others_are_made(
    house: Warehouse, hand: Hand
) -> None:
    rule(house, "per_lot")
    with house.engine.begin() as connection:
        connection.execute(text("update label_habits set carrier = 'gs1-128' where kind = 'lot'"))
    answer = hand.scans(label(a01=CREAM, a17="270630", a10="LOT-WITH-A-LONG-CODE"))
    assert answer["status"] == "accepted"
    assert answer["remedy"].startswith("No label: The GS1-128 symbol of ")
    assert house.count("print_jobs") == 0


# License plates


@pytest.mark.feature("LB-01")
def test_a_new_plate_gets_our_next_number_and_its_label(house: Warehouse, hand: Hand) -> None:
    arranges(house, company_prefix=PREFIX)
    answer = hand.scans("LW*PLATE*NEW")
    assert verdict(answer) == (
        "accepted",
        "plate_made",
        f"Goods now go onto new license plate {SSCC_0}. 1 label is ready.",
    )
    hand.scans(lot("L1"))
    assert book(house) == [("plate", SSCC_0, 1, True, None)]
    on_plate = "select sum(b.on_hand) from balances b join license_plates k on k.id = b.plate_id"
    assert house.ask(f"{on_plate} where k.code = :code", code=SSCC_0) == 5


def test_without_a_company_prefix_there_is_no_new_plate(house: Warehouse, hand: Hand) -> None:
    before = house.count("license_plates")
    assert verdict(hand.scans("LW*PLATE*NEW")) == (
        "refused",
        "no_company_prefix",
        "There is no GS1 company prefix yet, so there are no license plate numbers. "
        "Ask an admin to enter it in the label settings, or scan a plate that has a label.",
    )
    assert house.count("license_plates") == before


@pytest.mark.feature("LB-06")
@pytest.mark.parametrize(("wanted", "labels"), [(True, 1), (False, 0)])
def test_a_plate_opened_by_its_scan_gets_a_label_by_rule(
    house: Warehouse, hand: Hand, wanted: bool, labels: int
) -> None:
    rule(house, "none", new_plates=wanted)
    answer = hand.scans(SSCC, SSCC)
    assert answer["code"] == "plate_opened"
    assert house.count("label_prints") == labels


def test_the_button_of_a_known_plate_still_means_that_plate(house: Warehouse, hand: Hand) -> None:
    with house.act() as work:
        house.add_plate(work, "P-1", "DOCK-1", PlateKind.PALLET)
    answer = hand.scans(f"LW*PLATE*{house.ids['P-1']}")
    assert words(answer) == "Goods now go onto license plate P-1."
