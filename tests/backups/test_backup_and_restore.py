"""The book is copied while scans are written, destroyed, and is there again, every row of it."""

from __future__ import annotations

import os
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from tests import people
from tests.blueprints.api.talking import Device, device
from tests.databases import Engine
from tests.warehouse import CREAM, Warehouse, warehouse_of
from webapp.backups.versions import scripts_in
from webapp.extensions import db
from webapp.operations.verify import LAWS, verify
from webapp.settings import ROOT

LABEL = f"01{CREAM}1749063010C1"
HOLDS = f"All {len(LAWS)} laws hold, and every seal."


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse with a receipt, some moves, and four workers more."""
    house = warehouse_of(app)
    house.receipt("RC-1", CREAM=100_000)
    for number in range(4):
        house.ids[f"w{number}"] = people.add(app, f"w{number}")
    ann = at_receipt(app, house, "ann")
    for _ in range(5):
        assert received(ann)
    return house


def at_receipt(app: Flask, house: Warehouse, name: str) -> Device:
    """A worker's device with the receipt open."""
    worker = device(app, house, name).opens("receiving")
    worker.scans("RC-1")
    worker.step = None
    return worker


def received(worker: Device, body: dict[str, Any] | None = None) -> bool:
    """Scan one unit; whether it was received."""
    return bool(worker.sends(body or worker.body(LABEL)).get_json()["code"] == "received")


def run(app: Flask, *command: str | Path) -> Result:
    """A command line."""
    return app.test_cli_runner().invoke(args=[str(part) for part in command])


def done(app: Flask, *command: str | Path) -> str:
    """What a command that must succeed has said."""
    result = run(app, *command)
    assert result.exit_code == 0, result.output
    return result.output


def refused(app: Flask, *command: str | Path) -> str:
    """What a command that must refuse has said."""
    result = run(app, *command)
    assert result.exit_code == 1, result.output
    return result.stderr


def everything(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            name: sorted(
                tuple(map(str, row)) for row in connection.execute(text(f"select * from {name}"))
            )
            for name in inspect(connection).get_table_names()
        }


def destroy(app: Flask) -> None:
    """Delete the file; drop the schema."""
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            with db.engine.begin() as connection:
                connection.execute(text("drop schema public cascade"))
                connection.execute(text("create schema public"))
            return
        db.engine.dispose()
        Path(str(db.engine.url.database)).unlink()


def test_a_book_that_was_destroyed_is_restored_row_by_row_and_goes_on(
    app: Flask, house: Warehouse, tmp_path: Path
) -> None:
    file = tmp_path / "night.backup"
    said = done(app, "backup", file)
    assert said.endswith(f"{HOLDS}\n{file} is a good backup ({file.stat().st_size} bytes).\n")
    assert file.stat().st_mode & 0o077 == 0
    before = everything(app)
    destroy(app)
    said = done(app, "restore", file)
    assert said.endswith(
        f"moves: 5\nreservations: 0\nscans: 6\nseals: 0\n{HOLDS}\n{file} is restored.\n"
    )
    assert everything(app) == before
    history_is_kept(house)
    goes_on(app, house, before)


def history_is_kept(house: Warehouse) -> None:
    """The triggers are there: a move is not changed."""
    with (
        pytest.raises(DBAPIError, match="never changed or deleted"),
        house.engine.begin() as connection,
    ):
        connection.execute(text("update moves set quantity = quantity + 1"))


def goes_on(app: Flask, house: Warehouse, before: dict[str, list[tuple[Any, ...]]]) -> None:
    """Ids are counted on from where they were, and scans are received."""
    highest = max(int(row[0]) for row in before["moves"])
    assert received(at_receipt(app, house, "ann"))
    assert house.ask("select max(id) from moves") == highest + 1
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


def test_what_was_acknowledged_before_the_backup_is_in_it_while_four_scan_on(
    app: Flask, make_app: Callable[..., Flask], new_database: Any, house: Warehouse, tmp_path: Path
) -> None:
    acknowledged: list[str] = []
    stopped, busy = Event(), [Event() for _ in range(4)]
    workers = [at_receipt(app, house, f"w{number}") for number in range(4)]

    def scan_on(worker: Device, at_it: Event) -> None:
        while not stopped.is_set():
            body = worker.body(LABEL)
            assert received(worker, body)
            acknowledged.append(body["scan_id"])
            at_it.set()

    threads = [Thread(target=scan_on, args=pair) for pair in zip(workers, busy, strict=True)]
    for thread in threads:
        thread.start()
    for at_it in busy:
        assert at_it.wait(60)
    must_be_in = set(acknowledged)
    said = done(app, "backup", tmp_path / "day.backup")
    stopped.set()
    for thread in threads:
        thread.join()
    assert HOLDS in said
    elsewhere = make_app(DATABASE_URL=new_database())
    assert HOLDS in done(elsewhere, "restore", tmp_path / "day.backup")
    found = {str(scan) for (scan,) in people.read(elsewhere, "select scan_id from scans")}
    assert must_be_in <= found
    assert len(acknowledged) > len(must_be_in)


# What is refused


def test_nothing_is_written_over_without_force(
    app: Flask, house: Warehouse, tmp_path: Path
) -> None:
    file = tmp_path / "night.backup"
    done(app, "backup", file)
    first = file.read_bytes()
    said = refused(app, "backup", file)
    assert said == f"Error: {file} is there already. Name another, or add --force.\n"
    assert file.read_bytes() == first
    assert received(at_receipt(app, house, "ann"))
    done(app, "backup", "--force", file)
    assert file.read_bytes() != first
    assert list(tmp_path.glob(".*.part")) == []
    assert refused(app, "backup", tmp_path / "no" / "file").startswith("Error: There is no folder")


def test_the_book_itself_is_no_name_for_its_copy(
    make_app: Callable[..., Flask], sqlite: Engine
) -> None:
    app = make_app(DATABASE_URL=sqlite.migrated())
    with app.app_context():
        book = Path(str(db.engine.url.database))
    for command in ("backup", "restore"):
        said = refused(app, command, "--force", book)
        assert said == f"Error: {book} is the database itself. Name another file.\n"


def test_a_book_that_is_there_is_replaced_with_force_alone(
    app: Flask, house: Warehouse, tmp_path: Path
) -> None:
    file = tmp_path / "night.backup"
    done(app, "backup", file)
    before = everything(app)
    assert received(at_receipt(app, house, "ann"))
    after = everything(app)
    assert refused(app, "restore", file) == (
        "Error: The database is not empty. To replace what is in it, add --force.\n"
    )
    assert everything(app) == after
    said = done(app, "restore", "--force", file)
    assert everything(app) == before
    if house.engine.dialect.name == "sqlite":
        kept = Path(f"{house.engine.url.database}.before-restore")
        assert f"The book before is kept as {kept}." in said
        with sqlite3.connect(kept) as old:
            assert old.execute("select count(*) from moves").fetchone() == (6,)
        assert refused(app, "restore", "--force", file) == (
            f"Error: {kept} is there already, kept by a restore before."
            " Move it away, then try again.\n"
        )


def test_a_file_that_is_no_database_any_more_is_kept_and_replaced(
    make_app: Callable[..., Flask], sqlite: Engine, tmp_path: Path
) -> None:
    app = make_app(DATABASE_URL=sqlite.migrated())
    warehouse_of(app)
    file, before = tmp_path / "night.backup", everything(app)
    done(app, "backup", file)
    with app.app_context():
        db.engine.dispose()
        book = Path(str(db.engine.url.database))
    book.write_bytes(b"bytes of somebody else" * 1000)
    assert "The database is not empty." in refused(app, "restore", file)
    assert f"The book before is kept as {book}.before-restore." in done(
        app, "restore", "--force", file
    )
    assert everything(app) == before
    kept = book.with_name(f"{book.name}.before-restore")
    assert kept.read_bytes().startswith(b"bytes of somebody else")


def test_a_program_that_runs_goes_on_with_the_restored_book(
    make_app: Callable[..., Flask], app: Flask, house: Warehouse, tmp_path: Path
) -> None:
    """Its connections are open and its statements prepared, which takes the driver five uses."""
    file = tmp_path / "night.backup"
    running = make_app(DATABASE_URL=app.config["DATABASE_URL"])
    ann = at_receipt(running, house, "ann")
    reader = running.test_client()
    people.sign_in(reader, "w0")
    for _ in range(8):
        assert received(ann)
        assert reader.get("/receive").status_code == 200
    done(app, "backup", file)
    body = ann.body(LABEL)
    assert received(ann, body)
    done(app, "restore", "--force", file)
    assert received(ann, body)
    assert house.on_hand("CREAM", "DOCK-1") == 14
    for _ in range(8):
        assert reader.get("/receive").status_code == 200
        assert received(ann)


@pytest.mark.parametrize("harm", ["cut", "bent"])
def test_a_damaged_file_changes_nothing(
    app: Flask, house: Warehouse, tmp_path: Path, harm: str
) -> None:
    file = tmp_path / "night.backup"
    done(app, "backup", file)
    before = everything(app)
    whole = file.read_bytes()
    middle = len(whole) // 2
    file.write_bytes(whole[:middle])
    if harm == "bent":
        file.write_bytes(whole[:middle] + os.urandom(8192) + whole[middle + 8192 :])
    refused(app, "restore", "--force", file)
    assert everything(app) == before


def test_a_restore_that_fails_half_way_changes_nothing(
    app: Flask, house: Warehouse, tmp_path: Path
) -> None:
    file = tmp_path / "night.backup"
    done(app, "backup", file)
    before = everything(app)
    with breaking_off(house, file):
        refused(app, "restore", "--force", file)
    assert everything(app) == before
    history_is_kept(house)


@contextmanager
def breaking_off(house: Warehouse, file: Path) -> Iterator[None]:
    """The disk takes the copies and not the log of all pages; or the last trigger is refused."""
    if house.engine.dialect.name == "sqlite":
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, hard))
        yield
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        return
    with house.engine.begin() as connection:
        for statement in NO_TRIGGERS:
            connection.execute(text(statement))
    yield
    with house.engine.begin() as connection:
        connection.execute(text("drop event trigger no_triggers"))


NO_TRIGGERS = (
    "create schema apart",
    "create function apart.refuse() returns event_trigger language plpgsql as $$ begin"
    " raise exception 'no triggers here'; end $$",
    "create event trigger no_triggers on ddl_command_start when tag in ('CREATE TRIGGER')"
    " execute function apart.refuse()",
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 a spreadsheet", "is not a backup: it holds something else."),
        (b"", "is not a backup: it holds something else."),
    ],
)
def test_what_is_no_backup_is_refused(
    app: Flask, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "something"
    file.write_bytes(content)
    assert refused(app, "restore", file) == f"Error: {file} {sentence}\n"
    assert refused(app, "restore", tmp_path / "nothing").endswith("(No such file or directory).\n")


def test_a_backup_of_the_other_engine_is_refused(
    app: Flask, house: Warehouse, tmp_path: Path
) -> None:
    ours = house.engine.dialect.name
    theirs, begins = ("postgresql", b"PGDMP") if ours == "sqlite" else ("sqlite", SQLITE)
    file = tmp_path / "theirs"
    file.write_bytes(begins)
    assert refused(app, "restore", file) == (
        f"Error: {file} is a backup of a {theirs} database, and DATABASE_URL names a {ours} one.\n"
    )


SQLITE = b"SQLite format 3\0"


def test_a_backup_of_a_newer_program_is_refused(
    app: Flask, house: Warehouse, tmp_path: Path
) -> None:
    people.change(app, "update alembic_version set version_num = '9999'")
    file = tmp_path / "newer"
    done(app, "backup", file)
    before = everything(app)
    said = refused(app, "restore", "--force", file)
    assert said.startswith(f"Error: {file} was made by a newer program: its database is at version")
    assert "version 9999, and this program knows versions up to 0" in said
    assert everything(app) == before


def test_a_backup_of_an_older_program_is_migrated(
    make_app: Callable[..., Flask], empty_database_url: str, new_database: Any, tmp_path: Path
) -> None:
    older = make_app(DATABASE_URL=empty_database_url)
    done(older, "db", "upgrade")
    done(older, "db", "downgrade")
    file = tmp_path / "older"
    done(older, "backup", file)
    app = make_app(DATABASE_URL=new_database())
    newest, before, *_ = scripts_in(ROOT / "webapp" / "migrations").walk_revisions()
    told = f"Migrated from version {before.revision} to {newest.revision}"
    assert told in done(app, "restore", file)
    done(app, "db", "check")


def test_a_book_that_breaks_a_law_is_copied_under_another_name(
    app: Flask, house: Warehouse, tmp_path: Path
) -> None:
    people.change(app, "update balances set on_hand = on_hand + 7 where on_hand = 5")
    file = tmp_path / "night.backup"
    said = refused(app, "backup", file)
    assert "BREACH a balance is the sum of its moves: product CREAM, lot C1" in said
    assert f"it is kept as {file}.not-good." in said
    assert not file.exists()
    assert Path(f"{file}.not-good").exists()
