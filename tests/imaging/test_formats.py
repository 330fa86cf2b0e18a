"""What is read, and what is handed on with it."""

from __future__ import annotations

import pytest
from PIL import Image

from webapp.imaging import Code, decode

from .pictures import HAND_CREAM, HAND_CREAM_TEXT, F, one, paper, photo, symbol, texts


@pytest.mark.feature("BC-19")
def test_a_gs1_data_matrix_comes_with_its_identifier_separators_and_corners():
    body = photo(paper((symbol(HAND_CREAM, pixels=5, forceSquare=True), (300, 200))))
    assert decode(body) == (
        Code(
            text=HAND_CREAM_TEXT,
            symbology="]d2",
            format="DataMatrix",
            engine="zxing-cpp",
            corners=((305, 205), (404, 205), (404, 304), (305, 304)),
        ),
    )


@pytest.mark.feature("BC-17")
@pytest.mark.parametrize(
    ("content", "format", "text", "symbology", "name"),
    [
        (HAND_CREAM, F.Code128, HAND_CREAM_TEXT, "]C1", "Code128"),
        (HAND_CREAM, F.QRCode, HAND_CREAM_TEXT, "]Q3", "QRCode"),
        ("LW*QTY*12", F.Code128, "LW*QTY*12", "]C0", "Code128"),
        ("Kem dưỡng da", F.QRCode, "Kem dưỡng da", "]Q1", "QRCode"),
        ("LOT-7", F.Code39Std, "LOT-7", "]A0", "Code39"),
        ("LOT-7", F.Code93, "LOT-7", "]G0", "Code93"),
        ("A4711B", F.Codabar, "A4711B", "]F0", "Codabar"),
        ("4006381333931", F.EAN13, "4006381333931", "]E0", "EAN13"),
        ("96385074", F.EAN8, "96385074", "]E4", "EAN8"),
        ("036000291452", F.UPCA, "0036000291452", "]E0", "EAN13"),
        ("14006381333938", F.ITF14, "14006381333938", "]I1", "ITF"),
        ("LOT-7", F.PDF417, "LOT-7", "]L2", "PDF417"),
        ("LOT-7", F.Aztec, "LOT-7", "]z0", "Aztec"),
        (
            "[01]04006381333931[10]AB",
            F.DataBarExp,
            "010400638133393110AB",
            "]e0",
            "DataBarExpanded",
        ),
    ],
)
def test_each_symbology_gives_exactly_its_text(content, format, text, symbology, name):
    code = one(paper((symbol(content, format), (50, 100)), size=(1600, 700)))
    assert (code.text, code.symbology, code.format) == (text, symbology, name)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "MPO"])
def test_each_kind_of_photo_is_read(format):
    assert texts(photo(paper((symbol(HAND_CREAM), (300, 200))), format)) == [HAND_CREAM_TEXT]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK"])
def test_each_way_of_colouring_is_read(mode):
    image = paper((symbol("LOT-7"), (300, 200))).convert(mode)
    assert texts(photo(image, "JPEG" if mode == "CMYK" else "PNG")) == ["LOT-7"]


def test_sixteen_bits_of_grey_are_scaled_and_not_cut():
    grey = paper((symbol("LOT-7"), (300, 200))).point(lambda value: 90 + value // 2)
    deep = grey.convert("I").point(lambda value: value * 257).convert("I;16")
    assert texts(deep) == ["LOT-7"]


def test_a_code_on_nothing_is_read_as_on_white_paper():
    ink = symbol("LOT-7").point(lambda value: 255 - value)
    clear = Image.new("RGBA", (1000, 700), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (300, 200), mask=ink)
    assert texts(clear) == ["LOT-7"]


def test_a_picture_of_paper_without_a_code_gives_none():
    assert decode(photo(paper())) == ()
