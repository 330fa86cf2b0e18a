"""The page of one license plate, and an order that leaves: each act says what became of it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.blueprints.supervisor.test_book import page
from tests.warehouse import WATER, Warehouse, warehouse_of
from webapp.models import PlateKind, Role
from webapp.operations import plates
from webapp.operations.held import Held
from webapp.operations.verify import verify


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Case C on pallet P at a dock, five waters on C and four loose beside; tote T-01 is picked."""
    house = warehouse_of(app)
    with house.act() as work:
        for code, kind in (("P", PlateKind.PALLET), ("C", PlateKind.CASE)):
            house.add_plate(work, code, "DOCK-1", kind)
        assert plates.nest(work, house.ids["C"], into=house.ids["P"]) is None
    house.stock("WATER", "DOCK-1", 5, plate="C")
    house.stock("WATER", "DOCK-1", 4)
    house.stock("WATER", "A-1", 6)
    house.order("SO-1", WATER=8)
    house.hand().opens("picking").scans("SO-1", "A-1", WATER, "LW*QTY*6", "T-01")
    return house


@pytest.fixture
def desk(app: Flask, house: Warehouse) -> FlaskClient:
    """A browser that a supervisor has signed in with."""
    people.add(app, "desk", Role.SUPERVISOR)
    client = app.test_client()
    people.sign_in(client, "desk")
    return client


def act(desk: FlaskClient, house: Warehouse, plate: str, name: str, **more: str) -> str:
    """Press a button of a plate's page; what the page says then."""
    url = f"/plates/{house.ids[plate]}"
    answer = people.post(desk, url, page="/plates", act=name, **more)
    if answer.status_code == 200:
        return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
    assert answer.status_code == 303
    return page(desk, url)


def balance(house: Warehouse, where: str) -> str:
    """The id of water that lies loose at the dock, or on the case."""
    return str(house.ask(f"select id from balances where on_hand > 0 and {where}"))


def test_the_page_tells_where_it_stands_what_is_on_it_and_what_moved(
    desk: FlaskClient, house: Warehouse
) -> None:
    said = page(desk, f"/plates/{house.ids['C']}")
    assert "Case C Open" in said
    assert "Stands at DOCK-1 On license plate P" in said
    assert "Water WATER 5 each How many Take off" in said
    assert "Water WATER 4 each How many Put on" in said
    assert "Received WATER 5 each SUPPLIERS DOCK-1 · C" in said
    assert desk.get("/plates/99").status_code == 404


def test_goods_go_on_and_off_as_many_as_are_keyed_in(desk: FlaskClient, house: Warehouse) -> None:
    dock = f"location_id = {house.ids['DOCK-1']}"
    loose = balance(house, f"{dock} and plate_id is null")
    assert "Put on it." in act(desk, house, "C", "pack", goods=loose, quantity="3")
    on = balance(house, f"plate_id = {house.ids['C']}")
    assert "Taken off. It lies loose." in act(desk, house, "C", "unpack", goods=on, quantity="1")
    assert house.ask("select on_hand from balances where id = :id", id=int(on)) == 7
    for typed, said in (
        ("96385074", "That looks like a barcode, not a quantity: 96385074."),
        ("1,5", "1,5 is not a quantity."),
        ("9", "DOCK-1 holds 7 of WATER that can be taken."),
    ):
        assert said in act(desk, house, "C", "unpack", goods=on, quantity=typed)
    assert "Somebody else has just taken these goods." in act(
        desk, house, "C", "pack", goods=on, quantity="1"
    )


def test_a_plate_is_closed_opened_taken_off_and_dissolved(
    desk: FlaskClient, house: Warehouse
) -> None:
    assert "Closed. Nothing goes on or off." in act(desk, house, "P", "close")
    assert "Case C Closed" in page(desk, f"/plates/{house.ids['C']}")
    assert "Closed: license plate P." in act(desk, house, "C", "open")
    for name, code, said in (
        ("open", "P", "Open again."),
        ("open", "C", "Open again."),
        ("take_out", "C", "It stands by itself now."),
        ("take_out", "C", "On no other license plate: license plate C."),
        ("dissolve", "C", "Dissolved. What was on it is loose."),
        ("close", "C", "Dissolved: license plate C. Its code is used up."),
    ):
        assert said in act(desk, house, code, name)
    assert house.on_hand("WATER", "DOCK-1") == 9
    assert people.post(desk, "/plates/1", page="/plates", act="burn").status_code == 422
    assert people.post(desk, "/plates/99", page="/plates", act="close").status_code == 404


@pytest.mark.feature("PK-23")
def test_a_tote_ships_from_its_page_when_asked_twice(desk: FlaskClient, house: Warehouse) -> None:
    asked = act(desk, house, "T-01", "ship")
    assert "To Corner Shop, order SO-1: 6 of WATER on tote T-01. Short: 2 of WATER." in asked
    assert house.on_hand("WATER", "CUSTOMERS") == 0
    about = f"{house.ids['T-01']} 1 6"
    done = "Shipped to Corner Shop: 6 of WATER of order SO-1."
    assert done in act(desk, house, "T-01", "ship", about=about)
    assert (house.on_hand("WATER", "CUSTOMERS"), house.ask("select status from orders")) == (
        6,
        "shipped",
    )
    assert "License plate T-01 is empty." in act(desk, house, "T-01", "ship", about=about)


@pytest.mark.feature("PK-23")
def test_an_order_ships_from_its_page(desk: FlaskClient, house: Warehouse) -> None:
    said = page(desk, "/orders/1")
    assert (
        "Ready to leave Customer Corner Shop Stands at STAGE Totes T-01 WATER 6 each Ship" in said
    )
    house.holds("T-01", "smell", kind=Held.PLATE)
    refused = people.post(desk, "/orders/1", page="/orders/1", act="ship")
    assert refused.status_code == 303
    assert "License plate T-01 is on hold: smell. Leave it here" in page(desk, "/orders/1")
    house.releases("T-01", kind=Held.PLATE)
    people.post(desk, "/orders/1", page="/orders/1", act="ship")
    said = page(desk, "/orders/1")
    assert "Order SO-1 Shipped" in said
    assert "Shipped. All of it has left." in said
    assert "Ready to leave" not in said
    people.post(desk, "/orders/1", page="/orders/1", act="ship")
    assert "Order SO-1 has left." in page(desk, "/orders/1")
    assert people.post(desk, "/orders/99", page="/orders/1", act="ship").status_code == 404
    assert "SO-1 Corner Shop" in page(desk, "/orders?status=shipped")
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []
