"""Caps lock, other keyboards, cut identifiers: mended where that proves itself, and said."""

from __future__ import annotations

import pytest

from tests.barcodes.reading import read
from webapp.barcodes import Kind, as_answer
from webapp.barcodes.keyboards import _KEYS

pytestmark = pytest.mark.feature("BC-09")

GTIN = "09501101530003"
LABEL = f"01{GTIN}1726123110XYZ123\x1d21SN1Y"
ELEMENTS = {"01": GTIN, "17": "261231", "10": "XYZ123", "21": "SN1Y"}
CAPS_LOCK = "Caps lock is on at this device. Switch it off."


def typed(text: str, device: str, scanner: str = "american") -> str:
    """What a device with one keyboard writes when a scanner presses the keys of another."""
    return text.translate(str.maketrans(_KEYS[scanner], _KEYS[device]))


def other_keyboard(scanner: str, device: str) -> str:
    return (
        f"The scanner types for another keyboard ({scanner}) than this device has ({device})."
        " Set the scanner to the keyboard of this device."
    )


def warnings(text: str) -> list[str]:
    answer = as_answer(read(text))
    assert answer["reason"] is None
    return answer["warnings"]


DEVICES = [name for name in _KEYS if name != "american"]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("identifier", ["]C1", "]d2", "]Q3"])
def test_a_label_through_another_keyboard_is_mended_and_said(device, identifier):
    text = typed(identifier + LABEL, device)
    assert read(text).reading.elements == ELEMENTS
    assert warnings(text) == [other_keyboard("American", device.capitalize())]


@pytest.mark.parametrize("device", ["french", "belgian", "vietnamese"])
def test_a_row_of_digits_shows_the_keyboard_even_without_an_identifier(device):
    text = typed(LABEL, device)
    assert read(text).reading.elements == ELEMENTS
    assert warnings(text) == [other_keyboard("American", device.capitalize())]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (f"https://id.example.com/01/{GTIN}/10/YZ?17=261231", Kind.DIGITAL_LINK),
        (f"(01){GTIN}(10)XYZ", Kind.ELEMENT_STRING),
        ("[)>\x1e06\x1d1PYZ7\x1dS42\x1e\x04", Kind.DATA_IDENTIFIERS),
        ("+A99912345/$$52001510X33", Kind.HIBC),
    ],
)
def test_every_kind_that_proves_itself_is_mended(device, code, kind):
    mended = read(typed(code, device))
    assert mended.kind is kind
    assert mended.reading == read(code).reading
    assert mended.text == read(code).text


@pytest.mark.parametrize("code", [LABEL, GTIN[1:], "395011015300000011"])
@pytest.mark.parametrize("scanner", ["french", "belgian"])
def test_a_scanner_set_to_another_country_is_mended_too(code, scanner):
    text = typed(code, "american", scanner)
    assert read(text).reading == read(code).reading
    assert warnings(text)[0] == other_keyboard("French", "American")


def test_lost_separators_are_lost_on_every_keyboard():
    text = typed(f"]C101{GTIN}10AB21SN1", "german")
    assert [one.elements for one in read(text).readings] == [
        {"01": GTIN, "10": "AB", "21": "SN1"},
        {"01": GTIN, "10": "AB21SN1"},
    ]
    assert warnings(text) == [other_keyboard("American", "German")]


def test_what_reads_as_it_stands_is_not_mended():
    text = f"01{GTIN}10XZY"
    assert read(text).reading.lot == "XZY"
    assert warnings(text) == []


@pytest.mark.parametrize(
    "text", ["+C110XZY", "$C&&àQBC", "à&", "&é\"'", "A-01-2", "ü", "çç", "+49123", "(QTY)", "^0/"]
)
def test_what_does_not_prove_itself_stays_plain(text):
    parsed = read(text)
    assert (parsed.kind, parsed.text, parsed.warnings) == (Kind.PLAIN, text, ())


def test_a_wrong_check_digit_is_no_keyboard():
    assert read(typed("]C10109501101530004", "german")).readings == ()


def test_a_german_bracket_that_passes_as_hibc_is_asked_about():
    """One code in 43 has by chance the check character that HIBC wants."""
    text = next(
        text
        for n in range(200)
        if (text := typed(f"]C101{GTIN}10{n:03}", "german")) and read(text).kind is Kind.HIBC
    )
    gs1, hibc = read(text).readings
    assert (gs1.gtin, gs1.product_code) == (GTIN, None)
    assert (hibc.gtin, hibc.product_code) == (None, text[1:-2])


@pytest.mark.parametrize(
    ("text", "kind", "elements"),
    [
        ("]c1" + LABEL.swapcase(), Kind.ELEMENT_STRING, ELEMENTS),
        ("]D2" + LABEL.swapcase(), Kind.ELEMENT_STRING, ELEMENTS),
        ("]E0" + LABEL.swapcase(), Kind.ELEMENT_STRING, ELEMENTS),
        (f"]E001{GTIN}", Kind.ELEMENT_STRING, {"01": GTIN}),
        ("]c110lot7", Kind.ELEMENT_STRING, {"10": "LOT7"}),
        (f"HTTPS://ID.EXAMPLE.COM/01/{GTIN}/10/abC", Kind.DIGITAL_LINK, {"01": GTIN, "10": "ABc"}),
        (f"]q1HTTPS://A.EXAMPLE/01/{GTIN}/10/ab", Kind.DIGITAL_LINK, {"01": GTIN, "10": "AB"}),
        ("+a123bjc5d6e71g", Kind.HIBC, {"1P": "A123BJC5D6E7"}),
        ("[)>\x1e06\x1d1pab\x1ds7\x1e\x04", Kind.DATA_IDENTIFIERS, {"1P": "AB", "S": "7"}),
        ("]D506\x1d1pab\x1ds7", Kind.DATA_IDENTIFIERS, {"1P": "AB", "S": "7"}),
        ("]e495012346", Kind.ITEM_NUMBER, {"01": "00000095012346"}),
    ],
)
def test_caps_lock_is_mended_and_said(text, kind, elements):
    parsed = read(text)
    assert (parsed.kind, parsed.reading.elements) == (kind, elements)
    assert warnings(text)[0] == CAPS_LOCK


@pytest.mark.parametrize(
    ("text", "identifier", "meant"),
    [("]q1hELLO", "]Q1", "Hello"), ("]c0lot42", "]C0", "LOT42"), ("]a0bin-7", "]A0", "BIN-7")],
)
def test_caps_lock_over_a_plain_code_shows_in_its_identifier(text, identifier, meant):
    parsed = read(text)
    assert (parsed.kind, parsed.identifier, parsed.text) == (Kind.PLAIN, identifier, meant)
    assert warnings(text) == [CAPS_LOCK]


def test_an_item_number_under_caps_lock_is_asked_about():
    assert [one.elements for one in read("]e09501101530003").readings] == [
        {"01": GTIN},
        {"95": "01", "10": "1530003"},
        {"95": "01101530003"},
    ]


@pytest.mark.parametrize(
    "text", [f"HTTPS://ID.EXAMPLE.COM/01/{GTIN}/10/ABC", f"https://id.example.com/01/{GTIN}/10/abc"]
)
def test_a_link_all_in_capitals_or_all_in_small_letters_is_as_it_was_printed(text):
    assert warnings(text) == []
    assert read(text).reading.lot == text[-3:]


@pytest.mark.parametrize("rest", ["C1", "d2", "Q3", "e0", "J1", "]"])
def test_a_cut_identifier_is_passed_over_in_front_of_a_key(rest):
    text = f"{rest}01{GTIN}10AB"
    assert read(text).reading.elements == {"01": GTIN, "10": "AB"}
    assert read(text).text == text
    assert warnings(text) == ["The scanner cut off the start of the code. Check its settings."]


@pytest.mark.parametrize("text", ["C1", "C110AB", "C10109501101530004", "d2-7", "Q301"])
def test_what_only_begins_like_a_cut_identifier_stays_plain(text):
    assert read(text).kind is Kind.PLAIN


@pytest.mark.parametrize("text", ["]C1]C1", "]C1]C1]C1"])
def test_an_identifier_sent_twice_counts_once(text):
    parsed = read(f"{text}01{GTIN}10AB")
    assert (parsed.identifier, parsed.text) == ("]C1", f"01{GTIN}10AB")
