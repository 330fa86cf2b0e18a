"""A clone of the program in a folder of its own, started as people start it."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import site
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from webapp.serving import environment
from webapp.serving.environment import Environment
from webapp.serving.ports import HTTPS_ABOVE, Ports, check_free
from webapp.serving.problems import CannotRun

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS = ("webapp", "templates", "static", "wsgi.py", "Makefile", "requirements.txt")
RUNNING = "Ctrl-C stops it."
# Far more than it takes: a test that waits this long has failed.
PATIENCE_SECONDS = 120


# One worker is enough for a test, and pip finds nothing anywhere: no start may need the network.
USUAL = {
    "PYTHON": sys.executable,
    "WEB_CONCURRENCY": "1",
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": "",
}


@dataclass(frozen=True, slots=True)
class Clone:
    """A copy of the program in `folder`, and every start of it."""

    folder: Path
    starts: list[Started] = field(default_factory=list)

    def start(self, *command: str, **variables: str) -> Started:
        """Start the command (by default `make run`) in a session of its own, as a shell does."""
        kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
        process = subprocess.Popen(
            command or ("make", "run"),
            cwd=self.folder,
            env=kept | USUAL | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
        )
        self.starts.append(Started(process))
        return self.starts[-1]

    def stop_all(self) -> None:
        """End whatever a test, failed perhaps, has left running."""
        for started in self.starts:
            kill_all(started)
            started.end()


# What the tests themselves run with, and a fresh shell would not have.
UNWANTED = {
    "PORT",
    "DATABASE_URL",
    "SECRET_KEY",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "MAKEFLAGS",
    "MAKELEVEL",
}


@dataclass(slots=True)
class Started:
    """A program that was started, and what it has printed so far."""

    process: subprocess.Popen[str]
    printed: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that it has printed."""
        return "".join(self.printed)

    def until(self, sentence: str) -> str:
        """Wait for a line with the sentence; all that was printed, also when it never came."""
        with self.watchdog():
            for line in self.process.stdout or ():
                self.printed.append(line)
                if sentence in line:
                    break
        return self.text

    def end(self) -> int:
        """Wait for the end; the exit code."""
        self.until("\0 is never printed")
        return self.process.wait(PATIENCE_SECONDS)

    def press_ctrl_c(self) -> int:
        """What the terminal does: SIGINT to the foreground process group. The exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.end()

    def watchdog(self) -> Watchdog:
        """Ends everything of this session when it takes too long."""
        return Watchdog(self)

    def members(self) -> list[int]:
        """Every process of the session that lives."""
        return [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and session_of(entry) == self.process.pid
        ]


class Watchdog:
    """A timer around a wait."""

    def __init__(self, started: Started) -> None:
        self.timer = threading.Timer(PATIENCE_SECONDS, kill_all, [started])

    def __enter__(self) -> None:
        self.timer.start()

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()


def kill_all(started: Started) -> None:
    """End every process of the session."""
    for member in started.members():
        os.kill(member, signal.SIGKILL)


def session_of(entry: Path) -> int | None:
    """The session of a process, from /proc/PID/stat; None for one that has just ended."""
    try:
        after_name = (entry / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if after_name[0] == "Z" else int(after_name[3])


def wait_gone(processes: list[int]) -> bool:
    """Wait until all have ended; False when one outlives the patience."""
    for process in processes:
        try:
            handle = os.pidfd_open(process)
        except ProcessLookupError:
            continue
        with open(handle, "rb") as opened:
            if not select.select([opened], [], [], PATIENCE_SECONDS)[0]:
                return False
    return True


def copy_program(folder: Path) -> Clone:
    """A fresh clone: what is in the repository, nothing that was made later."""
    folder.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / part, ignore=ignored)
        elif source.is_file():
            shutil.copy(source, folder)
    return Clone(folder)


def furnish(clone: Clone) -> None:
    """A virtual environment like one of an earlier run: the libraries are those of the tests."""
    room = Environment(clone.folder)
    command = [sys.executable, "-m", "venv", "--without-pip", str(room.folder)]
    subprocess.run(command, check=True)
    [packages] = room.folder.glob("lib/python3*/site-packages")
    (packages / "shared.pth").write_text("\n".join(site.getsitepackages()))
    fingerprint = environment.fingerprint_of(clone.folder, "requirements.txt")
    room.stamp("requirements.txt").write_text(fingerprint)
    (room.folder / ".zbar-tried").touch()


def free_port() -> int:
    """A port that nobody has, with the HTTPS port above it free too.

    Below the range from which the system takes ports for connections that go out: one of those
    could take it between this look and the start.
    """
    while True:
        port = random.randrange(20_000, 30_000)
        with suppress(CannotRun):
            check_free(Ports(port, port + HTTPS_ABOVE))
            return port
