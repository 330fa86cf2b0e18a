"""A quantity is exact or refused, at every kind of work; what looks like a code is no quantity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.flows.saying import label, words
from tests.warehouse import WATER, WATER_CASE, Hand, Warehouse
from webapp.models import Packaging, PackagingKind, PlateKind, Product, Tracking

CODES = (
    *("96385074", "96385074.", "0096385074", "9501101530027", "19501101530024", "012345678905"),
    *("106141412345678908", "106141412345678909", "(01)09501101530027"),
)
NO_NUMBERS = (
    *("", " ", "0", "00", "-1", "+5", "1e3", "1E3", "0x10", "1_0", "NaN", "inf", "L1", "1 000"),
    *("1.5", "1,5", "1.000", "1,000", "12.", ".5", "1.5.5", "１２", "١٢", "१२", "²", "½", "12kg"),
)


def receiving(house: Warehouse) -> Hand:
    """One water of a receipt is counted."""
    house.receipt("RC-1", WATER=500)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1", WATER)
    return hand


def putaway(house: Warehouse) -> Hand:
    """Five waters of the dock are in hand."""
    house.stock("WATER", "DOCK-1", 5)
    hand = house.hand().opens("putaway")
    hand.scans("LW*PUTAWAY", WATER)
    return hand


def picking(house: Warehouse) -> Hand:
    """One of five waters is counted."""
    house.stock("WATER", "A-1", 9)
    house.order("SO-1", WATER=5)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1", WATER)
    return hand


def plates(house: Warehouse) -> Hand:
    """One water is on a pallet, eight lie beside it."""
    house.stock("WATER", "DOCK-1", 9)
    with house.act() as work:
        house.add_plate(work, "P-1", "DOCK-1", PlateKind.PALLET)
    hand = house.hand().opens("plates")
    hand.scans("LW*PLATES", "P-1", WATER)
    return hand


@pytest.mark.feature("ID-15")
@pytest.mark.parametrize("work", [receiving, putaway, picking, plates])
def test_what_is_no_quantity_changes_nothing(
    house: Warehouse, work: Callable[[Warehouse], Hand]
) -> None:
    hand = work(house)
    moves, step = house.count("moves"), hand.step
    told = {text: hand.scans(f"LW*QTY*{text}") for text in (*CODES, *NO_NUMBERS)}
    assert {text: told[text]["code"] for text in CODES} == dict.fromkeys(CODES, "code_as_quantity")
    assert {text: told[text]["code"] for text in NO_NUMBERS} == dict.fromkeys(
        NO_NUMBERS, "bad_quantity"
    )
    assert words(told["1.000"]) == "1.000 is not a quantity. Key in a whole number above 0."
    assert (house.count("moves"), hand.step) == (moves, step)


def tea(house: Warehouse) -> None:
    """Loose tea, kept in grams, and a receipt that expects ten tonnes of it."""
    with house.act() as work:
        made = Product(sku="TEA", name="Tea", tracking=Tracking.NONE, unit="kg", scale=3)
        made.packagings = [Packaging(kind=PackagingKind.EACH, quantity=1000, gtin="09501101530102")]
        work.session.add(made)
        work.session.flush()
        house.ids["TEA"] = made.id
    house.receipt("RC-1", TEA=10_000_000)


@pytest.mark.feature("ID-15")
def test_a_weight_is_its_grams_at_every_number_of_decimals_or_it_is_refused(
    house: Warehouse,
) -> None:
    tea(house)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1")

    def weighed(n: int, value: str) -> Any:
        before = house.on_hand("TEA", "DOCK-1")
        answer = hand.scans(label(**{"a01": "09501101530102", f"a310{n}": value}))
        gained = house.on_hand("TEA", "DOCK-1") - before
        return gained if answer["status"] == "accepted" else answer["code"]

    assert [weighed(n, "001500") for n in range(6)] == [
        1_500_000,
        150_000,
        15_000,
        1_500,
        150,
        15,
    ]
    no = "measure_does_not_fit"
    assert [weighed(n, "000001") for n in range(6)] == [1000, 100, 10, 1, no, no]
    assert [weighed(n, "000000") for n in range(6)] == [no] * 6
    assert [weighed(n, "001500") for n in (6, 9)] == ["unreadable_code"] * 2
    assert weighed(0, "999999") == "over_expected"


@pytest.mark.feature("ID-14")
def test_a_case_of_cases_counts_every_unit(house: Warehouse) -> None:
    pallet = "29501101530021"
    with house.act() as work:
        water = house.ids["WATER"]
        pack = Packaging(product_id=water, kind=PackagingKind.PALLET, quantity=6 * 40, gtin=pallet)
        work.session.add(pack)
    house.receipt("RC-1", WATER=2000)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1")
    gained = []
    for text in (
        WATER,
        WATER_CASE,
        pallet,
        label(a01=WATER_CASE, a30="3"),
        label(a02=WATER_CASE, a37="40"),
        label(a01=pallet, a30="2"),
    ):
        before = house.on_hand("WATER", "DOCK-1")
        hand.scans(text)
        gained.append(house.on_hand("WATER", "DOCK-1") - before)
    assert gained == [1, 6, 240, 18, 240, 480]
    refused = hand.scans(label(a02=pallet, a37="99999999"))
    assert (refused["code"], house.on_hand("WATER", "DOCK-1")) == ("over_expected", 985)


def test_a_weight_does_not_go_onto_a_plate_as_one_of_something(house: Warehouse) -> None:
    hand = plates(house)
    answers = [
        hand.scans(code)
        for code in (label(a01=WATER, a3103="001500"), "LW*CANCEL", "P-1", "LW*OUT")
    ]
    answers.append(hand.scans(label(a01=WATER, a3103="001500")))
    assert (answers[0]["code"], answers[-1]["code"]) == ("measure_does_not_fit",) * 2
    assert house.ask("select sum(on_hand) from balances where plate_id is not null") == 1
