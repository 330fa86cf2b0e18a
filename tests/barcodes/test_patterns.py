"""The pattern language: what stands, what is refused and where, and that reading is one walk."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.barcodes.reading import TODAY
from webapp.barcodes import Encoding, Rule, RuleKind
from webapp.barcodes.nomenclature import Matched, attempt
from webapp.barcodes.own_rules import fault_of
from webapp.barcodes.parsed import Fault
from webapp.barcodes.patterns import LONGEST, Token, compiled, cut

ANY, WEIGHED, PRODUCT = Encoding.ANY, RuleKind.WEIGHED, RuleKind.PRODUCT


@pytest.mark.feature("AD-04")
@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("", "A pattern is needed, such as 21.....{NNDDD}."),
        ("x" * 121, "A pattern has at most 120 characters, 121 found."),
        (
            "P{lot:1-20",
            "Character 2: “{” stands alone. A part is written as {lot:1-20};"
            " a brace or backslash that is printed on the label as \\{, \\} or \\\\.",
        ),
        (
            "21.*",
            "Character 4: “*” repeats nothing here."
            " Write one dot for each character, or a part such as {code:1-20}.",
        ),
        (
            "P{batch:5}",
            "Character 3: “batch” is no part."
            " Expected: gtin, product, lot, serial, expiry, quantity, code, or NNDDD.",
        ),
        (
            "P{lot:1-21}",
            "Character 2: behind {lot: a length such as 5 or 1-20 is expected,"
            " at most 20, “1-21” found.",
        ),
        (
            "E{expiry:MMYY}",
            "Character 2: behind {expiry: one of YYMMDD, YYYYMMDD, DDMMYY, DDMMYYYY, YYYY-MM-DD"
            " is expected, “MMYY” found.",
        ),
        ("L{lot:3}{lot:4}", "Character 9: {lot:4} says a second time what stands before."),
        (
            "L{lot:1-20}{quantity:2}",
            "Character 12: a fixed sign is expected, {quantity:2} found."
            " The length of {lot:1-20} is open, so it runs up to the sign behind it.",
        ),
        (
            "{lot:1-20}",
            "This pattern would match nearly every code."
            " Add a fixed sign, or give every part one length.",
        ),
        ("A\x1dB", "Character 2: a sign that can be seen is expected, ␝ found."),
    ],
)
def test_a_pattern_that_cannot_stand_is_refused_at_its_character(pattern, sentence):
    fault = compiled(pattern)
    assert isinstance(fault, Fault)
    assert str(fault.words) == sentence


@pytest.mark.feature("AD-04")
@pytest.mark.parametrize(
    ("kind", "encoding", "pattern", "sentence"),
    [
        (WEIGHED, ANY, "21.....", "A rule of this kind needs the part {quantity}."),
        (RuleKind.LOT, ANY, "L.....", "A rule of this kind needs the part {lot} / {serial}."),
        (
            RuleKind.LOCATION,
            ANY,
            "B{lot:3}",
            "Character 2: a rule of this kind has no part {lot:3}.",
        ),
        (
            PRODUCT,
            ANY,
            "21.....{NNDDD}",
            "Character 8: {NNDDD} is too fine or too long for a rule of this kind:"
            " at most 8 digits, 0 of them decimals.",
        ),
        (
            WEIGHED,
            Encoding.EAN_13,
            "21....{NNDDD}",
            "EAN-13 has 13 digits: a pattern of 13 characters is expected, or of one less"
            " without the check digit. This one has 11.",
        ),
        (
            WEIGHED,
            Encoding.EAN_13,
            "2X.....{NNDDD}",
            "Character 2: a digit is expected, “X” found; such a code has no other.",
        ),
    ],
)
def test_a_rule_has_the_parts_of_its_kind(kind, encoding, pattern, sentence):
    fault = fault_of(kind, encoding, pattern)
    assert fault is not None
    assert str(fault.words) == sentence


def test_a_full_stop_and_braces_can_stand_for_themselves():
    tokens = compiled(r"V1\.0\{{lot:1-5}\}")
    assert isinstance(tokens, tuple)
    found = cut(tokens, "V1.0{AB}")
    assert [one.value for one in found] == ["V1.0{", "AB", "}"]
    assert isinstance(cut(tokens, "V1x0{AB}"), Fault)


# Any rule's own text


SIGNS = st.text(st.sampled_from("AB/#-*+ 07"), min_size=1, max_size=3)
VALUES = st.text(st.sampled_from("AB/-07"), min_size=1, max_size=12)


@st.composite
def rule_and_parts(draw: st.DrawFn) -> tuple[str, str, dict[str, str]]:
    """A pattern, a text made for it, and what its parts were made of."""
    pattern, text, parts = draw(SIGNS), "", {}
    text = pattern
    names = draw(st.lists(st.sampled_from(["product", "lot", "serial"]), unique=True, min_size=1))
    for name in names:
        value, behind = draw(VALUES), draw(SIGNS)
        if draw(st.booleans()) and (value + behind).find(behind) == len(value):
            least = draw(st.integers(1, len(value)))
            pattern += f"{{{name}:{least}-20}}{behind}"
        else:
            pattern += f"{{{name}:{len(value)}}}{behind}"
        text, parts[name] = text + value + behind, value
    if draw(st.booleans()):
        number = draw(st.text("0123456789", min_size=1, max_size=8))
        pattern, text, parts = (
            pattern + "{quantity:1-8}",
            text + number,
            parts | {"quantity": number},
        )
    return pattern, text, parts


@pytest.mark.feature("BC-04")
@given(rule_and_parts())
def test_a_text_made_for_a_pattern_gives_its_parts_back(made):
    pattern, text, parts = made
    assert fault_of(PRODUCT, ANY, pattern) is None
    found = attempt(Rule(1, "r", PRODUCT, ANY, pattern), text, TODAY)
    assert isinstance(found, Matched), found
    assert {str(one.token.part): one.value for one in found.parts if one.token.part} == parts
    assert "".join(one.value for one in found.parts) + found.check_digit == text


@given(st.text(max_size=LONGEST + 5), st.text(max_size=60))
def test_no_pattern_and_no_code_raises(pattern, code):
    tokens = compiled(pattern)
    if isinstance(tokens, Fault):
        assert str(tokens.words)
        return
    assert all(isinstance(token, Token) for token in tokens)
    for kind in RuleKind:
        found = attempt(Rule(1, "r", kind, ANY, pattern), code, TODAY)
        assert isinstance(found, Matched | Fault)


def work(pattern: str, code: str) -> int:
    """How many lines of Python it takes to cut the code."""
    tokens, lines = compiled(pattern), 0
    assert isinstance(tokens, tuple)

    def count(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        cut(tokens, code)
    finally:
        sys.settrace(before)
    return lines


HOSTILE = "a{product:1-48}a{lot:1-20}a{serial:1-20}a{quantity:1-8}b"


@pytest.mark.feature("AD-04")
def test_twice_the_code_is_at_most_twice_the_work():
    for unit in ("a", "ab", "1", "a1", "aab"):
        one, two = (work(HOSTILE, unit * size) for size in (2_000, 4_000))
        assert two <= 2 * one
        # A part stops at its most, so a long code is given up long before its end.
        assert two <= work(HOSTILE, unit * 200) + 200
