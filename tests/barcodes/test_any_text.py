"""Whatever a scanner sends: no exception, and what was composed is read back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.barcodes.reading import GS, TODAY, read
from webapp.barcodes import as_answer, check_digit, parse
from webapp.barcodes.contents import is_good
from webapp.barcodes.lost_separators import ways
from webapp.barcodes.table import TABLE

# Words of every kind of code, to be thrown together; ␝ becomes a separator, _ a space.
WORDS = """
01 09501101530003 10 21 17 261231 30 37 00 395011015300000011 240 8008 4302 AB12 %41 %1D ␝ _
]C1 ]d2 ]e0 ]E0 ]c1 ]d5 ] (01) (10) [21] https://a/ HTTPS://A/ /01/ ?17= LW* {GS} ~d029 # à é \ufeff
[)> ␞ 05 06 12 1P77 25SUN1 14D261231 7Q2.5KG SER ␄ +A99912345 /$$ 52001510X3 * $C& +C1 ¨ ü=: (1P)
"""
UNSEEN = str.maketrans({"␝": GS, "␞": "\x1e", "␄": "\x04", "_": " "})
PIECES = st.sampled_from(WORDS.split()).map(lambda word: word.translate(UNSEEN))
ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=14).map("".join),
    st.text(st.sampled_from("0123456789"), max_size=200).map(lambda digits: "]C1" + digits),
    st.text(st.characters(codec=None, categories=["Cs", "Cc", "Nd", "Zs"]), max_size=20),
)
SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
OPEN_VALUE = st.text(st.sampled_from(SET_82), min_size=1, max_size=20)


@given(ANY_TEXT, st.one_of(st.none(), st.sampled_from(["]C1", "]E0", "]Q1", "]I1"]), st.text()))
@settings(max_examples=300)
def test_no_text_raises(text, symbology):
    parsed = parse(text, symbology, today=TODAY)
    assert parsed.raw == text
    assert len(parsed.shown) <= 81
    assert not (parsed.fault and parsed.readings)
    json.dumps(as_answer(parsed))


@st.composite
def element_strings(draw):
    """Elements in any order, and the text that carries them with every separator it needs."""
    body = draw(st.text(st.sampled_from("0123456789"), min_size=13, max_size=13))
    elements = {"01": body + check_digit(body)}
    for ai in draw(st.lists(st.sampled_from(["10", "21", "22", "240", "91"]), unique=True)):
        elements[ai] = draw(OPEN_VALUE)
    if draw(st.booleans()):
        # A year without a 29th of February: the day must be there in 2026 too.
        day = draw(st.dates(min_value=date(2027, 1, 1), max_value=date(2027, 12, 31)))
        elements["17"] = day.strftime("26%m%d")
    if draw(st.booleans()):
        elements["30"] = str(draw(st.integers(1, 99_999_999)))
    order = draw(st.permutations(list(elements)))
    return {ai: elements[ai] for ai in order}


@given(element_strings())
@settings(max_examples=150)
def test_what_was_composed_is_read_back(elements):
    text = GS.join(ai + value for ai, value in elements.items())
    ways_read = [dict(reading.elements) for reading in read(text, "]C1").readings]
    assert elements in ways_read
    assert len(ways_read) == 1 or GS not in text


@given(element_strings())
@settings(max_examples=100)
def test_without_separators_the_truth_is_among_the_readings_or_none_is_given(elements):
    known = {ai: value for ai, value in elements.items() if ai not in {"22", "91"}}
    readings = read("".join(ai + value for ai, value in known.items()), "]C1").readings
    assert not readings or known in [dict(reading.elements) for reading in readings]


@given(st.sampled_from(sorted(TABLE)), st.data())
@settings(max_examples=300)
def test_every_identifier_takes_the_values_its_pattern_allows(ai, data):
    spec = TABLE[ai]
    pattern = spec.pattern.pattern.removeprefix("(?=.)")
    value = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True).filter(bool))
    if spec.keyed:
        key = value[: spec.keyed - 1]
        value = key + check_digit(key) + value[spec.keyed :]
    assert spec.shortest <= len(value) <= spec.longest
    if is_good(spec, value, TODAY.year):
        assert read(ai + value + GS, "]C1").reading.elements == {ai: value}
    else:
        assert read(ai + value + GS, "]C1").fault.code in {"date", "form"}


@given(
    st.lists(st.sampled_from(["10", "21", "30", "37", "240", "17261231", "A", "7"]), max_size=90)
)
@settings(max_examples=100)
def test_the_search_for_lost_separators_always_ends(pieces):
    found = ways("10" + "".join(pieces), 2026)
    assert found is None or len(found) <= 64


def test_reading_codes_loads_neither_the_web_nor_the_database():
    asked = "import sys, webapp.barcodes; print({'flask', 'sqlalchemy'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
