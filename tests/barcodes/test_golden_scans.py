"""Scans that every version of the program must read in the same way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.barcodes.reading import GS, GTIN, certain, read, sentence
from webapp.barcodes import Kind, Measure


@pytest.mark.feature("BC-06")
def test_product_count_and_lot_stand_in_one_code():
    reading = certain("0120611628936004300000005010LOT0002")
    assert (reading.gtin, reading.count, reading.lot) == (GTIN, 50, "LOT0002")


@pytest.mark.feature("BC-06")
def test_a_weight_has_the_decimals_its_identifier_says():
    reading = certain("01006141410000123101000521")
    assert (reading.gtin, reading.measure) == ("00614141000012", Measure(Decimal("52.1"), "kg"))


@pytest.mark.feature("BC-06")
def test_expiry_and_lot_follow_without_separators():
    reading = certain("01031825507809261728122810TestPST04")
    assert reading.gtin == "03182550780926"
    assert (reading.expires_on, reading.lot) == (date(2028, 12, 28), "TestPST04")


@pytest.mark.feature("BC-09")
def test_separators_end_the_lot_and_the_serial():
    reading = certain(f"01{GTIN}10AB12{GS}21SN9{GS}17261231")
    assert (reading.lot, reading.serial) == ("AB12", "SN9")
    assert reading.expires_on == date(2026, 12, 31)


@pytest.mark.feature("BC-09")
@pytest.mark.parametrize("identifier", ["]C1", "]d2", "]d8", "]Q3", "]e0", "]J1"])
def test_the_identifier_of_a_gs1_symbol_is_taken_off(identifier):
    parsed = read(f"{identifier}01{GTIN}10AB12")
    assert (parsed.identifier, parsed.text) == (identifier, f"01{GTIN}10AB12")
    assert parsed.reading.elements == {"01": GTIN, "10": "AB12"}


@pytest.mark.feature("BC-12")
def test_brackets_typed_by_hand_read_as_the_scan_does():
    typed = certain("(01)20611628936004(10)AB12")
    assert typed == certain("]C1012061162893600410AB12")


@pytest.mark.feature("BC-07")
@pytest.mark.parametrize("rest", ["", "10AB12"])
def test_a_wrong_check_digit_is_called_a_misread(rest):
    assert sentence("0120611628936005" + rest) == (
        "The check digit of the GTIN is wrong: 4 expected, 5 found. The code was probably misread."
    )


@pytest.mark.feature("BC-08")
@pytest.mark.parametrize(
    ("written", "meant"), [("260200", date(2026, 2, 28)), ("280200", date(2028, 2, 29))]
)
def test_day_00_is_the_last_of_the_month(written, meant):
    assert certain(f"01{GTIN}17{written}10L1").expires_on == meant


@pytest.mark.feature("BC-08")
def test_a_thirteenth_month_is_refused():
    assert sentence(f"01{GTIN}17261345" + "10L1") == (
        "The expiry date 261345 at character 19 is not in the calendar:"
        " year, month and day expected."
    )


@pytest.mark.feature("BC-10")
def test_a_lost_separator_gives_every_reading_and_no_choice():
    parsed = read(f"01{GTIN}10AB1217261231")
    assert parsed.fault is None
    assert parsed.reading is None
    assert [dict(reading.elements) for reading in parsed.readings] == [
        {"01": GTIN, "10": "AB12", "17": "261231"},
        {"01": GTIN, "10": "AB1", "21": "7261231"},
        {"01": GTIN, "10": "AB1217261231"},
    ]


@pytest.mark.feature("BC-11")
def test_elements_nobody_asked_for_are_kept():
    assert certain(f"01{GTIN}10AB12{GS}240X9").elements == {
        "01": GTIN,
        "10": "AB12",
        "240": "X9",
    }


@pytest.mark.feature("BC-06")
@pytest.mark.parametrize("text", ["00006141410000000012", "006141410000000012"])
def test_an_sscc_is_a_license_plate_with_and_without_its_identifier(text):
    assert certain(text).sscc == "006141410000000012"


@pytest.mark.feature("BC-14")
def test_a_digital_link_reads_as_the_label_does():
    parsed = read("https://id.gs1.org/01/09506000134352/10/ABC123?17=261231")
    assert parsed.kind is Kind.DIGITAL_LINK
    reading = parsed.reading
    assert (reading.gtin, reading.lot) == ("09506000134352", "ABC123")
    assert reading.expires_on == date(2026, 12, 31)


@pytest.mark.feature("BC-05")
@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("5901234123457", "05901234123457"),
        ("036000291452", "00036000291452"),
        ("0036000291452", "00036000291452"),
        ("00036000291452", "00036000291452"),
        ("96385074", "00000096385074"),
    ],
)
def test_item_numbers_are_compared_at_14_digits(text, gtin):
    parsed = read(text)
    assert (parsed.kind, parsed.reading.gtin) == (Kind.ITEM_NUMBER, gtin)


@pytest.mark.feature("BC-05")
def test_an_item_number_inside_a_longer_code_is_not_found():
    assert read("9036000291452").readings == ()


@pytest.mark.feature("BC-13")
@pytest.mark.parametrize("text", ["2112345", "10LOT0002", "lot0002", "171231", "30 21", "21-A|10"])
def test_a_code_that_only_looks_like_gs1_stays_plain(text):
    parsed = read(text)
    assert (parsed.kind, parsed.text, parsed.readings) == (Kind.PLAIN, text, ())
    assert parsed.fault is None


@pytest.mark.feature("BC-13")
def test_a_step_that_wants_a_lot_may_ask_for_the_element_string():
    assert certain("10LOT0002", "]C1").lot == "LOT0002"


@pytest.mark.parametrize("text", ["", " ", "\r\n", "\x00", "\ufeff", "]C1", "\x02]d2\x03"])
def test_nothing_is_unreadable_and_says_so(text):
    assert read(text).kind is Kind.UNREADABLE
    assert sentence(text) == "The code is empty. Scan it again."


@pytest.mark.parametrize(
    "text", ["x" * 2048, "\x01\x07", "🧴🧴", "\u202eTOL\u202c", "<script>alert(1)</script>"]
)
def test_strange_text_is_plain_and_kept_as_it_came(text):
    parsed = read(text)
    assert (parsed.kind, parsed.text, parsed.raw) == (Kind.PLAIN, text, text)
