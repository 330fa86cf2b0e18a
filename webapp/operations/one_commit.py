"""Acts that wait for each other share one transaction and its commit.

A commit waits for the disk and writes every page that was touched; eight scans that arrive together
touch much the same pages. So one of those who come to a process leads: it does its own act and
those of others that wait, and commits them all. Nobody is given an answer before the commit that
holds it. Where the transaction itself breaks, nothing of it is kept and each act is done again,
alone, by whoever asked for it.

An act comes in two parts, so that several can look at the book in one journey: what it asks for,
and what it makes of the answer.

On SQLite, who leads has the one place of a writer. The acts are done one after the other, each in a
savepoint of its own: one that raises is rolled back alone, and whoever asked for it gets what it
raised. On PostgreSQL all ask together, then decide one after the other, then write together; while
they are being written the next ones may begin.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
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
from webapp.statements import Statement, together
from webapp.trouble import Trouble, trouble_of

Result = TypeVar("Result")
# What an act asks for; then what it makes of the answer.
Act = Callable[[UnitOfWork], Callable[[], Result]]
# So many acts are done at most before the lead is given to others who wait for it.
MOST_AT_ONCE = 8
SAVEPOINT, RELEASE = Statement("savepoint act"), Statement("release act")
BACK = Statement("rollback to act")
# One act that has to wait for a row would let all the others wait: it is tried alone then.
PATIENCE = Statement("set local lock_timeout = 100")


class BrokenError(Exception):
    """The transaction as a whole is lost, and every act of it with it."""


@dataclass(eq=False)
class Turn:
    """One act that waits, then what came of it.

    `about` is what it looks at and changes. `settled` is held until somebody has done the act, or
    leaves the lead to its thread. `alone` says that nothing of it was kept and that it is to be
    done again.
    """

    act: Act[Any]
    now: Callable[[], datetime]
    about: Hashable = None
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
        self.result = self.act(work)()
        unit_of_work.end(work)

    def failed(self, fault: BaseException) -> None:
        """It raised; what is wrong with the database, or with the moment, is left to `run`."""
        lasting = isinstance(fault, DatabaseBusyError) and fault.trouble is not Trouble.BUSY
        overtaken = isinstance(fault, ChangedMeanwhileError) or unit_of_work.begin_again(fault)
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

    def company(self, first: Turn) -> list[Turn]:
        """`first` and those who have waited longest, each about something else than the others."""
        chosen = {first.about: first}
        with self.door:
            for turn in tuple(self.waiting):
                if len(chosen) < MOST_AT_ONCE and turn.about not in chosen:
                    chosen[turn.about] = turn
                    self.waiting.remove(turn)
        return list(chosen.values())

    def pass_on(self, turn: Turn) -> None:
        """Who leads leaves the lead to who has waited longest, or to whoever comes."""
        if not turn.leads:
            return
        turn.leads = False
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
    act: Act[Result],
    *,
    about: Hashable = None,
    now: Callable[[], datetime] = clock,
    wait_seconds: float | None = None,
) -> Result:
    """As `run` does it, with one commit for all who wait.

    On PostgreSQL that is for acts that say what they are `about`, and leave what they write to the
    end: one that writes as it goes would hold rows that others in the company wait for.

    Raises what `run` raises.
    """
    if about is None and engine.dialect.name != "sqlite":
        return run(engine, asking(act), now=now, wait_seconds=wait_seconds)
    turn, seconds = Turn(act, now, about), waits_for(engine, wait_seconds)
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
            line.pass_on(turn)
    if turn.alone:
        return run(engine, asking(act), now=now, wait_seconds=wait_seconds)
    if turn.fault is not None:
        raise turn.fault
    return cast(Result, turn.result)


def asking(act: Act[Result]) -> Callable[[UnitOfWork], Result]:
    """The act by itself: what it asks for goes to the database in one journey."""

    def whole(work: UnitOfWork) -> Result:
        with together(work.connection):
            decide = act(work)
        return decide()

    return whole


def line_of(engine: Engine) -> Line:
    """Where the acts of this process on this database stand."""
    with _making:
        return _lines.setdefault(engine, Line())


def lead(engine: Engine, line: Line, first: Turn, seconds: float) -> None:
    """Do the act of `first`, and others that wait, and commit them together."""
    done = [first]
    do_all = one_by_one if engine.dialect.name == "sqlite" else side_by_side
    try:
        with unit_of_work.transaction(engine, seconds) as connection:
            do_all(connection, line, done)
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


def one_by_one(connection: Connection, line: Line, done: list[Turn]) -> None:
    """Each act to its end, and then the next of those that have come meanwhile, into `done`."""
    done[0].do(connection)
    while len(done) < MOST_AT_ONCE and (turn := line.next()):
        done.append(turn)
        in_savepoint(connection, turn)


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


def side_by_side(connection: Connection, line: Line, done: list[Turn]) -> None:
    """All that wait, into `done`: they ask in one journey, decide, and write in another.

    What one of them raises ends the transaction for all.
    """
    first = done[0]
    done[:] = line.company(first)
    works = [UnitOfWork(connection, turn.now()) for turn in done]
    with together(connection):
        if len(done) > 1:
            PATIENCE.run(connection, {})
        decisions = [turn.act(work) for turn, work in zip(done, works, strict=True)]
    for turn, decide in zip(done, decisions, strict=True):
        turn.result = decide()
    # While these wait for the disk the next may begin; one alone had better wait for company.
    if len(line.waiting) > 1:
        line.pass_on(first)
    unit_of_work.end(*works)
