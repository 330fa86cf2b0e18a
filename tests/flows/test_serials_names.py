"""A lot or a serial that was renamed is found by its old labels, and by its reference."""

from __future__ import annotations

import pytest

from tests.flows.saying import label, words
from tests.warehouse import CREAM, DRYER, TODAY, Hand, Warehouse
from webapp.operations import lot_records, renaming
from webapp.operations.lot_records import About
from webapp.operations.renaming import Kind


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at an open receipt; cream lot L1 is in stock."""
    house.lot("L1")
    house.stock("CREAM", "A-1", 5, lot="L1")
    house.receipt("RC-1", CREAM=40, DRYER=5)
    hand = house.hand()
    hand.opens("receiving").scans("RC-1")
    return hand


def rename(house: Warehouse, kind: Kind, name: str, code: str) -> str | None:
    """Rename and hear why not."""
    with house.act() as work:
        said = renaming.rename(work, kind, house.ids[name], code, by=house.ids["ann"])
        return str(said) if said else None


@pytest.mark.feature("ID-11")
def test_the_old_label_of_a_renamed_lot_is_that_lot(house: Warehouse, hand: Hand) -> None:
    assert rename(house, Kind.LOT, "CREAM L1", "L2") is None
    answer = hand.scans(label(a01=CREAM, a10="L1"))
    assert words(answer) == "+1 CREAM lot L2: 1 of 40."
    assert words(hand.scans("L1")) == "+1 CREAM lot L2: 2 of 40."
    assert (house.count("lots"), house.on_hand("CREAM", "DOCK-1", "L2")) == (1, 2)


@pytest.mark.feature("ID-11")
def test_the_old_code_typed_where_a_lot_is_asked_for_is_that_lot(
    house: Warehouse, hand: Hand
) -> None:
    rename(house, Kind.LOT, "CREAM L1", "L2")
    assert words(hand.scans(CREAM, "L1")) == "+1 CREAM lot L2: 1 of 40."


@pytest.mark.feature("ID-11")
def test_an_old_label_picks_the_renamed_lot(house: Warehouse, hand: Hand) -> None:
    rename(house, Kind.LOT, "CREAM L1", "L2")
    task = house.order("SO-1", CREAM=1)
    picker = house.hand("bob")
    picker.flow, picker.task = "picking", task
    answer = picker.scans("A-1", label(a01=CREAM, a10="L1"), "T-01")
    assert answer["code"] == "order_picked"


@pytest.mark.feature("ID-11")
def test_the_old_label_of_a_renamed_serial_cannot_bring_the_unit_in_again(
    house: Warehouse, hand: Hand
) -> None:
    house.serials("DRYER", "A-1", "SN1")
    assert rename(house, Kind.SERIAL, "DRYER SN1", "SN2") is None
    answer = hand.scans(label(a01=DRYER, a21="SN1"))
    assert words(answer) == (
        "Serial SN2 is already in stock, at A-1. Check the label. Scan another unit."
    )
    assert house.count("serials") == 1


@pytest.mark.feature("ID-11")
def test_a_code_that_another_has_or_had_is_refused_by_its_name(
    house: Warehouse, hand: Hand
) -> None:
    house.lot("L9")
    rename(house, Kind.LOT, "CREAM L1", "L2")
    assert rename(house, Kind.LOT, "CREAM L9", "L2") == "CREAM has L2 already."
    assert rename(house, Kind.LOT, "CREAM L9", "L1") == (
        "L1 was the code of L2 of CREAM, and its labels still say so."
    )


@pytest.mark.feature("ID-11")
def test_a_lot_may_have_its_former_code_again(house: Warehouse, hand: Hand) -> None:
    rename(house, Kind.LOT, "CREAM L1", "L2")
    assert rename(house, Kind.LOT, "CREAM L1", "L1") is None
    assert words(hand.scans(label(a01=CREAM, a10="L2"))) == "+1 CREAM lot L1: 1 of 40."
    assert house.count("former_codes") == 1


@pytest.mark.feature("ID-04", "ID-11")
@pytest.mark.parametrize("code", ["", " \t", "L😀", "LW*OK", "A" * 21])
def test_what_can_be_no_code_is_no_new_name(house: Warehouse, hand: Hand, code: str) -> None:
    assert rename(house, Kind.LOT, "CREAM L1", code) is not None
    assert house.ask("select code from lots") == "L1"


@pytest.mark.feature("ID-10")
def test_the_reference_of_a_lot_scans_and_a_code_goes_before_it(
    house: Warehouse, hand: Hand
) -> None:
    with house.act() as work:
        about = About(reference="SUP-9")
        lot_records.edit(work, house.ids["CREAM L1"], about, by=house.ids["ann"], today=TODAY)
    assert words(hand.scans(CREAM, "SUP-9")) == "+1 CREAM lot L1: 1 of 40."
    house.lot("SUP-9")
    assert words(hand.scans(CREAM, "SUP-9")) == "+1 CREAM lot SUP-9: 2 of 40."


@pytest.mark.feature("ID-08")
def test_a_record_made_before_the_goods_is_their_lot(house: Warehouse, hand: Hand) -> None:
    with house.act() as work:
        made = lot_records.create(
            work, house.ids["CREAM"], " LX ", About(country="VN"), by=house.ids["ann"], today=TODAY
        )
    assert house.on_hand("CREAM", "DOCK-1", "LX") == 0
    hand.scans(CREAM, "LX", "2027-06-30")
    assert house.ask("select id from lots where code = 'LX'") == made
    assert house.on_hand("CREAM", "DOCK-1", "LX") == 1
