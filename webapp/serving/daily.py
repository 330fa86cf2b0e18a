"""What is due once a day, looked for every hour while the program runs.

A process of its own does the work, so that nothing of it weighs on the servers; when it fails it
says so and is tried again an hour later.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from webapp.serving.problems import say

ROOT = Path(__file__).resolve().parent.parent.parent
EVERY_SECONDS = 3600.0
COMMAND = (sys.executable, "-m", "flask", "--app", "wsgi", "daily")


def keep(stopped: threading.Event) -> threading.Thread:
    """Begin to look every hour until `stopped` is set."""
    thread = threading.Thread(target=look_every_hour, args=(stopped,), daemon=True)
    thread.start()
    return thread


def look_every_hour(stopped: threading.Event) -> None:
    """Once now, then once an hour."""
    while not stopped.is_set():
        done = subprocess.run(  # noqa: S603 - our own command line
            COMMAND, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            say(f"What is due once a day was not done: {done.stderr.strip()}")
        stopped.wait(EVERY_SECONDS)
