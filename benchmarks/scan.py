"""An accepted pick through the scan endpoint, beside what it could cost at least.

Each pick is one scan of a lot's GS1 label: judged, one unit moved into the tote, the promise
lowered, the move, the task and the scan with its answer written and committed. The clients take
different tasks; now and then two of them meet at one bin. Beside it stand the doors of `doors.py`;
all are asked in turn, in short slices. In the end the laws must hold.

Then the same picks in a warehouse with ten thousand moves and scans in its book, and in one with a
million, in turn as well.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from flask import Flask

from benchmarks import databases
from benchmarks.clients import Measured, in_turn, measure
from benchmarks.doors import FLOOR, HAND, HELLO
from benchmarks.pickers import Pickers, at_work
from benchmarks.report import Report
from webapp.extensions import db
from webapp.operations.verify import verify

SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
MOVES = int(os.environ.get("BENCH_MOVES", "1000000"))
YOUNG = 10_000
SLICES = 4
WARM = 0.15
CLIENTS = (1, 8, 32)
GROWTH_CLIENTS = 8
MOST_A_SECOND = 1500
ENGINES = {"sqlite": databases.sqlite, "postgresql": databases.postgres}
SCANS = "/api/v1/scans"
HEADING = ("database", "clients", "request", "a second", "p50 ms", "p95 ms", "p99 ms")
PERCENTS = (50, 95, 99)


def run() -> Report:
    """Measure on both databases."""
    what = f"An accepted pick beside what it could cost at least, {SECONDS:g} seconds each"
    report = Report("scan", what, HEADING)
    for name, database in ENGINES.items():
        compare(name, database(), report)
    for name, database in ENGINES.items():
        grow(name, database(), database(), report)
    return report


def compare(name: str, database: AbstractContextManager[str], report: Report) -> None:
    """Picks beside the other doors; SystemExit when a law does not hold afterwards."""
    tasks = enough(2 * len(CLIENTS))
    with database as url, at_work(url, tasks=tasks, moves=YOUNG) as (app, pickers):
        for clients in CLIENTS:
            note(report, f"{name}_{clients}", at(pickers, clients))
        hold_to_the_laws(app)


def at(pickers: Pickers, clients: int) -> dict[str, Measured]:
    """Every door, for so many clients."""
    again, picks = pickers.again_and_again, pickers.picks
    doors = {"hello": (again, HELLO), "floor": (again, FLOOR), "hand": (picks, HAND)}
    queues = {
        name: [ask(door) for _ in range(clients)]
        for name, (ask, door) in (doors | {"pick": (picks, SCANS)}).items()
    }
    return in_turn({name: slice_of(pickers, each) for name, each in queues.items()}, slices=SLICES)


def slice_of(pickers: Pickers, queues: list[Iterator[bytes]]) -> Callable[[], Measured]:
    """A part of the seconds that one door is asked."""
    return lambda: measure(pickers.socket, queues, seconds=SECONDS / SLICES, warm=WARM)


def enough(runs: int) -> int:
    """Tasks of five picks for so many runs, and those that are begun and not ended."""
    return int(MOST_A_SECOND * (SECONDS + SLICES * WARM) * runs / 5) + runs * sum(CLIENTS)


def hold_to_the_laws(app: Flask) -> None:
    """SystemExit where the picks left the book otherwise than the laws want it."""
    with app.app_context():
        with db.engine.connect() as connection:
            breaches = verify(connection).breaches
        db.engine.dispose()
    if breaches:
        raise SystemExit("\n".join(breaches))


def note(report: Report, key: str, found: dict[str, Measured]) -> None:
    """A line of the table for each door, its figures, and how the picks compare."""
    pick = found["pick"]
    for name, measured in found.items():
        write_down(report, key, name, measured)
        if name != "pick":
            report.ratios[f"{key}_of_{name}"] = pick.per_second / measured.per_second
    report.ratios[f"{key}_p95_to_p50"] = pick.percentile(95) / pick.percentile(50)


def write_down(report: Report, key: str, name: str, measured: Measured) -> None:
    """A line of the table and its figures."""
    times = [measured.percentile(percent) for percent in PERCENTS]
    cells = [f"{value:.1f}" for value in (measured.per_second, *times)]
    engine, clients = key.rsplit("_", 1)
    report.rows.append((engine, clients, name, *cells))
    report.figures[f"{key}_{name}_per_second"] = measured.per_second
    for percent, value in zip(PERCENTS, times, strict=True):
        report.figures[f"{key}_{name}_p{percent}_ms"] = value


def grow(
    name: str,
    young: AbstractContextManager[str],
    old: AbstractContextManager[str],
    report: Report,
) -> None:
    """The same picks in a young warehouse and in an old one."""
    tasks, key = enough(1), f"{name}_{GROWTH_CLIENTS}"
    with (
        young as young_url,
        old as old_url,
        at_work(young_url, tasks=tasks, moves=YOUNG) as (_, small),
        at_work(old_url, tasks=tasks, moves=MOVES) as (_, large),
    ):
        found = in_turn(
            {
                said: slice_of(pickers, [pickers.picks(SCANS) for _ in range(GROWTH_CLIENTS)])
                for said, pickers in (("10k", small), ("1m", large))
            },
            slices=SLICES,
        )
    for said, measured in found.items():
        write_down(report, key, said, measured)
    young_picks, old_picks = found["10k"], found["1m"]
    report.ratios[f"{key}_growth_p95"] = old_picks.percentile(95) / young_picks.percentile(95)
    report.ratios[f"{key}_growth_throughput"] = old_picks.per_second / young_picks.per_second
