"""Elements to the text a scanner returns, and back to what people read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.barcodes import parse
from webapp.labels import LabelRefused, bracketed, element_string
from webapp.labels.elements import elements_of

# GS1's set 82, the characters of lots and serial numbers.
SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
CODES = st.text(SET_82, min_size=1, max_size=20)
TODAY = date(2026, 1, 15)


@pytest.mark.feature("LB-03")
def test_fixed_lengths_come_first_and_separators_only_where_they_must():
    elements = {"10": "C202507", "01": "04006381333931", "21": "HD-12345", "17": "271231"}
    assert element_string(elements) == "01040063813339311727123110C202507\x1d21HD-12345"


def test_brackets_and_pairs_say_the_same():
    assert element_string("(01)04006381333931(10)C202507") == element_string(
        [("01", "04006381333931"), ("10", "C202507")]
    )


def test_an_element_string_is_shown_with_its_identifiers_in_brackets():
    text = "01040063813339311727123110C202507\x1d21HD-12345"
    assert bracketed(text) == "(01)04006381333931(17)271231(10)C202507(21)HD-12345"


def test_a_pair_may_hold_what_looks_like_an_identifier():
    text = element_string([("10", "A(21)B"), ("21", "S")])
    assert elements_of(text) == (("10", "A(21)B"), ("21", "S"))


@pytest.mark.feature("LB-03")
@given(lot=CODES, serial=CODES, count=st.integers(1, 99_999_999))
@settings(max_examples=60, deadline=None)
def test_our_own_reader_reads_the_same_elements_back(lot, serial, count):
    elements = {"01": "04006381333931", "17": "271231", "10": lot, "21": serial, "30": str(count)}
    parsed = parse(element_string(elements), "]d2", today=TODAY)
    assert parsed.reading is not None
    assert dict(parsed.reading.elements) == elements


@pytest.mark.parametrize(
    ("elements", "sentence"),
    [
        ("", "A label needs a text for its symbol."),
        (
            "LOT-7",
            "LOT-7 cannot be printed as a GS1 symbol: LOT-7 is not an element of GS1.",
        ),
        (
            {"05": "1"},
            "(05)1 cannot be printed as a GS1 symbol: 05 is not an element of GS1.",
        ),
        (
            {"10": "A" * 21},
            "(10)AAAAAAAAAAAAAAAAAAAAA cannot be printed as a GS1 symbol: "
            "AAAAAAAAAAAAAAAAAAAAA is not an element of GS1.",
        ),
        (
            {"17": "271331"},
            "(17)271331 cannot be printed as a GS1 symbol: 271331 is not an element of GS1.",
        ),
        (
            {"10": "kem dưỡng"},
            "(10)kem dưỡng cannot be printed as a GS1 symbol: kem dưỡng is not an element of GS1.",
        ),
        ({"310": "1"}, "(310)1 cannot be printed as a GS1 symbol: 310 is not an element of GS1."),
    ],
)
def test_what_is_no_element_is_refused(elements, sentence):
    with pytest.raises(LabelRefused) as caught:
        element_string(elements)
    assert str(caught.value.words) == sentence
