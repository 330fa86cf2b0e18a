"""Codes of the warehouse's own on the floor: weighed goods, lots, bins, and an exact code first."""

from __future__ import annotations

import pytest

from tests.flows.saying import verdict, words
from tests.warehouse import Hand, Warehouse
from webapp.barcodes import Encoding, RuleKind, check_digit
from webapp.models import Packaging, PackagingKind, Product, Tracking
from webapp.operations import nomenclature as rules
from webapp.operations.nomenclature import Direction, Wanted
from webapp.operations.unit_of_work import run

CHEESE = "02112345000008"
LABEL = "2112345015002"


def rule(house: Warehouse, name: str, kind: RuleKind, pattern: str) -> int:
    """The id of a new rule."""
    wanted = Wanted(name, kind, Encoding.ANY, pattern)
    assert run(house.engine, lambda work: rules.add_rule(work, wanted, by=None)) == {}
    return int(house.ask("select id from nomenclature_rules where name = :name", name=name))


def product(house: Warehouse, sku: str, gtin: str, *, unit: str = "kg", scale: int = 3) -> None:
    """A product with this barcode."""
    with house.act() as work:
        each = Packaging(kind=PackagingKind.EACH, quantity=1, gtin=gtin)
        thing = Product(
            sku=sku, name=sku, tracking=Tracking.NONE, unit=unit, scale=scale, packagings=[each]
        )
        work.session.add(thing)
        work.session.flush()
        house.ids[sku] = thing.id


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at a receipt that expects ten kilograms of cheese, and the rule for its labels."""
    product(house, "CHEESE", CHEESE)
    rule(house, "Scale", RuleKind.WEIGHED, "21.....{NNDDD}")
    house.receipt("RC-1", CHEESE=10_000)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1")
    return hand


@pytest.mark.feature("BC-04")
def test_a_scales_label_counts_its_weight_in_base_units(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(LABEL)
    assert verdict(answer) == ("accepted", "received", "+1.5 CHEESE: 1.5 of 10.")
    assert house.on_hand("CHEESE", "DOCK-1") == 1500
    again = hand.scans("2112345007502", symbology="]E0")
    assert words(again) == "+0.75 CHEESE: 2.25 of 10."


@pytest.mark.feature("BC-04")
def test_a_product_of_exactly_this_number_goes_before_the_rule(
    house: Warehouse, hand: Hand
) -> None:
    product(house, "GIFT", LABEL.zfill(14), unit="each", scale=0)
    assert words(hand.scans(LABEL)) == (
        "GIFT is not on receipt RC-1. Put it aside and ask a supervisor, or scan another product."
    )


@pytest.mark.feature("BC-13")
def test_a_lot_of_exactly_this_code_goes_before_the_rule(house: Warehouse) -> None:
    rule(house, "Lots", RuleKind.LOT, "LOT{lot:1-20}")
    house.lot("LOT7", product="CREAM")
    house.lot("7", product="TONER")
    house.stock("CREAM", "A-1", 1, lot="LOT7")
    assert words(house.hand().scans("LOT7")) == "This is CREAM lot LOT7."


@pytest.mark.feature("BC-04")
def test_a_bins_label_of_ones_own_is_the_bin(house: Warehouse) -> None:
    rule(house, "Bins", RuleKind.LOCATION, "BIN:{code:1-20}")
    assert words(house.hand().scans("BIN:A-1")) == "This is bin A-1."
    unknown = house.hand().scans("BIN:Z-9")
    assert (unknown["status"], unknown["code"]) == ("refused", "unknown_code")


@pytest.mark.feature("BC-04")
def test_a_bins_label_never_becomes_a_lot(house: Warehouse) -> None:
    rule(house, "Bins", RuleKind.LOCATION, "BIN:{code:1-20}")
    house.receipt("RC-1", CREAM=4)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1", "09501101530003")
    assert hand.step == "lot"
    assert hand.scans("BIN:Z-9")["status"] == "refused"
    assert house.count("lots") == 0


@pytest.mark.feature("BC-04")
def test_a_tote_of_ones_own_label_is_the_tote(house: Warehouse) -> None:
    rule(house, "Totes", RuleKind.PACKAGE, "TOTE/{code:1-20}")
    assert words(house.hand().scans("TOTE/T-01")) == "This is tote T-01."


@pytest.mark.feature("AD-06")
def test_two_rules_swapped_swap_the_outcome_and_one_off_is_skipped(
    house: Warehouse, hand: Hand
) -> None:
    count = rule(house, "Count", RuleKind.PRODUCT, "21.....{NN}000")
    three = "211234503000" + check_digit("211234503000")
    assert words(hand.scans(three)) == "+3 CHEESE: 3 of 10."
    run(house.engine, lambda work: rules.move_rule(work, count, Direction.UP, by=None))
    assert words(hand.scans(three)) == "+0.003 CHEESE: 3.003 of 10."
    run(house.engine, lambda work: rules.switch_rule(work, count, active=False, by=None))
    assert words(hand.scans(three)) == "+3 CHEESE: 6.003 of 10."
