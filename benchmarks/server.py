"""The program served as in production: real gunicorn with the project's own settings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.serving.supervisor import CONFIG


@contextmanager
def gunicorn(url: str, folder: Path) -> Iterator[Path]:
    """The socket on which the program listens, on the database at `url`."""
    socket = folder / "http"
    bound = ("--bind", f"unix:{socket}")
    ready, ready_end = os.pipe()
    lifeline, lifeline_end = os.pipe()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", CONFIG, *bound, "benchmarks.floor:app()"],
        env=os.environ
        | {
            "DATABASE_URL": url,
            "SECRET_KEY": "for measuring",
            "BENCHMARK_FOLDER": str(folder),
            "SUPERVISOR_PIPES": f"{ready_end} {lifeline}",
        },
        pass_fds=(ready_end, lifeline),
        process_group=0,
    )
    os.close(ready_end)
    try:
        if not os.read(ready, 1):
            raise RuntimeError(f"gunicorn ended with code {server.wait()} before it was ready")
        yield socket
    finally:
        server.terminate()
        server.wait()
        for pipe in (ready, lifeline, lifeline_end):
            os.close(pipe)
