"""What bins carry and what may lie beside what: asked when a bin is suggested and when scanned."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from tests.flows.saying import choices, verdict, words
from tests.warehouse import WATER, Hand, Warehouse
from webapp.models import (
    ClassConflict,
    Location,
    LocationKind,
    Mixing,
    PlateKind,
    Product,
    StorageCategory,
    StorageLimit,
    Tracking,
)
from webapp.operations import plates


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at the list of putaway."""
    house.lot("L1")
    house.lot("L2", expires_on=date(2028, 1, 31))
    return house.hand().opens("putaway")


def kept(house: Warehouse, *bins: str, of: str = "", **limits: Any) -> int:
    """A storage category of these bins; the product `of` goes there first."""
    with house.act() as work:
        category = StorageCategory(code="CAT", name="Category", **limits)
        work.session.add(category)
        work.session.flush()
        for code in bins:
            bin = work.session.get(Location, house.ids[code])
            assert bin is not None
            bin.storage_category_id = category.id
        if of:
            needs(house, of, work.session, storage_category_id=category.id)
    return int(category.id)


def needs(house: Warehouse, sku: str, session: Any, **facts: Any) -> None:
    """What a product needs in a bin."""
    product = session.get(Product, house.ids[sku])
    for name, value in facts.items():
        setattr(product, name, value)


def measured(house: Warehouse, sku: str, **facts: Any) -> None:
    """The same as an act of its own."""
    with house.act() as work:
        needs(house, sku, work.session, **facts)


def bins(house: Warehouse, *codes: str, kind: LocationKind = LocationKind.STORAGE) -> None:
    """More bins, behind the others on the way."""
    with house.act() as work:
        for number, code in enumerate(codes):
            bin = Location(code=code, kind=kind, walk_order=100 + number)
            work.session.add(bin)
            work.session.flush()
            house.ids[code] = bin.id


def pallets(house: Warehouse, *codes: str, product: str = "WATER", units: int = 4) -> None:
    """License plates with goods on the dock."""
    with house.act() as work:
        for code in codes:
            house.add_plate(work, code, "DOCK-1", PlateKind.PALLET)
    for code in codes:
        house.stock(product, "DOCK-1", units, plate=code)


def put(hand: Hand, code: str) -> str:
    """Take up and put where it is suggested; the bin."""
    bin = str(hand.scans(code)["prompt"]).removeprefix("Scan bin ")
    assert hand.scans(bin)["code"] == "put_away"
    return bin


# Limits


@pytest.mark.feature("ST-03")
def test_a_bin_that_would_carry_too_much_says_how_much_is_left(
    house: Warehouse, hand: Hand
) -> None:
    with house.act() as work:
        rice = Product(
            sku="RICE", name="Rice", tracking=Tracking.NONE, unit="kg", scale=3, packagings=[]
        )
        work.session.add(rice)
        work.session.flush()
        house.ids["RICE"] = rice.id
    bins(house, "B-01-2", "B-01-3")
    house.stock("RICE", "B-01-2", 480_000)
    kept(house, "B-01-2", max_weight_g=500_000)
    house.stock("WATER", "A-1", 100)
    house.stock("WATER", "A-2", 100)
    house.stock("WATER", "A-3", 20)
    house.stock("RICE", "DOCK-1", 60_000)
    answer = hand.scans("RICE", "B-01-2")
    assert verdict(answer) == (
        "refused",
        "bin_too_heavy",
        "B-01-2 carries 480 of 500 kg; this is 60 kg. Put up to 20 kg here, or scan B-01-3.",
    )
    assert (answer["expected"], answer["scanned"]) == ("B-01-3", "B-01-2")
    assert house.on_hand("RICE", "B-01-2") == 480_000
    assert hand.scans("LW*QTY*20", "B-01-2")["code"] == "put_away"
    assert house.on_hand("RICE", "B-01-2") == 500_000


@pytest.mark.feature("ST-03")
@pytest.mark.parametrize(
    ("limits", "code", "said"),
    [
        (
            {"max_units": 12},
            "bin_units_full",
            "A-2 takes at most 12 units and has 8; this is 10. Put up to 4 here, or scan A-1.",
        ),
        (
            {"max_height_mm": 120},
            "too_high",
            "CREAM lot L1 is 130 mm high; A-2 takes up to 120 mm. Scan A-1.",
        ),
        (
            {"mixing": Mixing.SAME_PRODUCT},
            "bin_has_other_product",
            "A-2 takes one product at a time. There or on its way: WATER. Scan A-1.",
        ),
        (
            {"mixing": Mixing.EMPTY_ONLY},
            "bin_not_empty",
            "A-2 takes goods only while it is empty. There or on its way: WATER. Scan A-1.",
        ),
    ],
)
def test_each_limit_names_itself_and_what_is_there(
    house: Warehouse, hand: Hand, limits: dict[str, Any], code: str, said: str
) -> None:
    kept(house, "A-2", **limits)
    measured(house, "CREAM", height_mm=130)
    house.stock("WATER", "A-2", 8)
    house.stock("CREAM", "DOCK-1", 10, lot="L1")
    assert verdict(hand.scans("L1", "A-2")) == ("refused", code, said)


@pytest.mark.feature("ST-03")
def test_whatever_stands_on_a_plate_must_fit_under_the_beam(house: Warehouse, hand: Hand) -> None:
    kept(house, "A-2", max_height_mm=120)
    measured(house, "CREAM", height_mm=100)
    measured(house, "WATER", height_mm=130)
    with house.act() as work:
        house.add_plate(work, "P-1", "DOCK-1", PlateKind.PALLET)
    house.stock("CREAM", "DOCK-1", 2, lot="L1", plate="P-1")
    house.stock("WATER", "DOCK-1", 1, plate="P-1")
    assert verdict(hand.scans("P-1", "A-2")) == (
        "refused",
        "too_high",
        "WATER is 130 mm high; A-2 takes up to 120 mm. Scan A-1.",
    )


@pytest.mark.feature("ST-03")
def test_two_products_together_do_not_fill_the_case_of_one(house: Warehouse, hand: Hand) -> None:
    kept(house, "A-2", max_height_mm=120)
    with house.act() as work:
        work.session.execute(text("update packagings set height_mm = 200 where quantity = 6"))
        house.add_plate(work, "P-1", "DOCK-1", PlateKind.PALLET)
    house.stock("WATER", "DOCK-1", 5, plate="P-1")
    house.stock("CREAM", "DOCK-1", 5, lot="L1", plate="P-1")
    assert words(hand.scans("P-1", "A-2", "A-2")).endswith("put in A-2.")


@pytest.mark.feature("ST-03", "PA-12")
def test_a_limit_of_five_refuses_the_sixth_and_names_both(house: Warehouse, hand: Hand) -> None:
    category = kept(house, "A-2")
    with house.act() as work:
        work.session.add(StorageLimit(category_id=category, product_id=house.ids["WATER"], most=5))
    house.stock("WATER", "A-2", 5)
    house.stock("WATER", "DOCK-1", 1)
    assert words(hand.scans(WATER, "A-2")) == (
        "A-2 takes at most 5 of WATER and has 5; this is 1. Scan A-1."
    )


@pytest.mark.feature("ST-03", "PA-12")
def test_one_lot_at_a_time(house: Warehouse, hand: Hand) -> None:
    kept(house, "A-2", mixing=Mixing.SAME_LOT)
    house.stock("CREAM", "A-2", 5, lot="L2")
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    assert verdict(hand.scans("L1", "A-2")) == (
        "refused",
        "bin_has_other_lot",
        "A-2 takes one lot at a time. There or on its way: CREAM lot L2. Scan A-1.",
    )


@pytest.mark.feature("PA-14")
def test_another_date_of_the_same_product_goes_to_another_bin(house: Warehouse, hand: Hand) -> None:
    kept(house, "A-2", one_expiry=True)
    house.stock("CREAM", "A-2", 5, lot="L2")
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    assert verdict(hand.scans("L1", "A-2")) == (
        "refused",
        "bin_has_other_expiry",
        "A-2 keeps one date of a product. CREAM there or on its way expires on Jan 31, 2028,"
        " this on Jun 30, 2027. Scan A-1.",
    )


@pytest.mark.feature("ST-09")
def test_class_3_is_not_put_beside_class_5(house: Warehouse, hand: Hand) -> None:
    with house.act() as work:
        work.session.add(ClassConflict(first="3", second="5.1"))
        needs(house, "CREAM", work.session, storage_class="3")
        needs(house, "WATER", work.session, storage_class="5.1")
    house.stock("WATER", "A-1", 1)
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    assert verdict(hand.scans("L1", "A-1")) == (
        "refused",
        "class_conflict",
        "WATER in A-1 is class 5.1, which may not share a bin with class 3. Scan A-2.",
    )


@pytest.mark.feature("ST-03")
def test_plates_are_counted_by_kind(house: Warehouse, hand: Hand) -> None:
    category = kept(house, "A-2")
    with house.act() as work:
        work.session.add(StorageLimit(category_id=category, plate_kind=PlateKind.PALLET, most=1))
    pallets(house, "P-1", "P-2")
    hand.scans("P-1", "A-2", "A-2")
    assert words(hand.scans("P-2", "A-2")) == "A-2 takes at most 1 pallets and has 1. Scan A-1."


def pile(house: Warehouse, pallet: str, *cases: str) -> None:
    """A pallet on the dock with cases on it, each with one unit of water; none lies on it loose."""
    with house.act() as work:
        house.add_plate(work, pallet, "DOCK-1", PlateKind.PALLET)
        for case in cases:
            house.add_plate(work, case, "DOCK-1", PlateKind.CASE)
            assert plates.nest(work, house.ids[case], into=house.ids[pallet]) is None
    for case in cases:
        house.stock("WATER", "DOCK-1", 1, plate=case)


@pytest.mark.feature("ST-03")
def test_a_pallet_of_cases_takes_the_room_of_one_pallet(house: Warehouse, hand: Hand) -> None:
    kept(house, "A-2", max_plates=1)
    pile(house, "P-1", "C-1", "C-2")
    assert words(hand.scans("P-1", "A-2", "A-2")).endswith("put in A-2.")
    pallets(house, "P-2")
    assert words(hand.scans("P-2", "A-2")) == (
        "A-2 takes at most 1 license plates and has 1. Scan A-1."
    )


@pytest.mark.feature("ST-03")
def test_a_pallet_counts_as_a_pallet_whatever_stands_on_it(house: Warehouse, hand: Hand) -> None:
    category = kept(house, "A-2")
    with house.act() as work:
        work.session.add(StorageLimit(category_id=category, plate_kind=PlateKind.PALLET, most=1))
    pallets(house, "P-1")
    hand.scans("P-1", "A-2", "A-2")
    pile(house, "P-2", "C-1")
    assert words(hand.scans("P-2", "A-2")) == "A-2 takes at most 1 pallets and has 1. Scan A-1."


@pytest.mark.feature("ST-03", "PA-05")
def test_a_pile_on_its_way_is_one_plate_however_high_it_is(house: Warehouse, hand: Hand) -> None:
    kept(house, "A-2", of="WATER", max_plates=2)
    with house.act() as work:
        house.add_plate(work, "C-0", "DOCK-1", PlateKind.CASE)
    pile(house, "P-1", "C-1", "C-2")
    with house.act() as work:
        assert plates.nest(work, house.ids["C-0"], into=house.ids["C-1"]) is None
    house.stock("WATER", "DOCK-1", 1, plate="C-0")
    assert put(hand, "P-1") == "A-2"
    pile(house, "P-2", "C-3", "C-4")
    pallets(house, "P-3")
    assert hand.scans("P-2")["prompt"] == "Scan bin A-2"
    bob = house.hand("bob").opens("putaway")
    assert words(bob.scans("P-3", "A-2")) == (
        "A-2 takes at most 2 license plates and has 2. Scan A-1."
    )


# The suggestion


@pytest.mark.feature("PA-03")
def test_pallets_fill_their_category_and_the_fifth_falls_back(house: Warehouse, hand: Hand) -> None:
    house.stock("CREAM", "A-1", 100, lot="L1")
    house.stock("CREAM", "A-2", 100, lot="L1")
    house.stock("CREAM", "A-3", 20, lot="L1")
    bins(house, "PALLETS", "PAL1", "PAL2")
    kept(house, "PAL1", "PAL2", of="WATER", max_plates=2)
    codes = [f"P-{number}" for number in range(1, 6)]
    pallets(house, *codes)
    assert [put(hand, code) for code in codes] == ["PAL1", "PAL1", "PAL2", "PAL2", "PALLETS"]


@pytest.mark.feature("PA-03")
def test_of_a_category_the_least_full_bin_is_suggested(house: Warehouse, hand: Hand) -> None:
    kept(house, "A-1", "A-2", "A-3", of="CREAM")
    house.stock("WATER", "A-1", 30)
    house.stock("WATER", "A-2", 10)
    house.stock("WATER", "A-3", 9)
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    assert hand.scans("L1")["prompt"] == "Scan bin A-2"
    assert house.card(hand).hint == (
        "It is kept in bins like this, and this one is the least full."
    )


@pytest.mark.feature("PA-05")
def test_two_pallets_are_not_sent_to_a_bin_for_one(house: Warehouse, hand: Hand) -> None:
    kept(house, "A-1", "A-2", of="WATER", max_plates=1)
    pallets(house, "P-1", "P-2")
    assert hand.scans("P-1")["prompt"] == "Scan bin A-1"
    bob = house.hand("bob").opens("putaway")
    assert bob.scans("P-2")["prompt"] == "Scan bin A-2"
    assert words(bob.scans("A-1")) == "A-1 takes at most 1 license plates and has 1. Scan A-2."


@pytest.mark.feature("PA-05", "ST-09")
def test_what_is_on_its_way_counts_with_its_weight_and_its_class(
    house: Warehouse, hand: Hand
) -> None:
    kept(house, "A-1", max_weight_g=1000)
    with house.act() as work:
        work.session.add(ClassConflict(first="3", second="5.1"))
        needs(house, "CREAM", work.session, storage_class="3", weight_g=100)
        needs(house, "WATER", work.session, storage_class="5.1", weight_g=10)
    house.stock("CREAM", "DOCK-1", 10, lot="L1")
    house.stock("WATER", "DOCK-1", 1)
    assert hand.scans("L1")["prompt"] == "Scan bin A-1"
    bob = house.hand("bob").opens("putaway")
    assert bob.scans(WATER)["prompt"] == "Scan bin A-2"
    assert bob.scans("A-1")["code"] == "class_conflict"
    measured(house, "WATER", storage_class=None)
    assert words(bob.scans("A-1")) == "A-1 carries 1 of 1 kg; this is 0.01 kg. Scan A-2."


@pytest.mark.feature("PA-07", "ST-03")
def test_where_every_bin_refuses_a_supervisor_is_told(house: Warehouse, hand: Hand) -> None:
    kept(house, "A-1", "A-2", "A-3", max_height_mm=100)
    measured(house, "CREAM", height_mm=101)
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    assert hand.scans("L1")["code"] == "no_putaway"
    assert house.ask("select kind from exceptions") == "no_putaway"


def test_a_suggested_bin_that_filled_meanwhile_names_another(house: Warehouse, hand: Hand) -> None:
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    assert hand.scans("L1")["prompt"] == "Scan bin A-1"
    kept(house, "A-1", max_units=3)
    assert words(hand.scans("A-1")) == (
        "A-1 takes at most 3 units and has 0; this is 5. Put up to 3 here, or scan A-2."
    )


# Blocked bins


@pytest.mark.feature("ST-06")
def test_a_bin_blocked_after_the_promise_gives_nothing(house: Warehouse, hand: Hand) -> None:
    house.stock("CREAM", "A-2", 5, lot="L1")
    task = house.order("SO-1", CREAM=2)
    picker = house.hand().opens("picking")
    picker.task = task
    blocked = "A-2 is blocked: nothing may be taken from there."
    remedy = " Skip this, or ask a supervisor to free the bin."
    picker.scans("A-2", "L1")
    block(house, "A-2", "blocked_out")
    assert verdict(picker.scans("LW*QTY*2")) == (
        "refused",
        "location_blocked_out",
        blocked + remedy,
    )
    picker.scans("LW*CANCEL")
    assert words(picker.scans("L1")) == blocked + remedy
    assert words(picker.scans("A-2")) == blocked + remedy
    assert house.on_hand("CREAM", "A-2") == 5


@pytest.mark.feature("ST-06")
def test_a_bin_blocked_between_the_suggestion_and_the_scan_takes_nothing(
    house: Warehouse, hand: Hand
) -> None:
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    hand.scans("L1")
    block(house, "A-1", "blocked_in")
    assert words(hand.scans("A-1")) == "A-1 is blocked: nothing may be put there. Scan A-2."


def block(house: Warehouse, code: str, how: str) -> None:
    """Block a bin."""
    with house.act() as work:
        setattr(work.session.get(Location, house.ids[code]), how, True)


# Names


@pytest.mark.feature("ST-02")
def test_two_places_of_one_name_are_shown_with_where_they_are(house: Warehouse) -> None:
    with house.act() as work:
        for zone in ("NORTH", "SOUTH"):
            area = Location(code=zone, kind=LocationKind.AREA)
            work.session.add(area)
            work.session.flush()
            bin = Location(
                code=f"{zone}-1", name="A-01", kind=LocationKind.STORAGE, parent_id=area.id
            )
            work.session.add(bin)
            work.session.flush()
            house.ids[bin.code] = bin.id
    answer = house.hand().scans("A-01")
    assert (answer["status"], answer["code"]) == ("choose", "several_meanings")
    assert choices(answer) == [
        ("bin NORTH-1", f"LW*PLACE*{house.ids['NORTH-1']}"),
        ("bin SOUTH-1", f"LW*PLACE*{house.ids['SOUTH-1']}"),
    ]
    assert [one["detail"] for one in answer["choices"]] == ["NORTH / NORTH-1", "SOUTH / SOUTH-1"]


@pytest.mark.feature("ST-02")
def test_a_name_counts_only_where_no_code_does(house: Warehouse) -> None:
    with house.act() as work:
        for name, code in (("A-2", "X-1"), ("Far corner", "X-2")):
            work.session.add(Location(code=code, name=name, kind=LocationKind.STORAGE))
    assert house.hand().scans("A-2")["message"] == "This is bin A-2."
    assert house.hand().scans("Far corner")["message"] == "This is bin X-2."


@pytest.mark.feature("ST-05")
def test_a_scan_of_an_unknown_place_never_creates_one(house: Warehouse, hand: Hand) -> None:
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    before = house.count("locations")
    assert hand.scans("L1", "Z-99-9")["code"] == "unknown_code"
    assert house.count("locations") == before
