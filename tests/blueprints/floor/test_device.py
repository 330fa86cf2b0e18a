"""The settings of a device's scanner: saved on its page, obeyed by its pages and by the parser."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import people
from webapp.blueprints.floor.device_codes import HEAD, PLAIN, SEPARATED, TAIL, labels
from webapp.imaging import decode
from webapp.labels import png

FIELDS = {
    "quiet_ms": "120",
    "gap_ms": "78",
    "layout": "us",
    "letters": "caps_lock",
    "prefix": "Z#",
    "separators": "%1D",
    "several": "yes",
}


@pytest.fixture
def worker(app: Flask) -> FlaskClient:
    """A browser that a worker has signed in with."""
    people.add(app, "Mai", badge="B-1")
    client = app.test_client()
    people.sign_in(client, "Mai")
    return client


def save(client: FlaskClient, **fields: str) -> TestResponse:
    """Send the page's form."""
    return people.post(client, "/device", page="/device", **fields)


def attributes(client: FlaskClient, page: str) -> dict[str, str]:
    """What the body of a page says of the scanner."""
    body = re.search(r"<body[^>]*>", client.get(page).text)
    assert body
    return dict(re.findall(r'data-scanner-(\w+)="([^"]*)"', body[0]))


@pytest.mark.feature("UX-02")
def test_saved_settings_are_on_every_page_of_the_floor(worker: FlaskClient) -> None:
    assert attributes(worker, "/") == {}
    assert save(worker, **FIELDS).status_code == 303
    expected = {
        "quiet": "120",
        "gap": "78",
        "layout": "us",
        "letters": "caps_lock",
        "prefix": "Z#",
        "several": "yes",
    }
    for page in ("/", "/look-up", "/receive", "/doctor", "/device"):
        assert attributes(worker, page) == expected


def test_a_badge_is_scanned_with_the_settings_of_the_device(worker: FlaskClient) -> None:
    save(worker, quiet_ms="120")
    people.post(worker, "/sign-out", page="/")
    assert attributes(worker, "/badge") == {"quiet": "120"}


def test_settings_belong_to_one_device(app: Flask, worker: FlaskClient) -> None:
    save(worker, **FIELDS)
    other = app.test_client()
    people.sign_in(other, "Mai")
    assert attributes(other, "/") == {}


def test_the_page_says_what_is_done_and_takes_it_back(worker: FlaskClient) -> None:
    save(worker, quiet_ms="120")
    assert "A scan ends after 120 ms of quiet." in worker.get("/device").text
    save(worker, act="usual")
    assert "Nothing is put right" in worker.get("/device").text
    assert attributes(worker, "/") == {}


def test_what_will_not_do_is_said_beside_its_field_and_kept_out(worker: FlaskClient) -> None:
    answer = save(worker, **FIELDS | {"quiet_ms": "5", "separators": "X"})
    assert answer.status_code == 422
    assert "5 was given; a whole number of milliseconds from 50 to 1000 is expected." in answer.text
    assert "cannot stand for the separator" in answer.text
    assert 'value="Z#"' in answer.text
    assert attributes(worker, "/") == {}


def test_a_stand_in_of_this_device_is_read_as_the_separator(
    app: Flask, worker: FlaskClient
) -> None:
    code = "]C110AB%1D21S1"
    plain = app.test_client()
    people.sign_in(plain, "Mai")
    save(worker, separators="%1D")
    assert "Its parts" in worker.get("/doctor", query_string={"code": code}).text
    assert "How it can be read" in plain.get("/doctor", query_string={"code": code}).text


def test_the_codes_of_the_check_read_back_as_they_are_meant() -> None:
    assert f"{HEAD}\x1d{TAIL}" == SEPARATED
    read = [decode(png(label))[0].text for label in labels("en")]
    assert read == [PLAIN, SEPARATED, SEPARATED]


def test_the_codes_can_be_printed(worker: FlaskClient) -> None:
    assert worker.get("/device/sheet").text.count("shape-rendering") == 3
    assert worker.get("/device/sheet.pdf").data.startswith(b"%PDF")
