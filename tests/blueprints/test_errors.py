"""What is said when something cannot be served: to people, to programs, to the log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from tests import people
from webapp.blueprints import access
from webapp.models import Role
from webapp.operations.unit_of_work import DatabaseBusyError


@pytest.fixture
def failing(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser of somebody signed in, and doors behind which things go wrong."""

    @app.get("/api/v1/busy")
    @access.allow(Role.WORKER)
    def busy() -> str:
        raise DatabaseBusyError("another act holds the write lock")

    @app.get("/broken")
    @app.get("/api/v1/broken")
    @access.allow(Role.WORKER)
    def broken() -> str:
        raise LookupError("secret detail")

    @app.post("/api/v1/large")
    @access.public
    def large() -> str:
        return str(len(request.get_data()))

    @app.get("/silent")
    def silent() -> str:
        return "never shown"

    people.add(app, "anna")
    people.sign_in(client, "anna")
    return client


def test_a_program_gets_a_problem_with_the_id_of_its_request(client: FlaskClient) -> None:
    answer = client.get("/api/v1/stock", headers={"X-Request-Id": "bench-000001"})
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json == {
        "type": "urn:lotwise:problem:not_signed_in",
        "title": "Not signed in",
        "status": 401,
        "detail": "You are not signed in, or your session has ended.",
        "request_id": "bench-000001",
    }


@pytest.mark.parametrize("given", ["short", "a" * 65, "with space 123", "<script>alert(1)"])
def test_an_id_that_is_none_is_replaced(client: FlaskClient, given: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-Id": given})
    assert len(answer.headers["X-Request-Id"]) == 32


def test_a_busy_database_says_when_to_come_back(failing: FlaskClient) -> None:
    answer = failing.get("/api/v1/busy")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert answer.json["detail"] == "The database is busy. Nothing was written."


@pytest.mark.feature("AP-08")
@pytest.mark.parametrize("path", ["/broken", "/api/v1/broken"])
def test_the_id_on_the_screen_finds_one_line_of_the_log(
    app: Flask, failing: FlaskClient, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    answer = failing.get(path + "?code=secret")
    assert answer.status_code == 500
    number = answer.headers["X-Request-Id"]
    assert number in answer.text
    assert "secret" not in answer.text
    assert number in caplog.text
    assert "LookupError: secret detail" in caplog.text
    (line,) = [line for line in log(app) if line["request_id"] == number]
    known = {name: line[name] for name in ("user", "device", "method", "path", "status", "error")}
    assert known == {
        "user": 1,
        "device": 1,
        "method": "GET",
        "path": path,
        "status": 500,
        "error": "LookupError",
    }
    assert line["ms"] >= 0


@pytest.mark.feature("AP-08")
def test_the_log_holds_neither_passwords_nor_tokens(app: Flask, client: FlaskClient) -> None:
    anna = people.add(app, "anna", badge="B-17")
    token = people.token(app, anna)
    people.sign_in(client, "anna")
    people.scan_badge(app.test_client(), "B-17")
    client.get("/api/v1/stock?token=" + token, headers={"Authorization": f"Bearer {token}"})
    text = "\n".join(json.dumps(line) for line in log(app))
    assert "/api/v1/stock" in text
    assert not [secret for secret in (people.PASSWORD, people.PIN, token) if secret in text]


def log(app: Flask) -> list[dict[str, object]]:
    """Every line of the request log so far."""
    assert app.extensions["request_log"].flush()
    text = (Path(app.instance_path) / "requests.log").read_text()
    return [json.loads(line) for line in text.splitlines()]


def test_a_door_that_says_nothing_stays_shut(failing: FlaskClient) -> None:
    answer = failing.get("/silent")
    assert answer.status_code == 403
    assert "never shown" not in answer.text


def test_a_page_says_whose_it_is(failing: FlaskClient) -> None:
    answer = failing.get("/users")
    assert answer.status_code == 403
    assert "This is for admins." in answer.text


def test_what_is_too_large_is_refused(app: Flask, failing: FlaskClient) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    headers = {"X-CSRFToken": people.csrf(failing, "/settings")}
    answer = failing.post("/api/v1/large", data=b"x" * 1001, headers=headers)
    assert (answer.status_code, answer.json["title"]) == (413, "Too large")


def test_a_wrong_method_is_named(client: FlaskClient) -> None:
    answer = client.put("/healthz", headers={"Accept": "*/*"})
    assert (answer.status_code, answer.json["detail"]) == (405, "This address does not take PUT.")
    assert "GET" in answer.headers["Allow"]


def test_a_stale_page_is_told_apart(failing: FlaskClient) -> None:
    answer = failing.post("/settings", headers={"Accept": "*/*"})
    assert answer.json["type"] == "urn:lotwise:problem:stale_page"
    assert answer.status_code == 400


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in(client: FlaskClient) -> None:
    answer = client.get("/settings", headers={"HX-Request": "true", "Accept": "*/*"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")


def test_a_page_that_is_not_there_speaks_the_browsers_language(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"Accept-Language": "vi"})
    assert answer.status_code == 404
    assert '<html lang="vi"' in answer.text
