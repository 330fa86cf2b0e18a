"""A supervisor sees what left for an order, opens its return, and follows it back."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.delivered import delivers, enters
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import Role
from webapp.queries.trace import Cause, Direction, trace


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """SO-1 has left: 3 cream of L1 in two totes, 2 of L2, two dryers, 4 waters."""
    house = warehouse_of(app)
    delivers(house)
    return house


@pytest.fixture
def desk(app: Flask, house: Warehouse, client: FlaskClient) -> FlaskClient:
    """A browser that a supervisor has signed in with."""
    people.add(app, "desk", Role.SUPERVISOR)
    people.sign_in(client, "desk")
    return client


def read(desk: FlaskClient, page: str) -> str:
    """A page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", desk.get(page).text).split())


@pytest.mark.feature("RC-18", "RT-01", "RT-02")
def test_the_page_of_an_order_opens_its_return_and_tells_what_is_back(
    house: Warehouse, desk: FlaskClient
) -> None:
    before = read(desk, "/orders/1")
    assert (
        "What has left Product Lot or serial Left Came back Hand cream CREAM L1 3 each 0" in before
    )
    assert "Take goods back" in before
    opened = people.post(desk, "/orders/1/return", page="/orders/1")
    assert (opened.status_code, opened.location) == (303, "/receipts/1")
    page = read(desk, "/receipts/1")
    assert "Return SO-1-R1 is open." in page
    assert "Return of order SO-1" in page
    assert "Paste codes" not in page
    house.hand().opens("receiving").scans("SO-1-R1", "(01)09501101530003(10)L1(30)3")
    after = read(desk, "/orders/1")
    assert "Hand cream CREAM L1 3 each 3 Hand cream CREAM L2 2 each 0" in after
    assert "Returns: SO-1-R1 Take goods back" in after


@pytest.mark.feature("RT-01", "TR-06")
def test_the_page_of_an_order_keeps_apart_what_left_came_back_and_leaves_again(
    house: Warehouse, desk: FlaskClient
) -> None:
    hand = house.hand().opens("receiving")
    hand.scans("SO-1", "SO-1", "(01)09501101530003(10)L1(30)3")
    assert "Order SO-1 Shipped Corner Shop" in read(desk, "/orders/1")
    water = house.ask("select max(id) from moves where kind = 'ship'")
    people.post(desk, f"/moves/{water}", page=f"/moves/{water}", reason="wrong lorry")
    page = read(desk, "/orders/1")
    assert "Order SO-1 Picked Corner Shop" in page
    assert "Stands at STAGE Totes T-02 WATER 4 each Ship" in page
    assert "Hairdryer DRYER HD-2 1 each 0 Returns: SO-1-R1 Take goods back Lines" in page
    assert "Hand cream CREAM L1 3 each 3 Hand cream CREAM L2 2 each 0" in page
    people.post(desk, "/orders/1", page="/orders/1", act="ship")
    page = read(desk, "/orders/1")
    assert "Shipped. All of it has left." in page
    assert "Water WATER 4 each 0 Returns: SO-1-R1 Take goods back Lines" in page
    hand.scans("HD-1", "HD-2", "LW*CANCEL", "WATER", "LW*QTY*4", "(01)09501101530003(10)L2(30)2")
    page = read(desk, "/orders/1")
    assert "Order SO-1 Shipped Corner Shop" in page
    assert "Water WATER 4 each 4 Returns: SO-1-R1 Lines" in page


@pytest.mark.feature("RC-18")
def test_the_list_of_receipts_to_scan_says_which_one_is_a_return(
    app: Flask, house: Warehouse, desk: FlaskClient
) -> None:
    people.post(desk, "/orders/1/return", page="/orders/1")
    assert "SO-1-R1 Corner Shop Return of order SO-1" in read(desk, "/receive")


def test_an_order_that_has_not_left_has_no_return(house: Warehouse, desk: FlaskClient) -> None:
    enters(house, "SO-2", WATER=1)
    assert "What has left" not in read(desk, "/orders/2")
    people.post(desk, "/orders/2/return", page="/orders/2")
    assert "Order SO-2 has not left: its goods go to STAGE." in read(desk, "/orders/2")
    assert people.post(desk, "/orders/9/return", page="/orders/2").status_code == 404


@pytest.mark.feature("RT-01", "TR-02")
def test_a_return_stands_in_the_trace_under_the_order_it_had_left_for(house: Warehouse) -> None:
    hand = house.hand().opens("receiving")
    hand.scans("SO-1", "SO-1", "(01)09501101530003(10)L1(30)3")
    with house.engine.connect() as connection:
        branches = trace(connection, house.ids["CREAM L1"], Direction.FORWARD)
    (order,) = (one for one in branches if one.partner == "Corner Shop")
    assert (order.cause, order.number) == (Cause.ORDER, "SO-1")
    assert [(one.source, one.destination, one.quantity) for one in order.moves] == [
        ("A-1", "STAGE", 2),
        ("A-1", "STAGE", 1),
        ("STAGE", "CUSTOMERS", 2),
        ("STAGE", "CUSTOMERS", 1),
        ("CUSTOMERS", "QUAR", 3),
    ]
