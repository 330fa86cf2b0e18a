"""Codes of lots and serials: which comes next, what one may be, and how a paste is read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.codes import (
    LONGEST_CODE,
    SET_82,
    codes_from,
    fault_of,
    first_seen,
    next_code,
    no_label,
    pasted,
    trimmed,
)

CODES = st.text(alphabet=sorted(SET_82), min_size=1, max_size=14)


@pytest.mark.feature("ID-05")
@pytest.mark.parametrize(
    ("first", "count", "made"),
    [
        ("SN00007", 3, ("SN00007", "SN00008", "SN00009")),
        ("SN0007", 3, ("SN0007", "SN0008", "SN0009")),
        ("X99Z", 2, ("X99Z", "X100Z")),
        ("A9", 2, ("A9", "A10")),
        ("DRILL-A", 2, ("DRILL-A0", "DRILL-A1")),
        ("BAV023B00001S00001", 2, ("BAV023B00001S00001", "BAV023B00001S00002")),
        ("DRILL-A", 1, ("DRILL-A",)),
        (" 7 ", 2, ("7", "8")),
    ],
)
def test_codes_that_follow_each_other(first: str, count: int, made: tuple[str, ...]) -> None:
    assert codes_from(first, count) == made


@pytest.mark.feature("ID-05")
@given(code=CODES, count=st.integers(1, 60))
def test_codes_that_follow_each_other_are_all_different_and_alike(code: str, count: int) -> None:
    made = codes_from(code, count)
    if not isinstance(made, tuple):
        return
    assert len(set(made)) == len(made) == count
    assert all(next_code(before) == after for before, after in pairwise(made))
    assert all(len(one) <= LONGEST_CODE for one in made)


@given(head=st.sampled_from(["", "SN", "A-"]), number=st.integers(0, 10**9), tail=st.just("Z"))
def test_the_last_digits_count_and_what_stands_around_them_stays(
    head: str, number: int, tail: str
) -> None:
    assert next_code(f"{head}{number:05}{tail}") == f"{head}{number + 1:05}{tail}"


def test_other_digits_than_ours_do_not_count() -> None:
    assert next_code("SN٣") == "SN٣0"


@pytest.mark.feature("ID-05")
def test_a_code_that_no_label_could_carry_is_not_made() -> None:
    assert str(codes_from("ABCDEFGHIJKLMNOPQRS9", 2)) == (
        "ABCDEFGHIJKLMNOPQRS10 has more than 20 characters, and no label could carry it."
    )


@pytest.mark.parametrize("count", [0, -1, 1001])
def test_no_code_or_too_many_are_not_made(count: int) -> None:
    assert str(codes_from("SN1", count)) == "1 to 1000 codes can be made at once."


@pytest.mark.feature("ID-04")
@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "A code is needed."),
        ("SN😀1", "SN😀1 holds U+1F600 GRINNING FACE, which no code can have."),
        ("SN☂", "SN☂ holds U+2602 UMBRELLA, which no code can have."),
        ("A\x07B", "A�B holds U+0007, which no code can have."),
        ("A\u200bB", "A�B holds U+200B ZERO WIDTH SPACE, which no code can have."),
        ("lw*ok", "lw*ok looks like a command, so it cannot be a code."),
        ("A" * 21, f"{'A' * 21} has 21 characters; at most 20 fit a label."),
    ],
)
def test_what_no_code_can_be_is_named(code: str, fault: str) -> None:
    assert str(fault_of(code)) == fault


@pytest.mark.feature("ID-04")
@pytest.mark.parametrize("code", ["L-1", "Lô №1", "批次7", "a b", "50%"])
def test_whatever_can_be_printed_is_a_code(code: str) -> None:
    assert fault_of(code) is None


@pytest.mark.feature("ID-04")
def test_a_code_that_no_gs1_label_can_carry_is_said_to_be_one() -> None:
    assert no_label("L-1") is None
    assert str(no_label("L#1")) == (
        "No GS1 label can carry L#1: U+0023 NUMBER SIGN is not in its character set."
    )


@given(st.text(max_size=30))
def test_trimming_twice_trims_no_more_and_any_text_is_judged(text: str) -> None:
    assert trimmed(trimmed(text)) == trimmed(text)
    fault_of(trimmed(text))


@pytest.mark.feature("ID-07")
def test_blank_lines_of_a_paste_are_left_out_and_the_others_keep_their_number() -> None:
    lines = pasted(" SN1\r\n\r\n\t\r\nSN2 \nSN1", columns=1)
    assert [(line.number, line.code) for line in lines] == [(1, "SN1"), (4, "SN2"), (5, "SN1")]
    assert first_seen(lines) == {5: 1}


@pytest.mark.feature("ID-07")
@pytest.mark.parametrize("sign", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_a_sign_that_controls_ends_no_line_and_is_named(sign: str) -> None:
    (line,) = pasted(f"SN1{sign}SN2", columns=1)
    assert "which no code can have" in str(fault_of(line.code))


def test_a_serial_may_hold_a_semicolon() -> None:
    assert pasted("A;B", columns=1)[0].columns == ("A;B",)
