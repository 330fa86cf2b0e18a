"""An accepted pick through the scan endpoint, beside the least that any scan could cost.

Each pick is one scan of a lot's GS1 label: judged, one unit moved into the tote, the promise
lowered, the move, the task and the scan with its answer written and committed. The clients take
different tasks; now and then two of them meet at one bin. In the end the laws must hold.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import chain
from pathlib import Path
from uuid import uuid4

from flask import Flask

from benchmarks import databases
from benchmarks.clients import Measured, measure, post
from benchmarks.floor import FLOOR
from benchmarks.report import Report
from benchmarks.server import gunicorn
from benchmarks.warehouse import Pick, fill
from tests import people
from webapp.app import create_app
from webapp.extensions import db
from webapp.operations.unit_of_work import unit_of_work
from webapp.operations.verify import verify

SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
WARM = 0.5
CLIENTS = (1, 8, 32)
MOST_A_SECOND = 1500
ENGINES = {"sqlite": databases.sqlite, "postgresql": databases.postgres}
SCANS = "/api/v1/scans"
HEADING = ("database", "clients", "request", "a second", "p50 ms", "p95 ms", "p99 ms")


def run() -> Report:
    """Measure on both databases."""
    what = f"An accepted pick beside a bare sign-in and insert, {SECONDS:g} seconds each"
    report = Report("scan", what, HEADING)
    for name, database in ENGINES.items():
        on(name, database(), report)
    return report


def on(name: str, database: AbstractContextManager[str], report: Report) -> None:
    """Measure on one database; SystemExit when the laws do not hold afterwards."""
    with databases.folder() as folder, database as url:
        app = create_app(
            {"DATABASE_URL": url, "SECRET_KEY": "for measuring", "INSTANCE_PATH": folder}
        )
        token, tasks = prepare(app)
        with gunicorn(url, folder) as socket:
            for clients in CLIENTS:
                floor = at(socket, floor_requests(token, clients))
                pick = at(socket, pick_requests(token, tasks, clients))
                note(report, name, clients, floor, pick)
        with app.app_context(), db.engine.connect() as connection:
            breaches = verify(connection).breaches
        if breaches:
            raise SystemExit("\n".join(breaches))


def prepare(app: Flask) -> tuple[str, Iterator[list[Pick]]]:
    """A worker's token, and tasks enough for all runs."""
    user = people.add(app, "worker")
    token = people.token(app, user)
    enough = int(MOST_A_SECOND * (SECONDS + WARM) * len(CLIENTS) / 5) + sum(CLIENTS)
    with app.app_context():
        with unit_of_work(db.engine) as work:
            tasks = fill(work.connection, user, tasks=enough)
        db.engine.dispose()
    return token, iter(tasks)


def at(socket: Path, queues: list[Iterator[bytes]]) -> Measured:
    """One run."""
    return measure(socket, queues, seconds=SECONDS, warm=WARM)


def floor_requests(token: str, clients: int) -> list[Iterator[bytes]]:
    """The same request again and again, for each client."""
    request = post(FLOOR, token, json.dumps(body(Pick(1, "floor"))).encode())
    return [iter(lambda: request, None) for _ in range(clients)]


def pick_requests(token: str, tasks: Iterator[list[Pick]], clients: int) -> list[Iterator[bytes]]:
    """For each client the picks of one task after another; no two clients share a task."""
    return [requests_of(token, tasks) for _ in range(clients)]


def requests_of(token: str, tasks: Iterator[list[Pick]]) -> Iterator[bytes]:
    """One request for each pick, made when it is asked for."""
    for pick in chain.from_iterable(tasks):
        yield post(SCANS, token, json.dumps(body(pick)).encode())


def body(pick: Pick) -> dict[str, object]:
    """A scan as a device sends it."""
    return {
        "scan_id": str(uuid4()),
        "text": pick.text,
        "symbology": "]C1",
        "source": "wedge",
        "flow": "picking",
        "task": str(pick.task),
        "step": "goods",
        "captured_at": "2026-06-15T09:00:00+00:00",
    }


def note(report: Report, engine: str, clients: int, floor: Measured, pick: Measured) -> None:
    """Two lines of the table, their figures, and how they compare."""
    for name, measured in (("floor", floor), ("pick", pick)):
        times = [measured.percentile(percent) for percent in (50, 95, 99)]
        cells = [f"{value:.1f}" for value in (measured.per_second, *times)]
        report.rows.append((engine, str(clients), name, *cells))
        key = f"{engine}_{clients}_{name}"
        report.figures[f"{key}_per_second"] = measured.per_second
        for percent, value in zip((50, 95, 99), times, strict=True):
            report.figures[f"{key}_p{percent}_ms"] = value
    report.ratios[f"{engine}_{clients}_of_floor"] = pick.per_second / floor.per_second
    if clients == max(CLIENTS):
        report.ratios[f"{engine}_{clients}_p95_to_p50"] = pick.percentile(95) / pick.percentile(50)
