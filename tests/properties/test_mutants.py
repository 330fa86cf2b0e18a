"""The lies that the machine is tried with still fit the program; it is tried by hand."""

from __future__ import annotations

import pytest

from tests.properties.mutants import HERE, MUTANTS, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_a_lie_still_has_its_place(mutant: Mutant) -> None:
    assert (HERE / mutant.path).read_text().count(mutant.before) == 1
