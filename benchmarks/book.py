"""A book of a million moves: what it takes to ask it, to seal it and to hold it against its laws.

The same questions are put to the book with ten thousand moves and again with a million, so that
the growth is measured in one run. The moves are a hundred days of goods going to staging and back.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from sqlalchemy import Connection

from benchmarks import databases, past
from benchmarks.report import Report
from benchmarks.warehouse import NOW, fill
from tests import people
from webapp.app import create_app
from webapp.extensions import db
from webapp.operations import seals
from webapp.operations.unit_of_work import unit_of_work
from webapp.operations.verify import verify
from webapp.queries import lots, moves, stock_by_lot, trace
from webapp.queries.moves import MoveFilter
from webapp.queries.stock_by_lot import Grouping
from webapp.queries.stock_filter import StockFilter
from webapp.queries.trace import Direction

MOVES = int(os.environ.get("BENCH_MOVES", "1000000"))
TIMES = 20
DAY = date(2026, 6, 15)
ENGINES = {"sqlite": databases.sqlite, "postgresql": databases.postgres}
HEADING = ("database", "what", "10k p50 ms", "10k p95 ms", "1M p50 ms", "1M p95 ms")


def run() -> Report:
    """Measure on both databases."""
    report = Report("book", f"A book of {MOVES:,} moves, asked {TIMES} times each", HEADING)
    for name, database in ENGINES.items():
        on(name, database(), report)
    return report


def on(name: str, database: AbstractContextManager[str], report: Report) -> None:
    """Measure on one database; SystemExit when a law does not hold."""
    with databases.folder() as folder, database as url:
        app = create_app(
            {"DATABASE_URL": url, "SECRET_KEY": "for measuring", "INSTANCE_PATH": folder}
        )
        user = people.add(app, "worker")
        with app.app_context():
            with unit_of_work(db.engine) as work:
                fill(work.connection, user, tasks=50)
            small = measured()
            past.grow(db.engine, MOVES)
            large = measured()
            note(report, name, small, large)
            once(report, name)
            db.engine.dispose()


def questions() -> dict[str, Callable[[Connection], Any]]:
    """What supervisors ask, by name; each as its page asks it."""
    every = StockFilter()
    pages = {
        f"stock by {grouping}": stock_page(every, grouping)
        for grouping in (Grouping.PRODUCT, Grouping.LOT, Grouping.LOCATION, Grouping.EXPIRY_MONTH)
    }
    then = StockFilter(product="SKU-007", as_of=NOW - timedelta(days=40))
    return pages | {
        "stock of a product, 40 days ago": stock_page(then, Grouping.LOT),
        "a lot": lambda c: (lots.lot(c, 77, today=DAY), moves.page(c, MoveFilter(lot_id=77))),
        "trace of a lot": lambda c: trace.trace(c, 77, Direction.BACK),
        "the newest moves": lambda c: moves.page(c, MoveFilter()),
    }


def stock_page(asked: StockFilter, grouping: Grouping) -> Callable[[Connection], Any]:
    """The first page of a view of stock."""
    return lambda c: stock_by_lot.page(c, asked, grouping, today=DAY)


def measured() -> dict[str, list[float]]:
    """The milliseconds of every question, asked again and again."""
    times: dict[str, list[float]] = {}
    with db.engine.connect() as connection:
        for name, ask in questions().items():
            ask(connection)
            times[name] = [took(lambda ask=ask: ask(connection)) for _ in range(TIMES)]
    return times


def took(act: Callable[[], Any]) -> float:
    """Milliseconds."""
    begin = perf_counter()
    act()
    return (perf_counter() - begin) * 1000


def note(
    report: Report, engine: str, small: dict[str, list[float]], large: dict[str, list[float]]
) -> None:
    """A line for each question, and how its p95 has grown."""
    for name in small:
        cells = [median(small[name]), p95(small[name]), median(large[name]), p95(large[name])]
        report.rows.append((engine, name, *(f"{cell:.1f}" for cell in cells)))
        key = f"{engine} {name}".replace(",", "").replace(" ", "_")
        report.figures[f"{key}_1m_p95_ms"] = cells[3]
        report.ratios[f"{key}_growth"] = cells[3] / cells[1]


def p95(times: list[float]) -> float:
    """All but one in twenty are faster."""
    return quantiles(times, n=20)[-1]


def once(report: Report, engine: str) -> None:
    """Seal every day, then hold the book against its laws and its seals."""
    later = datetime(2026, 7, 1, tzinfo=UTC)
    sealing = took(lambda: seals.seal_days(db.engine, "UTC", now=later)) / 1000
    begin = perf_counter()
    with db.engine.connect() as connection:
        found = verify(connection)
    verifying = perf_counter() - begin
    if found.breaches:
        raise SystemExit("\n".join(found.breaches[:20]))
    for name, seconds in (("seal every day", sealing), ("ledger verify", verifying)):
        report.rows.append((engine, f"{name}: {seconds:.1f} s", "", "", "", ""))
    report.figures[f"{engine}_moves"] = found.counts["moves"]
    report.figures[f"{engine}_seal_seconds"] = sealing
    report.figures[f"{engine}_verify_seconds"] = verifying
