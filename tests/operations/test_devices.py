"""Devices are set, named, stopped and allowed again, and each change is written down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests import people
from webapp.extensions import db
from webapp.operations import devices
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries.changes import changes_of
from webapp.rules.scanners import USUAL, Scanner


@pytest.fixture
def device(app: Flask) -> int:
    """A device that somebody has signed in on."""
    people.add(app, "Mai")
    people.sign_in(app.test_client(), "Mai")
    ((found,),) = people.read(app, "select id from devices")
    return int(str(found))


def act(app: Flask, does: Callable[[UnitOfWork], object]) -> object:
    """One unit of work."""
    with app.app_context():
        return run(db.engine, does)


def history(app: Flask) -> list[tuple[str | None, str | None, str | None]]:
    """Before, after and who, the newest first."""
    with app.app_context(), db.engine.connect() as connection:
        return [(row.before, row.after, row.user) for row in changes_of(connection, devices.ROOM)]


def test_a_scanner_is_kept_once_and_written_down_with_both_values(app: Flask, device: int) -> None:
    slow = Scanner(gap_ms=78)
    for settings in (slow, slow, USUAL):
        act(app, lambda work, one=settings: devices.keep_scanner(work, device, one, by=1))
    assert history(app) == [
        ('scanner: {"gap_ms": 78}', "scanner: -", "Mai"),
        (None, 'scanner: {"gap_ms": 78}', "Mai"),
    ]
    assert people.read(app, "select count(*) from devices where scanner is not null") == [(0,)]


@pytest.mark.feature("AD-07")
def test_a_name_people_gave_outlives_the_next_sign_in(app: Flask, device: int) -> None:
    assert act(app, lambda work: devices.call(work, device, "Dock 1", by=1)) is None
    people.sign_in(app.test_client(), "Mai")
    assert people.read(app, "select called from devices order by id") == [("Dock 1",), (None,)]
    assert history(app) == [(None, "name: Dock 1", "Mai")]


def test_a_name_that_is_too_long_changes_nothing(app: Flask, device: int) -> None:
    no = act(app, lambda work: devices.call(work, device, "x" * 61, by=1))
    assert str(no) == "A device's name has at most 60 characters."
    assert history(app) == []


@pytest.mark.feature("AD-07")
def test_stopping_and_allowing_are_written_down_once_each(app: Flask, device: int) -> None:
    for does in (devices.revoke, devices.revoke, devices.allow):
        act(app, lambda work, one=does: one(work, device, by=1))
    assert history(app) == [
        ("use: stopped", "use: in use", "Mai"),
        ("use: in use", "use: stopped", "Mai"),
    ]
