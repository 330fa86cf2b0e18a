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

from tests.databases import Cluster, Postgresql, Sqlite, migrate


@contextmanager
def sqlite() -> Iterator[str]:
    """The URL of a migrated SQLite file."""
    with folder() as room:
        yield Sqlite(room).migrated()


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a migrated database on a server of its own, reached by a unix socket."""
    with folder() as room:
        cluster = Cluster(room, "shared_buffers=256MB")
        cluster.start()
        try:
            yield migrated(room)
        finally:
            # "Fast": whoever is still connected is told to go.
            cluster.stop(signal.SIGINT)


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
