"""Several codes in one picture: what one look misses beside those it found is looked for."""

from __future__ import annotations

import pytest

from webapp.imaging import engines
from webapp.imaging.code import Code
from webapp.imaging.trust import beside

from .pictures import HAND_CREAM, HAND_CREAM_TEXT, F, paper, photo, symbol, texts

PATIENT = {"budget_seconds": 60.0}
BINS = ["BIN-A-01-1", "BIN-A-01-2", "BIN-A-01-3"]


def code(text: str, left: int = 0, *, format: str = "Code128", engine: str = "zxing-cpp") -> Code:
    corners = ((left, 0), (left + 10, 0), (left + 10, 10), (left, 10))
    return Code(text, None, format, engine, corners)


@pytest.mark.feature("BC-17")
@pytest.mark.parametrize("size", [(1500, 1100), (2400, 1700), (4000, 3000)])
def test_narrow_bars_on_a_page_are_all_found(size):
    marks = [symbol(text, F.Code128, pixels=3) for text in BINS]
    height = size[1] // 4
    page = paper(*((mark, (120, height * n + 90)) for n, mark in enumerate(marks)), size=size)
    assert texts(photo(page), **PATIENT) == BINS


def test_fine_bars_beside_a_coarse_one_are_found_in_a_large_picture():
    coarse = symbol("FIRST", F.Code128, pixels=12)
    one, two = symbol(HAND_CREAM, F.Code128, pixels=4), symbol("LAST", F.Code128, pixels=4)
    places = ((coarse, (100, 100)), (one, (200, 1500)), (two, (2400, 2400)))
    found = texts(photo(paper(*places, size=(4000, 3000))), **PATIENT)
    assert found == (["FIRST", HAND_CREAM_TEXT, "LAST"] if "pyzbar" in engines() else ["FIRST"])


def test_a_code_seen_twice_stays_one():
    assert beside([code("A")], [code("A", engine="pyzbar"), code("A", 50)]) == [code("A")]


def test_another_text_on_the_same_spot_is_not_believed():
    assert beside([code("A")], [code("B", engine="pyzbar")]) == [code("A")]


def test_another_code_elsewhere_is_added():
    other = code("B", 50, engine="pyzbar")
    assert beside([code("A")], [other]) == [code("A"), other]


@pytest.mark.parametrize("format", ["Code39", "Codabar"])
def test_what_has_no_check_is_not_added_on_zbars_word(format):
    other = code("B12", 50, format=format, engine="pyzbar")
    assert beside([code("A")], [other]) == [code("A")]


def test_two_item_numbers_on_one_spot_make_each_other_doubtful():
    one = code("4006381333931", format="EAN13")
    other = code("9501101530003", format="EAN13", engine="pyzbar")
    assert beside([one], [other]) == []


def test_a_zero_in_front_is_no_other_item_number():
    one = code("036000291452", format="UPCA")
    other = code("0036000291452", format="EAN13", engine="pyzbar")
    assert beside([one], [other]) == [one]
