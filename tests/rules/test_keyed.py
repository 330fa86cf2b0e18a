"""What is keyed in as a quantity: exact, or refused by name; nothing is ever rounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.keyed import keyed
from webapp.rules.quantities import LARGEST, Amount, units_of
from webapp.rules.refusals import Refusal


def said(text: str, scale: int = 0, unit: str = "each") -> str:
    """The sentences of a refusal."""
    answer = keyed(text, scale, unit)
    assert isinstance(answer, Refusal)
    return f"{answer.problem} {answer.remedy}"


@pytest.mark.feature("ID-15")
@given(st.integers(1, LARGEST), st.integers(0, 6))
def test_what_is_shown_can_be_keyed_in_again(units: int, scale: int) -> None:
    assert units_of(str(Amount(units, scale)), scale) == units


@pytest.mark.feature("ID-15")
@given(st.integers(1, LARGEST), st.integers(1, 6), st.integers(1, 9), st.integers(1, 3))
def test_one_digit_too_many_is_never_rounded_away(
    units: int, scale: int, digit: int, noughts: int
) -> None:
    whole = f"{units // 10**scale}.{units % 10**scale:0{scale}d}"
    assert units_of(f"{whole}{'0' * noughts}{digit}", scale) is None
    assert units_of(f"{whole}{'0' * noughts}", scale) == units


@pytest.mark.parametrize(
    "text",
    [
        "9501101530003",
        "19501101530000",
        "012345678905",
        "96385074",
        "106141412345678908",
        "1000000001",
        "99999999999999999999999999",
        "]C10109501101530003",
        "(01)09501101530003",
    ],
)
def test_a_barcode_is_not_a_quantity(text: str) -> None:
    assert said(text) == (
        f"That looks like a barcode, not a quantity: {text}. Key in how many there are."
    )


def test_a_large_number_without_a_check_digit_is_a_quantity() -> None:
    assert keyed("96385075", 0, "each") == 96385075


@pytest.mark.feature("ID-15")
def test_weights_go_to_the_gram_and_not_further() -> None:
    assert keyed("52,101", 3, "kg") == 52_101
    assert said("0.0005", 3, "kg") == (
        "0.0005 is finer than this is counted in: 0.001 kg is the least."
        " Key in the quantity without rounding, or ask a supervisor."
    )


@pytest.mark.parametrize(
    "text", ["", "0", "1.5", "1e3", "1_000", "+5", "0." + "0" * 30 + "1", "1." + "0" * 40]
)
def test_anything_else_is_no_quantity(text: str) -> None:
    assert said(text) == f"{text or '?'} is not a quantity. Key in a whole number above 0."
