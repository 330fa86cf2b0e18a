"""A worker's photo: each code by what it means here, the useful ones first, nothing written."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from tests import people
from tests.imaging.pictures import F, paper, photo, symbol
from tests.stocked import Warehouse, stocked
from webapp.imaging import Readers

CREAM = "09501101530003"
GOOD_CREAM = f"[01]{CREAM}[10]GOOD"


@pytest.fixture
def made(app: Flask) -> Warehouse:
    """A stocked warehouse."""
    return stocked(app)


@pytest.fixture
def worker(app: Flask, made: Warehouse) -> FlaskClient:
    """A browser that a worker has signed in with."""
    people.add(app, "Mai")
    client = app.test_client()
    people.sign_in(client, "Mai")
    return client


def shows(worker: FlaskClient, *codes: tuple[str, Any]) -> Any:
    """What the photo of a sheet with these codes, one below the other, is said to show."""
    marks = [
        (symbol(text, format), (40, 40 + 250 * row)) for row, (text, format) in enumerate(codes)
    ]
    sheet = paper(*marks, size=(1400, 40 + 260 * max(1, len(codes))))
    return send(worker, sheet).get_json()


def send(worker: FlaskClient, picture: Image.Image) -> Any:
    """The answer to a photo."""
    data = {"image": (BytesIO(photo(picture)), "photo")}
    headers = {"Accept": "application/json", "X-CSRFToken": people.csrf(worker, "/settings")}
    return worker.post("/floor/photo", data=data, headers=headers)


@pytest.mark.feature("BC-17")
def test_each_code_is_named_and_the_useful_ones_come_first(worker: FlaskClient) -> None:
    said = shows(
        worker,
        ("https://example.com/leaflet", F.QRCode),
        ("LW*DONE", F.QRCode),
        ("A-02", F.QRCode),
        (GOOD_CREAM, F.DataMatrix),
    )
    assert [(one["label"], one["detail"]) for one in said["codes"]] == [
        ("CREAM lot GOOD", f"GTIN {CREAM} · Hand cream"),
        ("Bin A-02", ""),
        ("LW*DONE", "Command"),
        ("https://example.com/leaflet", "Not known here"),
    ]
    assert said["codes"][0]["text"] == f"01{CREAM}10GOOD"
    assert said["codes"][0]["symbology"] == "]d2"
    assert said["together"] is None


@pytest.mark.feature("BC-17")
@pytest.mark.parametrize(
    ("part", "label", "words"),
    [
        ("[10]NEW-LOT", "Lot NEW-LOT", "Take both: CREAM, then lot NEW-LOT"),
        ("[10]GOOD", "CREAM lot GOOD", "Take both: CREAM, then lot GOOD"),
        ("[21]SN-7", "Serial SN-7", "Take both: CREAM, then serial SN-7"),
    ],
)
def test_product_and_lot_in_two_codes_are_taken_together_product_first(
    worker: FlaskClient, part: str, label: str, words: str
) -> None:
    said = shows(worker, (part, F.Code128), (f"[01]{CREAM}", F.Code128))
    assert {one["label"] for one in said["codes"]} == {label, "CREAM"}
    assert said["together"]["label"] == words
    ordered = [said["codes"][place]["text"] for place in said["together"]["places"]]
    assert ordered == [f"01{CREAM}", part.replace("[", "").replace("]", "")]


def test_two_lots_beside_one_product_are_a_choice_and_no_pair(worker: FlaskClient) -> None:
    said = shows(
        worker,
        (f"[01]{CREAM}", F.Code128),
        ("[10]NEW-1", F.Code128),
        ("[10]NEW-2", F.Code128),
    )
    assert (len(said["codes"]), said["together"]) == (3, None)


def test_an_unknown_product_is_named_by_its_number(worker: FlaskClient) -> None:
    said = shows(worker, ("4006381333931", F.EAN13))
    assert [(one["label"], one["detail"]) for one in said["codes"]] == [
        ("GTIN 04006381333931", "Not known here")
    ]


def test_a_photo_without_a_code_has_none(worker: FlaskClient) -> None:
    assert shows(worker) == {"codes": [], "together": None}


@pytest.mark.feature("AP-06")
def test_while_too_many_pictures_are_read_the_photo_is_asked_for_again(
    app: Flask, worker: FlaskClient
) -> None:
    app.extensions["pictures"] = Readers(threads=1, waiting=-1)
    answer = send(worker, paper())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.get_json()["detail"] == (
        "Too many pictures are being read. Send it again in a moment."
    )


def test_when_the_time_is_over_the_photo_has_no_code(app: Flask, worker: FlaskClient) -> None:
    app.extensions["pictures"] = Readers(budget_seconds=0.0)
    assert shows(worker, ("A-02", F.QRCode)) == {"codes": [], "together": None}
