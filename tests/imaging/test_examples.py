"""The examples in the room's own words run."""

from __future__ import annotations

import doctest

from webapp import imaging


def test_the_examples_run():
    assert doctest.testmod(imaging).failed == 0
