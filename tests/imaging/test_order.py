"""Several codes in one picture: in the order they are read, each once."""

from __future__ import annotations

import pytest

from webapp.imaging.code import Code
from webapp.imaging.order import in_reading_order

from .pictures import HAND_CREAM, HAND_CREAM_TEXT, F, paper, symbol, texts


def code_at(text: str, left: int, top: int, *, height: int = 100) -> Code:
    right, bottom = left + 100, top + height
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Code(text, "]d1", "DataMatrix", "zxing-cpp", corners)


def order(*codes: Code) -> list[str]:
    return [code.text for code in in_reading_order(codes)]


@pytest.mark.feature("BC-17")
def test_three_codes_on_a_photo_come_by_rows_from_the_top_left():
    page = paper(
        (symbol("THIRD", F.QRCode), (100, 450)),
        (symbol("SECOND", F.QRCode), (600, 80)),
        (symbol(HAND_CREAM), (100, 100)),
    )
    assert texts(page) == [HAND_CREAM_TEXT, "SECOND", "THIRD"]


def test_a_row_held_a_little_askew_is_still_a_row():
    assert order(code_at("B", 300, 140), code_at("A", 100, 150), code_at("C", 500, 130)) == [
        "A",
        "B",
        "C",
    ]


def test_a_bar_code_found_as_a_thin_line_stays_in_the_row_of_the_square_beside_it():
    assert order(code_at("line", 300, 190, height=1), code_at("square", 100, 100)) == [
        "square",
        "line",
    ]


def test_the_same_code_printed_twice_is_given_once():
    page = paper((symbol("LOT-7"), (100, 100)), (symbol("LOT-7"), (600, 100)))
    assert texts(page) == ["LOT-7"]


def test_the_same_text_in_two_symbologies_is_two_codes():
    page = paper((symbol("LOT-7"), (100, 100)), (symbol("LOT-7", F.QRCode), (600, 100)))
    assert texts(page) == ["LOT-7", "LOT-7"]
