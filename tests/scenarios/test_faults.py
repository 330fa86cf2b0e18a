"""The disk is full, the database takes no changes, the line is cut, somebody holds the lock.

Each time: 503 and when to come back, nothing half-written, a page that says what to do; and the
same scan, sent again when it is over, is counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests import people
from tests.blueprints.api.talking import Device, device, new_rows, rows
from tests.databases import Engine
from tests.scenarios.faults import failing_disk, full_disk, read_only
from tests.warehouse import CREAM, Warehouse, warehouse_of
from webapp.extensions import db
from webapp.operations.unit_of_work import REMEMBERED_SECONDS, refused_lately, unit_of_work
from webapp.trouble import Trouble

LABEL = f"01{CREAM}1749063010C1"
FULL = "The disk of the database is full or failing. Nothing was written."
PAGE = {"Accept": "text/html"}
Fault = Callable[[Warehouse], AbstractContextManager[None]]


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse, a receipt to receive, and anna with a password."""
    house = warehouse_of(app)
    house.receipt("RC-1", CREAM=500)
    people.add(app, "anna")
    return house


@pytest.fixture
def ann(app: Flask, house: Warehouse) -> Device:
    """A worker's device with the receipt open."""
    ann = device(app, house)
    ann.opens("receiving").scans("RC-1")
    ann.step = None
    return ann


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A browser at the sign-in page, which it has read."""
    return app.test_client()


def said(answer: Any) -> tuple[int, str, str]:
    """Status, when to come back, and the sentence."""
    return answer.status_code, answer.headers.get("Retry-After", ""), answer.get_json()["detail"]


def refused_one(ann: Device, before: Callable[[], Mapping[str, int]]) -> tuple[Any, Any, Any]:
    """Scan units until one finds no room: its body, its answer, the rows before it."""
    for _ in range(100):
        body, counted = ann.body(LABEL), before()
        answer = ann.sends(body)
        if answer.status_code != 200:
            return body, answer, counted
    raise AssertionError("there was room for everything")


@pytest.mark.feature("AP-01")
@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (full_disk, FULL),
        (read_only, "The database takes no changes. Nothing was written."),
    ],
)
def test_a_scan_the_database_cannot_write_is_503_and_counts_once_later(
    ann: Device, house: Warehouse, fault: Fault, sentence: str
) -> None:
    with fault(house):
        body, answer, before = refused_one(ann, lambda: rows(house))
        assert said(answer) == (503, "10", sentence)
        ready = ann.app.test_client().get("/readyz", headers={"Accept": "*/*"})
        assert said(ready) == (503, "5", sentence)
        assert new_rows(before, rows(house)) == {}
    once_only(ann, house, body)
    assert ann.app.test_client().get("/readyz").status_code == 200


def once_only(ann: Device, house: Warehouse, body: Any) -> None:
    """The scan is taken now, exactly once, and answered alike for ever."""
    before = rows(house)
    first = ann.sends(body).get_json()
    assert first["code"] == "received"
    assert ann.sends(body).get_json() == first
    grown = new_rows(before, rows(house))
    assert (grown["scans"], grown["moves"]) == (1, 1)


def test_a_disk_that_fails_under_sqlite_is_503_and_the_scan_counts_once_later(
    make_app: Callable[..., Flask], sqlite: Engine
) -> None:
    app = make_app(DATABASE_URL=sqlite.migrated())
    house = warehouse_of(app)
    house.receipt("RC-1", CREAM=5)
    ann = device(app, house).opens("receiving")
    ann.scans("RC-1")
    body, before = ann.body(LABEL), rows(house)
    with failing_disk():
        answer = ann.sends(body)
    assert said(answer) == (503, "10", FULL)
    assert new_rows(before, rows(house)) == {}
    once_only(ann, house, body)


@pytest.mark.parametrize("fault", [full_disk, read_only])
def test_signing_in_where_nothing_can_be_written_says_what_to_do(
    app: Flask, house: Warehouse, fault: Fault
) -> None:
    with fault(house):
        tries = (people.sign_in(app.test_client(), "anna") for _ in range(200))
        answer = next(answer for answer in tries if answer.status_code != 303)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert "Nothing can be written just now" in answer.text
        assert "Tell an admin. Scans stay on the device and are sent again" in answer.text
        assert app.test_client().get("/sign-in").status_code == 200
    assert people.sign_in(app.test_client(), "anna").status_code == 303


def test_pages_are_still_read_where_nothing_can_be_written(
    app: Flask, house: Warehouse, ann: Device, browser: FlaskClient
) -> None:
    people.sign_in(browser, "anna")
    with read_only(house):
        assert browser.get("/receive", headers=PAGE).status_code == 200
        assert ann.gets("/api/v1/stock") is not None


def test_a_refused_write_is_forgotten_after_a_while(ann: Device, house: Warehouse) -> None:
    with read_only(house):
        assert ann.sends(ann.body(LABEL)).status_code == 503
        assert refused_lately(house.engine) is Trouble.READ_ONLY
        assert refused_lately(house.engine, seconds=lambda: 1e9 + REMEMBERED_SECONDS) is None


# Somebody holds the lock


@contextmanager
def held(house: Warehouse, statement: str) -> Iterator[None]:
    """Another act has the lock: all of it on SQLite, the rows of the statement on PostgreSQL."""
    with unit_of_work(house.engine) as work:
        work.connection.execute(text(f"{statement}{work.for_update}"))
        yield


def test_a_lock_held_too_long_is_503_for_scans_and_signing_in_and_pages_are_read(
    make_app: Callable[..., Flask], app: Flask, house: Warehouse, ann: Device
) -> None:
    hasty = make_app(DATABASE_URL=app.config["DATABASE_URL"], WRITE_WAIT_SECONDS=0.1)
    browser = hasty.test_client()
    people.sign_in(browser, "anna")
    ann.app = hasty
    body, before = ann.body(LABEL), rows(house)
    with held(house, "select u.id from users u, tasks t"):
        assert said(ann.sends(body)) == (503, "1", "The database is busy. Nothing was written.")
        page = people.sign_in(hasty.test_client(), "anna")
        assert (page.status_code, page.headers["Retry-After"]) == (503, "1")
        assert "Try again in a moment." in page.text
        assert browser.get("/receive", headers=PAGE).status_code == 200
    assert new_rows(before, rows(house)) == {}
    once_only(ann, house, body)


def test_no_free_connection_is_503_and_the_scan_counts_once_later(
    make_app: Callable[..., Flask], app: Flask, house: Warehouse, ann: Device
) -> None:
    small = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 0.1}
    url = app.config["DATABASE_URL"]
    ann.app = make_app(DATABASE_URL=url, WRITE_WAIT_SECONDS=0.1, SQLALCHEMY_ENGINE_OPTIONS=small)
    body, before = ann.body(LABEL), rows(house)
    with ann.app.app_context(), db.engine.connect():
        assert said(ann.sends(body)) == (503, "1", "The database is busy. Nothing was written.")
        page = ann.app.test_client().get("/readyz", headers={"Accept": "*/*"})
        assert page.status_code == 503
    assert new_rows(before, rows(house)) == {}
    once_only(ann, house, body)
