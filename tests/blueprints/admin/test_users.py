"""The admin's page of users: added, refused with reasons, stopped, given another badge."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from webapp.models import Role


@pytest.fixture
def admin(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which an admin is signed in."""
    people.add(app, "root", Role.ADMIN)
    people.sign_in(client, "root")
    return client


def test_a_user_added_here_signs_in(app: Flask, admin: FlaskClient) -> None:
    form = {"name": "binh", "role": "worker", "password": "a good password", "pin": "1234"}
    answer = people.post(admin, "/users", page="/users", badge="B-9", **form)
    assert (answer.status_code, answer.location) == (303, "/users")
    assert "binh may sign in now." in admin.get("/users").text
    assert people.scan_badge(app.test_client(), "B-9", "1234").status_code == 303


def test_what_is_wrong_is_said_and_what_was_typed_stays(admin: FlaskClient) -> None:
    answer = people.post(admin, "/users", page="/users", name="binh", role="worker", password="x")
    assert answer.status_code == 422
    assert "A password has at least 8 characters." in answer.text
    assert 'value="binh"' in answer.text
    assert people.post(admin, "/users", page="/users", name="b", role="king").status_code == 422


def test_a_stopped_user_is_out_at_once_and_in_again_when_allowed(
    app: Flask, admin: FlaskClient
) -> None:
    anna = people.add(app, "anna")
    other = app.test_client()
    people.sign_in(other, "anna")
    people.post(admin, f"/users/{anna}", page="/users", act="stop")
    assert other.get("/settings").status_code == 302
    assert people.sign_in(other, "anna").status_code == 401
    people.post(admin, f"/users/{anna}", page="/users", act="allow")
    assert people.sign_in(other, "anna").status_code == 303


def test_another_badge_ends_the_sessions_and_works(app: Flask, admin: FlaskClient) -> None:
    anna = people.add(app, "anna", badge="B-17")
    other = app.test_client()
    people.scan_badge(other, "B-17")
    people.post(admin, f"/users/{anna}/badge", page="/users", badge="B-18", pin="9876")
    assert other.get("/settings").status_code == 302
    assert people.scan_badge(other, "B-17").status_code == 401
    assert people.scan_badge(other, "B-18", "9876").status_code == 303


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"badge": "B-1", "pin": "12"}, "A PIN has 4 to 12 digits."),
        ({"badge": "", "pin": "1234"}, "A badge is needed."),
        ({"badge": "B-17", "pin": "1234"}, "This badge belongs to anna."),
    ],
)
def test_a_badge_that_will_not_do_is_refused(
    app: Flask, admin: FlaskClient, form: dict[str, str], sentence: str
) -> None:
    people.add(app, "anna", badge="B-17")
    binh = people.add(app, "binh")
    people.post(admin, f"/users/{binh}/badge", page="/users", **form)
    assert sentence in admin.get("/users").text
    assert people.read(app, "select badge from users where name = 'binh'") == [(None,)]


def test_there_is_no_user_to_change(admin: FlaskClient) -> None:
    assert people.post(admin, "/users/999", page="/users", act="stop").status_code == 404
