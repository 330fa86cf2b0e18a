"""Codes whose separators were lost: every reading is offered, and the search always ends."""

from __future__ import annotations

import pytest

from tests.barcodes.reading import GS, GTIN, certain, read, sentence
from webapp.barcodes.lost_separators import ways

pytestmark = pytest.mark.feature("BC-10")


def elements_of(text: str) -> list[dict[str, str]]:
    return [dict(reading.elements) for reading in read(text).readings]


def test_the_reading_that_proves_itself_by_a_date_comes_first():
    assert elements_of("]C1010950110153000321A1B2C31726123110LOTX")[0] == {
        "01": "09501101530003",
        "21": "A1B2C3",
        "17": "261231",
        "10": "LOTX",
    }


def test_a_separator_anywhere_shows_that_the_scanner_sends_them():
    reading = certain(f"]C101{GTIN}10AB1217261231{GS}240X")
    assert reading.elements["10"] == "AB1217261231"


def test_when_only_one_reading_fits_it_is_certain():
    reading = certain("]C1010950110153000321QWERTYUIOPASDFGHJ10ZXCVBNMASDFGHJKL")
    assert (reading.serial, reading.lot) == ("QWERTYUIOPASDFGHJ", "ZXCVBNMASDFGHJKL")


def test_a_lot_without_its_product_is_cut_as_well():
    assert elements_of("]C110AB21S1") == [{"10": "AB", "21": "S1"}, {"10": "AB21S1"}]


def test_a_count_is_cut_off_where_the_code_says_of_what():
    assert elements_of(f"]C101{GTIN}10AB3712") == [
        {"01": GTIN, "10": "AB", "37": "12"},
        {"01": GTIN, "10": "AB3712"},
    ]
    assert elements_of("]C110AB3712") == [{"10": "AB3712"}]


def test_no_reading_has_the_same_element_with_two_values():
    assert elements_of(f"]C101{GTIN}10AB10CD") == [{"01": GTIN, "10": "AB10CD"}]


def test_too_many_readings_are_refused_rather_than_cut_short():
    assert sentence("]C1420" + "210" * 30) == (
        "The separators are missing and this code can be read in too many ways."
        " Scan another code of the label, or type its parts."
    )


def test_a_text_longer_than_any_label_is_not_searched():
    assert ways("10" + "2117261231" * 60, 2026) == []
