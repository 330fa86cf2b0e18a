"""The whole warehouse does what a dumb model of it says, step by step, on both engines.

`make test` goes few ways, always the same ones; `make nightly` goes on for tens of thousands of
steps, in `nightly.py`. What the machine knows and how a rule is added: `truth/__init__.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import Engine
from tests.properties.profiles import ANEW, CHOSEN, NAME
from tests.properties.truth.machine import StockTruth
from tests.properties.truth.opening import Opening, opening

# So many ways of forty steps with every `make test`; PostgreSQL takes longer for each.
WAYS = {"sqlite": 36, "postgresql": 5}


@pytest.fixture(scope="module")
def opened(engine: Engine) -> Iterator[Opening]:
    """The warehouse as every way finds it."""
    made = opening(engine)
    yield made
    engine.drop(made.url)


def test_the_warehouse_does_what_the_model_says(opened: Opening) -> None:
    class OnThisEngine(StockTruth):
        pass

    OnThisEngine.opened = opened
    ways = WAYS[opened.databases.name]
    few = settings(CHOSEN, max_examples=ways, stateful_step_count=40, backend=ANEW)
    run_state_machine_as_test(OnThisEngine, settings=CHOSEN if NAME == "mutants_long" else few)
