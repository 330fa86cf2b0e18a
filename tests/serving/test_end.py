"""How `make run` ends: cleanly, with everything it started. Each start here is a second run."""

from __future__ import annotations

import os
import signal
import sys
import urllib.request

import pytest

from tests.serving.clone import RUNNING, Clone, Started, free_port, wait_gone

PROGRAM = (sys.executable, "-m", "webapp.serving", "run")


def serving(clone: Clone, *command: str) -> Started:
    """The program, up, with a worker that has answered."""
    port = free_port()
    started = clone.start(*command, PORT=str(port))
    assert RUNNING in started.until(RUNNING), started.text
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
        assert answer.status == 200
    return started


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_ends_everything_with_success(furnished_clone: Clone, number: int) -> None:
    started = serving(furnished_clone, *PROGRAM)
    members = started.members()
    assert len(members) >= 4, "the supervisor, two servers and a worker"
    os.kill(started.process.pid, number)
    assert started.end() == 0
    assert wait_gone(members)
    assert "Traceback" not in started.text
    assert started.text.rstrip().endswith("Stopped.")


def test_ctrl_c_on_make_leaves_nothing_behind_and_no_traceback(furnished_clone: Clone) -> None:
    started = serving(furnished_clone)
    members = started.members()
    started.press_ctrl_c()
    assert wait_gone(members)
    assert "Traceback" not in started.text
    assert "Error" not in started.text


def test_the_servers_end_when_their_parent_is_killed(furnished_clone: Clone) -> None:
    started = serving(furnished_clone, *PROGRAM)
    members = started.members()
    started.process.kill()
    assert wait_gone(members)


def test_the_program_ends_when_one_of_its_servers_dies(furnished_clone: Clone) -> None:
    started = serving(furnished_clone, *PROGRAM)
    members = started.members()
    servers = [one for one in members if os.getpgid(one) == one != started.process.pid]
    os.kill(servers[0], signal.SIGKILL)
    assert started.end() == 1
    assert "A server ended by itself; its last words are above.\n" in started.text
    assert wait_gone(members)
