"""Real faults of a database under a running program, one way of making each on either engine.

Nothing pretends: the kernel refuses the bytes, the engine refuses the change, the server closes the
line. Each is a context; when it ends, the fault is mended and the program goes on as it is.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event

from tests.warehouse import Warehouse
from webapp.journeys import Sent, Wire


@contextmanager
def full_disk(house: Warehouse) -> Iterator[None]:
    """No room for another page: of the file on SQLite; of the moves and devices on PostgreSQL."""
    if house.engine.dialect.name == "sqlite":
        pages = house.ask("pragma page_count")
        with on_every_connection(house.engine, f"pragma max_page_count = {pages}"):
            yield
        return
    with full_device(house, "moves"), full_device(house, "devices"):
        yield


@contextmanager
def full_device(house: Warehouse, table: str) -> Iterator[None]:
    """An empty table's file is put on the device that is always full (ENOSPC, from the kernel)."""
    assert house.count(table) == 0
    folder = house.ask("select current_setting('data_directory')")
    file = Path(folder, house.ask(f"select pg_relation_filepath('{table}')"))
    aside = file.with_name(file.name + ".aside")
    house.engine.dispose()
    file.rename(aside)
    file.symlink_to("/dev/full")
    try:
        yield
    finally:
        house.engine.dispose()
        file.unlink()
        aside.rename(file)


@contextmanager
def failing_disk() -> Iterator[None]:
    """The kernel takes no byte of this process into any file (EFBIG)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(house: Warehouse) -> Iterator[None]:
    """The engine takes no changes, as the standby of a pair does not."""
    if house.engine.dialect.name == "sqlite":
        with on_every_connection(house.engine, "pragma query_only = on"):
            yield
        return
    with on_every_connection(house.engine, "set default_transaction_read_only = on"):
        yield


@contextmanager
def on_every_connection(engine: Engine, statement: str) -> Iterator[None]:
    """Connections that are opened in between begin with the statement."""

    def begin_so(raw: Any, _record: object) -> None:
        raw.cursor().execute(statement)
        if isinstance(raw, psycopg.Connection):
            raw.commit()

    engine.dispose()
    event.listen(engine, "connect", begin_so)
    try:
        yield
    finally:
        event.remove(engine, "connect", begin_so)
        engine.dispose()


def cut_lines(engine: Engine, *, of: int | None = None) -> int:
    """PostgreSQL ends the connections of this database, or the one of a backend; how many."""
    with psycopg.connect(dsn(engine), autocommit=True) as admin:
        ended = admin.execute(
            "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
            " and pid = coalesce(%s, pid)",
            [of],
        ).fetchall()
    return len(ended)


@contextmanager
def line_cut_before(engine: Engine, words: str) -> Iterator[None]:
    """The connection that is about to send a statement with these words, or `commit`, is ended."""
    due = [words]

    def about_to(send: str, backend: int) -> None:
        if due and due[0] in send.lower():
            due.clear()
            assert cut_lines(engine, of=backend) == 1

    class Cutting(psycopg.Cursor[Any]):
        def execute(self, query: Any, *values: Any, **options: Any) -> Any:
            about_to(str(query), self.connection.info.backend_pid)
            return super().execute(query, *values, **options)

    def goes(wire: Wire, asked: list[Sent]) -> None:
        for statement, *_ in asked:
            about_to(statement.sql.decode(), wire.pgconn.backend_pid)
        go(wire, asked)

    def on_connect(raw: Any, _record: object) -> None:
        raw.cursor_factory = Cutting

    def on_commit(connection: Connection) -> None:
        raw: Any = connection.connection.driver_connection
        about_to("commit", raw.info.backend_pid)

    engine.dispose()
    event.listen(engine, "connect", on_connect)
    event.listen(engine, "commit", on_commit)
    go = Wire.go
    Wire.go = goes  # type: ignore[method-assign]
    try:
        yield
    finally:
        Wire.go = go  # type: ignore[method-assign]
        event.remove(engine, "connect", on_connect)
        event.remove(engine, "commit", on_commit)
    assert not due, f"nothing was sent that holds {words!r}"


def dsn(engine: Engine) -> str:
    """The address of the database as psycopg takes it."""
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
