"""SQLite's own online backup: a copy of one moment, while scans go on being written.

A restore goes the same way back, into the file that is there and in one transaction: whoever has
the book open sees the old one or the restored one, and a restore that fails changes nothing.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from webapp.backups.files import (
    COMPANIONS,
    BackupRefusedError,
    flush,
    part_of,
    put_in_place,
)
from webapp.operations.unit_of_work import writers_queue
from webapp.operations.verify import Report, verify

WAIT_SECONDS = 10.0
BEFORE = ".before-restore"


def path_of(engine: Engine) -> Path:
    """The file of the book."""
    if not engine.url.database or engine.url.database == ":memory:":
        raise BackupRefusedError("This database is in memory; there is no file to copy.")
    return Path(engine.url.database)


def check_is_another(engine: Engine, file: Path) -> None:
    """Refuse the book itself as the name of its copy."""
    if file.resolve() == path_of(engine).resolve():
        raise BackupRefusedError(f"{file} is the database itself. Name another file.")


def copy(engine: Engine, part: Path) -> Report:
    """Copy the book into `part`, one file of its own, and hold the copy against the laws."""
    with opened(path_of(engine)) as book, closing(sqlite3.connect(part)) as copied:
        book.backup(copied)
        # A copy needs no log beside it; the book it is restored into writes one again.
        copied.execute("pragma journal_mode = delete")
    return checked(part)


def checked(file: Path) -> Report:
    """What the laws say of the file; refuses one whose pages are damaged."""
    engine = create_engine(f"sqlite:///{file}")
    try:
        with engine.connect() as connection:
            found = connection.scalar(text("pragma integrity_check"))
            if found != "ok":
                raise BackupRefusedError(f"The copy is damaged: {found}.")
            return verify(connection)
    finally:
        engine.dispose()


def version_of(file: Path) -> str | None:
    """How far the book in `file` was migrated; None where it is not one of ours."""
    try:
        with opened(file) as book:
            row = book.execute("select version_num from alembic_version").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def restore(engine: Engine, file: Path) -> Path | None:
    """Put the book in `file` where `engine` has its own; where the one before is kept, if any."""
    path = path_of(engine)
    path.parent.mkdir(parents=True, exist_ok=True)
    with part_of(path) as part:
        # Damage must be found before anything is touched.
        shutil.copyfile(file, part)
        checked(part)
        engine.dispose()
        with writers_queue(engine, WAIT_SECONDS):
            kept = keep_aside(path)
            put_into(part, path)
    flush(path.parent)
    return kept


def keep_aside(path: Path) -> Path | None:
    """The book as it was, beside it under another name; None where there was none.

    A file that cannot be read any more is moved as it is, with what lies beside it.
    """
    if not path.exists() or not path.stat().st_size:
        return None
    aside = path.with_name(path.name + BEFORE)
    if aside.exists():
        raise BackupRefusedError(
            f"{aside} is there already, kept by a restore before. Move it away, then try again."
        )
    try:
        with part_of(aside) as part:
            with opened(path) as book, closing(sqlite3.connect(part)) as copied:
                book.backup(copied)
                copied.execute("pragma journal_mode = delete")
            put_in_place(part, aside)
    except sqlite3.DatabaseError as fault:
        if isinstance(fault, sqlite3.OperationalError):
            raise
        for companion in ("", *COMPANIONS):
            beside = path.with_name(path.name + companion)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + companion))
    return aside


def put_into(part: Path, path: Path) -> None:
    """The pages of `part` become those of the book, all of them or none."""
    if not path.exists():
        path.touch(0o600)
    with opened(part) as restored, opened(path) as book:
        book.execute("pragma synchronous = full")
        restored.backup(book)
        book.execute("pragma journal_mode = wal")


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The file, which must be there: SQLite would make a new one."""
    address = f"{file.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)) as book:
        yield book
