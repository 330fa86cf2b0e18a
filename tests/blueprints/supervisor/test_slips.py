"""The delivery slip: what goes with an order, and which lots and serial numbers it is of."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.stocked import Warehouse, stocked
from webapp.models import MoveKind, Role


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A stocked warehouse; of its order of 10 hand creams 6 are picked and 4 are short."""
    made = stocked(app)
    people.add(app, "chief", Role.ADMIN)
    return made


@pytest.fixture
def chief(app: Flask, house: Warehouse) -> FlaskClient:
    """The admin's browser."""
    client = app.test_client()
    people.sign_in(client, "chief")
    return client


def slip(client: FlaskClient, house: Warehouse) -> str:
    """The words of the slip, without its tags."""
    page = client.get(f"/orders/{house.ids['SO-1']}/slip").text
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def switch(client: FlaskClient, **ticked: str) -> None:
    """Save the warehouse's switches."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/tracking").text)
    assert token
    assert client.post("/tracking", data={"csrf_token": token[1], **ticked}).status_code == 303


@pytest.mark.feature("EX-13")
def test_the_slip_tells_what_goes_with_its_lot_and_date(
    house: Warehouse, chief: FlaskClient
) -> None:
    words = slip(chief, house)
    assert words.startswith("Delivery slip SO-1 Corner Shop")
    assert "Hand cream CREAM GOOD expires Jul 31, 2099 10 6 each 4 to follow or short" in words
    assert f"/orders/{house.ids['SO-1']}/slip" in chief.get(f"/orders/{house.ids['SO-1']}").text


@pytest.mark.feature("EX-13")
def test_lots_are_told_apart_and_what_was_reversed_does_not_go(
    house: Warehouse, chief: FlaskClient
) -> None:
    line = {"order_line_id": house.ids["order line"], "kind": MoveKind.PICK}
    taken = house.move("CREAM", 3, "A-01", "STAGE-1", lot="NEAR", **line)
    assert "× 3" in slip(chief, house)
    house.move("CREAM", 3, "STAGE-1", "A-01", lot="NEAR", reverses_id=taken, **line)
    assert "NEAR" not in slip(chief, house)


@pytest.mark.feature("ID-02", "EX-13")
def test_a_switch_keeps_lots_off_the_slip(house: Warehouse, chief: FlaskClient) -> None:
    switch(chief, codes="on", expiry="on")
    assert "GOOD" not in slip(chief, house)
    assert "Hand cream CREAM 10 6 each" in slip(chief, house)
    switch(chief, codes="on", expiry="on", slips="on")
    assert "GOOD" in slip(chief, house)


def test_no_order_has_no_slip(chief: FlaskClient) -> None:
    assert chief.get("/orders/999/slip").status_code == 404
