"""Alive, and ready."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from webapp.imaging import engines


def test_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    ready = {"status": "ok", "database": "answers", "migrations": "current"}
    ready |= {"pictures": list(engines())}
    assert client.get("/readyz").json == ready


def test_not_ready_without_migrations(
    make_app: Callable[..., Flask], empty_database_url: str
) -> None:
    client = make_app(DATABASE_URL=empty_database_url).test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz", headers={"Accept": "*/*"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json["detail"] == "Migrations are missing: flask --app wsgi db upgrade."


def test_not_ready_without_a_database(make_app: Callable[..., Flask]) -> None:
    url = "postgresql://nobody@127.0.0.1:1/none?connect_timeout=1"
    answer = make_app(DATABASE_URL=url).test_client().get("/readyz", headers={"Accept": "*/*"})
    assert answer.status_code == 503
    assert answer.json["detail"] == "The database does not answer."
