"""A server's threads find a connection open: opening one costs a scan more than all it does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event, text

from webapp.extensions import db
from webapp.serving import gunicorn_conf


def test_all_threads_at_once_open_no_more_connections_than_threads(app: Flask) -> None:
    threads = gunicorn_conf.threads
    opened: list[Any] = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "connect", lambda raw, _: opened.append(raw))
    engine.dispose()
    for _ in range(3):
        all_at_once(threads, engine)
    assert len(opened) == threads


def all_at_once(threads: int, engine: Engine) -> None:
    """Every thread has a connection while all the others have theirs, then gives it back."""
    all_have_one = Barrier(threads)

    def asks() -> None:
        with engine.connect() as connection:
            connection.execute(text("select 1"))
            all_have_one.wait(60)

    with ThreadPoolExecutor(threads) as pool:
        for one in [pool.submit(asks) for _ in range(threads)]:
            one.result(60)
