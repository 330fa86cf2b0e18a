"""PostgreSQL: statements that go to the server together and are answered together, on libpq itself.

psycopg's own pipeline speaks to the server after each statement that is put into it, waits for the
begin of a transaction by itself, and makes sixty calls for every statement. Here all of them are
handed to libpq, sent once and waited for once. Values and rows go through psycopg's own adaptation,
errors are its own, and the connection and its transaction stay SQLAlchemy's.
"""

from __future__ import annotations

import select
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus

Values = Mapping[str, object]
# Where the pool keeps a connection's wire, for as long as the connection lives.
WIRE = "wire"
BEGIN = b"begin isolation level read committed"
# A whole number goes as the same type whether it is small or not, so that one plan serves both.
SMALLINT, INTEGER = 21, 23
# A plan is for other tables than there are now, or not there any more: all are made anew.
GONE_OR_OUTDATED = frozenset((b"0A000", b"26000"))
WELL = frozenset((ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK))
SYNC, BAD, IDLE = ExecStatus.PIPELINE_SYNC, ConnStatus.BAD, TransactionStatus.IDLE


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement as the server takes it, with the names of what goes into its places."""

    sql: bytes
    names: tuple[str, ...]
    formats: tuple[PyFormat, ...]

    @classmethod
    def of(cls, sql: str, names: Sequence[str]) -> Asked:
        """The text, whose places are `$1` and so on, for the values of these names."""
        return cls(sql.encode(), tuple(names), (PyFormat.TEXT,) * len(names))


@dataclass(slots=True, eq=False)
class Answer:
    """What one statement found. It is there once the journey is over."""

    adaptation: Any
    result: Any = None

    @property
    def rowcount(self) -> int:
        """How many rows were written."""
        return int(self.result.command_tuples or 0)

    @property
    def names(self) -> list[str]:
        """What its columns are called."""
        return [self.result.fname(number).decode() for number in range(self.result.nfields)]

    def rows(self, made: Callable[[Any], Any]) -> list[Any]:
        """Each row, as `made` of its values."""
        self.adaptation.set_pgresult(self.result)
        found: list[Any] = self.adaptation.load_rows(0, self.result.ntuples, made)
        return found

    def close(self) -> None:
        """Nothing is held that would have to be let go of."""


@dataclass(slots=True, eq=False)
class Prepared:
    """A plan that the server keeps for a statement and the types of its values."""

    name: bytes
    types: tuple[int, ...]
    is_there: bool = False


# A statement, the values for its places, its plan, and where its answer is put.
Sent = tuple[Asked, Any, Prepared, Answer]


class Wire:
    """One connection to the server, and what it has been told to keep prepared.

    A rollback leaves that as it is: the server keeps it until the connection ends.
    """

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self.raw, self.pgconn = raw, raw.pgconn
        self.adaptation = Transformer(raw)
        self.prepared: dict[tuple[bytes, tuple[int, ...]], Prepared] = {}
        self.types: dict[bytes, tuple[int, ...]] = {}
        self.numbers = count()
        self.waiting: list[Sent] | None = None
        self.readable, self.writable = select.poll(), select.poll()
        self.readable.register(self.pgconn.socket, select.POLLIN)
        self.writable.register(self.pgconn.socket, select.POLLIN | select.POLLOUT)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is asked inside goes in one journey, at the end. Raises psycopg.Error."""
        if self.waiting is not None:
            yield
            return
        self.waiting = []
        try:
            yield
            waiting = self.waiting
        finally:
            self.waiting = None
        if waiting:
            self.go(waiting)

    def ask(self, asked: Asked, values: Values) -> Answer:
        """The statement, now or with the others. Raises psycopg.Error."""
        given = self.adaptation.dump_sequence([values[name] for name in asked.names], asked.formats)
        types = self.adaptation.types or ()
        known = self.prepared.get((asked.sql, types)) or self.learn(asked.sql, types, given)
        answer = Answer(self.adaptation)
        one = asked, given, known, answer
        if self.waiting is None:
            self.go([one])
        else:
            self.waiting.append(one)
        return answer

    def learn(self, sql: bytes, types: tuple[int, ...], given: Sequence[Any]) -> Prepared:
        """What is kept for this statement and these types, or will be from the next journey on.

        Nothing (None) has the type of what was in its place before: a place takes one kind of
        value, and each further plan would cost the server memory on every connection.
        """
        before = self.types.get(sql, types)
        wide = tuple(
            was if value is None else INTEGER if type_ == SMALLINT else type_
            for type_, was, value in zip(types, before, given, strict=True)
        )
        known = self.prepared.get((sql, wide))
        if known is None:
            known = self.prepared[sql, wide] = Prepared(b"lotwise_%d" % next(self.numbers), wide)
        self.prepared[sql, types] = known
        self.types[sql] = wide
        return known

    def go(self, asked: list[Sent]) -> None:
        """One journey for all; each answer has its result then.

        Raises psycopg.Error of the first that failed; those behind it were not done. Whatever else
        ends it leaves nobody knowing what the server did, so the connection is closed.
        """
        pgconn = self.pgconn
        try:
            pgconn.enter_pipeline_mode()
            told = self.send(asked)
            found = self.receive()
            pgconn.exit_pipeline_mode()
        except BaseException:
            self.raw.close()
            raise
        for result, heard in zip(found, told, strict=False):
            if result.status not in WELL:
                if result.error_field(DiagnosticField.SQLSTATE) in GONE_OR_OUTDATED:
                    self.prepared.clear()
                raise error_from_result(result)
            if isinstance(heard, Prepared):
                heard.is_there = True
            elif heard is not None:
                heard.result = result

    def send(self, asked: list[Sent]) -> list[Prepared | Answer | None]:
        """Hand all of it to the server; what each result that comes back is for."""
        pgconn, told = self.pgconn, list[Prepared | Answer | None]()
        if not self.raw.autocommit and pgconn.transaction_status == IDLE:
            pgconn.send_query_params(BEGIN, None)
            told.append(None)
        for one, given, known, answer in asked:
            if not known.is_there and known not in told:
                pgconn.send_prepare(known.name, one.sql, known.types)
                told.append(known)
            pgconn.send_query_prepared(known.name, given)
            told.append(answer)
        pgconn.pipeline_sync()
        while pgconn.flush():
            for _, what in self.writable.poll():
                if what & select.POLLIN:
                    pgconn.consume_input()
        return told

    def receive(self) -> list[Any]:
        """The results, as they come; between two of them libpq says None."""
        pgconn, found = self.pgconn, list[Any]()
        while True:
            while pgconn.is_busy():
                self.readable.poll()
                pgconn.consume_input()
            result = pgconn.get_result()
            if result is not None:
                if result.status == SYNC:
                    return found
                found.append(result)
            elif pgconn.status == BAD:
                raise psycopg.OperationalError("the connection was lost")
