"""Numbers under ordinary barcodes, with what their identifier promises."""

from __future__ import annotations

import pytest

from tests.barcodes.reading import certain, read
from webapp.barcodes import Kind, check_digit, gtin14

pytestmark = pytest.mark.feature("BC-05")


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("036000291452", "00036000291452"),
        ("36000291452", None),
        ("96385075", None),
        ("", None),
        ("٥٩٠١٢٣٤١٢٣٤٥٧", None),
        ("5901234123457 ", None),
    ],
)
def test_only_a_right_number_becomes_14_digits(text, gtin):
    assert gtin14(text) == gtin


def test_the_check_digit_of_nothing_is_0():
    assert (check_digit(""), check_digit("950110153000")) == ("0", "3")


@pytest.mark.parametrize(
    "text", ["]E05901234123457", "]E496385074", "]I115901234123454", "5901234123457"]
)
def test_item_number_symbols_hold_item_numbers(text):
    parsed = read(text)
    assert (parsed.kind, len(parsed.reading.gtin)) == (Kind.ITEM_NUMBER, 14)


@pytest.mark.parametrize("text", ["]I1123456", "]C05901234123457", "]A0HELLO", "]X0any"])
def test_open_symbols_hold_whatever_the_printer_liked(text):
    parsed = read(text)
    assert (parsed.kind, parsed.text, parsed.fault) == (Kind.PLAIN, text[3:], None)


def test_an_sscc_of_18_digits_needs_its_check_digit():
    assert certain("395011015300000011").sscc == "395011015300000011"
    assert read("395011015300000012").kind is Kind.PLAIN
