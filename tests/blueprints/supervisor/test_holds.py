"""Holding, releasing and dating at the desk, and what is near its end."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.stocked import Warehouse, lot, stocked
from webapp.models import Role
from webapp.operations.unit_of_work import clock


@pytest.fixture
def made(app: Flask) -> Warehouse:
    """A stocked warehouse."""
    return stocked(app)


@pytest.fixture
def desk(app: Flask, made: Warehouse) -> FlaskClient:
    """A browser that the supervisor has signed in with."""
    client = app.test_client()
    people.sign_in(client, "desk")
    return client


def page(client: FlaskClient, address: str) -> str:
    """The text of a page without its markup, one space between words."""
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def hold(client: FlaskClient, kind: str, thing: int, act: str = "hold", **more: str) -> int:
    """Send the form; the status of the answer."""
    form = {"kind": kind, "id": str(thing), "act": act, "cause": "quality_check"} | more
    return people.post(client, "/holds", page="/", **form).status_code


@pytest.mark.feature("ST-08")
def test_a_lot_is_held_and_released_on_its_page_and_keeps_its_history(
    desk: FlaskClient, made: Warehouse
) -> None:
    address = f"/lots/{made.ids['GOOD']}"
    assert hold(desk, "lot", made.ids["GOOD"]) == 303
    said = page(desk, address)
    assert "Nothing of it may leave now. No order had any of it." in said
    assert "It is on hold: quality check." in said
    assert "GOOD CREAM On hold quality check" in page(desk, "/holds")
    assert hold(desk, "lot", made.ids["GOOD"], "release", text="all is well") == 303
    said = page(desk, address)
    assert "Released. It may leave again." in said
    assert "all is well" in said


@pytest.mark.feature("ST-07")
@pytest.mark.parametrize(("kind", "name"), [("location", "A-01"), ("plate", "TOTE-1")])
def test_a_bin_and_a_plate_are_held_where_they_are_looked_up(
    desk: FlaskClient, made: Warehouse, kind: str, name: str
) -> None:
    before = page(desk, f"/look-up?kind={kind}&id={made.ids[name]}")
    assert "Put on hold" in before
    assert hold(desk, kind, made.ids[name], text="wet floor") == 303
    said = page(desk, f"/look-up?kind={kind}&id={made.ids[name]}")
    assert "Why it is held wet floor" in said
    assert re.search(r"On hold [1-9]\d* each", said)
    assert "Available 0 each" in said


def test_a_worker_sees_no_button_to_hold(app: Flask, made: Warehouse) -> None:
    people.add(app, "ann", Role.WORKER)
    worker = app.test_client()
    people.sign_in(worker, "ann")
    assert "Put on hold" not in page(worker, f"/look-up?kind=location&id={made.ids['A-01']}")
    assert hold(worker, "location", made.ids["A-01"]) == 403


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"kind": "moon", "id": "1", "act": "hold"}, 422),
        ({"kind": "lot", "id": "1", "act": "eat"}, 422),
        ({"kind": "lot", "id": "999999", "act": "hold", "cause": "damaged"}, 404),
        ({"kind": "lot", "id": "9" * 40, "act": "hold"}, 404),
        ({"kind": "lot", "id": "0" * 11 + "9" * 30, "act": "hold", "cause": "damaged"}, 404),
        ({"kind": "lot", "id": "²", "act": "hold"}, 404),
        ({"kind": "lot", "id": "1", "act": "hold", "cause": "x"}, 303),
        ({"kind": "lot", "id": "1", "act": "release"}, 303),
        ({}, 422),
    ],
)
def test_no_form_is_too_strange(desk: FlaskClient, form: dict[str, str], status: int) -> None:
    assert people.post(desk, "/holds", page="/", **form).status_code == status


@pytest.mark.feature("ST-08")
def test_many_lots_are_recalled_at_once(desk: FlaskClient) -> None:
    form = {"product": "CREAM", "code_from": "G", "code_to": "NZ", "act": "recall"}
    done = people.post(desk, "/holds/lots", page="/", **form, cause="supplier_notice")
    assert done.status_code == 303
    said = page(desk, "/holds")
    # GOOD and NEAR; HELD was on hold and is recalled as well.
    assert "3 lots are recalled now." in said
    assert "NEAR CREAM Recalled notice of the supplier" in said


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"product": "NOTHING", "act": "hold"}, "No product has this SKU."),
        ({"product": "CREAM", "act": "hold"}, "Choose a reason from the list."),
        ({"product": "CREAM", "act": "hold", "since": "soon"}, "A day such as 2026-06-15"),
        ({"product": "CREAM", "act": "hold", "until": "9999-12-31"}, "Choose a reason"),
        ({"product": "CREAM", "act": "release"}, "why may it leave again?"),
    ],
)
def test_what_is_wrong_with_many_is_said_in_the_form(
    desk: FlaskClient, form: dict[str, str], said: str
) -> None:
    response = people.post(desk, "/holds/lots", page="/", **form)
    assert response.status_code == 422
    assert said in response.text


@pytest.mark.feature("EX-02")
def test_dates_are_changed_on_the_lots_page(desk: FlaskClient, made: Warehouse) -> None:
    address = f"/lots/{made.ids['NEAR']}"
    form = {"expires_on": "2099-01-01", "reason": "supplier wrote"}
    assert people.post(desk, f"{address}/dates", page="/", **form).status_code == 303
    said = page(desk, address)
    assert "The dates are changed." in said
    assert "expires 2099-01-01 supplier wrote desk" in said
    assert people.post(desk, f"{address}/dates", page="/", expires_on="soon").status_code == 303
    assert "A day such as 2026-06-15 is needed." in page(desk, address)
    assert people.post(desk, "/lots/999999/dates", page="/", **form).status_code == 404


@pytest.mark.feature("EX-12")
def test_the_boundary_day_belongs_to_the_nearer_band(desk: FlaskClient, made: Warehouse) -> None:
    today: date = clock().date()
    for number, left in enumerate((-1, 0, 7, 8, 30, 31, 90, 91)):
        code = f"D{number}"
        lot(made, "TEA", code, expires_on=today + timedelta(days=left))
        made.move("TEA", 1000, "SUPPLIERS", "A-02", lot=code)
    found = csv.DictReader(io.StringIO(desk.get("/expiry.csv").text))
    bands = {row["lot"]: row["band_days"] for row in found if row["product"] == "TEA"}
    assert bands == {
        "D0": "0",
        "D1": "7",
        "D2": "7",
        "D3": "30",
        "D4": "30",
        "D5": "90",
        "D6": "90",
    }
    said = page(desk, "/expiry")
    # OLD has expired too, and NEAR has ten days left.
    assert "Expired 2 lots Within 7 days 2 lots Within 30 days 3 lots Within 90 days 2 lots" in said
    assert "Hand cream" in said
    assert hold(desk, "lot", made.ids["D2"], back="expiry") == 303
