"""Reads that are not believed."""

from __future__ import annotations

import pytest

from webapp.imaging.code import Code, Corners
from webapp.imaging.trust import Witnesses, overlap, trustworthy

from .pictures import F, paper, symbol, texts

SQUARE: Corners = ((0, 0), (100, 0), (100, 60), (0, 60))
SHIFTED: Corners = ((50, 30), (150, 30), (150, 90), (50, 90))
BELOW: Corners = ((0, 100), (100, 100), (100, 160), (0, 160))
# Two slanted strips whose upright boxes overlap although they do not.
SLANTED: Corners = ((0, 0), (100, 100), (90, 110), (-10, 10))
BESIDE: Corners = ((40, 0), (140, 100), (130, 110), (30, 10))


def ean(text: str, corners: Corners) -> Code:
    return Code(text, "]E0", "EAN13", "zxing-cpp", corners)


def plain(text: str, format: str) -> Code:
    return Code(text, None, format, "zxing-cpp", SQUARE)


def test_two_item_numbers_read_from_one_spot_are_both_refused():
    codes = [ean("4006381333931", SQUARE), ean("9638507400006", SHIFTED)]
    assert trustworthy(codes) == []


def test_another_code_at_that_spot_stands():
    lot = plain("LOT-7", "DataMatrix")
    codes = [ean("4006381333931", SQUARE), lot, ean("9638507400006", SHIFTED)]
    assert trustworthy(codes) == [lot]


def test_two_item_numbers_apart_from_each_other_stand():
    codes = [ean("4006381333931", SQUARE), ean("9638507400006", BELOW)]
    assert trustworthy(codes) == codes


def test_the_same_item_number_read_twice_from_one_spot_stands():
    codes = [ean("4006381333931", SQUARE), ean("4006381333931", SHIFTED)]
    assert trustworthy(codes) == codes


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (SQUARE, SHIFTED, True),
        (SQUARE, SQUARE, True),
        (SQUARE, BELOW, False),
        (SLANTED, BESIDE, False),
        (SQUARE, ((10, 10), (10, 10), (10, 10), (10, 10)), True),
        (SQUARE, ((200, 10), (200, 10), (200, 10), (200, 10)), False),
    ],
)
def test_overlap_is_sharing_a_point(one, other, expected):
    assert (overlap(one, other), overlap(other, one)) == (expected, expected)


@pytest.mark.feature("BC-18")
def test_interleaved_two_of_five_counts_only_with_fourteen_digits():
    codes = [plain("14006381333938", "ITF"), plain("123456", "ITF")]
    assert trustworthy(codes) == codes[:1]


@pytest.mark.feature("BC-18")
def test_a_short_interleaved_code_on_a_photo_is_not_read():
    assert texts(paper((symbol("123456", F.ITF), (100, 100))), budget_seconds=0.0) == []


def test_code_39_counts_from_three_characters():
    codes = [plain("ABC", "Code39"), plain("AB", "Code39")]
    assert trustworthy(codes) == codes[:1]


@pytest.mark.feature("BC-18")
def test_an_item_number_in_a_mended_picture_is_believed_when_a_second_look_reads_the_same():
    witnesses = Witnesses()
    number, other = ean("4006381333931", SQUARE), ean("4006381333948", SQUARE)
    assert witnesses.heard([number], mended=True) == []
    assert witnesses.heard([other], mended=True) == []
    assert witnesses.heard([number], mended=True) == [number]


def test_what_is_read_from_the_picture_as_it_is_needs_no_witness():
    number = ean("4006381333931", SQUARE)
    assert Witnesses().heard([number], mended=False) == [number]


def test_codes_that_check_more_than_one_digit_need_no_witness():
    lot = plain("LOT-7", "Code128")
    assert Witnesses().heard([lot, ean("4006381333931", BELOW)], mended=True) == [lot]
