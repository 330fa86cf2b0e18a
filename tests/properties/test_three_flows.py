"""Random scans, repeats, wrong codes and interleavings over four flows, against a dumb model.

Three hands (two workers, one of them on two devices) receive, put away, pick and move while
receipts open, orders are released, lots are held and freed, and days pass. After every step:

- the balances are what the accepted answers said was moved, and add up to zero;
- refused, confirm and choose changed nothing; a repeat gets the same answer and moves nothing;
- held and expired lots leave by no pick, are moved to no bin and are promised to nobody anew;
- `ledger verify` finds no breach (on PostgreSQL by day only at the end of a way: it takes longer
  than the scan).

`make test` takes few ways, always the same. In the night:
`make nightly`.
"""

from __future__ import annotations

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import Engine
from tests.properties.floor import Floor
from tests.properties.profiles import CHOSEN, NIGHTLY


def test_the_laws_hold_whatever_is_scanned(engine: Engine) -> None:
    class OnThisEngine(Floor):
        databases = engine

    # What a right scan does is held against more by `test_stock_truth`; this one errs.
    few = settings(CHOSEN, max_examples=8)
    run_state_machine_as_test(OnThisEngine, settings=CHOSEN if NIGHTLY else few)
