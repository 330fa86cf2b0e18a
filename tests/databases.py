"""Databases for the tests: migrated once in a session, a fresh copy for every test.

SQLite is copied as a file. PostgreSQL is a throwaway server of this process, on a unix socket, with
nothing flushed to disk; a database is cloned from a migrated template in some 40 ms.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
from flask_migrate import upgrade
from psycopg import sql

from webapp.app import create_app
from webapp.extensions import db
from webapp.serving.tools import postgresql

# Nothing of a test outlives the session, so nothing is made safe against a power cut.
UNSAFE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_wal_size=2GB")
READY_SECONDS = 60


class Engine(Protocol):
    """Where fresh databases come from."""

    def migrated(self) -> str:
        """The URL of a new database at the newest version, without a row."""

    def empty(self) -> str:
        """The URL of a new database without a table."""

    def drop(self, url: str) -> None:
        """Forget a database made here."""


class Sqlite:
    """Databases as files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count()
        self.template: Path | None = None

    def migrated(self) -> str:
        if self.template is None:
            self.template = self.path()
            migrate(url_of(self.template), self.folder)
        copy = self.path()
        shutil.copyfile(self.template, copy)
        return url_of(copy)

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

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count()
        self.template: str | None = None
        self.admin = psycopg.connect(
            host=str(folder), user="postgres", dbname="postgres", autocommit=True
        )

    def migrated(self) -> str:
        if self.template is None:
            self.template = self.create("template0")
            migrate(self.url(self.template), self.folder)
        return self.url(self.create(self.template))

    def empty(self) -> str:
        return self.url(self.create("template0"))

    def drop(self, url: str) -> None:
        name = url.split("?")[0].rsplit("/", 1)[1]
        self.admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))

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


def url_of(path: Path) -> str:
    """The URL of an SQLite file."""
    return f"sqlite:///{path}"


def migrate(url: str, instance: Path) -> None:
    """Bring the database to the newest version and let go of it."""
    app = create_app({"DATABASE_URL": url, "SECRET_KEY": "for tests", "INSTANCE_PATH": instance})
    with app.app_context():
        upgrade()
        db.engine.dispose()


@contextmanager
def postgresql_server() -> Iterator[Postgresql]:
    """A throwaway server of this process, gone with everything in it at the end."""
    binaries = postgresql()
    if binaries is None:
        raise RuntimeError(
            "The PostgreSQL server binaries were not found. Type: sudo apt-get install postgresql"
            " or run the tests with --database sqlite"
        )
    # Not pytest's folder: the path of a unix socket may be 107 characters long at most.
    with tempfile.TemporaryDirectory(prefix="lotwise-pg-") as room:
        folder = Path(room)
        log = (folder / "log").open("w+b")
        prefix = as_nobody_special(folder)
        with log, started(prefix, binaries, folder, log.fileno()):
            yield Postgresql(folder)


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


@contextmanager
def started(prefix: list[str], binaries: Path, folder: Path, log: int) -> Iterator[None]:
    """The server in `folder`, from a fresh cluster to its end."""
    data = str(folder / "data")
    init = ["-D", data, "-N", "-A", "trust", "-U", "postgres", "--locale=C", "--encoding=UTF8"]
    subprocess.run([*prefix, binaries / "initdb", *init], check=True, stdout=log, stderr=log)
    options = [
        part
        for option in (*UNSAFE, "listen_addresses=", "max_connections=300")
        for part in ("-c", option)
    ]
    command = [*prefix, str(binaries / "postgres"), "-D", data, "-k", str(folder), *options]
    server = subprocess.Popen(command, stdout=log, stderr=log, process_group=0)
    try:
        ready = ["-q", "-h", str(folder), "-U", "postgres", "-t", str(READY_SECONDS)]
        wait_ready([binaries / "pg_isready", *ready], server)
        yield
    finally:
        # "Immediate": there is nothing to save.
        server.send_signal(signal.SIGQUIT)
        server.wait()


def wait_ready(asking: list[object], server: subprocess.Popen[bytes]) -> None:
    """Ask until the server answers; an error when it ended instead."""
    while subprocess.run([str(part) for part in asking], check=False).returncode != 0:
        try:
            server.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"PostgreSQL ended with code {server.returncode} before it was ready")
