"""Every symbol reads back as exactly its text, by both readers where both can."""

from __future__ import annotations

import string
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from webapp.imaging import decode, engines
from webapp.imaging.engines import read_with_zbar
from webapp.labels import Label, LabelRefused, Symbology, element_string, png, svg
from webapp.labels.symbol import grey_picture, symbol_of

from .test_elements import CODES

PRINTABLE = string.ascii_letters + string.digits + string.punctuation + " "
FEW = settings(max_examples=40, deadline=None)


def label(text: str, symbology: Symbology, *lines: str, title: str = "") -> Label:
    return Label(title, lines, text, symbology)


def read(body: bytes) -> list[tuple[str, str | None]]:
    return [(code.text, code.symbology) for code in decode(body, budget_seconds=60.0)]


@pytest.mark.feature("LB-02")
@given(text=st.text(PRINTABLE, min_size=1, max_size=30))
@FEW
def test_code_128_gives_any_ascii_text_back(text):
    assert read(png(label(text, Symbology.CODE_128))) == [(text, "]C0")]


@pytest.mark.feature("LB-02")
@given(text=st.text(PRINTABLE + "ăâđêôơưạảấầếềểễệọộớởợụủứữỳ", min_size=1, max_size=120))
@FEW
def test_qr_gives_any_text_back(text):
    assert [found for found, _ in read(png(label(text, Symbology.QR)))] == [text]


@pytest.mark.feature("LB-02")
@pytest.mark.parametrize(
    ("symbology", "identifier"), [(Symbology.GS1_128, "]C1"), (Symbology.GS1_DATAMATRIX, "]d2")]
)
@given(lot=CODES, serial=CODES)
@FEW
def test_gs1_symbols_give_separators_and_identifier_back(symbology, identifier, lot, serial):
    text = element_string({"01": "04006381333931", "10": lot[:12], "21": serial[:12]})
    assert read(png(label(text, symbology))) == [(text, identifier)]


def test_a_data_matrix_is_always_square():
    sizes = set()
    for length in range(1, 21):
        text = element_string({"01": "04006381333931", "10": "7" * length})
        symbol = symbol_of(label(text, Symbology.GS1_DATAMATRIX))
        sizes.add(symbol.width - symbol.height)
    assert sizes == {0}


@pytest.mark.feature("LB-01")
def test_a_label_is_read_by_pyzbar_as_well():
    symbol = symbol_of(label("A-01-3", Symbology.CODE_128))
    found = [code.text for code in read_with_zbar(grey_picture(symbol, pixels=3))]
    assert found == (["A-01-3"] if "pyzbar" in engines() else [])


@pytest.mark.feature("LB-01")
def test_the_words_around_a_symbol_do_not_disturb_it():
    text = element_string({"01": "04006381333931", "17": "271231", "10": "C202507"})
    whole = label(text, Symbology.GS1_128, "Hạn dùng 31/12/2027", title="Kem dưỡng da tay")
    assert read(png(whole)) == [(text, "]C1")]


@pytest.mark.parametrize("symbology", list(Symbology))
def test_the_quiet_zone_is_white_on_every_side_that_needs_one(symbology):
    text = "10C202507" if symbology.is_gs1 else "C202507"
    symbol = symbol_of(label(text, symbology))
    quiet = symbology.quiet_modules
    assert min(bar.x for bar in symbol.bars) == quiet
    assert max(bar.x + bar.width for bar in symbol.bars) == symbol.width - quiet


def test_svg_draws_the_same_modules_and_names_the_code():
    one = label("LW*OK", Symbology.CODE_128, title="Yes & <no>")
    symbol = symbol_of(one)
    drawing = svg(one)
    assert drawing.startswith('<svg xmlns="http://www.w3.org/2000/svg" role="img"')
    assert f'viewBox="0 0 {symbol.width} {symbol.height}"' in drawing
    assert "<title>Yes &amp; &lt;no&gt;: LW*OK</title>" in drawing
    assert drawing.count("M") == len(symbol.bars)
    assert "style" not in drawing


def test_a_png_says_how_large_it_is_to_be_printed():
    with Image.open(BytesIO(png(label("LW*OK", Symbology.CODE_128)))) as image:
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)


@pytest.mark.parametrize(
    ("text", "symbology", "code", "sentence"),
    [
        ("", Symbology.QR, "label_empty", "A label needs a text for its symbol."),
        (
            "Kệ 3",
            Symbology.CODE_128,
            "label_characters",
            "Kệ 3 cannot be printed as Code 128: only letters without accents, digits and signs "
            "fit. Print it as a QR code.",
        ),
        (
            "A\x1dB",
            Symbology.CODE_128,
            "label_characters",
            "A␝B cannot be printed as Code 128: only letters without accents, digits and signs "
            "fit. Print it as a QR code.",
        ),
        (
            "7" * 300,
            Symbology.CODE_128,
            "label_too_long",
            "7" * 80 + "… does not fit a Code 128 symbol. Print it as QR.",
        ),
        (
            "q" * 5000,
            Symbology.QR,
            "label_too_long",
            "q" * 80 + "… does not fit a QR symbol. Shorten it.",
        ),
        (
            "HAND-CREAM",
            Symbology.GS1_128,
            "label_not_gs1",
            "HAND-CREAM cannot be printed as a GS1 symbol: HAND-CREAM is not an element of GS1.",
        ),
        (
            "10C202507\x1d",
            Symbology.GS1_128,
            "label_not_read_back",
            "The GS1-128 symbol for 10C202507␝ does not read back. Choose another kind of symbol.",
        ),
    ],
)
def test_a_symbol_that_cannot_be_right_is_refused(text, symbology, code, sentence):
    with pytest.raises(LabelRefused) as caught:
        svg(label(text, symbology))
    assert (caught.value.code, str(caught.value.words)) == (code, sentence)


def test_a_wrong_check_digit_is_never_printed():
    with pytest.raises(LabelRefused) as caught:
        svg(label("010400638133393210C202507", Symbology.GS1_DATAMATRIX))
    assert str(caught.value.words).startswith(
        "010400638133393210C202507 cannot be printed as a GS1 symbol. The check digit"
    )
