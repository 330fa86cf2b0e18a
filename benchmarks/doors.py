"""The app as it is served, and three more doors to hold a scan against.

**hello** answers a constant and asks nobody who is there: what the web itself costs. The **floor**
is signed in like a scan, takes the write lock like a scan, writes one row of the scan log with one
statement, commits, and answers. Behind **hand** the whole transaction of an accepted pick is
written by hand. What a scan costs above these is ours.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from flask import Flask, jsonify, request
from sqlalchemy import bindparam, text

from benchmarks import hand
from webapp.app import create_app
from webapp.blueprints.access import allow, public
from webapp.blueprints.identity import operator
from webapp.extensions import db
from webapp.models import Role
from webapp.models.types import Moment
from webapp.operations.unit_of_work import UnitOfWork, run

HELLO, FLOOR, HAND = "/api/v1/hello", "/api/v1/floor", "/api/v1/hand"
ACCEPTED = {"status": "accepted"}
INSERT = text(
    "insert into scans (scan_id, digest, text, source, status, code, answer, user_id, captured_at,"
    " recorded_at) values (:scan, :scan, :text, 'wedge', 'refused', 'floor', '{}', :user, :now,"
    " :now)"
).bindparams(bindparam("now", type_=Moment))


def with_doors(app: Flask) -> Flask:
    """The app with the three more doors."""
    app.post(HELLO)(public(hello))
    app.post(FLOOR)(allow(Role.WORKER)(floor))
    app.post(HAND)(allow(Role.WORKER)(picked_by_hand))
    return app


def hello() -> Any:
    """The same to everybody."""
    return jsonify(ACCEPTED)


def floor() -> Any:
    """One row of the log."""
    said = request.get_json()

    def insert(work: UnitOfWork) -> None:
        values = {"scan": str(uuid4()), "text": said["text"], "user": operator().id}
        work.connection.execute(INSERT, values | {"now": work.now})

    return answered(insert)


def picked_by_hand() -> Any:
    """All that an accepted pick reads and writes."""
    said = request.get_json()
    return answered(lambda work: hand.pick(work, said, operator().id))


def answered(act: Callable[[UnitOfWork], None]) -> Any:
    """The act, in a unit of work of its own."""
    run(db.engine, act)
    return jsonify(ACCEPTED)


def app() -> Flask:
    """What gunicorn serves."""
    return with_doors(create_app({"INSTANCE_PATH": os.environ["BENCHMARK_FOLDER"]}))
