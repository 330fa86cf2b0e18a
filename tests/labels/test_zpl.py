"""What a label printer is told: printed by the printer of zebra.py, read back from its paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.labels import (
    Label,
    LabelRefused,
    Paper,
    Symbology,
    badge_label,
    location_label,
    lot_label,
    plate_label,
    serial_label,
    zpl,
)
from webapp.labels.code128 import code128, modules
from webapp.labels.symbol import symbol_of

from .cells import IDENTIFIERS, codes
from .random_labels import Contents
from .test_elements import CODES
from .test_papers import large_enough
from .test_symbols import PRINTABLE
from .zebra import printed

GOLDEN = Path(__file__).with_name("golden")
GTIN = "04006381333931"


def lot(carrier: Symbology, code: str = "C2025_07", name: str = "Hand cream") -> Label:
    return lot_label(
        sku="HAND-CREAM",
        name=name,
        gtin=GTIN,
        lot=code,
        expires_on=date(2027, 12, 31),
        best_before=None,
        quantity=12,
        carrier=carrier,
        say=str,
    )


GOLDEN_LABELS = {
    "lot-bars-100x50-203": (lot(Symbology.GS1_128), Paper.ROLL_100X50, 203, 1),
    "lot-matrix-100x50-300": (lot(Symbology.GS1_DATAMATRIX), Paper.ROLL_100X50, 300, 3),
    "lot-link-100x150-203": (lot(Symbology.QR), Paper.ROLL_100X150, 203, 1),
    "plate-100x150-203": (
        plate_label(
            sscc="395011015300000011",
            contents=("Hand cream",),
            count=48,
            carrier=Symbology.GS1_128,
            say=str,
        ),
        Paper.ROLL_100X150,
        203,
        2,
    ),
    "location-100x50-203": (
        location_label(code="A>01^3~", zone="Kho \u00e0", say=str),
        Paper.ROLL_100X50,
        203,
        1,
    ),
}


@pytest.mark.feature("LB-01")
@pytest.mark.parametrize("name", GOLDEN_LABELS)
def test_the_printer_is_told_exactly_this(name):
    label, paper, dpi, copies = GOLDEN_LABELS[name]
    told = zpl([label], paper, dpi=dpi, copies=copies)
    assert told == (GOLDEN / f"{name}.zpl").read_text("ascii")
    (sheet,) = printed(told)
    assert codes(sheet.picture) == [(label.text, IDENTIFIERS[label.symbology])]
    assert sheet.copies == copies


@pytest.mark.feature("LB-01", "LB-02", "LB-03")
@pytest.mark.parametrize(
    ("paper", "dpi", "count"),
    [
        (Paper.ROLL_100X50, 203, 96),
        (Paper.ROLL_100X50, 300, 40),
        (Paper.ROLL_100X150, 203, 40),
        (Paper.ROLL_100X150, 300, 16),
    ],
)
def test_what_the_printer_prints_reads_back(paper, dpi, count):
    labels = Contents(count, tuple(Symbology)).labels(count)
    good = [label for label in labels if large_enough(label, paper, dpi)]
    for sheet, label in zip(printed(zpl(good, paper, dpi=dpi)), good, strict=True):
        assert codes(sheet.picture) == [(label.text, IDENTIFIERS[label.symbology])], label
    assert len(good) > count * 0.9


@given(text=st.text(PRINTABLE, min_size=1, max_size=30))
@settings(max_examples=100)
def test_plain_bars_are_as_wide_as_those_that_were_proved(text):
    label = Label("", (), text, Symbology.CODE_128)
    assert modules(code128(text, gs1=False)) == symbol_of(label).width - 20


@given(code=CODES, serial=CODES)
@settings(max_examples=100)
def test_gs1_bars_are_as_wide_as_those_that_were_proved(code, serial):
    label = serial_label(
        sku="X",
        name="X",
        gtin=GTIN,
        serial=f"S{serial[:18]}",
        lot=f"L{code[:18]}",
        expires_on=None,
        carrier=Symbology.GS1_128,
        say=str,
    )
    assert modules(code128(label.text, gs1=True)) == symbol_of(label).width - 20


def test_letters_the_printer_lacks_are_sent_as_pictures_and_all_others_as_text():
    name = "Kem d\u01b0\u1ee1ng da tay"
    (sheet,) = printed(zpl([lot(Symbology.GS1_DATAMATRIX, name=name)], Paper.ROLL_100X50, dpi=203))
    assert name not in sheet.words
    assert sheet.pictures == 1
    assert {"HAND-CREAM", "Lot", "C2025_07", "Expires on", "2027-12-31"} <= set(sheet.words)


def test_words_with_the_printers_own_signs_are_printed_as_they_are():
    label = location_label(code="A-1", zone="^XA~JA\\_ caf\u00e9", say=str)
    (sheet,) = printed(zpl([label], Paper.ROLL_100X50, dpi=203))
    assert "^XA~JA\\_ caf\u00e9" in sheet.words


def test_a_badge_is_not_printed_in_letters():
    label = badge_label(name="Tuyet", badge="B-7Q2K", say=str)
    (sheet,) = printed(zpl([label], Paper.ROLL_100X50, dpi=203))
    assert sheet.words == ["Badge", "Tuyet"]
    assert codes(sheet.picture) == [("B-7Q2K", "]C0")]


def test_a_symbol_wider_than_the_print_width_is_refused_and_not_cut():
    label = lot(Symbology.CODE_128, "X" * 75)
    with pytest.raises(LabelRefused) as caught:
        zpl([label], Paper.ROLL_100X50, dpi=203)
    assert str(caught.value.words) == (
        f"The Code 128 symbol of {'X' * 75} is wider than a label of 100 mm. "
        "Print it as QR, or on a wider label."
    )


@pytest.mark.parametrize(
    ("paper", "dpi", "copies"),
    [(Paper.A4_4X12, 203, 1), (Paper.ROLL_100X50, 600, 1), (Paper.ROLL_100X50, 203, 0)],
)
def test_what_no_label_printer_does_is_the_callers_mistake(paper, dpi, copies):
    with pytest.raises(ValueError, match=f"{copies} copies on {paper.value} at {dpi} dpi"):
        zpl([lot(Symbology.QR)], paper, dpi=dpi, copies=copies)
