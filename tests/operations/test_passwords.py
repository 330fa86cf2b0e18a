"""What it costs to try a password, as the program runs for people."""

from __future__ import annotations

import subprocess
import sys

ASK = "from webapp.operations.passwords import digest_of; print(digest_of('secret'))"


def test_a_digest_costs_what_owasp_asks_for() -> None:
    made = subprocess.run([sys.executable, "-c", ASK], check=True, capture_output=True, text=True)
    assert made.stdout.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
