"""License plates are announced on the desk: checked line by line, saved as shown, withdrawn."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import people
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import Role

PAGE = "/receipts/1/plates"
ONE, TWO = "106141411234567897", "106141411234567804"


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A receipt of cream and water."""
    house = warehouse_of(app)
    house.receipt("RC-1", CREAM=24, WATER=12)
    return house


@pytest.fixture
def desk(app: Flask, house: Warehouse, client: FlaskClient) -> FlaskClient:
    """A browser that a supervisor has signed in with."""
    people.add(app, "desk", Role.SUPERVISOR)
    people.sign_in(client, "desk")
    return client


def words(page: str) -> str:
    """A page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def post(desk: FlaskClient, **form: str) -> TestResponse:
    """Send a form of the page."""
    return people.post(desk, PAGE, page=PAGE, **form)


def digest(page: str) -> str:
    """What a second post sends along."""
    found = re.search(r'name="digest" value="(\w+)"', page)
    return found[1] if found else ""


@pytest.mark.feature("RC-08")
def test_plates_are_announced_as_they_were_shown(house: Warehouse, desk: FlaskClient) -> None:
    assert f'href="{PAGE}"' in desk.get("/receipts/1").text
    box = f"{ONE};CREAM;12;L1;;2099-06-30\n{ONE};WATER;6\n{TWO};NAIL;1"
    shown = post(desk, lines=box).text
    assert "2 of 3 lines can be announced. License plates: 1." in words(shown)
    assert f"3 {TWO} NAIL Left out NAIL is not on this receipt." in words(shown)
    assert house.count("announced_goods") == 0
    saved = post(desk, lines=box, digest=digest(shown))
    assert (saved.status_code, saved.location) == (303, PAGE)
    page = words(desk.get(PAGE).text)
    assert f"{ONE} 12 each CREAM L1, expires on Jun 30, 2099 6 each WATER Announced" in page
    assert house.ask("select after from setting_changes") == "12 CREAM L1, 6 WATER"


@pytest.mark.feature("RC-08")
def test_what_has_changed_meanwhile_is_shown_again(house: Warehouse, desk: FlaskClient) -> None:
    box = f"{ONE};WATER;12"
    shown = post(desk, lines=box).text
    house.hand().opens("receiving").scans("RC-1", "WATER")
    again = post(desk, lines=box, digest=digest(shown)).text
    assert "Something has changed since these lines were checked." in words(again)
    assert "More WATER than expected: 12." in words(again)
    assert house.count("announced_goods") == 0


@pytest.mark.feature("RC-08")
def test_a_plate_that_has_come_in_stays_announced(house: Warehouse, desk: FlaskClient) -> None:
    box = f"{ONE};WATER;6\n{TWO};WATER;6"
    people.post(
        desk,
        PAGE,
        page=PAGE,
        lines=box,
        digest=digest(post(desk, lines=box).text),
    )
    house.hand().opens("receiving").scans("RC-1", f"(00){ONE}")
    assert f"{ONE} 6 each WATER Came in" in words(desk.get(PAGE).text)
    again = post(desk, lines=f"{ONE};WATER;1").text
    assert f"License plate {ONE} has come in." in words(again)
    for plate, said in ((TWO, "is not announced any more"), (ONE, "has come in, or was not")):
        post(desk, withdraw=plate)
        assert f"License plate {plate} {said}" in words(desk.get(PAGE).text)
    assert house.ask("select plate from announced_goods") == ONE


def test_a_closed_receipt_and_an_empty_paste_say_so(house: Warehouse, desk: FlaskClient) -> None:
    assert "Paste at least one line." in words(post(desk, lines=" \n").text)
    house.hand().opens("receiving").scans("RC-1", "LW*DONE*CLOSE")
    closed = post(desk, lines=f"{ONE};WATER;1")
    assert (closed.status_code, "Receipt RC-1 is closed." in words(closed.text)) == (422, True)
    assert desk.get("/receipts/9/plates").status_code == 404
