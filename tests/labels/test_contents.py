"""What each kind of label says to people, and what its symbol gives to a scanner."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from webapp.labels import (
    Fact,
    Label,
    LabelRefused,
    Symbology,
    badge_label,
    command_label,
    document_label,
    location_label,
    lot_label,
    plate_label,
    product_label,
    serial_label,
    svg,
)
from webapp.languages import say

GTIN = "04006381333931"
SSCC = "395011015300000011"
DAY = date(2027, 12, 31)
GS1_128, MATRIX, QR, CODE_128 = Symbology

lot = partial(
    lot_label,
    sku="HAND-CREAM",
    name="Hand cream",
    gtin=GTIN,
    lot="C202507",
    expires_on=DAY,
    best_before=None,
    quantity=None,
    say=str,
)
serial = partial(
    serial_label,
    sku="DRYER",
    name="Hair dryer",
    gtin=GTIN,
    serial="HD-1",
    lot="L7",
    expires_on=None,
    say=str,
)


def warned(label: Label) -> list[str]:
    return [str(words) for words in label.warnings]


@pytest.mark.feature("LB-01")
def test_a_lot_label_tells_people_what_the_symbol_tells_the_scanner():
    assert lot(carrier=MATRIX, quantity=12) == Label(
        title="Hand cream",
        lines=(),
        text=f"01{GTIN}1727123110C202507\x1d3012",
        symbology=MATRIX,
        kicker="HAND-CREAM",
        facts=(Fact("Lot", "C202507"), Fact("Expires on", "2027-12-31"), Fact("Quantity", "12")),
    )


@pytest.mark.feature("LB-01")
def test_a_label_speaks_the_language_it_is_given():
    label = lot(carrier=MATRIX, say=lambda words: say(words, "vi"))
    assert label.facts == (Fact("Lô", "C202507"), Fact("Hạn dùng", "31 thg 12, 2027"))


@pytest.mark.feature("LB-03")
@pytest.mark.parametrize(
    ("carrier", "text"),
    [
        (GS1_128, f"01{GTIN}172712311527063010C202507\x1d3012"),
        (MATRIX, f"01{GTIN}172712311527063010C202507\x1d3012"),
        (QR, f"https://id.gs1.org/01/{GTIN}/10/C202507?17=271231&15=270630&30=12"),
        (CODE_128, "C202507"),
    ],
)
def test_the_same_lot_in_every_carrier(carrier, text):
    label = lot(carrier=carrier, best_before=date(2027, 6, 30), quantity=12)
    assert (label.text, label.symbology, warned(label)) == (text, carrier, [])


@pytest.mark.feature("LB-01")
def test_a_serial_label_holds_its_lot_too():
    label = serial(carrier=GS1_128)
    assert label.text == f"01{GTIN}10L7\x1d21HD-1"
    assert label.facts == (Fact("Serial number", "HD-1"), Fact("Lot", "L7"))


def test_a_product_label_leaves_the_quantity_to_the_gtin_of_its_packaging():
    label = product_label(
        sku="HAND-CREAM",
        name="Hand cream",
        gtin=GTIN,
        packaging="Case",
        quantity=12,
        carrier=GS1_128,
        say=str,
    )
    assert label.text == f"01{GTIN}"
    assert label.facts == (Fact("Packaging", "Case of 12"),)


@pytest.mark.parametrize(("carrier", "plain"), [(GS1_128, CODE_128), (MATRIX, QR), (QR, QR)])
def test_a_lot_without_a_gtin_is_its_code_as_it_stands(carrier, plain):
    label = lot(gtin=None, carrier=carrier)
    assert (label.text, label.symbology) == ("C202507", plain)
    assert warned(label) == [
        "Without a GTIN the label holds C202507 alone. Where two products have that code, "
        "the scan asks which of them is meant."
    ]


@pytest.mark.parametrize(
    ("code", "plain"),
    [("C" * 21, CODE_128), ("LÔ-7", QR), ("C 7", CODE_128), ("C<GS>7", CODE_128)],
)
def test_a_lot_that_gs1_cannot_hold_is_printed_outside_gs1(code, plain):
    label = lot(lot=code, carrier=GS1_128)
    assert (label.text, label.symbology) == (code, plain)
    assert warned(label) == [
        f"{code} cannot stand in a GS1 symbol, which takes at most 20 letters without accents, "
        "digits and some signs. The symbol holds it alone, as plain text."
    ]


def test_a_lot_that_gs1_cannot_hold_is_left_out_beside_a_serial_number():
    label = serial(lot="LÔ-7", carrier=MATRIX)
    assert label.text == f"01{GTIN}21HD-1"
    assert Fact("Lot", "LÔ-7") in label.facts
    assert warned(label) == [
        "LÔ-7 cannot stand in a GS1 symbol, which takes at most 20 letters without accents, "
        "digits and some signs. It is printed in words alone."
    ]


def test_a_date_of_another_century_is_printed_in_words_alone():
    label = lot(expires_on=date(2099, 12, 31), carrier=MATRIX)
    assert label.text == f"01{GTIN}10C202507"
    assert Fact("Expires on", "2099-12-31") in label.facts
    assert warned(label) == [
        "2099-12-31 cannot stand in a GS1 symbol, where a year has two digits: it would be read "
        "as another century. It is printed in words alone."
    ]


@pytest.mark.parametrize(
    ("code", "carrier", "text", "symbology"),
    [
        (SSCC, GS1_128, f"00{SSCC}", GS1_128),
        (SSCC, MATRIX, f"00{SSCC}", MATRIX),
        (SSCC, QR, f"https://id.gs1.org/00/{SSCC}", QR),
        ("P-0017", GS1_128, "P-0017", CODE_128),
        ("395011015300000012", GS1_128, "395011015300000012", CODE_128),
    ],
)
def test_a_license_plate_is_an_sscc_or_its_own_code(code, carrier, text, symbology):
    label = plate_label(sscc=code, contents=("Hand cream",), count=48, carrier=carrier, say=str)
    assert (label.text, label.symbology) == (text, symbology)
    assert (label.kicker, label.title) == ("License plate", code)
    assert (label.facts, label.lines) == ((Fact("Count", "48"),), ("Hand cream",))


@pytest.mark.feature("LB-04")
def test_places_documents_people_and_commands_are_their_own_codes():
    labels = [
        location_label(code="A-01-3", zone="Zone A", detail="Level 3", say=str),
        document_label(kind="Receipt", number="RC-17", partner="Alpha", say=str),
        badge_label(name="Lan", badge="B-1", say=str),
        command_label(text="LW*UNDO", title="Undo", does="Takes back the last scan.", say=str),
    ]
    assert [(one.kicker, one.title, one.text) for one in labels] == [
        ("Location", "A-01-3", "A-01-3"),
        ("Receipt", "RC-17", "RC-17"),
        ("Badge", "Lan", "B-1"),
        ("Command", "Undo", "LW*UNDO"),
    ]
    assert {one.symbology for one in labels} == {CODE_128}
    assert labels[0].lines == ("Zone A · Level 3",)
    assert labels[1].facts == (Fact("Partner", "Alpha"),)


def test_a_location_with_an_accent_is_a_qr_code():
    assert location_label(code="KỆ-3", say=str).symbology is QR


@pytest.mark.parametrize("code", ["LW*UNDO", "https://example.com/01/04006381333931", " A-1"])
def test_a_code_that_a_scan_would_take_for_something_else_is_refused(code):
    with pytest.raises(LabelRefused) as caught:
        location_label(code=code, say=str)
    assert str(caught.value.words) == (
        f"{code} cannot be printed: a scan of it would be taken for a command or a link, or lose "
        "the spaces around it. Give it another code."
    )


def test_a_command_is_one():
    with pytest.raises(LabelRefused) as caught:
        command_label(text="UNDO", title="Undo", say=str)
    assert str(caught.value.words) == "UNDO is no command: a command begins with LW*."


def test_a_gtin_with_a_wrong_check_digit_is_refused_when_it_is_drawn():
    with pytest.raises(LabelRefused) as caught:
        svg(lot(gtin="04006381333932", carrier=MATRIX))
    assert caught.value.code == "label_not_gs1"
