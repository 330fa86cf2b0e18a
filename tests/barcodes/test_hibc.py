"""The codes of the health industry: primary, secondary, both in one, and their check characters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.barcodes.reading import certain, read, sentence
from webapp.barcodes import Kind, as_answer
from webapp.barcodes.hibc import check_character

pytestmark = pytest.mark.feature("BC-06")


def whole(body: str) -> str:
    return body + check_character(body)


def secondary(data: str) -> str:
    return whole(f"+{data}7")


def test_the_standards_own_example_is_read():
    answer = as_answer(read("+A99912345/$$52001510X3/16D20111212/S77DE1G45-"))
    assert (answer["kind"], answer["valid"]) == ("hibc", True)
    assert answer["fields"] == {
        "1P": "A9991234",
        "14D": "20200115",
        "1T": "10X3",
        "16D": "20111212",
        "S": "77DE1G45",
        "product_code": "A9991234",
        "unit_of_measure": "5",
        "lot": "10X3",
        "serial": "77DE1G45",
        "expires_on": "2020-01-15",
        "produced_on": "2011-12-12",
    }


@pytest.mark.parametrize("text", ["+A123BJC5D6E71G", "]C0+A123BJC5D6E71G", "*+A123BJC5D6E71G*"])
def test_a_primary_alone_names_product_and_unit(text):
    parsed = read(text)
    assert parsed.kind is Kind.HIBC
    assert (parsed.reading.product_code, parsed.reading.unit_of_measure) == ("A123BJC5D6E7", "1")
    assert parsed.reading.link == "G"


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ("$LOT9", {"lot": "LOT9"}),
        ("$+SN1", {"serial": "SN1"}),
        ("26032LOT9", {"lot": "LOT9", "expires_on": date(2026, 2, 1)}),
        ("$$0928LOT9", {"lot": "LOT9", "expires_on": date(2028, 9, 30)}),
        ("$$1228LOT9", {"lot": "LOT9", "expires_on": date(2028, 12, 31)}),
        ("$$2093028LOT9", {"lot": "LOT9", "expires_on": date(2028, 9, 30)}),
        ("$$3280930LOT9", {"lot": "LOT9", "expires_on": date(2028, 9, 30)}),
        ("$$428093014LOT9", {"lot": "LOT9", "expires_on": date(2028, 9, 30)}),
        ("$$528274LOT9", {"lot": "LOT9", "expires_on": date(2028, 9, 30)}),
        ("$$62827414LOT9", {"lot": "LOT9", "expires_on": date(2028, 9, 30)}),
        ("$$7LOT9", {"lot": "LOT9", "expires_on": None}),
        ("$$3280930", {"lot": None, "expires_on": date(2028, 9, 30)}),
        ("$$+3280930SN1", {"serial": "SN1", "expires_on": date(2028, 9, 30)}),
        ("$$+7SN1", {"serial": "SN1", "expires_on": None}),
        ("$$8243280930LOT9", {"count": 24, "lot": "LOT9", "expires_on": date(2028, 9, 30)}),
        ("$$9001007LOT9", {"count": 100, "lot": "LOT9"}),
        ("$$824", {"count": 24, "lot": None}),
        ("$$3280930LOT9/S77/Q12", {"lot": "LOT9", "serial": "77", "count": 12}),
        ("$LOT9/14D20280930", {"lot": "LOT9", "expires_on": date(2028, 9, 30)}),
    ],
)
def test_secondary_data_is_read_apart_and_behind_its_primary(data, fields):
    apart, behind = certain(secondary(data)), certain(whole(f"+A99912345/{data}"))
    assert {name: getattr(apart, name) for name in fields} == fields
    assert {name: getattr(behind, name) for name in fields} == fields
    assert (apart.product_code, apart.link) == (None, "7")
    assert (behind.product_code, behind.link) == ("A9991234", None)


def test_the_hour_of_an_expiry_is_kept():
    assert as_answer(read(secondary("$$428093014LOT9")))["dates"] == {"14D": "2028-09-30T14:00"}


def test_primary_and_secondary_belong_together_by_their_link():
    primary = whole("+A99912345")
    assert certain(primary).link == primary[-1] == "7"
    assert certain(secondary("$LOT9")).link == "7"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "+A99912345/$$52001510X3A",
            "The check character of this HIBC code is wrong: 3 expected, A found."
            " The code was probably misread.",
        ),
        (
            whole("+A99912345/$$3281345LOT9"),
            "At character 12 of this HIBC code a lot, serial number, date or quantity is expected,"
            " “$$3281345LOT9” found.",
        ),
        (
            whole("+A99912345/$$8A4LOT9"),
            "At character 12 of this HIBC code a lot, serial number, date or quantity is expected,"
            " “$$8A4LOT9” found.",
        ),
        (
            whole("+A99912345/S1/S2"),
            "The serial number is there twice: 1 and, at character 16, 2. One expected.",
        ),
        (
            whole("+A99912345/$LOT1/$LOT2"),
            "The lot is there twice: LOT1 and, at character 18, LOT2. One expected.",
        ),
        (
            whole("+A99912345/14D20261301"),
            "The expiry date 20261301 at character 15 is not in the calendar:"
            " year, month and day expected.",
        ),
        (
            whole("+A99912345/-"),
            "At character 12 of this HIBC code a lot, serial number, date or quantity is expected,"
            " “-” found.",
        ),
    ],
)
def test_a_faulty_code_says_what_is_wrong(text, said):
    assert sentence(text) == said


def test_a_check_character_that_is_a_space_is_not_taken_for_a_suffix():
    body = "+A903C15"
    assert check_character(body) == " "
    assert certain(body + " \r\n").product_code == body[1:-1]
    assert certain(f"*{body}_*").product_code == body[1:-1]


@pytest.mark.parametrize(
    "text", ["+49123456789", "+ABC-1", "+", "+A", "+++++", "*A*", "+$", "+/EX"]
)
def test_a_plus_in_front_makes_no_hibc_code(text):
    assert read(text).kind is Kind.PLAIN


CODE_39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"


@given(st.integers(1, 22), st.sampled_from(CODE_39))
def test_one_wrong_character_never_passes(at, sign):
    good = "+A99912345/$$52001510X33"
    spoilt = good[:at] + sign + good[at + 1 :]
    assert spoilt == good or read(spoilt).readings == ()
