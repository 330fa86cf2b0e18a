"""Looking up anything tells what it is, where it is, and what waits for it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.stocked import Warehouse, lot, stocked


@pytest.fixture
def made(app: Flask) -> Warehouse:
    """A stocked warehouse."""
    return stocked(app)


@pytest.fixture
def look(app: Flask, made: Warehouse) -> FlaskClient:
    """A browser that a worker has signed in with."""
    people.add(app, "Mai")
    client = app.test_client()
    people.sign_in(client, "Mai")
    return client


def said(look: FlaskClient, **asked: str | int) -> str:
    """The words of the look-up page."""
    response = look.get("/look-up", query_string=asked)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


@pytest.mark.feature("TR-09")
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("CREAM", ["Product", "Hand cream", "By lot", "46 each", "Receive RC-1"]),
        ("GOOD", ["Lot", "Usable", "Jul 31, 2099", "A-01", "TOTE-1"]),
        ("HELD", ["On hold", "quality check"]),
        ("HD-12345", ["Serial number", "DRYER", "A-02"]),
        ("A-02", ["Location", "Storage", "ZONE-A", "HD-12345", "2.5 kg"]),
        ("TOTE-1", ["License plate", "Tote", "GOOD", "5 each"]),
        ("RC-1", ["Receipt", "Harbour Cosmetics", "30 / 40 each"]),
        ("SO-1", ["Order", "Corner Shop", "6 / 10 each"]),
        ("09501101530003", ["Product", "Hand cream"]),
        ("(01)09501101530003(10)GOOD", ["Lot", "GOOD", "Usable"]),
    ],
)
def test_a_code_leads_to_what_it_is(look: FlaskClient, code: str, words: list[str]) -> None:
    text = said(look, code=code)

    assert [word for word in words if word not in text] == []


@pytest.mark.feature("TR-09")
def test_a_code_of_two_things_asks_which_one(look: FlaskClient, made: Warehouse) -> None:
    lot(made, "TEA", "GOOD")
    text = said(look, code="GOOD")

    assert "Which one is it?" in text
    assert "CREAM lot GOOD" in text
    assert "TEA lot GOOD" in text


@pytest.mark.parametrize(
    "code", ["NOBODY-KNOWS", "(01)09501101530003 (10)", "LW*OK", "LW*LOT*99999", "😀", "a\0b"]
)
def test_an_unknown_code_shows_what_was_read(look: FlaskClient, code: str) -> None:
    assert "What was read" in said(look, code=code)


def test_a_code_is_shown_and_never_run(look: FlaskClient) -> None:
    text = look.get("/look-up", query_string={"code": "<script>alert(1)</script>"}).text

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_nothing_asked_yet_says_what_to_scan(look: FlaskClient) -> None:
    assert "Scan what you want to know" in said(look)


@pytest.mark.parametrize("kind", ["product", "lot", "serial", "location", "plate", "order"])
def test_an_unknown_id_is_not_found(look: FlaskClient, kind: str) -> None:
    assert look.get(f"/look-up?kind={kind}&id=9999").status_code == 404
    assert look.get(f"/look-up?kind={kind}&id=x").status_code == 422


def test_looking_moves_nothing(look: FlaskClient, app: Flask) -> None:
    before = people.read(app, "select count(*), sum(quantity) from moves")
    said(look, code="(01)09501101530003(10)NEW-LOT")

    assert people.read(app, "select count(*), sum(quantity) from moves") == before
    assert people.read(app, "select count(*) from lots where code = 'NEW-LOT'") == [(0,)]
