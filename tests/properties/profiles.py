"""How long chance may look: a little with every `make test`, long in the night.

`make nightly` takes new random ways each time, many and long ones. Without it the ways are few and
always the same, so that a red run is never luck. For mutants the first failure is enough.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS

# Of a few ways that Hypothesis goes, most are the one before with something changed. Another name
# for the same dice makes each of them a way of its own; what is found is shrunk as ever.
ANEW = "anew"
AVAILABLE_PROVIDERS[ANEW] = AVAILABLE_PROVIDERS["hypothesis"]

SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
PROFILES = {
    "fast": settings(
        max_examples=16,
        stateful_step_count=30,
        derandomize=True,
        deadline=None,
        suppress_health_check=SLOW_IS_FINE,
    ),
    "nightly": settings(
        max_examples=400,
        stateful_step_count=80,
        deadline=None,
        print_blob=True,
        suppress_health_check=SLOW_IS_FINE,
    ),
}
PROFILES["mutants"] = settings(PROFILES["fast"], phases=[Phase.generate], database=None)
PROFILES["mutants_long"] = settings(
    PROFILES["mutants"], max_examples=200, stateful_step_count=50, backend=ANEW
)
NAME = os.environ.get("HYPOTHESIS_PROFILE", "fast")
NIGHTLY = NAME == "nightly"
CHOSEN = PROFILES[NAME]
