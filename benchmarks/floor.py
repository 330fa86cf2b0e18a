"""The app as it is served, and one more door: the least that any scan could cost.

The floor is a request that is signed in like a scan, takes the write lock like a scan, writes one
row of the scan log with one statement, commits, and answers. What a scan costs above it is ours.
"""

from __future__ import annotations

import os
from typing import Any
from uuid import uuid4

from flask import Flask, jsonify, request
from sqlalchemy import bindparam, text

from webapp.app import create_app
from webapp.blueprints.access import allow
from webapp.blueprints.identity import operator
from webapp.extensions import db
from webapp.models import Role
from webapp.models.types import Moment
from webapp.operations.unit_of_work import UnitOfWork, run

FLOOR = "/api/v1/floor"
INSERT = text(
    "insert into scans (scan_id, digest, text, source, status, code, answer, user_id, captured_at,"
    " recorded_at) values (:scan, :scan, :text, 'wedge', 'refused', 'floor', '{}', :user, :now,"
    " :now)"
).bindparams(bindparam("now", type_=Moment))


def with_floor(app: Flask) -> Flask:
    """The app with the one more door."""

    @app.post(FLOOR)
    @allow(Role.WORKER)
    def floor() -> Any:
        said = request.get_json()

        def insert(work: UnitOfWork) -> None:
            values = {"scan": str(uuid4()), "text": said["text"], "user": operator().id}
            work.connection.execute(INSERT, values | {"now": work.now})

        run(db.engine, insert)
        return jsonify(status="accepted")

    return app


def app() -> Flask:
    """What gunicorn serves."""
    return with_floor(create_app({"INSTANCE_PATH": os.environ["BENCHMARK_FOLDER"]}))
