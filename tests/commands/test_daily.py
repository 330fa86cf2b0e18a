"""`daily` does what is due once a day, and nothing when it is run again."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskCliRunner

from tests.people import read
from tests.warehouse import warehouse_of
from webapp.models import MoveKind
from webapp.operations import ledger
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.unit_of_work import unit_of_work

LONG_AGO = datetime(2026, 6, 15, 9, tzinfo=UTC)


def test_a_day_that_is_over_is_sealed_once(app: Flask, runner: FlaskCliRunner) -> None:
    house = warehouse_of(app)
    with unit_of_work(house.engine, now=lambda: LONG_AGO) as work:
        ends = Spot(house.ids["SUPPLIERS"]), Spot(house.ids["A-1"])
        entry = Entry(MoveKind.RECEIVE, Goods(house.ids["WATER"]), 1, *ends)
        ledger.record(work, entry, By(house.ids["ann"], LONG_AGO))
    rest = "Orders that got stock: 0\nLots to look at before they expire: 0\n"
    assert runner.invoke(args=["daily"]).output == f"Days sealed: 1\n{rest}"
    assert runner.invoke(args=["daily"]).output == f"Days sealed: 0\n{rest}"
    assert read(app, "select count(*) from seals") == [(1,)]


def test_a_database_that_is_not_ready_is_said_clearly(
    make_app: object, empty_database_url: str
) -> None:
    app: Flask = make_app(DATABASE_URL=empty_database_url)  # type: ignore[operator]
    done = app.test_cli_runner().invoke(args=["daily"])
    assert done.exit_code == 1
    assert "The database is not ready" in done.output
