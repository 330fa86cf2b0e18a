"""The scan doctor: a code taken apart on a page, and what each kind of work would do with it."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, text

from tests import people
from tests.stocked import Warehouse, stocked
from webapp.extensions import db

LABEL = "]C10109501101530003310300125017990731\x1d10GOOD"


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


def words(page: str) -> str:
    """The words of a page in a row."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def said(look: FlaskClient, **asked: str) -> str:
    """The words of the doctor's page."""
    response = look.get("/doctor", query_string=asked)
    assert response.status_code == 200
    return words(response.text)


def whole_book(app: Flask) -> dict[str, list[str]]:
    """Every row of every table."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table: sorted(
                repr(tuple(row)) for row in connection.execute(text(f"select * from {table}"))
            )
            for table in inspect(db.engine).get_table_names()
        }


def test_nothing_scanned_yet_says_what_to_do(look: FlaskClient) -> None:
    assert "Scan or paste any code" in said(look)


def test_a_label_is_taken_apart(look: FlaskClient) -> None:
    page = said(look, code=LABEL, source="wedge")
    for part in (
        "This is CREAM lot GOOD.",
        "GS the separator of GS1 codes at character 38",
        "Came from Hand scanner",
        "Identifier ]C1",
        "Length 44 characters",
        "Kind GS1 code The identifier ]C1 says that it holds GS1 data.",
        "01 GTIN 09501101530003 item number 9501101530003",
        "3103 NET WEIGHT (kg) 001250 1.250 kg",
        "17 Expiry date 990731 Jul 31, 1999",
        "10 Lot GOOD",
        "CREAM lot GOOD Lot",
    ):
        assert part in page


def test_a_date_is_a_day_and_a_count_a_number(look: FlaskClient) -> None:
    page = said(look, code="(02)09501101530003(37)1200(15)260200(3922)12345")
    for part in ("a quantity: 1,200", "Best before date 260200 Feb 28, 2026", "PRICE 12345 123.45"):
        assert part in page


def test_a_fault_is_marked_under_its_character(look: FlaskClient) -> None:
    page = look.get("/doctor", query_string={"code": "(01)09501101530003(17)261332"}).text
    marked = re.search(r"<li data-fault><span>(.)</span>.*?</span>(\d+)</b>", page, re.DOTALL)
    assert marked
    assert marked.groups() == ("2", "23")
    assert "is not in the calendar" in page


def test_a_fault_is_counted_where_stand_ins_are_separators(look: FlaskClient) -> None:
    page = look.get("/doctor", query_string={"code": "0109501101530003{GS}17261332"}).text
    assert "Read as" in page
    marked = re.search(r"<li data-fault><span>(.)</span>.*?</span>(\d+)</b>", page, re.DOTALL)
    assert marked
    assert marked.groups() == ("2", "20")


def test_every_reading_stands_beside_the_others(look: FlaskClient) -> None:
    page = said(look, code="]C1010950110153000310GOOD17990731")
    assert "How it can be read" in page
    assert "Reading 1 known in stock" in page
    assert "Reading 2" in page


def test_a_bare_lot_is_also_shown_as_a_gs1_label_would_have_it(look: FlaskClient) -> None:
    page = said(look, code="10GOOD")
    assert "If its label is a GS1 one" in page
    assert "10 Lot GOOD" in page


def test_hidden_characters_are_named(look: FlaskClient) -> None:
    page = said(look, code="\ufeffA\u200b-\u041001\t")
    for name in (
        "BOM a byte order mark at character 1",
        "ZWSP a space without width at character 3",
        "А cyrillic capital letter a (U+0410) at character 5",
        "TAB a tabulator at character 8",
    ):
        assert name in page


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("A-02", "This is bin A-02."),
        ("a-02", "Nothing here has this code. A-02 is known: mind capitals and small letters."),
        ("LW*DONE", "This is a command."),
        ("04012345123456", "This is GTIN 04012345123456. It is not known here."),
        (" \t", "There is nothing in this code. Scan it again."),
        ("]Z\u00e9", "This code has a fault."),
        ("a\0b", "Nothing here has this code."),
        ("\U0001f600", "Nothing here has this code."),
        ("x" * 4096, "Nothing here has this code."),
    ],
)
def test_a_verdict_stands_on_top(look: FlaskClient, code: str, verdict: str) -> None:
    answer = people.post(look, "/doctor", page="/doctor", code=code)
    assert answer.status_code == 200
    assert words(answer.text).startswith(verdict)


def test_each_kind_of_work_says_what_it_would_do(look: FlaskClient) -> None:
    page = said(look, code="RC-1")
    assert "Accepted Receipt RC-1 is open. Home Scan anything Receive with no work open" in page
    assert "Tried out and taken back: nothing was done." in page


def test_the_worker_s_own_open_work_is_tried_at_its_step(app: Flask, look: FlaskClient) -> None:
    scan = {"text": "RC-1", "source": "typed", "captured_at": "2026-06-15T09:00:00+00:00"}
    opened = look.post(
        "/api/v1/scans",
        json=scan | {"scan_id": "00000000-0000-4000-8000-000000000001"},
        headers={"X-CSRFToken": people.csrf(look, "/")},
    ).get_json()
    page = look.get("/doctor", query_string={"code": "A-02"}).text
    assert f'href="/receive/{opened["task"]}"' in page
    assert "Receive RC-1" in words(page)


@pytest.mark.parametrize("code", [LABEL, "RC-1", "SO-1", "LW*PICK", "TOTE-1", "NOBODY-KNOWS"])
def test_looking_leaves_the_whole_book_as_it_was(app: Flask, look: FlaskClient, code: str) -> None:
    said(look)
    before = whole_book(app)
    said(look, code=code)
    assert whole_book(app) == before


def test_a_code_is_shown_and_never_run(look: FlaskClient) -> None:
    page = look.get("/doctor", query_string={"code": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page


def test_what_is_unknown_to_look_up_can_be_looked_at_closer(look: FlaskClient) -> None:
    page = look.get("/look-up", query_string={"code": "NO;SUCH"}).text
    assert 'href="/doctor?code=NO;SUCH"' in page or 'href="/doctor?code=NO%3BSUCH"' in page
