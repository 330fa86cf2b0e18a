"""What scanners send in place of the separator, and what they put around a code."""

from __future__ import annotations

import pytest

from tests.barcodes.reading import GTIN, TODAY, certain, read
from webapp.barcodes import parse

pytestmark = pytest.mark.feature("BC-09")

LOT_AND_SERIAL = {"01": GTIN, "10": "AB12", "21": "SN9"}


@pytest.mark.parametrize(
    "stand_in",
    [
        *(
            "\x1d",
            "{GS}",
            "<GS>",
            "[GS]",
            "{FNC1}",
            "<FNC1>",
            "^]",
            "\\x1d",
            "\\u001d",
            "~d029",
            "␝",
        ),
        *("<gs>", "[29]", "<0x1D>", "{F8}", "\\x{1d}", "\\035", "&#29;", "&#x1D;", "_x001D_"),
    ],
)
@pytest.mark.parametrize("identifier", ["", "]C1"])
def test_a_spelled_out_separator_separates(stand_in, identifier):
    assert certain(f"{identifier}01{GTIN}10AB12{stand_in}21SN9").elements == LOT_AND_SERIAL


@pytest.mark.parametrize(
    "sign", [*"|#@~^[]{}\\`$ \t\n§¶Âé\u00a0\ufffd", "\x1e", "è", "↔", "~1", "##"]
)
def test_a_sign_no_gs1_code_may_contain_can_only_be_a_separator(sign):
    assert certain(f"01{GTIN}10AB12{sign}21SN9").elements == LOT_AND_SERIAL


@pytest.mark.parametrize("text", ["10AB#C", "10AB#", "10A#B|21C", "10AB é21C"])
def test_a_forbidden_sign_that_separates_nothing_is_a_fault(text):
    assert read(f"01{GTIN}{text}").fault.code == "characters"


def test_a_separator_of_legal_characters_leaves_both_readings():
    parsed = read(f"01{GTIN}10AB12%1D21SN9")
    assert [dict(reading.elements) for reading in parsed.readings] == [
        LOT_AND_SERIAL,
        {"01": GTIN, "10": "AB12%1D21SN9"},
    ]


@pytest.mark.parametrize("stand_in", ["%1D", "__", "GS"])
def test_the_scanners_settings_make_it_certain(stand_in):
    parsed = parse(f"01{GTIN}10AB12{stand_in}21SN9", today=TODAY, separators=(stand_in,))
    assert parsed.reading.elements == LOT_AND_SERIAL


@pytest.mark.parametrize(
    ("before", "after"), [("", "\r"), ("", "\r\n"), ("\x02", "\x03"), ("\ufeff", "\t"), (" ", " ")]
)
def test_what_the_scanner_puts_around_a_code_is_taken_off(before, after):
    parsed = read(f"{before}]d2\x1d01{GTIN}10AB12{after}")
    assert (parsed.identifier, parsed.text) == ("]d2", f"\x1d01{GTIN}10AB12")
    assert parsed.reading.lot == "AB12"


@pytest.mark.parametrize("text", [f"]C101{GTIN}10AB12", f"01{GTIN}10AB12"])
def test_the_decoders_identifier_counts_whether_repeated_or_not(text):
    parsed = read(text, "]C1")
    assert (parsed.identifier, parsed.text) == ("]C1", f"01{GTIN}10AB12")


def test_a_lot_may_hold_brackets():
    assert certain("(10)A(B)C").lot == "A(B)C"


@pytest.mark.parametrize("text", ["(ABC)", "((", "()", "[x]"])
def test_brackets_without_a_number_are_no_element(text):
    assert read(text).kind.value == "plain"
