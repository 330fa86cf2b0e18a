"""What I set stays mine: on the next page, after signing out, on the next device."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people


@pytest.mark.feature("UX-23")
def test_settings_survive_signing_out(app: Flask, client: FlaskClient) -> None:
    people.add(app, "anna")
    people.sign_in(client, "anna")
    chosen = {"language": "vi", "theme": "dark", "hand": "left"}
    answer = people.post(client, "/settings", page="/settings", **chosen)
    assert (answer.status_code, answer.location) == (303, "/settings")
    people.post(client, "/sign-out", page="/settings")
    assert '<html lang="vi" data-theme="dark">' in client.get("/sign-in").text
    other = app.test_client()
    people.sign_in(other, "anna")
    page = other.get("/settings").text
    assert '<html lang="vi" data-theme="dark">' in page
    assert 'data-hand="left"' in page


@pytest.mark.parametrize("wrong", [{"theme": "pink"}, {"language": "xx"}, {"hand": "both"}])
def test_another_value_is_refused_and_nothing_kept(
    app: Flask, client: FlaskClient, wrong: dict[str, str]
) -> None:
    people.add(app, "anna")
    people.sign_in(client, "anna")
    assert people.post(client, "/settings", page="/settings", **wrong).status_code == 422
    assert people.read(app, "select language, theme, hand from users") == [("en", "auto", "right")]
