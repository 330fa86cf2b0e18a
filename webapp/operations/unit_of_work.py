"""One act, one transaction: the write lock before the first read, all of it or nothing.

SQLite has one writer at a time and an unfair queue for the place (waits of seconds were measured),
so writers line up at a lock file first. PostgreSQL locks the rows an act touches, in the order of
their ids; when two acts still meet head-on, one of them is begun again from the start, which is
safe because nothing of it was kept.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from webapp.statements import Statement, Values, as_one, together
from webapp.trouble import NoConnectionInTime, Trouble, trouble_of, trouble_with_file

Result = TypeVar("Result")
TRIES = 5
WAIT_SECONDS = 5.0
# PostgreSQL: a serialization failure, a deadlock, and a row that breaks a unique index or a check
# because another act wrote between our look and our writing (the same scan id, plate or serial).
# Begun again, the act sees what the other wrote. SQLite has one writer and none of this. The last
# are a prepared statement whose table was made anew, and one that is not there any more: it is
# prepared again.
BEGIN_AGAIN = frozenset({"40001", "40P01", "23505", "23514", "0A000", "26000"})


class DatabaseBusyError(Exception):
    """The database did not take the act; it may be tried again.

    Nothing was written, unless the connection was lost (Trouble.GONE) in the moment of the commit:
    then nobody knows, and only an act with an id of its own, as a scan is, may be sent again.
    """

    def __init__(self, reason: str, trouble: Trouble = Trouble.BUSY) -> None:
        super().__init__(reason)
        self.trouble = trouble


class ChangedMeanwhileError(Exception):
    """Another act changed what this one had looked at; nothing was kept, it begins again."""


@dataclass
class UnitOfWork:
    """The open transaction of one act: its connection, and one reading of the clock for all.

    `takes` says which goods it takes at last: acts that end together lock them in this order.
    """

    connection: Connection
    now: datetime
    last: list[tuple[Statement, Values]] = field(default_factory=list)
    takes: tuple[int, ...] = ()

    @cached_property
    def session(self) -> Session:
        """An ORM session inside the same transaction, for rare acts."""
        return Session(self.connection, join_transaction_mode="rollback_only")

    def at_last(self, statement: Statement, values: Values) -> None:
        """Change these rows right before the commit, with others; nothing reads them until then."""
        self.last.append((statement, values))

    @property
    def for_update(self) -> str:
        """The clause that locks rows until the end; SQLite holds its one lock already."""
        return "" if self.connection.dialect.name == "sqlite" else " for update"


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def run(
    engine: Engine,
    act: Callable[[UnitOfWork], Result],
    *,
    now: Callable[[], datetime] = clock,
    wait_seconds: float | None = None,
) -> Result:
    """Do `act` in one transaction and commit it; begin again where only the timing was wrong.

    Raises DatabaseBusyError when the lock could not be had or the database takes nothing, and
    whatever `act` raises (after rolling everything back).
    """
    try:
        result = tried_again(engine, act, now, wait_seconds)
    except DatabaseBusyError as fault:
        if fault.trouble in LASTING:
            _refusing[engine] = fault.trouble, time.monotonic()
        raise
    written_again(engine)
    return result


# What a moment of patience does not mend, and when the last act of this process met it.
LASTING = (Trouble.FULL, Trouble.READ_ONLY)
REMEMBERED_SECONDS = 30.0
_refusing: WeakKeyDictionary[Engine, tuple[Trouble, float]] = WeakKeyDictionary()


def written_again(engine: Engine) -> None:
    """An act was written: what kept others from it is over."""
    if _refusing:
        _refusing.pop(engine, None)


def refused_lately(
    engine: Engine, *, seconds: Callable[[], float] = time.monotonic
) -> Trouble | None:
    """What kept the last act of this process from being written.

    It is forgotten when an act is written again, and after a while: a server that is sent no work
    because it says so would never learn that the disk has room again.
    """
    trouble, since = _refusing.get(engine, (None, 0.0))
    return trouble if seconds() - since < REMEMBERED_SECONDS else None


def tried_again(
    engine: Engine,
    act: Callable[[UnitOfWork], Result],
    now: Callable[[], datetime],
    wait_seconds: float | None,
) -> Result:
    """The act, as often as it takes and TRIES allow."""
    for left in reversed(range(TRIES)):
        try:
            with unit_of_work(engine, now=now, wait_seconds=wait_seconds) as work:
                return act(work)
        except ChangedMeanwhileError as fault:
            if not left:
                raise DatabaseBusyError(str(fault)) from fault
        except NoConnectionInTime as fault:
            raise DatabaseBusyError("no connection was free in time") from fault
        except DBAPIError as fault:
            if not begin_again(fault) or not left:
                raise as_busy(fault) from fault
    raise AssertionError("the last try either returned or raised")


@contextmanager
def unit_of_work(
    engine: Engine,
    *,
    now: Callable[[], datetime] = clock,
    wait_seconds: float | None = None,
) -> Iterator[UnitOfWork]:
    """Open one transaction that will write; commit at the end, roll back on any exception.

    It waits for the lock as long as the engine's own connections do, or for `wait_seconds`.
    """
    with transaction(engine, waits_for(engine, wait_seconds)) as connection:
        work = UnitOfWork(connection, now())
        yield work
        end(work)


def waits_for(engine: Engine, wait_seconds: float | None) -> float:
    """How long an act waits for its lock: as it says, else as the engine's own connections do."""
    if wait_seconds is not None:
        return wait_seconds
    return float(engine.get_execution_options().get("wait_seconds", WAIT_SECONDS))


@contextmanager
def transaction(engine: Engine, wait_seconds: float) -> Iterator[Connection]:
    """A connection in a transaction that will write."""
    with (
        writers_queue(engine, wait_seconds),
        engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        yield connection


COMMIT = Statement("commit")


def end(*works: UnitOfWork) -> None:
    """Write what acts of one transaction left for the end; PostgreSQL commits in the same breath.

    Whoever opened the transaction commits it then, which costs no journey where it is over.
    """
    for work in works:
        if "session" in work.__dict__:
            work.session.flush()
    left = sorted((work for work in works if work.last), key=lambda work: work.takes)
    if not left:
        return
    connection = left[0].connection
    if connection.dialect.name != "postgresql":
        for work in left:
            for statement, values in work.last:
                statement.run(connection, values)
        return
    with together(connection):
        for work in left:
            whole, values = as_one(work.last)
            whole.run(connection, values)
        COMMIT.run(connection, {})


# Threads of one process line up here first, so that only one of them waits for the lock file.
_turns: dict[str, threading.Lock] = defaultdict(threading.Lock)


@contextmanager
def writers_queue(engine: Engine, wait_seconds: float) -> Iterator[None]:
    """Line up for SQLite's one place for a writer; the kernel wakes waiting processes in turn."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        yield
        return
    path = f"{engine.url.database}.lock"
    if not _turns[path].acquire(timeout=wait_seconds):
        raise DatabaseBusyError("another act holds the write lock")
    try:
        handle = locked_file(path, wait_seconds)
    except BaseException:
        _turns[path].release()
        raise
    try:
        yield
    finally:
        os.close(handle)
        _turns[path].release()


def locked_file(path: str, wait_seconds: float) -> int:
    """The file at `path`, opened and locked: closing it lets go, and so does a killed process.

    Raises DatabaseBusyError when another process held it for longer than `wait_seconds`, or the
    folder takes no file.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        raise DatabaseBusyError(str(fault), trouble_with_file(fault)) from fault
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        wait_for_lock(handle, wait_seconds)
    return handle


def wait_for_lock(handle: int, wait_seconds: float) -> None:
    """Wait in the kernel's queue, which is fair and knows no time limit; so a thread stands in it.

    When the time is over the thread stays behind until its turn comes, and then lets go at once.
    """
    settled, given_up = threading.Lock(), threading.Event()
    got_it = threading.Event()

    def stand_in_line() -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with settled:
            got_it.set()
            if given_up.is_set():
                os.close(handle)

    threading.Thread(target=stand_in_line, daemon=True).start()
    if got_it.wait(wait_seconds):
        return
    with settled:
        if got_it.is_set():
            return
        given_up.set()
    raise DatabaseBusyError("another process holds the write lock")


def begin_again(fault: BaseException) -> bool:
    """Whether the same act may end otherwise when it is done again from the start."""
    return getattr(getattr(fault, "orig", None), "sqlstate", None) in BEGIN_AGAIN


def was_there_already(fault: IntegrityError) -> bool:
    """Whether a unique index refused the row, on either engine."""
    unique = getattr(fault.orig, "sqlstate", None) == "23505"
    return unique or "UNIQUE constraint failed" in str(fault.orig)


def as_busy(fault: DBAPIError) -> Exception:
    """A fault of the database itself as DatabaseBusyError; any other one as it is."""
    trouble = trouble_of(fault)
    return DatabaseBusyError(str(fault.orig), trouble) if trouble else fault
