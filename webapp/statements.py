"""Statements of the scan path: constant texts, run on the database's driver itself.

SQLAlchemy takes some five times as long around a small statement as the driver takes with it, most
of it to describe the rows anew each time. A scan runs a dozen of them, so these are written once
with `:name` places, prepared once for each connection, and give plain named rows. PostgreSQL is
asked by `journeys`. The connection and its transaction stay SQLAlchemy's, and so do the errors.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from webapp.journeys import WIRE, Answer, Asked

PLACE = re.compile(r"(?<![:\w]):([a-z_]+)\b")
Values = Mapping[str, object]


def moment(kept: str) -> datetime:
    """A point in time as SQLite keeps it: UTC, without saying so."""
    return datetime.fromisoformat(kept).replace(tzinfo=UTC)


def asked_of(sql: str) -> Asked:
    """The statement as PostgreSQL takes it: its places are numbers."""
    names = list(dict.fromkeys(PLACE.findall(sql)))
    return Asked.of(PLACE.sub(lambda place: f"${names.index(place[1]) + 1}", sql), names)


class Statement:
    """One text. `kept` says which columns SQLite keeps as text, and how they are read from it."""

    def __init__(self, sql: str, **kept: Callable[[str], Any]) -> None:
        self.sql = sql
        self.kept = kept
        self.row: Callable[[Any], Any] | None = None
        self.numbers: tuple[tuple[int, Callable[[str], Any]], ...] = ()
        self.asked = asked_of(sql)

    def all(self, connection: Connection, values: Values) -> list[Any]:
        """Every row, its columns by name."""
        return self.rows(self.run(connection, values), connection)

    def first(self, connection: Connection, values: Values) -> Any:
        """The first row, or None."""
        found = self.all(connection, values)
        return found[0] if found else None

    def value(self, connection: Connection, values: Values) -> Any:
        """The first column of the first row, or None."""
        found = self.all(connection, values)
        return found[0][0] if found else None

    def change(self, connection: Connection, values: Values) -> int:
        """How many rows were written."""
        cursor = self.run(connection, values)
        count: int = cursor.rowcount
        cursor.close()
        return count

    def rows(self, cursor: Any, connection: Connection) -> list[Any]:
        """What the cursor of `run` found; inside of `together` only after it."""
        if isinstance(cursor, Answer):
            return cursor.rows(self.row or self.described(cursor.names))
        found = cursor.fetchall()
        made = self.row or self.described([column[0] for column in cursor.description])
        cursor.close()
        if found and self.kept:
            found = [self.read(row) for row in found]
        return [made(row) for row in found]

    def run(self, connection: Connection, values: Values) -> Any:
        """The driver's cursor after the statement. Raises what SQLAlchemy would raise."""
        dialect = connection.dialect
        try:
            if dialect.name != "sqlite":
                return connection.connection.info[WIRE].ask(self.asked, values)
            cursor: Any = connection.connection.dbapi_connection.cursor()  # type: ignore[union-attr]
            cursor.execute(self.sql, values)
        except dialect.loaded_dbapi.Error as fault:
            raise as_sqlalchemy(fault, connection, self.sql) from fault
        return cursor

    def described(self, names: list[str]) -> Callable[[Any], Any]:
        """What makes a named row of a plain one; learned once."""
        self.numbers = tuple((names.index(name), read) for name, read in self.kept.items())
        made: Any = namedtuple("Row", names)  # type: ignore[misc]
        self.row = made._make
        return self.row

    def read(self, row: tuple[Any, ...]) -> list[Any]:
        """A row of SQLite with what it keeps as text read from it."""
        values = list(row)
        for number, read in self.numbers:
            if isinstance(values[number], str):
                values[number] = read(values[number])
        return values


def as_one(asked: Sequence[tuple[Statement, Values]]) -> tuple[Statement, Values]:
    """Statements that each change other rows, and look at none of those, as one.

    Only PostgreSQL takes it. Each costs a message, a plan to start and an answer less.
    """
    values = {
        f"{letter}_{name}": value
        for letter, (_, of) in zip(LETTERS, asked, strict=False)
        for name, value in of.items()
    }
    return joined(tuple(statement for statement, _ in asked)), values


LETTERS = "abcdefgh"
WITH = "with "


@cache
def joined(statements: tuple[Statement, ...]) -> Statement:
    """The text of it: one that begins with parts of its own comes last, with the others as more."""
    texts = [
        PLACE.sub(rf":{letter}_\1", one.sql)
        for letter, one in zip(LETTERS, statements, strict=False)
    ]
    last = next((one for one in texts if one.startswith(WITH)), texts[-1])
    parts = [f"part_{number} as ({one})" for number, one in enumerate(texts) if one is not last]
    if not parts:
        return Statement(last)
    more = "," if last.startswith(WITH) else ""
    return Statement(f"{WITH}{', '.join(parts)}{more} {last.removeprefix(WITH)}")


@contextmanager
def together(connection: Connection) -> Iterator[None]:
    """What is run inside goes to PostgreSQL at once and is answered at the end, in its order.

    SQLite is asked by a function call; there is nothing to save.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    try:
        with connection.connection.info[WIRE].together():
            yield
    except connection.dialect.loaded_dbapi.Error as fault:
        raise as_sqlalchemy(fault, connection, None) from fault


def as_sqlalchemy(fault: Any, connection: Connection, sql: str | None) -> Exception:
    """The driver's error as the one SQLAlchemy would raise of it; no value of it is shown.

    A connection that is lost is let go of, as SQLAlchemy would, so that nobody is given it again.
    """
    dialect = connection.dialect
    lost = connection.invalidated or dialect.is_disconnect(fault, connection.connection, None)
    if lost and not connection.invalidated:
        connection.invalidate(fault)
    made: Exception = DBAPIError.instance(
        sql,
        None,
        fault,
        dialect.loaded_dbapi.Error,
        connection_invalidated=lost,
        dialect=dialect,
    )
    return made


def as_kept(moment: datetime) -> str:
    """A point in time as SQLite keeps it, in the very form that the models write and read."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


# SQLite's driver asks these for every value it does not know, in whichever statement it comes.
sqlite3.register_adapter(datetime, as_kept)
sqlite3.register_adapter(date, date.isoformat)

day = date.fromisoformat
read_json = json.loads
