"""Industry's envelopes and data identifiers, whole and as scanners leave them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.barcodes.reading import TODAY, certain, read, sentence
from webapp.barcodes import Kind, Measure, as_answer, if_marked
from webapp.barcodes.data_identifiers import TABLE

pytestmark = pytest.mark.feature("BC-06")

GS, RS, EOT = "\x1d", "\x1e", "\x04"
GTIN = "09501101530003"
PART_AND_SERIAL = {"1P": "77", "S": "42"}


def envelope(*elements: str, format: str = "06") -> str:
    return f"[)>{RS}{format}{GS}{GS.join(elements)}{RS}{EOT}"


def test_the_answer_holds_data_identifiers_and_their_names():
    answer = as_answer(
        read(envelope("1P77", "25SUN123456789ABC", "1TLOT9", "14D20261231", "16D20260102", "Q12"))
    )
    assert answer["kind"] == "data_identifiers"
    assert answer["fields"] == {
        "1P": "77",
        "25S": "UN123456789ABC",
        "1T": "LOT9",
        "14D": "20261231",
        "16D": "20260102",
        "Q": "12",
        "product_code": "77",
        "lot": "LOT9",
        "serial": "UN123456789ABC",
        "expires_on": "2026-12-31",
        "produced_on": "2026-01-02",
        "count": 12,
    }
    assert answer["dates"] == {"14D": "2026-12-31", "16D": "2026-01-02"}


@pytest.mark.parametrize(
    "text",
    [
        envelope("1P77", "S42"),
        envelope("1P77", "S42").replace(EOT, ""),
        f"[)>{RS}06{GS}1P77{GS}S42",
        f"[)>06{GS}1P77{GS}S42{RS}{EOT}",
        f"[)>{RS}061P77{GS}S42{RS}{EOT}",
        f"[)>{GS}06{GS}1P77{GS}S42{GS}",
        "[)>{RS}06{GS}1P77{GS}S42{RS}{EOT}",
        "[)><RS>06<GS>1P77<GS>S42<RS><EOT>",
        "[)>^^06^]1P77^]S42^^^D",
        "[)>␞06␝1P77␝S42␞␄",
        "[)>^06#1P77#S42^",
        "[)>|06|1P77|S42||",
        "[)> 06 1P77 S42 ",
        f"]d506{GS}1P77{GS}S42",
        f"]d106{GS}1P77{GS}S42{RS}{EOT}",
        f"06{GS}1P77{GS}S42",
        "]L2" + envelope("1P77", "S42"),
        "]d2" + envelope("1P77", "S42"),
    ],
)
def test_what_is_left_of_an_envelope_is_enough(text):
    parsed = read(text)
    assert parsed.kind is Kind.DATA_IDENTIFIERS
    assert parsed.reading.elements == PART_AND_SERIAL


def test_an_envelope_of_gs1_elements_is_an_element_string():
    parsed = read(envelope(f"01{GTIN}", "10AB", format="05"))
    assert (parsed.kind, parsed.reading.elements) == (
        Kind.ELEMENT_STRING,
        {"01": GTIN, "10": "AB"},
    )


def test_two_formats_of_one_envelope_are_one_reading():
    reading = certain(f"[)>{RS}05{GS}01{GTIN}{RS}06{GS}1P77{GS}14D20261231{RS}{EOT}")
    assert (reading.gtin, reading.product_code) == (GTIN, "77")
    assert reading.expires_on == date(2026, 12, 31)


def test_a_format_that_is_not_read_is_passed_over_beside_one_that_is():
    assert certain(f"[)>{RS}02{GS}ISA*00{RS}06{GS}1P77{GS}S42{RS}{EOT}").elements == PART_AND_SERIAL


def test_text_elements_have_names_of_three_letters():
    reading = certain(envelope("MFR 1P220", "SER 1001", "PNO 77", "EXP 20261231", format="12"))
    assert reading.elements == {"MFR": "1P220", "SER": "1001", "PNO": "77", "EXP": "20261231"}
    assert (reading.serial, reading.product_code) == ("1001", "77")
    assert reading.expires_on == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["(1P)77(S)42", "[1P]77[S]42", "(1P) 77 (S) 42"])
def test_brackets_open_data_identifiers_too(text):
    assert certain(text).elements == PART_AND_SERIAL


@pytest.mark.parametrize(
    ("elements", "field", "value"),
    [
        (["P5"], "product_code", "5"),
        (["P5", "1P77"], "product_code", "77"),
        (["P5", "1P77"], "product_codes", ("77", "5")),
        (["30P9"], "product_code", "9"),
        ([f"8P{GTIN}"], "gtin", GTIN),
        (["TAB"], "lot", "AB"),
        (["S7", "1TAB"], "lot", "AB"),
        (["18SX"], "serial", "X"),
        (["5D261231036"], "expires_on", date(2026, 12, 31)),
        (["6D20260102094"], "produced_on", date(2026, 1, 2)),
        (["15D31122026"], "expires_on", date(2026, 12, 31)),
        (["17D02012026"], "produced_on", date(2026, 1, 2)),
        (["12D20261231"], "expires_on", None),
        (["JUN043325711MH8031200000000001"], "license_plate", "UN043325711MH8031200000000001"),
        (["JUN043325711MH8031200000000001"], "sscc", None),
        (["J395011015300000011"], "sscc", "395011015300000011"),
        (["6J395011015300000012"], "sscc", None),
        (["3SX9"], "license_plate", "X9"),
        (["Q12"], "count", 12),
        (["Q12.00"], "count", 12),
        (["Q12.5"], "count", None),
        (["Q12.5", "3QKG"], "measure", Measure(Decimal("12.5"), "kg")),
        (["7Q12EA"], "count", 12),
        (["7Q12PC"], "count", 12),
        (["7Q2.5KG"], "measure", Measure(Decimal("2.5"), "kg")),
        (["7Q100FT"], "measure", Measure(Decimal("100"), "ft")),
        (["7Q3BX"], "count", None),
        (["7Q3BX"], "measure", None),
    ],
)
def test_a_data_identifier_feeds_its_field(elements, field, value):
    assert getattr(certain(envelope(*elements)), field) == value


@pytest.mark.parametrize(
    ("identifier", "value", "moment"),
    [
        ("D", "261231", "2026-12-31"),
        ("1D", "311226", "2026-12-31"),
        ("2D", "123126", "2026-12-31"),
        ("4D", "26365", "2026-12-31"),
        ("4D", "24366", "2024-12-31"),
        ("7D", "0228", "2028-02-29"),
        ("10D", "2653", "2026-12-28"),
        ("11D", "202601", "2025-12-29"),
        ("12D", "20261231", "2026-12-31"),
        ("D", "770101", "1977-01-01"),
    ],
)
def test_each_date_is_written_in_its_own_way(identifier, value, moment):
    assert as_answer(read(envelope(identifier + value)))["dates"] == {identifier: moment}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            envelope("1P77", "14D20261301"),
            "The expiry date 20261301 at character 16 is not in the calendar:"
            " year, month and day expected.",
        ),
        (
            envelope("14D2026"),
            "The expiry date at character 11 is 2026, where YYYYMMDD is expected.",
        ),
        (envelope("1T"), "The lot at character 10 is empty."),
        (
            envelope("Q1A"),
            "The QUANTITY (Q) at character 9 is 1A, where a number is expected.",
        ),
        (
            envelope("7Q12"),
            "The QUANTITY (7Q) at character 10 is 12, where a number with its unit is expected.",
        ),
        (
            envelope("8P09501101530004"),
            "The check digit of the GTIN is wrong: 3 expected, 4 found."
            " The code was probably misread.",
        ),
        (
            envelope("1P77", "42"),
            "At character 13 a data identifier such as 1T or S is expected, “42” found.",
        ),
        (
            envelope("S1", "S2"),
            "The serial number is there twice: 1 and, at character 12, 2. One expected.",
        ),
        (
            f"[)>{RS}061P77S42{RS}{EOT}",
            "The separators of this code are missing, so its parts cannot be told from each other."
            " Set the scanner to send them, or scan another code of the label.",
        ),
        (
            f"[)>{RS}01{GS}96841706672{GS}840{RS}{EOT}",
            "This code is in an ISO/IEC 15434 envelope (“␞01␝96”) that holds neither GS1 elements"
            " (format 05), nor data identifiers (06), nor text elements (12)."
            " Scan another code of the label.",
        ),
        (
            envelope(f"01{GTIN[:-1]}4", format="05"),
            "The check digit of the GTIN is wrong: 3 expected, 4 found."
            " The code was probably misread.",
        ),
        (
            "(1P)77(14D)20261301",
            "The expiry date 20261301 at character 12 is not in the calendar:"
            " year, month and day expected.",
        ),
        (
            "(S)1(S)2",
            "The serial number is there twice: 1 and, at character 8, 2. One expected.",
        ),
    ],
)
def test_a_fault_names_element_place_and_expectation(text, said):
    assert sentence(text) == said


def test_an_identifier_nobody_knows_is_kept():
    assert certain(envelope("1P77", "99XY")).elements == {"1P": "77", "99X": "Y"}


@pytest.mark.parametrize(
    "text", ["1TLOT9", "SSN42", "Q12", "P77", "[)", "06AB", "05" + RS, "(ABC)"]
)
def test_a_code_that_only_looks_marked_stays_plain(text):
    parsed = read(text)
    assert (parsed.kind, parsed.readings, parsed.fault) == (Kind.PLAIN, (), None)


@pytest.mark.feature("BC-01")
@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("1TLOT9", [{"1T": "LOT9"}]),
        ("]A01TLOT9", [{"1T": "LOT9"}]),
        ("25SUN1", [{"25S": "UN1"}]),
        ("10LOT9", [{"10": "LOT9"}]),
        ("]C010LOT9", []),
        ("SSN42", []),
        ("T9", []),
        ("Q12", []),
        (f"01{GTIN}", []),
        ("1T" + "X" * 61, []),
    ],
)
def test_a_plain_code_has_candidates_for_the_stock_to_confirm(text, candidates):
    readings = if_marked(read(text), today=TODAY)
    assert [reading.elements for reading in readings] == candidates


def test_no_identifier_has_two_meanings():
    assert all(identifier[-1].isalpha() for identifier in TABLE)
