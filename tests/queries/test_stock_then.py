"""Stock as it was at any past moment, from the ledger alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.warehouse import Warehouse, warehouse_of
from webapp.models import MoveKind
from webapp.operations import ledger, seals
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.unit_of_work import unit_of_work
from webapp.queries import stock_by_lot
from webapp.queries.stock_by_lot import Grouping
from webapp.queries.stock_filter import StockFilter

BEGIN = datetime(2026, 6, 15, 9, tzinfo=UTC)


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Water that comes in, is put away in two parts, and leaves in part: one move an hour."""
    house = warehouse_of(app)
    steps = (
        ("SUPPLIERS", "DOCK-1", 10),
        ("DOCK-1", "A-1", 6),
        ("DOCK-1", "A-2", 4),
        ("A-1", "STAGE", 5),
        ("A-2", "A-1", 4),
    )
    for hours, (source, destination, units) in enumerate(steps):
        with unit_of_work(house.engine, now=lambda hours=hours: BEGIN + hours * HOUR) as work:
            ends = Spot(house.ids[source]), Spot(house.ids[destination])
            entry = Entry(MoveKind.RELOCATE, Goods(house.ids["WATER"]), units, *ends)
            ledger.record(work, entry, By(house.ids["ann"], BEGIN))
    return house


HOUR = timedelta(hours=1)
THEN = (
    {},
    {"DOCK-1": 10},
    {"DOCK-1": 4, "A-1": 6},
    {"A-1": 6, "A-2": 4},
    {"A-1": 1, "A-2": 4, "STAGE": 5},
    {"A-1": 5, "STAGE": 5},
)


def places(house: Warehouse, as_of: datetime | None) -> dict[str | None, int]:
    """Units of water by location."""
    asked = StockFilter(product="WATER", as_of=as_of)
    with house.engine.connect() as connection:
        page = stock_by_lot.page(connection, asked, Grouping.PLACE, today=BEGIN.date())
    return {row.location: row.on_hand for row in page.rows}


@pytest.mark.parametrize("hours", range(6))
def test_stock_is_what_the_moves_up_to_the_moment_left(house: Warehouse, hours: int) -> None:
    just_before = BEGIN + hours * HOUR - timedelta(microseconds=1)
    assert places(house, just_before) == THEN[hours]


def test_a_move_counts_from_the_moment_it_was_recorded(house: Warehouse) -> None:
    assert places(house, BEGIN) == {"DOCK-1": 10}


def test_the_moment_that_has_just_been_is_now(house: Warehouse) -> None:
    assert places(house, BEGIN + 10 * HOUR) == places(house, None)


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "UTC", "Pacific/Kiritimati"])
def test_sealed_days_do_not_change_what_was(house: Warehouse, zone: str) -> None:
    assert seals.seal_days(house.engine, zone, now=BEGIN + timedelta(days=9))
    for hours in range(6):
        just_before = BEGIN + hours * HOUR - timedelta(microseconds=1)
        assert places(house, just_before) == THEN[hours]
    for days in range(1, 5):
        assert places(house, BEGIN + timedelta(days=days)) == THEN[5]


@pytest.mark.parametrize("grouping", list(Grouping))
def test_every_grouping_adds_up_at_every_moment(house: Warehouse, grouping: Grouping) -> None:
    for hours in range(1, 6):
        asked = StockFilter(as_of=BEGIN + hours * HOUR, location="A-1")
        everywhere = StockFilter(as_of=BEGIN + hours * HOUR)
        with house.engine.connect() as connection:
            found = stock_by_lot.page(connection, everywhere, grouping, today=BEGIN.date())
            here = stock_by_lot.page(connection, asked, grouping, today=BEGIN.date())
            (total,) = stock_by_lot.totals(connection, everywhere, today=BEGIN.date())
        assert sum(row.on_hand for row in found.rows) == total.on_hand == 10
        assert sum(row.on_hand for row in here.rows) == THEN[min(hours + 1, 5)].get("A-1", 0)
