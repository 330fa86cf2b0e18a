"""How often a race is run: a few times in `make test`, 200 times each in `make nightly`."""

import os

ROUNDS = int(os.environ.get("RACE_ROUNDS", "10"))
