"""Acts that come to one process while another is under way, for both ways of sharing a commit."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from sqlalchemy import Engine, event, text

from tests.warehouse import Warehouse
from webapp.operations.one_commit import line_of, run_in_company
from webapp.operations.unit_of_work import UnitOfWork

NOTE = text(
    "insert into storage_categories (code, name, mixing, one_expiry) values (:code, '', "
    "'mixed', false)"
)
NOTED = "select code from storage_categories order by code"


class Arrivals(deque[Any]):
    """A line that tells of everybody who joins it."""

    def __init__(self) -> None:
        super().__init__()
        self.came = threading.Semaphore(0)

    def append(self, turn: Any) -> None:
        super().append(turn)
        self.came.release()


def at_once(act: Callable[[UnitOfWork], Any]) -> Callable[[UnitOfWork], Callable[[], Any]]:
    """An act that asks for nothing first."""
    return lambda work: lambda: act(work)


class Company:
    """Acts that all wait until the first one lets them."""

    def __init__(self, engine: Engine, pool: ThreadPoolExecutor) -> None:
        self.engine, self.pool = engine, pool
        self.arrivals = line_of(engine).waiting = Arrivals()
        self.go = threading.Event()
        self.commits = 0
        event.listen(engine, "commit", self.counts)

    def counts(self, _connection: object) -> None:
        self.commits += 1

    def gather(
        self, *acts: Callable[[UnitOfWork], Any], about: Callable[[int], Hashable] = int
    ) -> list[Future[Any]]:
        """The acts in line, in this order, behind the first one; that is under way until `go`.

        Each is about a thing of its own, its number, unless `about` makes something else of that.
        """
        begun, self.go = threading.Event(), threading.Event()
        go = self.go

        def leads(work: UnitOfWork) -> Any:
            begun.set()
            assert go.wait(60)
            return acts[0](work)

        asked = [self.pool.submit(run_in_company, self.engine, at_once(leads), about="the first")]
        assert begun.wait(60)
        for number, act in enumerate(acts[1:]):
            asked.append(
                self.pool.submit(
                    run_in_company,
                    self.engine,
                    at_once(act),
                    about=about(number),
                    wait_seconds=60,
                )
            )
            assert self.arrivals.came.acquire(timeout=60)
        return asked

    def together(
        self, *acts: Callable[[UnitOfWork], Any], about: Callable[[int], Hashable] = int
    ) -> list[Future[Any]]:
        """The same, each to its end."""
        asked = self.gather(*acts, about=about)
        self.go.set()
        for one in asked:
            one.exception(60)
        return asked


def notes(code: str) -> Callable[[UnitOfWork], str]:
    """An act that writes one row and says so."""

    def act(work: UnitOfWork) -> str:
        work.connection.execute(NOTE, {"code": code})
        return f"noted {code}"

    return act


def noted(house: Warehouse) -> list[str]:
    """What the book holds of it."""
    with house.engine.connect() as connection:
        return list(connection.execute(text(NOTED)).scalars())
