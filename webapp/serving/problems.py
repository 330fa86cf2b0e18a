"""What can stand in the way of starting, said in one sentence each.

A person who typed one command gets the sentence and an exit code, never a traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Callable


class CannotRun(Exception):  # noqa: N818 - a sentence for people, not a fault
    """Something outside the program stands in the way; the message says what and the way round."""


# What a shell reports for a program that was stopped by Ctrl-C.
INTERRUPTED = 130


def exit_code(act: Callable[[], int]) -> int:
    """Run `act`: its exit code, 1 after the sentence of a CannotRun, 130 after Ctrl-C."""
    try:
        return act()
    except CannotRun as problem:
        say(str(problem), to=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nStopped.", to=sys.stderr)
        return INTERRUPTED


def say(text: str, to: object = None) -> None:
    """Print now: the lines of several processes must come in the order in which they happened."""
    print(text, file=to or sys.stdout, flush=True)  # type: ignore[arg-type]
