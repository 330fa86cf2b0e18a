"""Scans that every such program is measured by, said to ours where the stock decides."""

from __future__ import annotations

import pytest

from tests.flows.saying import choices, verdict, words
from tests.warehouse import Hand, Warehouse
from webapp.models import Packaging, PackagingKind
from webapp.operations import codes
from webapp.operations.codes import NewCode

GTIN = "20611628936004"


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at a receipt of a product with the GTIN of the scans."""
    with house.act() as work:
        inner = Packaging(
            product_id=house.ids["CREAM"], kind=PackagingKind.INNER, quantity=2, gtin=GTIN
        )
        work.session.add(inner)
    house.receipt("RC-1", CREAM=40)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1")
    return hand


@pytest.mark.feature("BC-10")
def test_a_label_without_its_separators_is_asked_about(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(f"01{GTIN}10AB1217261231")
    assert (answer["status"], answer["code"]) == ("choose", "several_meanings")
    assert ("CREAM lot AB12", f"(01){GTIN}(10)AB12(17)261231") in choices(answer)
    assert house.count("moves") == 0


@pytest.mark.feature("BC-01", "ID-04")
@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("lot0002", "LOT0002 is, with other capitals. Scan the label, do not type it."),
        ("LOT 0002", "LOT0002 is, without blanks. Scan the label, do not type it."),
    ],
)
def test_a_lot_in_other_letters_is_a_hint(
    house: Warehouse, hand: Hand, typed: str, hint: str
) -> None:
    house.lot("LOT0002")
    assert verdict(hand.scans(typed)) == (
        "refused",
        "unknown_code",
        f"{typed} is not known here. {hint}",
    )


@pytest.mark.feature("BC-13")
@pytest.mark.parametrize("text", ["2112345", "]C12112345", "]C02112345"])
def test_a_product_s_code_that_looks_like_a_serial_is_the_product(
    house: Warehouse, hand: Hand, text: str
) -> None:
    with house.act() as work:
        assert codes.add(work, NewCode(house.ids["CREAM"], "2112345"), by=None) is None
    assert words(hand.scans(text)) == "CREAM, Hand cream."
    assert words(house.hand("bob").scans(text)) == "This is CREAM."


@pytest.mark.feature("BC-13")
def test_a_bare_lot_label_is_the_lot_unless_one_is_called_so(house: Warehouse, hand: Hand) -> None:
    house.lot("LOT0002")
    assert words(hand.scans(GTIN, "10LOT0002")) == "+2 CREAM lot LOT0002: 2 of 40."
    house.lot("10LOT0002")
    assert words(hand.scans(GTIN, "10LOT0002")) == "+2 CREAM lot 10LOT0002: 4 of 40."
