"""The examples in the room's own words run."""

from __future__ import annotations

import doctest

import pytest

from webapp import labels
from webapp.labels import code128, elements, links


@pytest.mark.parametrize(
    "module", [labels, elements, links, code128], ids=lambda module: module.__name__
)
def test_the_examples_run(module):
    assert doctest.testmod(module).failed == 0
