"""SSCCs of our own: each number once, whatever becomes of the prefix."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from tests.printing import PREFIX, SSCC_0, SSCC_1, arranges
from tests.warehouse import TODAY, Warehouse, warehouse_of
from webapp.barcodes import parse
from webapp.models import PlateKind
from webapp.operations.label_settings import prefix_fault
from webapp.operations.plates import register
from webapp.operations.sscc import Series, next_sscc, next_ssccs
from webapp.rules.refusals import Refusal, no_company_prefix, numbers_used_up


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A warehouse without a company prefix."""
    return warehouse_of(app)


def taken(house: Warehouse, count: int = 1) -> tuple[str, ...] | Refusal:
    """The next numbers, each standing on a plate as a real one does."""
    with house.act() as work:
        found = next_ssccs(work, count)
        if not isinstance(found, Refusal):
            for code in found:
                register(work, code, PlateKind.PALLET, house.ids["DOCK-1"])
        return found


def test_a_number_is_eighteen_digits_that_a_scanner_takes_for_an_sscc(house: Warehouse) -> None:
    arranges(house, company_prefix=PREFIX)
    with house.act() as work:
        code = next_sscc(work)
    assert code == SSCC_0
    read = parse(f"(00){code}", today=TODAY)
    assert read.readings[0].sscc == code


def test_the_general_specifications_own_example_comes_out() -> None:
    assert Series("0614141", 1).sscc(123456789) == "106141411234567897"


def test_numbers_go_on_one_by_one(house: Warehouse) -> None:
    arranges(house, company_prefix=PREFIX)
    assert taken(house, 2) == (SSCC_0, SSCC_1)
    assert taken(house) == ("006141410000000029",)


def test_without_a_prefix_there_is_none(house: Warehouse) -> None:
    assert taken(house) == no_company_prefix()


def test_going_back_to_an_earlier_prefix_goes_on_behind_its_last_number(house: Warehouse) -> None:
    arranges(house, company_prefix=PREFIX)
    taken(house, 2)
    arranges(house, company_prefix="4006381")
    assert taken(house) == ("040063810000000000",)
    arranges(house, company_prefix=PREFIX)
    assert taken(house) == ("006141410000000029",)


def test_a_number_that_another_prefix_gave_is_passed_over(house: Warehouse) -> None:
    """Prefix 06141410 with reference 0 makes the digits of prefix 0614141 with reference 0."""
    arranges(house, company_prefix=PREFIX)
    taken(house, 2)
    arranges(house, company_prefix="06141410")
    assert taken(house) == ("006141410000000029",)


def test_an_act_that_fails_gives_its_numbers_back_unused(house: Warehouse) -> None:
    arranges(house, company_prefix=PREFIX)
    with pytest.raises(ZeroDivisionError), house.act() as work:
        assert len(next_ssccs(work, 5)) / 0  # type: ignore[arg-type]
    assert taken(house) == (SSCC_0,)


def test_a_range_that_is_used_up_says_so_and_another_digit_opens_one(house: Warehouse) -> None:
    arranges(house, company_prefix="061414123456")
    taken(house)
    with house.engine.begin() as connection:
        connection.execute(text("update sscc_counters set next = 9999"))
    assert taken(house, 2) == numbers_used_up("061414123456", 0)
    assert taken(house) == ("006141412345699999",)
    refused = taken(house)
    assert isinstance(refused, Refusal)
    assert f"{refused.problem} {refused.remedy}" == (
        "Company prefix 061414123456 with extension digit 0 has not enough numbers left. "
        "Ask an admin to set another extension digit in the label settings."
    )
    arranges(house, company_prefix="061414123456", extension_digit=7)
    assert taken(house) == ("706141412345600000",)


@pytest.mark.parametrize(
    ("prefix", "sentence"),
    [
        ("061", "061 has 3 digits; a GS1 company prefix has 4 to 12."),
        ("0614141234567", "0614141234567 has 13 digits; a GS1 company prefix has 4 to 12."),
        ("06A4141", "06A4141 is no company prefix: only digits were expected."),
        ("٠٦١٤", "٠٦١٤ is no company prefix: only digits were expected."),
    ],
)
def test_what_is_no_prefix_is_refused_with_what_was_expected(prefix: str, sentence: str) -> None:
    assert str(prefix_fault(prefix)) == sentence


@pytest.mark.parametrize("prefix", ["0614", "061414123456"])
def test_a_prefix_has_four_to_twelve_digits(prefix: str) -> None:
    assert prefix_fault(prefix) is None


def test_the_counter_is_one_row_for_each_prefix(house: Warehouse) -> None:
    arranges(house, company_prefix=PREFIX)
    taken(house, 3)
    with house.engine.connect() as connection:
        rows = connection.execute(text("select prefix, extension, next from sscc_counters")).all()
    assert [tuple(row) for row in rows] == [(PREFIX, 0, 3)]
