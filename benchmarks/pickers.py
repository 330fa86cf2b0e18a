"""A warehouse that is served, and the requests of those who pick in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from uuid import uuid4

from flask import Flask

from benchmarks import databases, past
from benchmarks.clients import post
from benchmarks.server import gunicorn
from benchmarks.warehouse import Pick, fill
from tests import people
from webapp.app import create_app
from webapp.extensions import db
from webapp.operations.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True)
class Pickers:
    """Who asks at `socket`: the worker with `token`, one task after the other."""

    socket: Path
    token: str
    tasks: Iterator[list[Pick]]

    def picks(self, door: str) -> Iterator[bytes]:
        """What one client sends to pick its tasks to their end; no two clients share a task."""
        for pick in chain.from_iterable(self.tasks):
            yield post(door, self.token, json.dumps(scan(pick)).encode())
        raise RuntimeError("everything is picked: fill in more tasks")

    def again_and_again(self, door: str) -> Iterator[bytes]:
        """The same request for ever, as large as a pick's."""
        request = post(door, self.token, json.dumps(scan(Pick(1, "floor"))).encode())
        return iter(lambda: request, None)


def scan(pick: Pick) -> dict[str, object]:
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


@contextmanager
def at_work(url: str, *, tasks: int, moves: int = 0) -> Iterator[tuple[Flask, Pickers]]:
    """The database at `url` filled with so many tasks and moves, and served."""
    with databases.folder() as folder:
        app = create_app(
            {"DATABASE_URL": url, "SECRET_KEY": "for measuring", "INSTANCE_PATH": str(folder)}
        )
        user = people.add(app, "worker")
        with app.app_context():
            with unit_of_work(db.engine) as work:
                filled = fill(work.connection, user, tasks=tasks)
            if moves:
                past.grow(db.engine, moves)
                past.scans(db.engine, moves)
            db.engine.dispose()
        with gunicorn(url, folder) as socket:
            yield app, Pickers(socket, people.token(app, user), iter(filled))
