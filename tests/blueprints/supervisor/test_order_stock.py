"""A supervisor looks at an order's stock, asks for it, gives it back, and releases the order."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import PlateKind, Role
from webapp.operations import orders, plates

LONG_AGO = datetime(2001, 1, 31, tzinfo=UTC).date()


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse, and an order of twelve creams that is not released."""
    house = warehouse_of(app)
    with house.act() as work:
        lines = {house.ids["CREAM"]: 12}
        new = orders.NewOrder("SO-1", house.ids["customer"], house.ids["STAGE"], lines)
        house.ids["order"] = orders.enter_order(work, new)
    return house


@pytest.fixture
def desk(app: Flask, house: Warehouse, client: FlaskClient) -> FlaskClient:
    """A browser that a supervisor has signed in with."""
    people.add(app, "desk", Role.SUPERVISOR)
    people.sign_in(client, "desk")
    return client


def read(desk: FlaskClient) -> str:
    """The order's page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", desk.get("/orders/1").text).split())


def act(desk: FlaskClient, act: str, order: int = 1) -> int:
    """Press one of the buttons; the status of the answer."""
    return people.post(desk, f"/orders/{order}", page="/orders/1", act=act).status_code


@pytest.mark.feature("PK-13")
@pytest.mark.feature("EX-11")
def test_the_page_says_how_much_is_reserved_and_why_not_the_rest(
    desk: FlaskClient, house: Warehouse
) -> None:
    house.lot("OLD", expires_on=LONG_AGO)
    house.stock("CREAM", "A-1", 9, lot="OLD")
    assert "Waiting 0 of 1 lines in full" in read(desk)
    assert "0 of 12 reserved · 12 missing: only expired stock" in read(desk)
    house.lot("GOOD", expires_on=datetime(2099, 1, 1, tzinfo=UTC).date())
    house.stock("CREAM", "A-2", 8, lot="GOOD")
    assert "0 of 12 reserved · stock is free, check availability" in read(desk)
    assert act(desk, "check") == 303
    said = read(desk)
    assert "Stock was reserved." in said
    assert "Partly available 0 of 1 lines in full" in said
    assert "8 of 12 reserved · 4 missing: only expired stock" in said
    house.lot("HELD")
    people.change(
        desk.application,
        "update lots set status = 'on_hold', hold_reason = 'x' where code = 'HELD'",
    )
    house.stock("CREAM", "A-2", 4, lot="HELD")
    assert "4 missing: expired stock, stock on hold" in read(desk)


def test_stock_on_closed_plates_is_named(desk: FlaskClient, house: Warehouse) -> None:
    house.lot("GOOD", expires_on=datetime(2099, 1, 1, tzinfo=UTC).date())
    for plate, units in (("P-1", 3), ("P-2", 2)):
        with house.act() as work:
            house.add_plate(work, plate, "A-1", PlateKind.PALLET)
        house.stock("CREAM", "A-1", units, lot="GOOD", plate=plate)
        with house.act() as work:
            assert plates.close(work, house.ids[plate]) is None
        if plate == "P-1":
            assert "12 missing: 3 are on closed license plate P-1" in read(desk)
    assert "12 missing: 5 are on closed license plates P-1, P-2" in read(desk)
    house.lot("OLD", expires_on=LONG_AGO)
    house.stock("CREAM", "A-2", 9, lot="OLD")
    assert "12 missing: expired stock, 5 are on closed license plates P-1, P-2" in read(desk)


@pytest.mark.feature("PK-13")
def test_what_is_given_back_is_free(desk: FlaskClient, house: Warehouse) -> None:
    house.lot("GOOD", expires_on=datetime(2099, 1, 1, tzinfo=UTC).date())
    house.stock("CREAM", "A-2", 20, lot="GOOD")
    act(desk, "check")
    assert "Available 1 of 1 lines in full" in read(desk)
    assert house.reserved("CREAM", "A-2") == 12
    act(desk, "unreserve")
    assert "What was reserved is free again." in read(desk)
    assert house.reserved("CREAM", "A-2") == 0
    act(desk, "unreserve")
    assert "Nothing was reserved." in read(desk)


def test_releasing_reserves_and_gives_the_order_to_the_floor_once(
    desk: FlaskClient, house: Warehouse
) -> None:
    assert "Work on it" not in read(desk)
    assert act(desk, "release") == 303
    said = read(desk)
    assert "Released to the floor." in said
    assert "0 of 12 reserved · 12 missing: none in stock" in said
    assert 'value="release"' not in desk.get("/orders/1").text
    act(desk, "release")
    assert "Order SO-1 was released before." in read(desk)
    act(desk, "check")
    assert "There was nothing more to reserve." in read(desk)


def test_an_order_that_needs_nothing_more_has_no_acts(desk: FlaskClient, house: Warehouse) -> None:
    people.change(desk.application, "update orders set status = 'picked'")
    assert "Reserved stock" not in read(desk)
    act(desk, "check")
    assert "Order SO-1 needs nothing any more." in read(desk)
    assert house.count("tasks") == 0


def test_unknown_acts_and_orders_change_nothing(desk: FlaskClient, house: Warehouse) -> None:
    assert act(desk, "burn") == 422
    assert [act(desk, name, 99) for name in ("check", "unreserve", "release")] == [404] * 3
    assert house.count("tasks") == 0
