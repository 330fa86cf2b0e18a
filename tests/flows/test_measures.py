"""A label that weighs its goods counts base units of a product kept by weight, and no other."""

from __future__ import annotations

import pytest

from tests.flows.saying import label, verdict, words
from tests.warehouse import WATER, Hand, Warehouse
from webapp.models import Packaging, PackagingKind, Product, Tracking

TEA = "09501101530102"


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at a receipt of loose tea, kept in grams and shown in kilograms."""
    with house.act() as work:
        tea = Product(sku="TEA", name="Loose tea", tracking=Tracking.LOT, unit="kg", scale=3)
        tea.packagings = [Packaging(kind=PackagingKind.EACH, quantity=1000, gtin=TEA)]
        work.session.add(tea)
        work.session.flush()
        house.ids["TEA"] = tea.id
    house.receipt("RC-1", TEA=100_000, WATER=100)
    hand = house.hand()
    hand.opens("receiving").scans("RC-1")
    return hand


@pytest.mark.feature("ID-15")
@pytest.mark.parametrize(
    ("ai", "value", "shown"),
    [("a3101", "000521", "52.1"), ("a3103", "001500", "1.5"), ("a3100", "000007", "7")],
)
def test_a_weight_counts_base_units(hand: Hand, ai: str, value: str, shown: str) -> None:
    answer = hand.scans(label(a01=TEA, **{ai: value}, a10="T1"))
    assert words(answer) == f"+{shown} TEA lot T1: {shown} of 100."


@pytest.mark.feature("ID-15")
def test_a_weight_of_a_product_counted_in_each_is_refused(house: Warehouse, hand: Hand) -> None:
    assert verdict(hand.scans(label(a01=WATER, a3101="000521"))) == (
        "refused",
        "measure_does_not_fit",
        "52.1 kg on a product counted in each: WATER."
        " Scan another label of the goods, or ask a supervisor.",
    )
    assert house.count("moves") == 0


def test_a_weight_finer_than_the_product_is_kept_is_never_rounded(hand: Hand) -> None:
    answer = hand.scans(label(a01=TEA, a3105="000521", a10="T1"))
    assert words(answer).startswith("0.00521 kg on a product counted in kg: TEA.")


def test_a_weight_on_a_second_label_counts_too(hand: Hand) -> None:
    hand.scans(label(a3103="001500", a10="T1"))
    assert words(hand.scans(TEA)) == "+1.5 TEA lot T1: 1.5 of 100."


def test_a_picked_weight_is_what_the_label_says(house: Warehouse, hand: Hand) -> None:
    house.lot("T1", product="TEA", expires_on=None)
    house.stock("TEA", "A-1", 90_000, lot="T1")
    house.order("SO-1", TEA=52_100)
    picker = house.hand("bob").opens("picking")
    picker.scans("SO-1", "A-1", label(a01=TEA, a3101="000521", a10="T1"))
    assert (picker.step, picker.last["status"]) == ("tote", "accepted")


def test_a_weight_on_a_counted_product_is_not_picked(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-1", 90)
    house.order("SO-1", WATER=60)
    picker = house.hand("bob").opens("picking")
    answer = picker.scans("SO-1", "A-1", label(a01=WATER, a3101="000521"))
    assert answer["code"] == "measure_does_not_fit"
