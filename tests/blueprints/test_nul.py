"""A NUL in a field is a wrong value like any other: PostgreSQL keeps no text with one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.stocked import Warehouse, stocked
from webapp.models import Role

NUL = "a\0b"


@pytest.fixture
def made(app: Flask) -> Warehouse:
    """A stocked warehouse."""
    return stocked(app)


@pytest.fixture
def admin(app: Flask, made: Warehouse) -> FlaskClient:
    """A browser in which an admin is signed in."""
    people.add(app, "root", Role.ADMIN)
    client = app.test_client()
    people.sign_in(client, "root")
    return client


Form = tuple[str, dict[str, Any]]
FORMS: dict[str, Callable[[Warehouse], Form]] = {
    "release": lambda made: (
        "/holds",
        {"kind": "lot", "id": str(made.ids["HELD"]), "act": "release", "text": NUL},
    ),
    "release lots": lambda made: (
        "/holds/lots",
        {"product": "CREAM", "act": "release", "text": NUL},
    ),
    "reverse": lambda made: (
        f"/moves/{made.move('DRYER', 1, 'A-02', 'A-01', serial='HD-12345')}",
        {"reason": NUL},
    ),
    "a product's bin": lambda made: (
        f"/products/{made.ids['CREAM']}/places",
        {"location": NUL, "role": "topped_up"},
    ),
    "a new location": lambda made: ("/locations", {"code": "N-1", "parent": NUL}),
    "a location": lambda made: (f"/locations/{made.ids['A-01']}", {"code": "A-01", "parent": NUL}),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_nul_in_a_form_is_answered(
    admin: FlaskClient, made: Warehouse, form: Callable[[Warehouse], Form]
) -> None:
    path, fields = form(made)
    assert people.post(admin, path, page="/", **fields).status_code in (303, 422)


def test_nobody_is_called_by_a_nul(client: FlaskClient, made: Warehouse) -> None:
    assert people.sign_in(client, NUL).status_code == 401
    assert people.scan_badge(client, NUL).status_code == 401
