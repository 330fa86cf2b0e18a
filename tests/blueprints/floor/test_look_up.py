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


CREAM, TEA = "]C10109501101530003", "TEA"
BOTH = "]C110GOOD"


@pytest.fixture
def shared(made: Warehouse) -> Warehouse:
    """A lot code of two products."""
    lot(made, "TEA", "GOOD")
    return made


@pytest.mark.feature("BC-02", "BC-03")
@pytest.mark.parametrize(
    ("before", "code", "name"),
    [
        (CREAM, BOTH, "Hand cream"),
        (BOTH, CREAM, "Hand cream"),
        ("CREAM", "GOOD", "Hand cream"),
        ("GOOD", "CREAM", "Hand cream"),
        (TEA, BOTH, "Loose tea"),
        (BOTH, TEA, "Loose tea"),
    ],
)
def test_two_codes_of_one_label_lead_to_exactly_that_lot(
    look: FlaskClient, shared: Warehouse, before: str, code: str, name: str
) -> None:
    text = said(look, code=code, beside=before)
    assert f"Lot GOOD {name}" in text


def test_a_whole_label_before_has_nothing_to_do_with_the_next(
    look: FlaskClient, shared: Warehouse
) -> None:
    text = said(look, code="CREAM", beside="(01)09501101530003(10)GOOD")
    assert "Product CREAM Hand cream" in text


@pytest.mark.parametrize(
    "before", ["A-02", "NOBODY-KNOWS", "LW*OK", "a\0b", "<script>", "x" * 3000]
)
def test_what_opens_nothing_before_changes_nothing(look: FlaskClient, before: str) -> None:
    assert said(look, code="GOOD", beside=before) == said(look, code="GOOD")


def test_a_product_says_that_its_lot_may_follow(look: FlaskClient) -> None:
    assert "Scan its lot for that lot alone." in said(look, code="CREAM")


def test_the_page_of_a_code_keeps_it_for_the_next_one(look: FlaskClient) -> None:
    page = look.get("/look-up", query_string={"code": '"CREAM'}).text
    assert 'data-looked-up="&#34;CREAM"' in page
    assert "data-looked-up" not in look.get("/look-up?kind=product&id=1").text
