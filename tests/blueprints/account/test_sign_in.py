"""Who gets in by name and password or by badge and PIN, and where they come out."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from webapp.models import Role


def test_the_right_password_opens_the_page_one_wanted(app: Flask, client: FlaskClient) -> None:
    people.add(app, "anna")
    asked = client.get("/settings?x=1")
    assert (asked.status_code, asked.location) == (302, "/sign-in?next=/settings%3Fx%3D1")
    answer = people.sign_in(client, "anna", next="/settings?x=1")
    assert (answer.status_code, answer.location) == (303, "/settings?x=1")
    assert client.get("/settings").status_code == 200


@pytest.mark.feature("UX-20")
def test_badge_and_pin_let_in_on_a_shared_handheld(app: Flask, client: FlaskClient) -> None:
    people.add(app, "anna", badge="B-17")
    scanned = people.post(client, "/badge", page="/badge", badge="]C0B-17\r")
    assert 'value="B-17"' in scanned.text
    assert 'id="pin"' in scanned.text
    answer = people.scan_badge(client, "B-17")
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/settings").status_code == 200


def test_a_known_and_an_unknown_badge_look_the_same(app: Flask, client: FlaskClient) -> None:
    people.add(app, "anna", badge="B-17")
    known = people.post(client, "/badge", page="/badge", badge="B-17").text
    unknown = people.post(client, "/badge", page="/badge", badge="B-18").text
    assert known == unknown.replace("B-18", "B-17")


@pytest.mark.parametrize("name", ["anna", "nobody"])
def test_a_wrong_password_is_refused_in_one_sentence_for_all(
    app: Flask, client: FlaskClient, name: str
) -> None:
    people.add(app, "anna")
    answer = people.sign_in(client, name, "not the password")
    assert answer.status_code == 401
    assert "Name or password is wrong." in answer.text
    assert client.get("/settings").status_code == 302


@pytest.mark.feature("UX-20")
def test_the_sixth_try_is_refused_even_with_the_right_secret(
    app: Flask, client: FlaskClient
) -> None:
    people.add(app, "anna", badge="B-17")
    for _ in range(3):
        assert people.sign_in(client, "anna", "wrong").status_code == 401
    for _ in range(2):
        assert people.scan_badge(client, "B-17", "0000").status_code == 401
    for answer in (people.sign_in(client, "anna"), people.scan_badge(client, "B-17")):
        assert answer.status_code == 429
        assert "Too many wrong tries. Wait " in answer.text
        assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_a_stopped_user_stays_outside(app: Flask, client: FlaskClient) -> None:
    people.add(app, "anna")
    people.change(app, "update users set active = :no", no=False)
    answer = people.sign_in(client, "anna")
    assert answer.status_code == 401
    assert "Name or password is wrong." in answer.text


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/sign-in",
        "settings",
    ],
)
def test_next_leads_nowhere_but_here(app: Flask, client: FlaskClient, target: str) -> None:
    people.add(app, "anna")
    assert people.sign_in(client, "anna", next=target).location == "/"


def test_nothing_of_the_session_before_stays(app: Flask, client: FlaskClient) -> None:
    people.add(app, "anna")
    before = people.csrf(client)
    with client.session_transaction() as session:
        session["planted"] = "yes"
    people.sign_in(client, "anna")
    with client.session_transaction() as session:
        assert "planted" not in session
    assert client.post("/settings", data={"csrf_token": before}).status_code == 400


@pytest.mark.feature("UX-20")
def test_one_tap_changes_the_user(app: Flask, client: FlaskClient) -> None:
    people.add(app, "anna", badge="B-17")
    people.add(app, "binh", Role.SUPERVISOR, badge="B-18")
    people.scan_badge(client, "B-17")
    out = people.post(client, "/sign-out", page="/settings", next="badge")
    assert (out.status_code, out.location) == (303, "/badge")
    assert client.get("/settings").location == "/badge?next=/settings"
    people.scan_badge(client, "B-18")
    rows = people.read(app, "select u.name from devices d join users u on u.id = d.last_user_id")
    assert rows == [("binh",)]
