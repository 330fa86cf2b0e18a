"""The program served as in production: real gunicorn with the project's own settings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from webapp.serving.supervisor import CONFIG
from webapp.settings import ROOT


@dataclass(frozen=True, slots=True)
class Served:
    """A gunicorn that listens on `socket`; it ends when its lifeline is let go of."""

    socket: Path
    master: subprocess.Popen[bytes]
    lifeline: int

    def stop(self) -> None:
        """Ask it to end, and wait for that; nothing where it has ended already."""
        self.master.terminate()
        self.master.wait()
        os.close(self.lifeline)

    def kill(self) -> None:
        """End the master between two of its instructions; its workers notice by themselves."""
        self.master.kill()
        self.master.wait()
        os.close(self.lifeline)


def start(url: str, folder: Path, program: str, *, words: int | None = None) -> Served:
    """Serve `program`, such as wsgi:app, on the database at `url`; returns when the port is open.

    What the server says goes to the handle `words`, where one is given.
    """
    socket = folder / "http"
    bound = ("--bind", f"unix:{socket}", "--chdir", str(ROOT))
    ready, ready_end = os.pipe()
    lifeline, lifeline_end = os.pipe()
    master = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", CONFIG, *bound, program],
        env=os.environ
        | {
            "DATABASE_URL": url,
            "SECRET_KEY": "for measuring",
            "BENCHMARK_FOLDER": str(folder),
            "SUPERVISOR_PIPES": f"{ready_end} {lifeline}",
        },
        pass_fds=(ready_end, lifeline),
        process_group=0,
        stderr=words,
    )
    os.close(ready_end)
    os.close(lifeline)
    opened = os.read(ready, 1)
    os.close(ready)
    served = Served(socket, master, lifeline_end)
    if not opened:
        served.stop()
        raise RuntimeError(f"gunicorn ended with code {master.returncode} before it was ready")
    return served


@contextmanager
def gunicorn(url: str, folder: Path) -> Iterator[Path]:
    """The socket on which the program and the doors beside it listen, on the database at `url`."""
    served = start(url, folder, "benchmarks.doors:app()")
    try:
        yield served.socket
    finally:
        served.stop()
