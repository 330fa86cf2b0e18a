"""Days in a warehouse far from Greenwich: where one ends, and where the calendar does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import MoveKind, Role
from webapp.operations import ledger, lot_records
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.lot_records import About
from webapp.operations.unit_of_work import unit_of_work

ZONE = "Asia/Ho_Chi_Minh"
DAY = date(2001, 1, 31)
# The first moment of the day after, there.
MIDNIGHT = datetime(2001, 1, 31, 17, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def far(make_app: Callable[..., Flask], database_url: str) -> Flask:
    """The program in a warehouse seven hours ahead."""
    return make_app(DATABASE_URL=database_url, WAREHOUSE_TIMEZONE=ZONE)


@pytest.fixture
def house(far: Flask) -> Warehouse:
    """Cream that ends on the day: four came in its last second, two at midnight."""
    house = warehouse_of(far)
    house.lot("L1", expires_on=DAY)
    for moment, units in ((MIDNIGHT - SECOND, 4), (MIDNIGHT, 2)):
        with unit_of_work(house.engine, now=lambda moment=moment: moment) as work:
            goods = Goods(house.ids["CREAM"], house.ids["CREAM L1"])
            ends = Spot(house.ids["SUPPLIERS"]), Spot(house.ids["A-1"])
            by = By(house.ids["ann"], moment)
            ledger.record(work, Entry(MoveKind.RECEIVE, goods, units, *ends), by)
    return house


@pytest.fixture
def desk(far: Flask, house: Warehouse) -> FlaskClient:
    """The browser of somebody who may see everything."""
    people.add(far, "root", Role.ADMIN)
    client = far.test_client()
    people.sign_in(client, "root")
    return client


def stock(desk: FlaskClient, as_of: str) -> list[tuple[Any, ...]]:
    """What was there, and what its lot was then."""
    said = desk.get("/api/v1/stock", query_string={"as_of": as_of}).get_json()
    return [(row["on_hand"], row["status"]) for row in said["items"] if row["location"] == "A-1"]


@pytest.mark.feature("RP-01")
@pytest.mark.parametrize("day", ["2001-01-31", "20010131"])
def test_stock_as_of_a_day_is_what_its_last_moment_left(desk: FlaskClient, day: str) -> None:
    assert stock(desk, day) == [(4, "usable")]


@pytest.mark.feature("RP-01")
def test_what_moved_at_midnight_is_of_the_day_that_began(desk: FlaskClient) -> None:
    assert stock(desk, "2001-02-01T00:00") == [(6, "expired")]
    days = [
        desk.get("/api/v1/moves", query_string={"since": day, "until": after}).get_json()["items"]
        for day, after in (("2001-01-31", "2001-02-01"), ("2001-02-01", "2001-02-02"))
    ]
    assert [[one["quantity"] for one in moves] for moves in days] == [[4], [2]]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("path", ["/moves", "/moves.csv", "/api/v1/moves", "/labels/log"])
def test_the_ends_of_the_calendar_are_days_too(desk: FlaskClient, path: str, day: str) -> None:
    for name in ("since", "until"):
        assert desk.get(path, query_string={name: day}).status_code == 200


def test_lots_are_held_since_the_first_day_of_all(desk: FlaskClient, house: Warehouse) -> None:
    form = {"product": "CREAM", "since": "0001-01-01", "act": "hold", "cause": "damaged"}
    assert people.post(desk, "/holds/lots", page="/", **form).status_code == 303
    assert house.ask("select status from lots") == "on_hold"


@pytest.mark.feature("ID-09")
def test_what_was_made_this_morning_was_made_today(house: Warehouse) -> None:
    before_dawn_in_greenwich = MIDNIGHT + timedelta(hours=5)
    with unit_of_work(house.engine, now=lambda: before_dawn_in_greenwich) as work:
        about = About(produced_on=date(2001, 2, 1))
        made = lot_records.create(
            work, house.ids["CREAM"], "L2", about, by=house.ids["bob"], today=date(2001, 2, 1)
        )
    assert made == house.ask("select id from lots where code = 'L2'")
