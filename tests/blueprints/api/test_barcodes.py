"""What a code says and what a picture shows, asked over the API; nothing is written by either."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.blueprints.api.talking import Device, new_rows, rows
from tests.imaging.pictures import HAND_CREAM, HAND_CREAM_TEXT, paper, photo, symbol
from tests.warehouse import CREAM, GS, Warehouse
from webapp.imaging import Readers

PARSE = "/api/v1/barcodes/parse"
DECODE = "/api/v1/barcodes/decode"


@pytest.fixture(autouse=True)
def nothing_is_written(house: Warehouse, ann: Device) -> Iterator[None]:
    """Every test here leaves every table as it was."""
    before = rows(house)
    yield
    assert new_rows(before, rows(house)) == {}


def send(ann: Device, body: bytes, *, name: str = "photo.png", field: str = "image") -> Any:
    """A picture in a form."""
    return ann.posts(DECODE, data={field: (BytesIO(body), name)})


def test_an_element_string_is_told_by_its_elements(ann: Device) -> None:
    sent = {"text": f"01{CREAM}17490630" + f"10C1{GS}3710", "symbology": "]C1"}
    answer = ann.sends(sent, PARSE)
    said = answer.get_json()
    assert answer.status_code == 200
    assert said["valid"] is True
    assert said["elements"] == {"01": CREAM, "17": "490630", "10": "C1", "37": "10"}
    assert said["dates"] == {"17": "2049-06-30"}
    assert said["candidates"] == []


def test_what_cannot_be_read_has_a_reason(ann: Device) -> None:
    said = ann.sends({"text": "0109501101530004", "symbology": "]C1"}, PARSE).get_json()
    assert said["valid"] is False
    assert said["elements"] == {}
    assert "check digit" in said["reason"]


@pytest.mark.parametrize(
    ("sent", "faults"),
    [
        ({}, {"text"}),
        ({"text": None}, {"text"}),
        ({"text": 7}, {"text"}),
        ({"text": "A" * 4097}, {"text"}),
        ({"text": "A", "symbology": 7}, {"symbology"}),
        ({"text": "A", "symbology": "]" * 9}, {"symbology"}),
        ({"text": ["A"], "symbology": {}}, {"text", "symbology"}),
        ([], {"body"}),
        ("A", {"body"}),
        (None, {"body"}),
    ],
)
def test_a_malformed_question_is_422_by_field(ann: Device, sent: Any, faults: set[str]) -> None:
    answer = ann.posts(PARSE, data=json.dumps(sent), headers={"Content-Type": "application/json"})
    assert (answer.status_code, set(answer.get_json()["errors"])) == (422, faults)


@pytest.mark.feature("AP-06")
def test_the_codes_of_a_picture_come_in_reading_order(ann: Device) -> None:
    page = paper((symbol(HAND_CREAM), (500, 400)), (symbol("A-1"), (100, 100)))
    said = send(ann, photo(page)).get_json()
    assert [code["text"] for code in said["codes"]] == ["A-1", HAND_CREAM_TEXT]
    assert set(said["codes"][0]) == {"text", "symbology", "format", "engine", "corners"}


def test_a_picture_without_a_code_has_none(ann: Device) -> None:
    assert send(ann, photo(paper())).get_json() == {"codes": []}


@pytest.mark.feature("AP-06")
def test_when_the_time_is_over_the_answer_says_so(ann: Device) -> None:
    ann.app.extensions["pictures"] = Readers(budget_seconds=0.0)
    assert send(ann, photo(paper())).get_json() == {"codes": [], "time_up": True}


@pytest.mark.feature("AP-06")
def test_with_every_place_taken_a_picture_is_503_and_told_when_to_come_again(ann: Device) -> None:
    ann.app.extensions["pictures"] = Readers(threads=1, waiting=-1)
    answer = send(ann, photo(paper()))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.get_json()["type"] == "urn:lotwise:problem:pictures_busy"


def bomb() -> bytes:
    """A PNG of 16,000 by 16,000 pixels in a few kilobytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 16_000, 16_000, 1, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(2001 * 16_000), 9))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


def pdf() -> bytes:
    """A delivery note."""
    body = BytesIO()
    canvas = Canvas(body)
    canvas.drawString(100, 700, "Delivery note")
    canvas.save()
    return body.getvalue()


def half() -> bytes:
    """A picture whose sending broke off."""
    whole = photo(Image.effect_noise((800, 600), 80), "JPEG")
    return whole[: len(whole) // 2]


@pytest.mark.feature("AP-06")
@pytest.mark.parametrize(
    ("name", "body", "statuses"),
    [
        ("nothing", b"", {400}),
        ("text", b"hello", {415}),
        ("a pdf", pdf(), {415}),
        ("a page", b"<html><script>alert(1)</script></html>", {415}),
        ("a drawing", b'<svg xmlns="http://www.w3.org/2000/svg"/>', {415}),
        ("a bomb", bomb(), {413, 422}),
        ("half a picture", half(), {422}),
        ("a head alone", b"\x89PNG\r\n\x1a\n", {415, 422}),
        ("zeros", bytes(100_000), {415}),
        ("16 megabytes", bytes(15_500_000), {413}),
        ("20 megabytes", bytes(20_000_000), {413}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_picture_is_refused_clearly(
    ann: Device, name: str, body: bytes, statuses: set[int]
) -> None:
    answer = send(ann, body, name=f"{name}.png")
    assert answer.status_code in statuses
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["detail"]


def test_a_picture_in_no_field_of_that_name_is_422(ann: Device) -> None:
    asked = [
        send(ann, photo(paper()), field="picture"),
        ann.posts(DECODE, data={"image": "not a file"}),
        ann.posts(DECODE, data=photo(paper()), headers={"Content-Type": "image/png"}),
        ann.posts(DECODE, json={"image": "x"}),
        ann.posts(DECODE, data=b"--x", headers={"Content-Type": "multipart/form-data"}),
        ann.posts(
            DECODE, data=b"--x\r\n", headers={"Content-Type": "multipart/form-data; boundary=x"}
        ),
    ]
    assert {answer.status_code for answer in asked} <= {400, 422}
    assert {answer.mimetype for answer in asked} == {"application/problem+json"}


def test_without_a_token_no_code_is_read(ann: Device) -> None:
    client = ann.app.test_client()
    assert client.post(PARSE, json={"text": "A"}).status_code == 401
    assert (
        client.post(DECODE, data={"image": (BytesIO(photo(paper())), "a.png")}).status_code == 401
    )
