"""Two codes on one label, or three: product, lot and serial come in any order and are one."""

from __future__ import annotations

import pytest

from tests.flows.saying import label, words
from tests.warehouse import CREAM, DRYER, TONER, Hand, Warehouse

LOT = "]C110L1"
OTHER_LOT = "]C110L2"


@pytest.fixture
def shared(house: Warehouse) -> Warehouse:
    """A lot code of two products, each on the dock beside another lot of it."""
    for product in ("CREAM", "TONER"):
        for code in ("L1", "L2"):
            house.lot(code, product=product)
    for code in ("L1", "L2"):
        house.stock("CREAM", "DOCK-1", 5, lot=code)
    house.serials("TONER", "DOCK-1", "S1", "S2", lot="L1")
    house.serials("DRYER", "DOCK-1", "S1", "S9")
    return house


@pytest.fixture
def hand(shared: Warehouse) -> Hand:
    """A hand that has opened putaway."""
    hand = shared.hand()
    hand.scans("LW*PUTAWAY")
    return hand


@pytest.mark.feature("BC-02", "BC-03")
def test_a_shared_lot_alone_is_a_choice(hand: Hand) -> None:
    assert [one["label"] for one in hand.scans(LOT)["choices"]] == [
        "CREAM lot L1",
        "TONER lot L1",
    ]


@pytest.mark.parametrize("scans", [(CREAM, LOT), (LOT, CREAM), ("L1", "CREAM"), ("CREAM", "L1")])
def test_product_and_lot_join_in_either_order(hand: Hand, scans: tuple[str, str]) -> None:
    assert words(hand.scans(*scans)) == "5 of CREAM lot L1. Take it to A-1."


@pytest.mark.parametrize(
    "scans",
    [(TONER, LOT, "]C121S1"), (LOT, TONER, "]C121S1"), ("]C121S1", TONER)],
)
def test_a_third_label_joins_as_well(hand: Hand, scans: tuple[str, ...]) -> None:
    assert words(hand.scans(*scans)) == "1 of TONER serial S1. Take it to A-1."


def test_the_putaway_that_a_half_label_opens_goes_on(shared: Warehouse) -> None:
    hand = shared.hand().opens("putaway")
    hand.scans(CREAM)
    hand.opens("putaway")
    assert words(hand.scans(LOT)) == "5 of CREAM lot L1. Take it to A-1."
    assert shared.count("tasks") == 1


def test_a_label_of_something_else_takes_its_place(hand: Hand) -> None:
    assert words(hand.scans(CREAM, "]C121S9")) == "1 of DRYER serial S9. Take it to A-1."


def test_a_lot_that_the_product_has_not_is_left_aside(hand: Hand) -> None:
    assert hand.scans(LOT, DRYER)["code"] == "serial_needed"


@pytest.mark.parametrize(
    ("scan", "hint"),
    [
        (CREAM, "Kept: CREAM. Now scan its lot or serial number."),
        (LOT, "Kept: lot L1. Now scan its product."),
        ("]C121S1", "Kept: serial S1. Now scan its product."),
    ],
)
def test_what_is_kept_stands_on_the_screen_and_can_be_dropped(
    shared: Warehouse, hand: Hand, scan: str, hint: str
) -> None:
    hand.scans(scan)
    card = shared.card(hand)
    assert (card.hint, "LW*CANCEL" in [one.text for one in card.buttons]) == (hint, True)
    assert words(hand.scans("LW*CANCEL")) == "Forgotten. Scan again."
    assert shared.card(hand).hint is None


@pytest.mark.parametrize("scans", [(CREAM, LOT), (LOT, CREAM)])
def test_picking_joins_them_in_either_order(house: Warehouse, scans: tuple[str, str]) -> None:
    house.lot("L2", expires_on=None)
    for product in ("CREAM", "TONER"):
        house.lot("L1", product=product)
    house.stock("CREAM", "A-1", 6, lot="L1")
    house.stock("CREAM", "A-1", 6, lot="L2")
    house.serials("TONER", "A-1", "S1", lot="L1")
    house.order("SO-1", CREAM=3, TONER=1)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1", *scans)
    assert words(hand.last) == "CREAM lot L1: 1 of 3."


@pytest.mark.parametrize(
    "scans",
    [
        (CREAM, "]C110N1", "]C117270630"),
        ("]C110N1", "]C117270630", CREAM),
        ("]C117270630", CREAM, "]C110N1"),
        (CREAM, "]C117270630", "]C110N1"),
    ],
)
def test_receiving_joins_product_lot_and_date_in_any_order(
    house: Warehouse, scans: tuple[str, ...]
) -> None:
    house.receipt("RC-1", CREAM=4)
    hand = house.hand().opens("receiving")
    assert words(hand.scans("RC-1", *scans)) == "+1 CREAM lot N1: 1 of 4."


@pytest.mark.parametrize(
    "scans",
    [
        (TONER, "]C110N1", "]C121U1"),
        ("]C121U1", "]C110N1", TONER),
        ("]C110N1", TONER, "]C121U1"),
        (TONER, "]C121U1", "]C110N1"),
    ],
)
def test_receiving_joins_product_lot_and_serial_in_any_order(
    house: Warehouse, scans: tuple[str, ...]
) -> None:
    house.receipt("RC-1", TONER=4)
    hand = house.hand().opens("receiving")
    assert words(hand.scans("RC-1", *scans)) == "+1 TONER U1: 1 of 4."
    assert house.ask("select count(*) from serials s join lots l on l.id = s.lot_id") == 1


def test_receiving_keeps_a_lot_of_two_products_for_its_product(house: Warehouse) -> None:
    for product in ("CREAM", "TONER"):
        house.lot("L1", product=product)
    house.receipt("RC-1", CREAM=4, TONER=2)
    hand = house.hand().opens("receiving")
    assert hand.scans("RC-1", LOT)["status"] == "choose"
    assert house.card(hand).hint == "Kept: lot L1. Now scan its product."
    assert words(hand.scans(CREAM)) == "+1 CREAM lot L1: 1 of 4."


def test_receiving_shows_what_is_kept_and_lets_go_of_it(house: Warehouse) -> None:
    house.receipt("RC-1", CREAM=4)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1", label(a17="270630", a10="N1"))
    assert house.card(hand).hint == ("Kept: lot N1, expires on Jun 30, 2027. Now scan its product.")
    hand.scans("LW*CANCEL")
    assert house.card(hand).hint == "Goods go onto DOCK-1."
    assert hand.scans(CREAM)["step"] == "lot"
