"""The headers of every answer, static files included."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from webapp.blueprints.assets import tree
from webapp.blueprints.headers import POLICY


@pytest.mark.parametrize("path", ["/sign-in", "/healthz", "/nowhere", "/api/v1/stock", "/settings"])
def test_every_answer_carries_the_policy(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_static_files_carry_it_too_and_are_kept_for_ever(client: FlaskClient) -> None:
    with client.application.app_context():
        address = tree().address("vendor/htmx/htmx.min.js")
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_nothing_allows_inline_or_foreign_code() -> None:
    assert "unsafe-inline" not in POLICY
    assert "'unsafe-eval'" not in POLICY
    assert "http" not in POLICY


def test_cookies_are_out_of_reach_of_scripts_and_foreign_pages(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
