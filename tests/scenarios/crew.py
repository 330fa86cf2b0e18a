"""Many hands at the same moment: eight threads of one process, or four processes of two threads.

A job is a function of a module with what it needs, once or in rounds; every hand waits at a barrier
until all are there, before each round, so that nobody begins early. The processes are real: started
afresh, each with an app of its own on the database of the test.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Barrier, Thread
from typing import Any, Protocol

from flask import Flask

from webapp.app import create_app
from webapp.extensions import db

HANDS = 8
PROCESSES = 4
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Job:
    """What one hand does: `act(app, *with_)`."""

    act: Callable[..., Any]
    with_: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Rounds:
    """What one hand does again and again: `act(app, *with_)` for each of them; it gives a list."""

    act: Callable[..., Any]
    turns: tuple[tuple[Any, ...], ...]


class Meeting(Protocol):
    """Where hands wait for each other; a barrier of threads or of processes."""

    def wait(self, timeout: float | None = None) -> int:
        """Go on when everybody is here."""


class Crew(Protocol):
    """Hands that do their jobs at the same moment."""

    def plays(self, app: Flask, jobs: Sequence[Job | Rounds]) -> list[Any]:
        """What each job gave, in their order."""


class Threads:
    """All hands in this process, as the threads of one server process are."""

    def plays(self, app: Flask, jobs: Sequence[Job | Rounds]) -> list[Any]:
        return together(app, jobs, Barrier(len(jobs)))


class Processes:
    """Hands spread over processes, each with its own connections and its own locks."""

    def __init__(self, lines: list[Connection]) -> None:
        self.lines = lines

    def plays(self, app: Flask, jobs: Sequence[Job | Rounds]) -> list[Any]:
        url, instance = app.config["DATABASE_URL"], app.instance_path
        for number, line in enumerate(self.lines):
            line.send((url, instance, jobs[number :: len(self.lines)]))
        told = [self.heard(line, patience_for(jobs)) for line in self.lines]
        return [told[n % len(told)][n // len(told)] for n in range(len(jobs))]

    def heard(self, line: Connection, patience: float) -> list[Any]:
        """What one process gave; an error that ended it is raised here."""
        assert line.poll(patience), "a process did not answer"
        answer = line.recv()
        if isinstance(answer, BaseException):
            raise answer
        return list(answer)


def together(app: Flask, jobs: Sequence[Job | Rounds], meeting: Meeting) -> list[Any]:
    """Each job in a thread of its own, begun when all of them are at the barrier."""
    gave: list[Any] = [None] * len(jobs)

    def do(number: int, job: Job | Rounds) -> None:
        turns = job.turns if isinstance(job, Rounds) else (job.with_,)
        done = [taken(app, job.act, turn, meeting) for turn in turns]
        faults = [one for one in done if isinstance(one, BaseException)]
        gave[number] = faults[0] if faults else done if isinstance(job, Rounds) else done[0]

    threads = [Thread(target=do, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(patience_for(jobs))
    for fault in gave:
        if isinstance(fault, BaseException):
            raise fault
    return gave


def patience_for(jobs: Sequence[Job | Rounds]) -> float:
    """How long all of it may take: every round has a second."""
    rounds = max(len(job.turns) if isinstance(job, Rounds) else 1 for job in jobs)
    return PATIENCE_SECONDS + rounds


def taken(app: Flask, act: Callable[..., Any], turn: tuple[Any, ...], meeting: Meeting) -> Any:
    """What one turn gave, or its fault: who fails still comes to the next meeting."""
    try:
        meeting.wait(PATIENCE_SECONDS)
        return act(app, *turn)
    except BaseException as fault:
        return fault


@contextmanager
def processes() -> Iterator[Processes]:
    """Four fresh processes that wait for jobs; gone at the end."""
    context = multiprocessing.get_context("spawn")
    meeting = context.Barrier(HANDS)
    pairs = [context.Pipe() for _ in range(PROCESSES)]
    team = [
        context.Process(target=work, args=(theirs, meeting), daemon=True) for _, theirs in pairs
    ]
    for process, (_, theirs) in zip(team, pairs, strict=True):
        process.start()
        theirs.close()
    try:
        yield Processes([ours for ours, _ in pairs])
    finally:
        for ours, _ in pairs:
            ours.send(None)
        for process in team:
            process.join(PATIENCE_SECONDS)


def work(line: Connection, meeting: Meeting) -> None:
    """The life of one process: jobs in, what they gave out, until told to stop."""
    while (asked := line.recv()) is not None:
        url, instance, jobs = asked
        try:
            app = app_on(url, instance)
            line.send(together(app, jobs, meeting))
            with app.app_context():
                db.engine.dispose()
        except BaseException as fault:
            line.send(RuntimeError(f"{type(fault).__name__}: {fault}"))


def app_on(url: str, instance: str) -> Flask:
    """This process's own app on the test's database."""
    return create_app(
        {
            "TESTING": True,
            "SECRET_KEY": "for tests",
            "INSTANCE_PATH": Path(instance),
            "DATABASE_URL": url,
        }
    )
