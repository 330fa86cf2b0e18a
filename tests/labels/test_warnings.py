"""What is said before a label is printed that will not scan, or will not fit."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.labels import (
    Label,
    LabelRefused,
    Paper,
    Symbology,
    location_label,
    lot_label,
    pdf,
    print_warnings,
)


def lot(carrier: Symbology, *, name: str = "Hand cream", code: str = "ABCDEFGHIJKLMNOPQR") -> Label:
    return lot_label(
        sku="HC",
        name=name,
        gtin="04006381333931",
        lot=code,
        expires_on=date(2027, 12, 31),
        best_before=date(2027, 6, 30),
        quantity=12,
        carrier=carrier,
        say=str,
    )


def warned(label: Label, paper: Paper, dpi: int | None = None) -> list[str]:
    return [str(words) for words in print_warnings(label, paper, dpi=dpi)]


@pytest.mark.feature("LB-08")
def test_a_long_code_on_a_small_label_warns():
    assert warned(lot(Symbology.GS1_128), Paper.ROLL_100X150, 203) == [
        "The bars would be 0.13 mm, and 0.25 mm are needed to scan. Print it as GS1 DataMatrix, "
        "or on a wider label."
    ]


@pytest.mark.feature("LB-08")
@pytest.mark.parametrize("dpi", [203, 300, None])
def test_the_square_it_names_instead_prints_large_enough(dpi):
    assert warned(lot(Symbology.GS1_DATAMATRIX, code="C2"), Paper.ROLL_100X150, dpi) == []


@pytest.mark.feature("LB-08")
def test_a_symbol_wider_than_the_label_warns_and_is_not_printed():
    label = lot(Symbology.GS1_128)
    sentence = (
        f"The GS1-128 symbol of {label.text.replace(chr(0x1D), '␝')} is wider than a label of "
        "45.7 mm. Print it as GS1 DataMatrix, or on a wider label."
    )
    assert warned(label, Paper.A4_4X12) == [sentence]
    with pytest.raises(LabelRefused) as caught:
        pdf([label], Paper.A4_4X12)
    assert str(caught.value.words) == sentence


@pytest.mark.feature("LB-08")
def test_a_square_with_too_much_in_it_for_its_paper_warns():
    label = location_label(code="x" * 700, carrier=Symbology.QR, say=str)
    assert warned(label, Paper.A4_4X12)[0] == (
        "The squares of the symbol would be 0.17 mm, and 0.25 mm are needed to scan. "
        "Print it on a larger label."
    )


def test_a_name_too_long_for_the_label_is_told():
    name = "Hand cream with shea butter and almond oil for very dry hands in winter, 75 ml tube"
    assert warned(lot(Symbology.GS1_DATAMATRIX, name=name), Paper.A4_4X12)[-1] == (
        f"There is no room for all of HC, {name[:76]}…."
    )


def test_what_the_label_itself_warns_of_comes_first():
    label = lot(Symbology.GS1_DATAMATRIX, code="LÔ")
    assert warned(label, Paper.ROLL_100X50)[0] == str(label.warnings[0])


def test_a_label_that_no_paper_can_hold_is_refused():
    with pytest.raises(LabelRefused) as caught:
        print_warnings(Label("", (), "", Symbology.QR), Paper.ROLL_100X50)
    assert caught.value.code == "label_empty"
