"""SQLite: acts that wait for the one place of a writer share its next commit.

A commit waits for the disk and writes every page that was touched; eight scans that arrive together
touch much the same pages. So whoever gets the place does its own act, then those that have come to
this process meanwhile, each in a savepoint of its own, and commits them all. An act that raises is
rolled back alone, and whoever asked for it gets what it raised. Nobody is given an answer before
the commit that holds it. Where the transaction itself breaks, nothing of it is kept and each act is
done again, alone, by whoever asked for it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from webapp.operations import unit_of_work
from webapp.operations.unit_of_work import (
    ChangedMeanwhileError,
    DatabaseBusyError,
    UnitOfWork,
    clock,
    run,
    waits_for,
    written_again,
)
from webapp.statements import Statement
from webapp.trouble import Trouble, trouble_of

Result = TypeVar("Result")
# So many acts are done at most before the place is given to others who wait for it.
MOST_AT_ONCE = 8
SAVEPOINT, RELEASE = Statement("savepoint act"), Statement("release act")
BACK = Statement("rollback to act")


class BrokenError(Exception):
    """The transaction as a whole is lost, and every act of it with it."""


@dataclass(eq=False)
class Turn:
    """One act that waits, then what came of it.

    `settled` is held until somebody has done it, or leaves the lead to its thread. `alone` says
    that nothing of it was kept and that it is to be done again.
    """

    act: Callable[[UnitOfWork], Any]
    now: Callable[[], datetime]
    settled: threading.Lock = field(default_factory=threading.Lock)
    leads: bool = False
    alone: bool = False
    result: Any = None
    fault: BaseException | None = None

    def __post_init__(self) -> None:
        self.settled.acquire()

    def do(self, connection: Connection) -> None:
        """The act, in the transaction that is open."""
        work = UnitOfWork(connection, self.now())
        self.result = self.act(work)
        unit_of_work.end(work)

    def failed(self, fault: BaseException) -> None:
        """It raised; what is wrong with the database, or with the moment, is left to `run`."""
        lasting = isinstance(fault, DatabaseBusyError) and fault.trouble is not Trouble.BUSY
        overtaken = isinstance(fault, ChangedMeanwhileError)
        self.alone = lasting or overtaken or trouble_of(fault) is not None
        self.fault = fault


@dataclass(eq=False)
class Line:
    """Those of one process who wait; the first of them leads."""

    door: threading.Lock = field(default_factory=threading.Lock)
    waiting: deque[Turn] = field(default_factory=deque)
    led: bool = False

    def join(self, turn: Turn) -> None:
        """Stand in line, or lead where nobody does."""
        with self.door:
            if self.led:
                self.waiting.append(turn)
                return
            self.led = turn.leads = True
        turn.settled.release()

    def leave(self, turn: Turn) -> bool:
        """Give up waiting; False where it is too late for that, and the answer is on its way."""
        with self.door:
            if turn not in self.waiting:
                return False
            self.waiting.remove(turn)
            return True

    def next(self) -> Turn | None:
        """The one who has waited longest."""
        with self.door:
            return self.waiting.popleft() if self.waiting else None

    def pass_on(self) -> None:
        """Leave the lead to who has waited longest, or to whoever comes."""
        with self.door:
            heir = self.waiting.popleft() if self.waiting else None
            self.led = heir is not None
        if heir is not None:
            heir.leads = True
            heir.settled.release()


_lines: WeakKeyDictionary[Engine, Line] = WeakKeyDictionary()
_making = threading.Lock()


def run_in_company(
    engine: Engine,
    act: Callable[[UnitOfWork], Result],
    *,
    now: Callable[[], datetime] = clock,
    wait_seconds: float | None = None,
) -> Result:
    """As `run` does it; on SQLite with one commit for all who wait.

    Raises what `run` raises.
    """
    if engine.dialect.name != "sqlite":
        return run(engine, act, now=now, wait_seconds=wait_seconds)
    turn, seconds = Turn(act, now), waits_for(engine, wait_seconds)
    until = time.monotonic() + seconds
    line = line_of(engine)
    line.join(turn)
    if not turn.settled.acquire(timeout=seconds):
        if line.leave(turn):
            raise DatabaseBusyError("other acts held the write lock")
        turn.settled.acquire()
    if turn.leads:
        try:
            lead(engine, line, turn, max(0.0, until - time.monotonic()))
        finally:
            line.pass_on()
    if turn.alone:
        return run(engine, act, now=now, wait_seconds=wait_seconds)
    if turn.fault is not None:
        raise turn.fault
    return cast(Result, turn.result)


def line_of(engine: Engine) -> Line:
    """Where the acts of this process on this database stand."""
    with _making:
        return _lines.setdefault(engine, Line())


def lead(engine: Engine, line: Line, first: Turn, seconds: float) -> None:
    """Do the act of `first`, then others that wait, and commit them together."""
    done = [first]
    try:
        with unit_of_work.transaction(engine, seconds) as connection:
            first.do(connection)
            while len(done) < MOST_AT_ONCE and (turn := line.next()):
                done.append(turn)
                in_savepoint(connection, turn)
    except BaseException as fault:
        for turn in done:
            turn.alone = True
        if len(done) == 1:
            first.failed(fault)
        if not isinstance(fault, Exception):
            raise
    else:
        written_again(engine)
    finally:
        for turn in done[1:]:
            turn.settled.release()


def in_savepoint(connection: Connection, turn: Turn) -> None:
    """Do one act; what it raises is its own affair. Raises BrokenError where it was everybody's."""
    SAVEPOINT.run(connection, {}).close()
    try:
        turn.do(connection)
    except Exception as fault:
        if trouble_of(fault) or not connection.in_transaction():
            raise BrokenError from fault
        BACK.run(connection, {}).close()
        turn.failed(fault)
    RELEASE.run(connection, {}).close()
