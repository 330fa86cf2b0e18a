"""When a session ends: left alone, user stopped, epoch raised, device revoked, signed out."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from webapp.blueprints.sessions import DEVICE_COOKIE
from webapp.extensions import db


@pytest.fixture
def signed_in(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser with a session of anna."""
    people.add(app, "anna")
    people.sign_in(client, "anna")
    assert client.get("/settings").status_code == 200
    return client


def left_alone(client: FlaskClient, *, minutes: float) -> None:
    """Let the session look as if it was last used so long ago."""
    with client.session_transaction() as session:
        session["seen"] = int(time.time() - 60 * minutes)


@pytest.mark.feature("UX-20")
def test_a_session_left_alone_ends(signed_in: FlaskClient) -> None:
    left_alone(signed_in, minutes=31)
    assert signed_in.get("/settings").location == "/sign-in?next=/settings"
    with signed_in.session_transaction() as session:
        assert "_user_id" not in session


def test_a_session_in_use_goes_on(signed_in: FlaskClient) -> None:
    for _ in range(3):
        left_alone(signed_in, minutes=20)
        assert signed_in.get("/settings").status_code == 200
    with signed_in.session_transaction() as session:
        assert time.time() - session["seen"] < 60


def test_pages_open_to_all_do_not_keep_a_session_alive(signed_in: FlaskClient) -> None:
    left_alone(signed_in, minutes=20)
    signed_in.get("/offline")
    with signed_in.session_transaction() as session:
        assert time.time() - session["seen"] > 600


@pytest.mark.parametrize(
    "statement",
    [
        "update users set epoch = epoch + 1",
        "update users set active = (1 = 0)",
        "update devices set revoked = (1 = 1)",
    ],
)
@pytest.mark.feature("AD-07")
def test_what_changes_in_the_book_ends_the_session(
    app: Flask, signed_in: FlaskClient, statement: str
) -> None:
    people.change(app, statement)
    assert signed_in.get("/settings").status_code == 302
    answer = signed_in.get("/settings", headers={"Accept": "*/*"})
    assert answer.status_code == 401
    assert answer.json["type"] == "urn:lotwise:problem:not_signed_in"


def test_a_revoked_device_lets_nobody_in(app: Flask, signed_in: FlaskClient) -> None:
    people.change(app, "update devices set revoked = (1 = 1)")
    signed_in.get("/settings")
    answer = people.sign_in(signed_in, "anna")
    assert answer.status_code == 401
    assert "This device was taken out of use. Ask an admin." in answer.text


def test_a_device_is_known_again(app: Flask, signed_in: FlaskClient) -> None:
    people.post(signed_in, "/sign-out", page="/settings")
    people.sign_in(signed_in, "anna")
    assert people.read(app, "select count(*) from devices") == [(1,)]


def test_a_planted_device_key_is_not_taken_over(app: Flask, client: FlaskClient) -> None:
    people.add(app, "anna")
    client.set_cookie(DEVICE_COOKIE, "planted")
    people.sign_in(client, "anna")
    (key,) = people.read(app, "select key from devices")[0]
    assert key != "planted"
    assert client.get_cookie(DEVICE_COOKIE).value == key


def test_signing_out_ends_it(signed_in: FlaskClient) -> None:
    assert people.post(signed_in, "/sign-out", page="/settings").location == "/sign-in"
    assert signed_in.get("/settings").status_code == 302


def test_the_look_for_the_user_leaves_no_transaction_open(
    app: Flask, signed_in: FlaskClient
) -> None:
    with app.app_context():
        assert db.engine.pool.checkedout() == 0
    with signed_in:
        signed_in.get("/settings")
        assert not db.session.registry.has()
