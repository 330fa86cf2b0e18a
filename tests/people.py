"""People for tests: put into the book, and signed in as a browser does it, form and token."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from webapp.extensions import db
from webapp.models import Role
from webapp.operations.people import Added, Digests, NewUser, add_user
from webapp.operations.tokens import create_token
from webapp.operations.unit_of_work import run

PASSWORD = "a long password"
PIN = "4711"


def add(app: Flask, name: str, role: Role = Role.WORKER, *, badge: str | None = None) -> int:
    """The id of a new user with PASSWORD, and PIN for the badge."""
    new = NewUser(name, role, PASSWORD, badge, PIN if badge else None)
    with app.app_context():
        done = run(db.engine, lambda work: add_user(work, new, Digests.of(new), by=None))
    assert isinstance(done, Added), done
    return done.user_id


def token(app: Flask, user_id: int) -> str:
    """A bearer token that acts as the user."""
    with app.app_context():
        return run(db.engine, lambda work: create_token(work, user_id))


def change(app: Flask, statement: str, **values: object) -> None:
    """Change the book by hand."""
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text(statement), values)


def read(app: Flask, statement: str, **values: object) -> list[tuple[object, ...]]:
    """Rows of the book."""
    with app.app_context(), db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement), values)]


def csrf(client: FlaskClient, page: str = "/sign-in") -> str:
    """The token of the page's meta element."""
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get(page).text)
    assert found, f"{page} holds no csrf token"
    return found[1]


def post(client: FlaskClient, path: str, *, page: str = "/sign-in", **form: str) -> TestResponse:
    """Send a form as the page would."""
    return client.post(path, data=form | {"csrf_token": csrf(client, page)})


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD, **form: str) -> TestResponse:
    """By name and password."""
    return post(client, "/sign-in", name=name, password=password, **form)


def scan_badge(client: FlaskClient, badge: str, pin: str = PIN, **form: str) -> TestResponse:
    """By badge and PIN."""
    return post(client, "/badge", page="/badge", badge=badge, pin=pin, **form)
