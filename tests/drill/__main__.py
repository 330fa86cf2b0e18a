"""`make drill`: kill what can be killed, fifty times on each engine, and lose nothing.

Exit code 0: every answer stands; 1: a breach, named with the seed that found it.
"""

from __future__ import annotations

import argparse
import secrets
import sys

from tests.drill.drill import drill
from tests.drill.places import PLACES


def main() -> int:
    """Run the drills that were asked for and print what they found."""
    asked = argparse.ArgumentParser(prog="make drill", description=__doc__)
    asked.add_argument("--kills", type=int, default=50, help="on each engine")
    asked.add_argument("--seed", type=int, default=None, help="of a drill to be repeated")
    asked.add_argument("--database", choices=(*PLACES, "both"), default="both")
    said = asked.parse_args()
    seed = secrets.randbelow(10**6) if said.seed is None else said.seed
    engines = PLACES if said.database == "both" else [said.database]
    broken = False
    for engine in engines:
        report = drill(engine, kills=said.kills, seed=seed)
        print("\n".join(report.lines()), flush=True)
        broken = broken or bool(report.breaches)
    if not broken:
        print("Every acknowledged scan stands, once, with its answer.")
        return 0
    print(f"Something was lost. Again: make drill KILLS={said.kills} SEED={seed}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
