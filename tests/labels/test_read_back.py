"""Any label, through any scanner: what it says is read rightly or is one of the choices.

Scanners send GS as it is, write it out, put another character in its place, or lose it; and some
send no identifier. A label of ours may then be asked about, or refused; it never passes for
something else without a word.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.barcodes import Kind, Parsed, parse
from webapp.labels import Label, Symbology
from webapp.labels.elements import elements_of

from .cells import IDENTIFIERS
from .random_labels import Contents
from .test_elements import TODAY

GS = "\x1d"
STAND_INS = (
    GS,
    *("{GS}", "<GS>", "[GS]", "{FNC1}", "<FNC1>", "[FNC1]", "^]", "\\x1d", "\\u001d", "~d029"),
    *("\u241d", "%1D", "|", "#", "@", "~", "^", "[", "]", "{", "}", "\\", "`", "$", " "),
    *("\x1c", "\x1e", "\x1f", "\u2194", "\u00e8"),
    "",
)
GS1 = (Symbology.GS1_128, Symbology.GS1_DATAMATRIX)

seeds = st.integers(0, 2**32)


def said_by(read: Parsed) -> list[dict[str, str]]:
    return [dict(reading.elements) for reading in read.readings]


def goods(seed: int, *carriers: Symbology) -> list[Label]:
    """A product, a lot, a serial number and a plate."""
    return Contents(seed, carriers).labels(4)


@pytest.mark.feature("LB-03")
@given(seed=seeds, separator=st.sampled_from(STAND_INS), identified=st.booleans())
def test_what_a_gs1_label_says_is_among_its_readings_whatever_the_scanner_does(
    seed, separator, identified
):
    for label in goods(seed, *GS1):
        if not label.symbology.is_gs1:
            continue
        identifier = IDENTIFIERS[label.symbology] if identified else None
        read = parse(label.text.replace(GS, separator), identifier, today=TODAY)
        gave_up = read.fault is not None and read.fault.code == "too_many_readings"
        assert gave_up or dict(elements_of(label.text)) in said_by(read), label


@given(seed=seeds)
def test_a_label_with_a_separator_is_certain_where_the_scanner_sends_it(seed):
    for label in goods(seed, *GS1):
        if label.symbology.is_gs1 and GS in label.text:
            read = parse(label.text, IDENTIFIERS[label.symbology], today=TODAY)
            assert said_by(read) == [dict(elements_of(label.text))], label


@given(seed=seeds, identified=st.booleans())
def test_a_link_says_exactly_what_stands_beneath_it(seed, identified):
    for label in goods(seed, Symbology.QR):
        if label.text.startswith("https://"):
            read = parse(label.text, "]Q1" if identified else None, today=TODAY)
            assert read.kind is Kind.DIGITAL_LINK
            (reading,) = read.readings
            beneath = "".join(f"({ai}){value}" for ai, value in sorted(reading.elements.items()))
            assert label.beneath
            assert sorted(beneath) == sorted(label.beneath)


@given(seed=seeds, identified=st.booleans())
def test_a_plain_label_keeps_its_code_to_the_letter_for_the_warehouse_to_find(seed, identified):
    for label in Contents(seed, tuple(Symbology)).labels(8):
        if label.symbology.is_gs1 or label.text.startswith(("https://", "LW*")):
            continue
        read = parse(label.text, IDENTIFIERS[label.symbology] if identified else None, today=TODAY)
        assert read.text == label.text
        assert read.command is None
        assert not identified or read.kind is Kind.PLAIN
