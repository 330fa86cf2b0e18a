"""Promising stock to an order, in a small warehouse and in one a thousand times as full.

Each allocation is an act of its own: a line of an order is promised one unit of a product that lies
in ten bins, and that is committed. The product has ten balances in both warehouses; in the full one
ten thousand products lie beside it in the same way. The two are asked in turn, a slice of time
each, so that whatever else the machine does weighs on both alike.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from statistics import median
from time import perf_counter
from typing import Any

from flask import Flask
from sqlalchemy import insert, text

from benchmarks import databases
from benchmarks.report import Report
from webapp.app import create_app
from webapp.extensions import db
from webapp.models import (
    Balance,
    Location,
    LocationKind,
    Order,
    OrderLine,
    Partner,
    PartnerKind,
    Product,
    Tracking,
)
from webapp.operations import promising, reservations, unit_of_work
from webapp.operations.reservations import Need
from webapp.operations.unit_of_work import UnitOfWork, clock

SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
SLICES = 8
SIZES = (100, 100_000)
BINS = 10
UNITS = 1_000_000_000
ENGINES = {"sqlite": databases.sqlite, "postgresql": databases.postgres}
HEADING = ("database", "balances", "a second", "p50 ms", "statements each")


def run() -> Report:
    """Measure on both databases."""
    what = f"Promising stock to a line of an order, {SECONDS:g} seconds each"
    report = Report("reserve", what, HEADING)
    for name, database in ENGINES.items():
        with ExitStack() as stack:
            houses = {size: stack.enter_context(house(database, size)) for size in SIZES}
            compare(name, houses, report)
    return report


House = tuple[Flask, int]


@contextmanager
def house(database: Callable[[], AbstractContextManager[str]], size: int) -> Iterator[House]:
    """A warehouse with so many balances, and the pick task of its order."""
    with databases.folder() as folder, database() as url:
        app = create_app(
            {"DATABASE_URL": url, "SECRET_KEY": "for measuring", "INSTANCE_PATH": folder}
        )
        with app.app_context():
            task = fill(size)
        yield app, task
        with app.app_context():
            db.engine.dispose()


def compare(name: str, houses: dict[int, House], report: Report) -> None:
    """The figures of both warehouses on one database, and how they compare."""
    times: dict[int, list[float]] = {size: [] for size in houses}
    statements = {}
    for number in range(SLICES + 1):
        for size, (app, task) in houses.items():
            with app.app_context():
                some = promise(task, seconds=SECONDS / SLICES)
                statements[size] = counted(task)
            if number:  # The first slice warms up.
                times[size] += some
    for size, each in times.items():
        rate = len(each) / sum(each)
        report.figures[f"{name}_{size}_per_second"] = rate
        report.figures[f"{name}_{size}_p50_ms"] = median(each) * 1000
        report.figures[f"{name}_{size}_statements"] = statements[size]
        cells = (f"{size:,}", f"{rate:.0f}", f"{median(each) * 1000:.2f}", str(statements[size]))
        report.rows.append((name, *cells))
    small, full = SIZES
    report.ratios[f"{name}_full_to_small_statements"] = statements[full] / statements[small]
    report.ratios[f"{name}_full_to_small_time"] = median(times[full]) / median(times[small])


def fill(size: int) -> int:
    """So many balances, ten of each product, each in bins of its own; an order of the first."""

    def act(work: UnitOfWork) -> int:
        add = work.session.execute
        products = range(1, size // BINS + 1)
        kinds = {"tracking": Tracking.NONE, "name": "Thing"}
        add(insert(Product), [{"id": id, "sku": f"P-{id}", **kinds} for id in products])
        bins = {"kind": LocationKind.STORAGE}
        add(insert(Location), [{"id": id, "code": f"B-{id}", **bins} for id in range(1, size + 1)])
        stock = {"inside": True, "on_hand": UNITS, "arrived_at": work.now}
        add(
            insert(Balance),
            [
                {"product_id": (id - 1) // BINS + 1, "location_id": id, **stock}
                for id in range(1, size + 1)
            ],
        )
        add(insert(Partner), [{"id": 1, "kind": PartnerKind.CUSTOMER, "code": "C", "name": "C"}])
        order = {"id": 1, "number": "SO-1", "customer_id": 1, "staging_id": 1}
        add(insert(Order), [{**order, "created_at": work.now}])
        add(insert(OrderLine), [{"id": 1, "order_id": 1, "product_id": 1, "ordered": UNITS}])
        return promising.task_of(work, 1)

    task = unit_of_work.run(db.engine, act)
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.execute(text("analyze"))
    return task


def promise(task: int, *, seconds: float) -> list[float]:
    """Allocate one unit after another; how long each took."""
    end, times = perf_counter() + seconds, []
    while (began := perf_counter()) < end:
        unit_of_work.run(db.engine, lambda work: allocate(work, task))
        times.append(perf_counter() - began)
    return times


def allocate(work: UnitOfWork, task: int) -> None:
    """One unit for the order's line."""
    made = reservations.allocate(work, Need(task, 1, 1, 1), clock().date())
    if made.promised != 1:
        raise SystemExit(f"nothing was promised: {made}")


def counted(task: int) -> int:
    """How many statements one allocation sends, without what opens and closes the transaction."""
    sent: list[str] = []

    def act(work: UnitOfWork) -> None:
        raw: Any = work.connection.connection.driver_connection
        if work.connection.dialect.name == "sqlite":
            raw.set_trace_callback(sent.append)
            allocate(work, task)
            raw.set_trace_callback(None)
            return
        before = raw.cursor_factory
        raw.cursor_factory = counting(before, sent)
        allocate(work, task)
        raw.cursor_factory = before

    unit_of_work.run(db.engine, act)
    return len(sent)


def counting(factory: type, sent: list[str]) -> type:
    """Cursors that note what they are asked."""

    class Noted(factory):  # type: ignore[misc]
        def execute(self, query: Any, *args: Any, **more: Any) -> Any:
            sent.append(str(query))
            return super().execute(query, *args, **more)

    return Noted
