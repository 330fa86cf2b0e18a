"""How long chance may look: a little with every `make test`, long in the night.

`HYPOTHESIS_PROFILE=nightly make test ONLY=tests/properties` takes new random ways each time, many
and long ones. Without it the ways are few and always the same, so that a red run is never luck.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

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
NAME = os.environ.get("HYPOTHESIS_PROFILE", "fast")
NIGHTLY = NAME == "nightly"
CHOSEN = PROFILES[NAME]
