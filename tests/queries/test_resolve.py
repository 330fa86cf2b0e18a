"""What a code stands for: an exact code first, then its reading, never a guess."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.warehouse import CREAM, CREAM_CASE, GS, TODAY, Warehouse, warehouse_of
from webapp.barcodes import check_digit, parse
from webapp.models import PlateKind
from webapp.operations import codes
from webapp.operations.codes import NewCode
from webapp.queries.meanings import GoodsScan, Meaning, PlateScan, UnknownItem
from webapp.queries.resolve import by_id, resolve, written_otherwise

SSCC = "39501101530000001"
SSCC += check_digit(SSCC)
OTHER = "09501101530102"


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse with a lot, a serial, a receipt, an order and a pallet."""
    house = warehouse_of(app)
    house.lot("L1")
    house.serials("DRYER", "A-1", "HD-1")
    house.receipt("RC-1", WATER=6)
    house.order("SO-1", DRYER=1)
    with house.act() as work:
        house.add_plate(work, SSCC, "DOCK-1", PlateKind.PALLET)
    return house


def meanings(house: Warehouse, code: str, symbology: str | None = None) -> tuple[Meaning, ...]:
    """Everything a code can mean."""
    with house.engine.connect() as connection:
        return resolve(connection, parse(code, symbology, today=TODAY))


def called(house: Warehouse, code: str, symbology: str | None = None) -> list[str]:
    """The same as people call it."""
    return sorted(str(one.called) for one in meanings(house, code, symbology))


@pytest.mark.feature("BC-01")
@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("A-1", "bin A-1"),
        ("T-01", "tote T-01"),
        (SSCC, f"license plate {SSCC}"),
        (f"]C100{SSCC}", f"license plate {SSCC}"),
        ("RC-1", "receipt RC-1"),
        ("SO-1", "order SO-1"),
        ("CREAM", "CREAM"),
        ("L1", "CREAM lot L1"),
        (" L1\r\n", "CREAM lot L1"),
        ("]C0L1", "CREAM lot L1"),
        ("HD-1", "DRYER serial HD-1"),
        (CREAM, "CREAM"),
        (CREAM[1:], "CREAM"),
        (f"]E0{CREAM[1:]}", "CREAM"),
        (f"]C0{CREAM}", "CREAM"),
        (f"]C101{CREAM}10L1", "CREAM lot L1"),
        (f"01{CREAM}10NEW", "CREAM lot NEW"),
        (f"(01){CREAM}(10)L1", "CREAM lot L1"),
        ("]C110L1", "CREAM lot L1"),
        ("]C110NEW", "lot or serial NEW"),
        ("]C101095011015399901", ""),
        ("09501101539990", "GTIN 09501101539990"),
    ],
)
def test_a_code_is_what_the_warehouse_knows_it_as(house: Warehouse, code: str, name: str) -> None:
    assert called(house, code) == ([name] if name else [])


@pytest.mark.parametrize("code", ["NO-SUCH", "", "LW*OK", "a\0b", "🍊", "x" * 2048, "SUPPLIERS"])
def test_what_nobody_knows_means_nothing(house: Warehouse, code: str) -> None:
    assert meanings(house, code) == ()


@pytest.mark.feature("BC-02", "ID-03")
def test_a_lot_code_of_two_products_means_both(house: Warehouse) -> None:
    house.lot("L1", product="TONER")
    assert called(house, "L1") == ["CREAM lot L1", "TONER lot L1"]
    assert called(house, "]C110L1") == ["CREAM lot L1", "TONER lot L1"]


def test_a_lot_label_with_its_product_means_one(house: Warehouse) -> None:
    house.lot("L1", product="TONER")
    assert called(house, f"]C101{CREAM}10L1") == ["CREAM lot L1"]


def test_a_case_counts_its_packaging(house: Warehouse) -> None:
    (goods,) = meanings(house, f"]C101{CREAM_CASE}10L1{GS}302")
    assert isinstance(goods, GoodsScan)
    assert (goods.units, goods.count, goods.quantity) == (12, 2, 24)


def test_a_plate_with_content_is_the_content_on_that_plate(house: Warehouse) -> None:
    for code in (f"]C100{SSCC}02{CREAM}372", f"00{SSCC}02{CREAM}372"):
        (goods,) = meanings(house, code)
        assert isinstance(goods, GoodsScan)
        assert goods.plate == PlateScan(
            house.ids[SSCC], SSCC, PlateKind.PALLET, house.ids["DOCK-1"], "DOCK-1"
        )


def test_a_known_lot_decides_a_lost_separator(house: Warehouse) -> None:
    assert called(house, f"01{CREAM}10L117270630") == ["CREAM lot L1"]


def test_a_lost_separator_that_nothing_decides_means_all_of_it(house: Warehouse) -> None:
    assert len(meanings(house, f"01{CREAM}10X117270630")) > 1


def test_a_code_that_is_a_lot_of_that_very_name_is_no_label(house: Warehouse) -> None:
    house.lot(f"01{CREAM}")
    assert called(house, f"01{CREAM}") == [f"CREAM lot 01{CREAM}"]


@pytest.mark.feature("BC-02")
@pytest.mark.parametrize("code", ["A-1", "T-01", "RC-1", "SO-1", "L1", "HD-1", "CREAM"])
def test_the_text_of_a_choice_means_exactly_it(house: Warehouse, code: str) -> None:
    house.lot(code, product="TONER")
    for meaning in meanings(house, code):
        command = parse(meaning.text, today=TODAY).command
        assert command is not None
        with house.engine.connect() as connection:
            assert by_id(connection, command.verb, command.arguments) == (meaning,)


@pytest.mark.parametrize("arguments", [(), ("x",), ("0",), ("9999999999",), ("1", "2"), ("-1",)])
def test_the_text_of_no_choice_means_nothing(house: Warehouse, arguments: tuple[str, ...]) -> None:
    with house.engine.connect() as connection:
        assert by_id(connection, "LOT", arguments) == ()


@pytest.mark.feature("ID-04")
@pytest.mark.parametrize(
    ("code", "known"),
    [("l1", "L1"), ("a-1", "A-1"), ("L 1", "L1"), ("l 1", "L1"), ("L1x", None), ("\0", None)],
)
def test_other_capitals_and_blanks_are_a_hint(
    house: Warehouse, code: str, known: str | None
) -> None:
    with house.engine.connect() as connection:
        assert written_otherwise(connection, code) == known
    assert meanings(house, code) == ()


@pytest.mark.feature("BC-05")
@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("036000291452", True),
        ("0036000291452", True),
        ("00036000291452", True),
        ("]E00036000291452", True),
        ("36000291452", False),
        ("9936000291452", False),
        ("036000291453", False),
    ],
)
def test_an_item_number_is_compared_at_fourteen_digits(
    house: Warehouse, code: str, found: bool
) -> None:
    with house.act() as work:
        assert codes.add(work, NewCode(house.ids["DRYER"], "036000291452"), by=None) is None
    assert called(house, code) == (["DRYER"] if found else [])


@pytest.mark.feature("ID-13")
def test_a_further_code_is_the_product_and_counts_its_units(house: Warehouse) -> None:
    with house.act() as work:
        assert codes.add(work, NewCode(house.ids["CREAM"], "OLD-BOX", units=6), by=None) is None
    for code in ("OLD-BOX", "]C0OLD-BOX"):
        (goods,) = meanings(house, code)
        assert isinstance(goods, GoodsScan)
        assert (str(goods.called), goods.quantity, goods.by) == ("CREAM", 6, "code")
        command = parse(goods.text, today=TODAY).command
        assert command is not None
        with house.engine.connect() as connection:
            assert by_id(connection, command.verb, command.arguments) == (goods,)


def test_a_label_with_a_further_gtin_has_its_lot(house: Warehouse) -> None:
    with house.act() as work:
        assert codes.add(work, NewCode(house.ids["CREAM"], OTHER, units=4), by=None) is None
    for text in (f"]C101{OTHER}10L1", f"01{OTHER}10L1"):
        (goods,) = meanings(house, text)
        assert isinstance(goods, GoodsScan)
        assert (str(goods.called), goods.quantity) == ("CREAM lot L1", 4)
        assert goods.lot is not None


def industry(number: str) -> str:
    """An industry label of lot L1 with a product's number."""
    return f"[)>\x1e06\x1d1P{number}\x1d1TL1\x1e\x04"


def test_the_customer_s_number_helps_where_the_maker_s_is_not_known(house: Warehouse) -> None:
    (goods,) = meanings(house, "[)>\x1e06\x1d1PMAKERS\x1dPCREAM\x1d1TL1\x1e\x04")
    assert isinstance(goods, GoodsScan)
    assert str(goods.called) == "CREAM lot L1"


@pytest.mark.parametrize("named", ["CREAM", "OLD-BOX"])
def test_a_product_s_own_number_on_a_label_has_its_lot(house: Warehouse, named: str) -> None:
    with house.act() as work:
        assert codes.add(work, NewCode(house.ids["CREAM"], "OLD-BOX"), by=None) is None
    house.lot("L1", product="TONER")
    (goods,) = meanings(house, industry(named))
    (unknown,) = meanings(house, industry("X"))
    assert isinstance(goods, GoodsScan)
    assert (str(goods.called), goods.lot is not None) == ("CREAM lot L1", True)
    assert unknown == UnknownItem(None, "X")


def test_a_code_that_is_removed_means_nothing(house: Warehouse) -> None:
    with house.act() as work:
        assert codes.add(work, NewCode(house.ids["CREAM"], "OLD-BOX"), by=None) is None
    made = int(house.ask("select id from product_codes"))
    with house.act() as work:
        assert codes.remove(work, house.ids["CREAM"], made, by=None)
        assert not codes.remove(work, house.ids["CREAM"], made, by=None)
    assert meanings(house, "OLD-BOX") == ()
