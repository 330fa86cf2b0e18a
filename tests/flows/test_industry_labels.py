"""Labels of the health industry and of ISO 15434 in receiving, putaway and picking."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.saying import words
from tests.warehouse import Hand, Warehouse
from webapp.barcodes.hibc import check_character
from webapp.operations import codes
from webapp.operations.codes import NewCode

RS, GS, EOT = "\x1e", "\x1d", "\x04"


def hibc(body: str) -> str:
    """The code with its check character."""
    return body + check_character(body)


PRIMARY = hibc("+A99912345")
LINK = PRIMARY[-1]
LOT = hibc("+$$527181N7" + LINK)
OTHER_LOT = hibc("+$$527181N8" + ("A" if LINK != "A" else "B"))
WHOLE = hibc("+A99912345/$$527181N7")
INDUSTRY = f"[)>{RS}06{GS}1PA9991234{GS}1TN7{GS}14D20270630{RS}{EOT}"


@pytest.fixture
def known(house: Warehouse) -> Warehouse:
    """The maker's number of a product is one of its codes."""
    with house.act() as work:
        assert codes.add(work, NewCode(house.ids["CREAM"], "A9991234"), by=None) is None
    return house


@pytest.fixture
def receiving(known: Warehouse) -> Hand:
    """A hand at a receipt."""
    known.receipt("RC-1", CREAM=10)
    hand = known.hand().opens("receiving")
    hand.scans("RC-1")
    return hand


def in_stock(house: Warehouse, place: str) -> Hand:
    """Two lots at a place."""
    for code in ("N7", "N9"):
        house.lot(code)
        house.stock("CREAM", place, 5, lot=code)
    return house.hand()


@pytest.mark.feature("BC-01")
@pytest.mark.parametrize("scans", [(WHOLE,), (INDUSTRY,), (PRIMARY, LOT), (LOT, PRIMARY)])
def test_a_new_lot_is_received_from_its_label(
    receiving: Hand, known: Warehouse, scans: tuple[str, ...]
) -> None:
    assert words(receiving.scans(*scans)) == "+1 CREAM lot N7: 1 of 10."
    assert str(known.ask("select expires_on from lots where code = 'N7'")) == "2027-06-30"


@pytest.mark.parametrize("scans", [(WHOLE,), (INDUSTRY,), (PRIMARY, LOT), (LOT,)])
def test_a_known_lot_is_received_again(
    receiving: Hand, known: Warehouse, scans: tuple[str, ...]
) -> None:
    receiving.scans(WHOLE)
    assert words(receiving.scans(*scans)) == "+1 CREAM lot N7: 2 of 10."
    assert known.count("lots") == 1


@pytest.mark.parametrize("scans", [(WHOLE,), (INDUSTRY,), (PRIMARY, LOT), (LOT,)])
def test_it_is_put_away_by_its_label(known: Warehouse, scans: tuple[str, ...]) -> None:
    hand = in_stock(known, "DOCK-1").opens("putaway")
    hand.scans("LW*PUTAWAY", *scans)
    assert words(hand.last) == "5 of CREAM lot N7. Take it to A-1."


@pytest.mark.parametrize("scans", [(WHOLE,), (INDUSTRY,), (PRIMARY, LOT), (LOT,)])
def test_it_is_picked_by_its_label(known: Warehouse, scans: tuple[str, ...]) -> None:
    hand = in_stock(known, "A-1")
    known.order("SO-1", CREAM=3)
    hand.opens("picking").scans("SO-1", "A-1", *scans)
    assert words(hand.last) == "CREAM lot N7: 1 of 3."


@pytest.mark.parametrize("text", [hibc("+A99912345/$$527181N5"), INDUSTRY.replace("1TN7", "1TN5")])
def test_a_lot_that_is_not_in_stock_is_not_picked(known: Warehouse, text: str) -> None:
    hand = in_stock(known, "A-1")
    known.order("SO-1", CREAM=3)
    answer = hand.opens("picking").scans("SO-1", "A-1", text)
    assert answer["status"] == "refused"
    assert words(answer).startswith("CREAM lot N5 ")


APART = (
    "These two labels do not belong together: one has link {one}, the other {other}."
    " Scan both codes of the same package, or press Cancel and begin again."
)


def links(answer: dict[str, Any]) -> str:
    return APART.format(one=answer["expected"], other=answer["scanned"])


@pytest.mark.parametrize("scans", [(PRIMARY, OTHER_LOT), (OTHER_LOT, PRIMARY)])
def test_two_labels_with_different_links_are_not_joined(
    receiving: Hand, known: Warehouse, scans: tuple[str, str]
) -> None:
    answer = receiving.scans(*scans)
    assert (answer["code"], words(answer)) == ("labels_apart", links(answer))
    assert {answer["expected"], answer["scanned"]} == {LINK, OTHER_LOT[-2]}
    assert known.count("lots") == 0
    assert words(receiving.scans("LW*CANCEL", PRIMARY, LOT)) == "+1 CREAM lot N7: 1 of 10."


def test_the_right_label_is_still_joined_after_a_wrong_one(receiving: Hand) -> None:
    receiving.scans(PRIMARY, OTHER_LOT)
    assert words(receiving.scans(LOT)) == "+1 CREAM lot N7: 1 of 10."


def test_nor_are_they_in_putaway(known: Warehouse) -> None:
    hand = in_stock(known, "DOCK-1").opens("putaway")
    assert hand.scans("LW*PUTAWAY", PRIMARY, OTHER_LOT)["code"] == "labels_apart"
    assert words(hand.scans(LOT)) == "5 of CREAM lot N7. Take it to A-1."


def test_the_next_package_is_not_compared_with_the_last_one(receiving: Hand) -> None:
    receiving.scans(PRIMARY, LOT)
    assert receiving.scans(OTHER_LOT)["code"] != "labels_apart"
