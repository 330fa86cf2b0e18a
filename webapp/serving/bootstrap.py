"""What each verb needs before the libraries exist, in order. Standard library only.

run     a free port → .venv and pins → libzbar → the program (webapp.serving.start)
check   .venv with the tools of the checks
test    the same, a browser and PostgreSQL
"""

from __future__ import annotations

import os
from pathlib import Path

from webapp.serving import environment, ports, tools
from webapp.serving.environment import Environment
from webapp.serving.problems import CannotRun, exit_code

ROOT = Path(__file__).resolve().parent.parent.parent
DEVELOPMENT = "requirements-dev.txt"


def begin(arguments: list[str]) -> int:
    """Run the verb in `arguments` (run, check or test); the exit code."""
    verbs = {"run": run, "check": check, "test": test}
    verb = arguments[0] if arguments else "run"

    def act() -> int:
        if verb not in verbs:
            raise CannotRun(f"{verb!r} is no verb here; one of {', '.join(verbs)} was expected.")
        return verbs[verb]()

    return exit_code(act)


def run() -> int:
    """Set up what is missing, then become the program itself."""
    ports.check_free(ports.asked_for())
    room = Environment(ROOT)
    environment.prepare(room)
    tools.offer_zbar(room)
    os.chdir(ROOT)
    os.execv(room.python, [str(room.python), "-m", "webapp.serving.start"])  # noqa: S606


def check() -> int:
    """The tools for format, lint, types, layers and tests."""
    environment.prepare(Environment(ROOT), DEVELOPMENT)
    return 0


def test() -> int:
    """All that the tests need."""
    check()
    tools.need_chromium(Environment(ROOT))
    tools.need_postgresql()
    tools.offer_zbar(Environment(ROOT))
    return 0
