"""Files that are there whole or not at all, and what kind of backup a file is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

NOT_GOOD = ".not-good"
# What SQLite keeps beside a file; it belongs to that file, and to no other.
COMPANIONS = ("-journal", "-wal", "-shm")


class BackupRefusedError(Exception):
    """The backup or the restore was not done; the message says why, and what to do."""


class Kind(StrEnum):
    """Whose format a file is in, named as SQLAlchemy names the engine."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


# How a file begins: https://www.sqlite.org/fileformat.html and pg_dump's custom format.
MAGIC = {b"SQLite format 3\0": Kind.SQLITE, b"PGDMP": Kind.POSTGRESQL}


def check_free(file: Path, *, force: bool) -> None:
    """Refuse to write over something, unless forced, or into a folder that is not there."""
    if not file.parent.is_dir():
        raise BackupRefusedError(f"There is no folder {file.parent}. Make it first.")
    if file.is_dir():
        raise BackupRefusedError(f"{file} is a folder. Name a file in it.")
    if file.exists() and not force:
        raise BackupRefusedError(f"{file} is there already. Name another, or add --force.")


@contextmanager
def part_of(file: Path) -> Iterator[Path]:
    """A new empty file beside `file` to write into, for our eyes only; gone in the end."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as refused:
        raise BackupRefusedError(
            f"Nothing can be written beside {file} ({refused.strerror})."
        ) from refused
    try:
        yield part
    finally:
        for companion in ("", *COMPANIONS):
            part.with_name(part.name + companion).unlink(missing_ok=True)


def put_in_place(part: Path, file: Path) -> None:
    """Give the finished part its name, after which no power cut can take it back."""
    flush(part)
    part.replace(file)
    flush(file.parent)


def flush(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_kind(file: Path, wanted: Kind) -> None:
    """Refuse a file that is no backup, or one of the other engine."""
    try:
        with file.open("rb") as opened:
            begins = opened.read(max(map(len, MAGIC)))
    except OSError as refused:
        raise BackupRefusedError(f"{file} cannot be read ({refused.strerror}).") from refused
    found = next((kind for magic, kind in MAGIC.items() if begins.startswith(magic)), None)
    if found is None:
        raise BackupRefusedError(f"{file} is not a backup: it holds something else.")
    if found is not wanted:
        raise BackupRefusedError(
            f"{file} is a backup of a {found} database, and DATABASE_URL names a {wanted} one."
        )
