"""Two codes in one text: refused, because nobody can tell which was meant, or how often."""

from __future__ import annotations

import pytest

from tests.barcodes.reading import read, sentence

pytestmark = pytest.mark.feature("BC-09")

GTIN, OTHER = "09501101530003", "20611628936004"
EAN, OTHER_EAN = GTIN[1:], "5901234123457"
LINK = f"https://id.example.com/01/{GTIN}/10/ABC"
HIBC = "+A99912345/$$52001510X33"
ENVELOPE = "[)>\x1e06\x1d1P77\x1dS42\x1e\x04"


@pytest.mark.parametrize(
    "text",
    [
        EAN * 2,
        EAN * 3,
        EAN + OTHER_EAN,
        "036000291452" * 2,
        "96385074" * 2,
        "395011015300000011" * 2,
        f"]E0{EAN}]E0{EAN}",
        f"]E0{EAN}{OTHER_EAN}",
        f"{EAN}\r{EAN}",
        f"{EAN}\r\n{OTHER_EAN}\r\n",
        f"{EAN} {OTHER_EAN}",
        f"01{GTIN}10AB" * 2,
        f"01{GTIN}10AB01{GTIN}10CD",
        f"01{GTIN}10A01{GTIN}10C",
        f"01{GTIN}10AB01{OTHER}10CD",
        f"01{GTIN}1726123101{GTIN}17261231",
        f"01{GTIN}10AB\x1d21S101{GTIN}10AB\x1d21S2",
        f"01{GTIN}10AB\r01{OTHER}10CD",
        "00395011015300000011" * 2,
        f"]C101{GTIN}10AB]C101{GTIN}10CD",
        f"]C101{GTIN}10AB01{GTIN}10CD",
        f"]d201{GTIN}10AB]E0{EAN}",
        f"(01){GTIN}(10)AB" * 2,
        LINK * 2,
        LINK + f"https://id.example.com/01/{OTHER}",
        f"]Q1{LINK}]Q1{LINK}",
        HIBC * 2,
        ENVELOPE * 2,
        f"{ENVELOPE}{EAN}",
        "LW*OKLW*OK",
        "LW*QTY*12LW*OK",
        f"{EAN}\nLW*OK",
        "]C0BIN-1]C0BIN-2",
    ],
)
def test_two_codes_in_one_text_are_refused(text):
    assert sentence(text) == "Two scans ran together. Scan again, one code at a time."
    assert read(text).fault.code == "two_scans"


def test_the_text_stays_as_it_stands_for_the_stock_to_know():
    assert read(EAN * 2).text == EAN * 2


@pytest.mark.parametrize(
    "text",
    [
        "AB12AB12",
        "ABC-ABC-ABC-",
        "1234567812345678",
        "96385074" + "50123452",
        "95011015300049501101530004",
        EAN + OTHER_EAN[:-1],
        f"{EAN}\rBIN-1",
        "BIN-1\nBIN-2",
        "]C0BIN-1]C1",
        "A[1]B2",
        "]C110AB10AB",
        f"01{GTIN}10L010950110153000",
        f"01{GTIN}10AB\x1d240{GTIN}",
        f"{LINK}?from={LINK}",
        f"{LINK}?x=LW*OK",
        "LW*LOT*12",
    ],
)
def test_what_merely_repeats_itself_is_not_two_scans(text):
    fault = read(text).fault
    assert fault is None or fault.code != "two_scans"
