"""Bearer tokens on the API: whose they are, what they open, and that they need no CSRF token."""

from __future__ import annotations

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from tests import people
from webapp.blueprints import access
from webapp.blueprints.identity import device_id, operator
from webapp.models import Role


@pytest.fixture
def doors(app: Flask) -> Flask:
    """The app with doors that tell who knocks."""

    @app.post("/api/v1/who")
    @access.allow(Role.WORKER)
    def who() -> dict[str, object]:
        return {"name": operator().name, "device": device_id(), "sent": request.get_json()}

    @app.get("/api/v1/supervised")
    @access.allow(Role.SUPERVISOR)
    def supervised() -> str:
        return "open"

    return app


def bearer(token: str) -> dict[str, str]:
    """The header that brings the token."""
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.feature("AP-02")
def test_a_token_acts_as_its_user_and_needs_no_csrf_token(doors: Flask) -> None:
    token = people.token(doors, people.add(doors, "anna"))
    answer = doors.test_client().post("/api/v1/who", json={"a": 1}, headers=bearer(token))
    assert answer.json == {"name": "anna", "device": None, "sent": {"a": 1}}


@pytest.mark.feature("AP-02")
def test_none_401_worker_403_revoked_401(doors: Flask) -> None:
    token = people.token(doors, people.add(doors, "anna"))
    client = doors.test_client()
    assert client.get("/api/v1/supervised").status_code == 401
    assert client.get("/api/v1/supervised", headers=bearer(token)).status_code == 403
    people.change(doors, "update tokens set revoked_at = created_at")
    assert client.get("/api/v1/supervised", headers=bearer(token)).status_code == 401


@pytest.mark.parametrize("token", ["", "wrong", "lotwise_wrong", "é" * 10, "x" * 4000])
def test_a_wrong_token_is_refused_even_beside_a_good_cookie(
    doors: Flask, client: FlaskClient, token: str
) -> None:
    people.add(doors, "anna")
    people.sign_in(client, "anna")
    answer = client.post("/api/v1/who", json={}, headers=bearer(token))
    assert answer.status_code == 401
    assert client.get("/settings").status_code == 200


def test_a_token_opens_no_page(doors: Flask, client: FlaskClient) -> None:
    token = people.token(doors, people.add(doors, "anna"))
    assert client.get("/settings", headers=bearer(token)).status_code == 302


def test_the_cookie_opens_the_api_with_the_token_of_its_page(
    doors: Flask, client: FlaskClient
) -> None:
    people.add(doors, "anna")
    people.sign_in(client, "anna")
    assert client.post("/api/v1/who", json={}).status_code == 400
    headers = {"X-CSRFToken": people.csrf(client, "/settings")}
    answer = client.post("/api/v1/who", json={}, headers=headers)
    assert answer.json == {"name": "anna", "device": 1, "sent": {}}


def test_a_stopped_users_token_opens_nothing(doors: Flask, client: FlaskClient) -> None:
    token = people.token(doors, people.add(doors, "anna", Role.ADMIN))
    people.change(doors, "update users set active = (1 = 0)")
    assert client.get("/api/v1/supervised", headers=bearer(token)).status_code == 401
