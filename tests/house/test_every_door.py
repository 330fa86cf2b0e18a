"""Every door, one by one: who may open it, and that a form needs the token of its page.

Doors are walked as they are; a new one is in the walk from the day it exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests import people
from webapp.blueprints.access import access_of
from webapp.models import Role

# Open to everybody, each with its reason in its docstring. Nothing else may be.
PUBLIC = {
    "/badge",
    "/healthz",
    "/manifest.webmanifest",
    "/offline",
    "/pwa/shell.json",
    "/readyz",
    "/s/<version>/<path:path>",
    "/sheet",
    "/sheet.pdf",
    "/sign-in",
    "/sign-out",
    "/sw.js",
    "/trust",
    "/trust/lotwise-ca.crt",
}
CHANGES = {"POST", "PUT", "PATCH", "DELETE"}
# What stands for a value in a path.
PLACE = re.compile(r"<(?:(?P<kind>[a-z]+)(?:\([^)]*\))?:)?[^>]+>")
VALUES = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000000"}


def doors(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """(rule, method, path with values) of every door and every way to knock."""
    for rule in app.url_map.iter_rules():
        path = PLACE.sub(lambda place: VALUES.get(place["kind"], "x"), rule.rule)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, path


def closed(app: Flask) -> list[tuple[Rule, str, str]]:
    """Those that are not open to everybody."""
    return [door for door in doors(app) if door[0].rule not in PUBLIC]


def needed(app: Flask, rule: Rule) -> object:
    """What the door asks for."""
    with app.app_context():
        return access_of(rule.endpoint)


def knock(client: FlaskClient, method: str, path: str, **headers: str) -> tuple[int, str]:
    """Status and place to go on to, as a browser that reads pages sees it."""
    answer = client.open(path, method=method, headers={"Accept": "text/html"} | headers)
    return answer.status_code, answer.location or ""


def test_the_doors_open_to_everybody_are_these(app: Flask) -> None:
    found = {rule.rule for rule, _, _ in doors(app) if needed(app, rule) == "public"}
    assert found == PUBLIC


@pytest.mark.feature("AD-03")
def test_every_other_door_asks_for_a_role(app: Flask) -> None:
    silent = [rule.rule for rule, _, _ in closed(app) if needed(app, rule) not in set(Role)]
    assert silent == []


@pytest.mark.feature("AD-03")
def test_a_stranger_opens_none(app: Flask, client: FlaskClient) -> None:
    for _, method, path in closed(app):
        status, place = knock(client, method, path)
        if path.startswith("/api/"):
            assert status == 401, (method, path)
        else:
            assert (status, place.split("?")[0]) == (302, "/sign-in"), (method, path)


@pytest.mark.feature("AD-03")
@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_its_own_doors_and_no_higher_one(app: Flask, role: Role) -> None:
    bearer = {"Authorization": f"Bearer {people.token(app, people.add(app, 'anna', role))}"}
    client = app.test_client()
    people.sign_in(client, "anna")
    for rule, method, path in closed(app):
        asked = needed(app, rule)
        assert isinstance(asked, Role)
        headers = bearer if path.startswith("/api/") else {}
        status, _ = knock(client, method, path, **headers)
        assert (status == 403) == (not role.covers(asked)), (method, path, status)


def test_every_form_needs_the_token_of_its_page(app: Flask, client: FlaskClient) -> None:
    people.add(app, "anna", Role.ADMIN)
    people.sign_in(client, "anna")
    for _, method, path in [door for door in doors(app) if door[1] in CHANGES]:
        assert knock(client, method, path)[0] == 400, (method, path)
        assert knock(client, method, path, **{"X-CSRFToken": "wrong"})[0] == 400, (method, path)
