"""The pages of the book: one move and its reversal, sealed days, and stock as it was."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.stocked import Warehouse, stocked
from webapp.extensions import db
from webapp.operations import seals
from webapp.operations.unit_of_work import clock


@pytest.fixture
def made(app: Flask) -> Warehouse:
    """A stocked warehouse."""
    return stocked(app)


@pytest.fixture
def desk(app: Flask, made: Warehouse) -> FlaskClient:
    """A browser that the supervisor has signed in with."""
    client = app.test_client()
    people.sign_in(client, "desk")
    return client


def words(text: str) -> str:
    """The text of a page without its markup, one space between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def page(desk: FlaskClient, address: str) -> str:
    """The words of a page."""
    response = desk.get(address)
    assert response.status_code == 200, address
    return words(response.text)


def reverse(desk: FlaskClient, move_id: int, reason: str) -> str:
    """The words of the page after a reversal was asked for."""
    done = people.post(desk, f"/moves/{move_id}", page=f"/moves/{move_id}", reason=reason)
    assert done.status_code == 303
    return page(desk, done.location)


@pytest.mark.feature("TR-06")
def test_a_move_is_reversed_with_a_reason_that_stays(desk: FlaskClient, made: Warehouse) -> None:
    move = made.move("DRYER", 1, "A-02", "A-01", serial="HD-12345")
    after = reverse(desk, move, "put into the wrong bin")
    assert "Reversed. The goods are back where they came from." in after
    assert "Reason put into the wrong bin" in after
    assert "This move was reversed." in page(desk, f"/moves/{move}")


def test_what_stands_against_a_reversal_is_said(desk: FlaskClient, made: Warehouse) -> None:
    move = made.move("DRYER", 1, "A-02", "A-01", serial="HD-12345")
    assert "A reason is needed: what was wrong with this move?" in reverse(desk, move, " ")
    made.move("DRYER", 1, "A-01", "A-02", serial="HD-12345")
    assert "Reverse what came after first." in reverse(desk, move, "wrong")


def test_a_move_that_is_not_there_is_not_found(desk: FlaskClient) -> None:
    assert desk.get("/moves/99999999").status_code == 404
    assert people.post(desk, "/moves/99999999", page="/moves", reason="x").status_code == 404


def test_sealed_days_are_listed_with_their_digest(app: Flask, desk: FlaskClient) -> None:
    assert "No day is sealed yet." in page(desk, "/moves/seals")
    with app.app_context():
        (seal,) = seals.seal_days(db.engine, "UTC", now=clock() + timedelta(days=2))
    assert seal.digest in page(desk, "/moves/seals")
    assert f"{seal.day},{seal.moves},{seal.digest}" in desk.get("/moves/seals.csv").text
    assert "Sealed up to" in page(desk, "/moves")


@pytest.mark.feature("RP-01")
def test_stock_is_shown_as_it_was(desk: FlaskClient, made: Warehouse) -> None:
    then = clock().isoformat()
    made.move("TEA", 1500, "SUPPLIERS", "A-01", lot="T-1")
    asked = {"product": "TEA", "group": "lot"}
    before = words(desk.get("/stock", query_string=asked | {"as_of": then}).text)
    assert "This is what was on hand on" in before
    assert "2.5 kg" in before
    assert "4 kg" in words(desk.get("/stock", query_string=asked).text)
    csv = desk.get("/stock.csv", query_string=asked | {"as_of": then}).text.splitlines()
    assert csv[0].endswith("status,on_hand,unit")
    assert csv[1].endswith("usable,2.500,kg")


def test_before_there_was_any_stock_there_is_none(desk: FlaskClient) -> None:
    assert "No stock matches." in page(desk, "/stock?as_of=2001-01-01")


@pytest.mark.feature("RP-01")
@pytest.mark.parametrize(
    ("asked", "shown"),
    [("2001-01-01", "2001-01-01T23:59:59.999"), ("2001-01-01T14:30", "2001-01-01T14:30")],
)
def test_the_moment_in_the_field_is_the_one_that_was_asked_for(
    desk: FlaskClient, asked: str, shown: str
) -> None:
    field = f'name="as_of" step="any" value="{shown}"'
    assert field in desk.get(f"/stock?as_of={asked}").text
    assert field in desk.get(f"/stock?as_of={shown}").text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("yesterday", "a day or a moment such as 2026-06-15T14:30 was expected"),
        ("2999-01-01T00:00", "a moment in the past was expected"),
    ],
)
def test_a_moment_that_cannot_be_asked_about_is_named(
    desk: FlaskClient, asked: str, said: str
) -> None:
    response = desk.get("/stock", query_string={"as_of": asked})
    assert response.status_code == 422
    assert said in words(response.text)
