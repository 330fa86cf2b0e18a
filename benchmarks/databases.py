"""Databases to measure on: durable as in production, and gone afterwards.

They lie in /var/tmp, which is a disk where /tmp may be memory: a commit that waits for no disk
would flatter everything.
"""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen, run

from tests.databases import Postgresql, Sqlite, as_nobody_special, migrate, wait_ready
from webapp.serving.tools import postgresql


@contextmanager
def sqlite() -> Iterator[str]:
    """The URL of a migrated SQLite file."""
    with folder() as room:
        yield Sqlite(room).migrated()


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a migrated database on a server of its own, reached by a unix socket."""
    binaries = postgresql()
    if binaries is None:
        raise SystemExit(
            "The PostgreSQL server binaries were not found: apt-get install postgresql"
        )
    with folder() as room:
        prefix = as_nobody_special(room)
        data = str(room / "data")
        made = ["-D", data, "-A", "trust", "-U", "postgres", "--locale=C", "--encoding=UTF8"]
        run([*prefix, binaries / "initdb", *made], check=True, capture_output=True)
        command = [*prefix, binaries / "postgres", "-D", data, "-k", room]
        command += ["-c", "listen_addresses=", "-c", "shared_buffers=256MB"]
        with (room / "log").open("w") as log:
            server = Popen(command, stdout=log, stderr=log, process_group=0)
        try:
            wait_ready([binaries / "pg_isready", "-q", "-h", room, "-U", "postgres"], server)
            yield migrated(room)
        finally:
            # "Fast": whoever is still connected is told to go.
            server.send_signal(signal.SIGINT)
            server.wait()


def migrated(room: Path) -> str:
    """A database at the newest version."""
    server = Postgresql(room)
    url = server.url(server.create("template0"))
    migrate(url, room)
    server.admin.close()
    return url


@contextmanager
def folder() -> Iterator[Path]:
    """A folder on a disk."""
    with tempfile.TemporaryDirectory(prefix="lotwise-bench-", dir="/var/tmp") as room:
        yield Path(room)
