"""Where the drill takes place: gunicorn, a durable database, and all of it that can die."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import psycopg

from benchmarks.server import Served, start
from tests.databases import Cluster, Postgresql, Sqlite, children_of, handles_of, kill_all, migrate
from tests.drill.lines import Tally

# Whether something died: there may be nothing to kill, as long as another death is got over.
Kill = Callable[[], bool]
PROGRAM = "tests.drill.dying:app()"


class Place:
    """The program on SQLite, and what of it can be killed."""

    def __init__(self, room: Path, chance: random.Random) -> None:
        self.room = room
        self.chance = chance
        self.tally = Tally()
        self.orphans: list[int] = []
        self.words: IO[bytes] = (room / "gunicorn.log").open("ab")
        self.url = self.database()
        self.served = self.serve()

    def database(self) -> str:
        """The URL of a migrated database whose commits wait for the disk."""
        return Sqlite(self.room).migrated()

    def serve(self) -> Served:
        """The program, started."""
        return start(self.url, self.room, PROGRAM, words=self.words.fileno())

    def kills(self) -> dict[str, tuple[int, Kill]]:
        """What can be killed, each with how often among the others."""
        return {
            "worker": (6, self.kill_worker),
            "worker between commit and reply": (3, self.kill_between),
            "master": (2, self.kill_master),
        }

    def kill_worker(self) -> bool:
        """One worker, whatever its four threads are doing."""
        return self.kill_one(children_of(self.served.master.pid))

    def kill_between(self) -> bool:
        """The worker that judges the next request, before its answer leaves."""
        with self.tally.changed:
            self.tally.deadly += 1
        return True

    def kill_master(self) -> bool:
        """gunicorn's master; another one is started while the old workers still live."""
        self.orphans += handles_of(children_of(self.served.master.pid))
        self.served.kill()
        self.served = self.serve()
        return True

    def kill_one(self, pids: list[int]) -> bool:
        """One of them, in the middle of whatever it does."""
        if not pids:
            return False
        try:
            os.kill(self.chance.choice(sorted(pids)), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def close(self) -> None:
        """Stop everything; workers whose master was killed may still be about to notice."""
        self.served.stop()
        kill_all(self.orphans)
        self.words.close()


class PlaceOnPostgresql(Place):
    """The same on PostgreSQL, with everything flushed to disk as in production."""

    def database(self) -> str:
        self.cluster = Cluster(self.room)
        self.cluster.start()
        server = Postgresql(self.room)
        url = server.url(server.create("template0"))
        server.admin.close()
        migrate(url, self.room)
        return url

    def kills(self) -> dict[str, tuple[int, Kill]]:
        return super().kills() | {
            "backend": (4, self.kill_backend),
            "postgresql": (3, self.kill_server),
        }

    def kill_backend(self) -> bool:
        """The server process of one connection: PostgreSQL then ends all of them and recovers."""
        try:
            with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as admin:
                found = admin.execute(
                    "select pid from pg_stat_activity where backend_type = 'client backend'"
                    " and datname = current_database() and pid <> pg_backend_pid()"
                ).fetchall()
        except psycopg.OperationalError:
            return False
        return self.kill_one([pid for (pid,) in found])

    def kill_server(self) -> bool:
        """Every process of the server; it recovers from its log when it is started."""
        self.cluster.kill()
        self.cluster.start()
        return True

    def close(self) -> None:
        super().close()
        self.cluster.stop()


PLACES: dict[str, type[Place]] = {"sqlite": Place, "postgresql": PlaceOnPostgresql}


@contextmanager
def place(engine: str, chance: random.Random) -> Iterator[Place]:
    """A place on a disk, gone with everything at the end.

    /tmp may be memory, and pytest's folders are too long for a socket's name.
    """
    with TemporaryDirectory(prefix="lotwise-drill-", dir="/var/tmp") as room:
        here = PLACES[engine](Path(room), chance)
        try:
            yield here
        finally:
            here.close()
