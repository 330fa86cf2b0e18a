"""Databases for the tests: migrated once in a session, a fresh copy for every test.

SQLite is copied as a file. PostgreSQL is a throwaway server of this process, on a unix socket, with
nothing flushed to disk; a database is cloned from a migrated template in some 40 ms.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Protocol

import psycopg
from flask_migrate import upgrade
from psycopg import sql

from webapp.app import create_app
from webapp.extensions import db
from webapp.serving.tools import postgresql

# Nothing of a test outlives the session, so nothing is made safe against a power cut.
UNSAFE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_wal_size=2GB")
READY_SECONDS = 60
# SQLite makes every commit safe, which on a disk takes longer than all the rest of a test.
MEMORY = Path("/dev/shm")  # noqa: S108
ENOUGH = 2 * 1024**3


class Engine(Protocol):
    """Where fresh databases come from."""

    name: str

    def migrated(self) -> str:
        """The URL of a new database at the newest version, without a row."""

    def copy(self, url: str) -> str:
        """The URL of a new database that is as another one; nobody is connected to that."""

    def empty(self) -> str:
        """The URL of a new database without a table."""

    def drop(self, url: str) -> None:
        """Forget a database made here."""


class Sqlite:
    """Databases as files in one folder."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count()
        self.template: Path | None = None

    def migrated(self) -> str:
        if self.template is None:
            self.template = self.path()
            migrate(url_of(self.template), self.folder)
        return self.copy(url_of(self.template))

    def copy(self, url: str) -> str:
        made = self.path()
        shutil.copyfile(url.removeprefix("sqlite:///"), made)
        return url_of(made)

    def empty(self) -> str:
        return url_of(self.path())

    def drop(self, url: str) -> None:
        path = url.removeprefix("sqlite:///")
        for suffix in ("", "-wal", "-shm"):
            Path(path + suffix).unlink(missing_ok=True)

    def path(self) -> Path:
        return self.folder / f"book-{next(self.numbers)}.sqlite3"


class Postgresql:
    """Databases of one server, reached through the socket in `folder`."""

    name = "postgresql"
    numbers = count()

    def __init__(self, folder: Path, *, template: str | None = None) -> None:
        self.folder = folder
        self.template = template
        self.admin = psycopg.connect(
            host=str(folder), user="postgres", dbname="postgres", autocommit=True
        )

    def migrated(self) -> str:
        if self.template is None:
            self.template = self.create("template0")
            migrate(self.url(self.template), self.folder)
        return self.url(self.create(self.template))

    def copy(self, url: str) -> str:
        return self.url(self.create(name_of(url)))

    def empty(self) -> str:
        return self.url(self.create("template0"))

    def drop(self, url: str) -> None:
        forget = sql.SQL("drop database {} with (force)").format(sql.Identifier(name_of(url)))
        self.admin.execute(forget)

    def create(self, template: str) -> str:
        name = f"book_{next(self.numbers)}"
        words = "create database {} template {} strategy file_copy"
        if self.admin.info.server_version < 150000:
            words = "create database {} template {}"
        names = sql.Identifier(name), sql.Identifier(template)
        self.admin.execute(sql.SQL(words).format(*names))
        return name

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"


def name_of(url: str) -> str:
    """The database in the URL of one on the server."""
    return url.split("?")[0].rsplit("/", 1)[1]


def url_of(path: Path) -> str:
    """The URL of an SQLite file."""
    return f"sqlite:///{path}"


def migrate(url: str, instance: Path) -> None:
    """Bring the database to the newest version and let go of it."""
    app = create_app({"DATABASE_URL": url, "SECRET_KEY": "for tests", "INSTANCE_PATH": instance})
    with app.app_context():
        upgrade()
        db.engine.dispose()


class Cluster:
    """A PostgreSQL server in a folder of its own, on a unix socket there; it can be ended roughly.

    Started by one and the same thread, for where the system can, it ends with the thread that
    started it, should the tests be killed.
    """

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.binaries = needed_binaries()
        self.prefix = as_nobody_special(folder)
        self.options = [part for option in options for part in ("-c", option)]
        self.server: subprocess.Popen[bytes] | None = None
        init = ["-N", "-A", "trust", "-U", "postgres", "--locale=C", "--encoding=UTF8"]
        command = [*self.prefix, self.binaries / "initdb", "-D", self.data, *init]
        with self.log() as log:
            subprocess.run(command, check=True, stdout=log, stderr=log)

    @property
    def data(self) -> Path:
        """Where the server keeps everything."""
        return self.folder / "data"

    def log(self) -> IO[bytes]:
        """What the server says, for whoever looks for a reason."""
        return (self.folder / "log").open("ab")

    def start(self) -> None:
        """Serve; returns when the server answers."""
        quiet = ("-c", "listen_addresses=")
        command = [*self.prefix, self.binaries / "postgres", "-D", self.data, "-k", self.folder]
        with self.log() as log:
            self.server = subprocess.Popen(
                [*command, *quiet, *self.options], stdout=log, stderr=log, process_group=0
            )
        ready = ["-q", "-h", self.folder, "-U", "postgres", "-t", READY_SECONDS]
        wait_ready([self.binaries / "pg_isready", *ready], self.server)

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """End as the server ends on that signal: by SIGQUIT at once, there is nothing to save."""
        if self.server is not None:
            self.server.send_signal(how)
            self.server.wait()
            self.server = None

    def kill(self) -> None:
        """End every process of the server between two of its instructions, as a power cut does."""
        assert self.server is not None
        children = handles_of(children_of(self.server.pid))
        self.server.kill()
        self.server.wait()
        kill_all(children)
        self.server = None


def children_of(parent: int) -> list[int]:
    """The processes that this one has begun."""
    return [
        int(status.parent.name)
        for status in Path("/proc").glob("[0-9]*/status")
        if f"\nPPid:\t{parent}\n" in read_if_there(status)
    ]


def handles_of(pids: list[int]) -> list[int]:
    """A handle for each process that is still there; it never comes to mean another one."""
    handles = []
    for pid in pids:
        with suppress(ProcessLookupError):
            handles.append(os.pidfd_open(pid))
    return handles


def kill_all(handles: list[int]) -> None:
    """End the processes, and wait until they are gone."""
    for handle in handles:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        # Readable when the process is gone.
        select.select([handle], [], [])
        os.close(handle)


def read_if_there(path: Path) -> str:
    """The text of a file that may go away while it is looked at."""
    try:
        return path.read_text()
    except OSError:
        return ""


def in_memory() -> str | None:
    """A folder in memory, where there is one with room; None means the usual place."""
    room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH
    return str(MEMORY) if room else None


@contextmanager
def sqlite_folder() -> Iterator[Sqlite]:
    """A folder for the files of this process, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="lotwise-sqlite-", dir=in_memory()) as room:
        yield Sqlite(Path(room))


@contextmanager
def postgresql_server() -> Iterator[Postgresql]:
    """A throwaway server of this process, gone with everything in it at the end."""
    # Not pytest's folder: the path of a unix socket may be 107 characters long at most.
    with tempfile.TemporaryDirectory(prefix="lotwise-pg-", dir=in_memory()) as room:
        cluster = Cluster(Path(room), *UNSAFE, "max_connections=300")
        cluster.start()
        try:
            yield Postgresql(cluster.folder)
        finally:
            cluster.stop()


def needed_binaries() -> Path:
    """The folder of the server's programs; an error that says what to type where there is none."""
    binaries = postgresql()
    if binaries is None:
        raise RuntimeError(
            "The PostgreSQL server binaries were not found. Type: sudo apt-get install postgresql"
            " or run the tests with --database sqlite"
        )
    return binaries


def as_nobody_special(folder: Path) -> list[str]:
    """What goes before a server command: PostgreSQL refuses to run as root.

    Where the system can, the server is also told to end with us, should the tests be killed.
    """
    if shutil.which("setpriv") is None:
        return []
    command = ["setpriv", "--pdeathsig=QUIT"]
    if os.geteuid() != 0:
        return command
    user = "postgres" if user_exists("postgres") else "nobody"
    shutil.chown(folder, user)
    return [*command, f"--reuid={user}", "--clear-groups"]


def user_exists(name: str) -> bool:
    """Whether the system has that user."""
    return subprocess.run(["id", "-u", name], capture_output=True, check=False).returncode == 0


def wait_ready(asking: list[object], server: subprocess.Popen[bytes]) -> None:
    """Ask until the server answers; an error when it ended instead."""
    while subprocess.run([str(part) for part in asking], check=False).returncode != 0:
        try:
            server.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"PostgreSQL ended with code {server.returncode} before it was ready")
