"""License plates on pages: the list with its states and its file, and the pile of one."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.blueprints.supervisor.test_book import page
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import PlateKind, Role
from webapp.operations import plates


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A pallet with a case on it, and a plate that was dissolved."""
    house = warehouse_of(app)
    with house.act() as work:
        for code, kind in (("PALLET-1", PlateKind.PALLET), ("CASE-1", PlateKind.CASE)):
            house.add_plate(work, code, "DOCK-1", kind)
        house.add_plate(work, "OLD-1", "DOCK-2", PlateKind.CASE)
        assert plates.nest(work, house.ids["CASE-1"], into=house.ids["PALLET-1"]) is None
    house.stock("WATER", "DOCK-1", 3, plate="CASE-1")
    with house.act() as work:
        by = plates.By(house.ids["ann"], work.now)
        assert plates.dissolve(work, house.ids["OLD-1"], by) is None
    return house


@pytest.fixture
def desk(app: Flask, house: Warehouse) -> FlaskClient:
    """A browser that a supervisor has signed in with."""
    people.add(app, "desk", Role.SUPERVISOR)
    client = app.test_client()
    people.sign_in(client, "desk")
    return client


def test_the_list_tells_where_each_stands_and_on_what(desk: FlaskClient) -> None:
    said = page(desk, "/plates")
    assert "CASE-1 Case DOCK-1 PALLET-1 1 goods Open" in said
    assert "PALLET-1 Pallet DOCK-1 1 plates Open" in said
    assert "OLD-1 Case DOCK-2 Empty Dissolved" in said


def test_the_list_narrows_by_status_and_by_words(desk: FlaskClient) -> None:
    dissolved = page(desk, "/plates?status=dissolved")
    assert ("OLD-1" in dissolved, "PALLET-1" in dissolved) == (True, False)
    found = page(desk, "/plates?q=PALLET")
    assert ("OLD-1" in found, "PALLET-1" in found) == (False, True)
    assert "No license plate matches." in page(desk, "/plates?q=%25")
    assert desk.get("/plates?status=lost").status_code == 422
    assert desk.get("/plates?cursor=nonsense").status_code in (400, 422)


def test_the_file_has_every_plate_asked_for(desk: FlaskClient) -> None:
    lines = desk.get("/plates.csv?status=dissolved").text.splitlines()
    assert lines[0].removeprefix("\ufeff") == (
        "code,kind,status,location,stands_on,plates,goods,order,since"
    )
    assert [line.split(",")[:4] for line in lines[1:]] == [["OLD-1", "case", "dissolved", "DOCK-2"]]


def test_looking_one_up_shows_the_pile_it_belongs_to(desk: FlaskClient) -> None:
    said = page(desk, "/look-up?code=CASE-1")
    assert "What it stands with PALLET-1 Kinds of goods on it: 0 Open CASE-1" in said
    assert "CASE-1 Kinds of goods on it: 1 Open" in said


def test_one_that_stands_alone_has_no_pile(desk: FlaskClient) -> None:
    assert "What it stands with" not in page(desk, "/look-up?code=OLD-1")
