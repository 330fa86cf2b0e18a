"""The admin's list of devices: names, what is done for their scanners, out of use and back."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from webapp.models import Role


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    """A browser that an admin has signed in with."""
    people.add(app, "Ada", Role.ADMIN)
    client = app.test_client()
    people.sign_in(client, "Ada")
    return client


@pytest.fixture
def handheld(app: Flask, admin: FlaskClient) -> tuple[FlaskClient, int]:
    """A worker's browser, signed in, and the id of its device."""
    people.add(app, "Mai")
    client = app.test_client()
    people.sign_in(client, "Mai")
    ((found,),) = people.read(app, "select max(id) from devices")
    return client, int(str(found))


def page(admin: FlaskClient) -> str:
    """The words of the list."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", admin.get("/devices").text))
    return " ".join(text.split())


def change(admin: FlaskClient, device: int, **form: str) -> str:
    """Post a change; the page that follows."""
    answer = people.post(admin, f"/devices/{device}", page="/devices", **form)
    assert (answer.status_code, answer.location) == (303, "/devices")
    return page(admin)


@pytest.mark.feature("AD-07")
def test_a_device_says_who_was_seen_on_it_and_how_its_scanner_sends(
    admin: FlaskClient, handheld: tuple[FlaskClient, int]
) -> None:
    worker, device = handheld
    people.post(worker, "/device", page="/device", quiet_ms="120")
    text = page(admin)
    assert f"Device {device}" in text
    assert "Mai" in text
    assert "A scan ends after 120 ms of quiet." in text


@pytest.mark.feature("AD-07")
def test_a_stopped_device_is_shut_out_and_let_in_again(
    app: Flask, admin: FlaskClient, handheld: tuple[FlaskClient, int]
) -> None:
    worker, device = handheld
    assert "Nobody works on it any more." in change(admin, device, act="stop")
    assert worker.get("/", headers={"Accept": "text/html"}).status_code == 302
    assert worker.get("/api/v1/stock").status_code == 401
    assert people.sign_in(worker, "Mai").status_code == 401
    change(admin, device, act="allow")
    assert people.sign_in(worker, "Mai").status_code == 303


def test_a_device_gets_a_name_and_the_history_knows(
    admin: FlaskClient, handheld: tuple[FlaskClient, int]
) -> None:
    _, device = handheld
    text = change(admin, device, act="name", name="  Dock 1 ")
    assert "The device has its name." in text
    assert re.search(r"Dock 1 .* name: Dock 1", text)


def test_nobody_stops_the_device_in_hand(admin: FlaskClient, app: Flask) -> None:
    ((own,),) = people.read(app, "select id from devices")
    assert "stop it from another one" in change(admin, int(str(own)), act="stop")
    assert admin.get("/devices").status_code == 200


@pytest.mark.parametrize("wanted", [999, 2**40])
def test_no_such_device_is_not_found(admin: FlaskClient, wanted: int) -> None:
    answer = people.post(admin, f"/devices/{wanted}", page="/devices", act="stop")
    assert answer.status_code == 404


def test_an_act_nobody_knows_is_refused(
    admin: FlaskClient, handheld: tuple[FlaskClient, int]
) -> None:
    answer = people.post(admin, f"/devices/{handheld[1]}", page="/devices", act="x")
    assert answer.status_code == 422
