"""The long night: the machine goes on, on new ways each time, until it has made so many steps.

    python -m tests.properties.nightly --steps 50000 --database both

Both engines go side by side. What is found is printed with the shortest way that shows it; the
report at the end says how many steps were made and how many of their acts were done or refused.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import postgresql_server, sqlite_folder
from tests.properties.profiles import ANEW, PROFILES
from tests.properties.truth.machine import StockTruth
from tests.properties.truth.opening import opening
from tests.properties.truth.world import Tally

AT_ONCE = 40
ENGINES = {"sqlite": sqlite_folder, "postgresql": postgresql_server}


def main() -> int:
    """Go on both engines, or on the one that was asked for; 0 where nothing was found."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--steps", type=int, default=50_000)
    asked.add_argument("--database", choices=(*ENGINES, "both"), default="both")
    given = asked.parse_args()
    if given.database != "both":
        return goes_on(given.database, given.steps)
    command = [sys.executable, "-m", "tests.properties.nightly", "--steps", str(given.steps)]
    nights = [subprocess.Popen([*command, "--database", engine]) for engine in ENGINES]
    return max(night.wait() for night in nights)


def goes_on(engine: str, steps: int) -> int:
    """Way after way until there are enough steps, then the report; a finding ends it."""
    began, found = time.monotonic(), 1
    with ENGINES[engine]() as databases:

        class OnThisEngine(StockTruth):
            opened = opening(databases)
            some_rules = True

        few = settings(PROFILES["nightly"], max_examples=AT_ONCE, backend=ANEW)
        try:
            while Tally.steps < steps:
                run_state_machine_as_test(OnThisEngine, settings=few)
                print(f"{engine}: {Tally.steps} steps", flush=True)
            found = 0
        finally:
            reports(engine, time.monotonic() - began, found)
    return found


def reports(engine: str, seconds: float, found: int) -> None:
    """What the night was, in one line."""
    acts = Tally.acts
    print(
        f"{engine}: {Tally.steps} steps of the machine in {seconds:.0f} s,"
        f" {acts['done']} acts done, {acts['refused']} refused as the model says;"
        f" {'something was found' if found else 'nothing was found'}.",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
