"""Whatever is thrown at the scan endpoint: a clear 4xx, or a refusal; only the scan log grows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.blueprints.api.talking import SCANS, Device, new_rows, rows
from tests.stocked import FAR_OFF
from tests.warehouse import CREAM, GS, Warehouse

JSON = {"Content-Type": "application/json"}
RLO = "\u202e"

NOT_JSON = {
    "nothing": b"",
    "half": b'{"scan_id": "',
    "xml": b"<scan/>",
    "not utf-8": b'{"text": "\xff\xfe"}',
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a number of ten thousand digits": b'{"task": ' + b"9" * 10_000 + b"}",
    "a bomb of commas": b"[" + b"," * 1000 + b"]",
}
NOT_A_SCAN: dict[str, Any] = {
    "a list": [],
    "a text": "A-1",
    "a number": 7,
    "null": None,
    "true": True,
    "lists in lists": json.loads("[" * 200 + "]" * 200),
}
WRONG_FIELDS: list[tuple[str, Any, str]] = [
    ("scan_id", None, "A UUID of 36 characters, made by the device, was expected."),
    ("scan_id", 7, "A UUID of 36 characters, made by the device, was expected."),
    ("scan_id", "7", "A UUID of 36 characters, made by the device, was expected."),
    ("scan_id", "x" * 36, "A UUID of 36 characters, made by the device, was expected."),
    ("scan_id", ["a"], "A UUID of 36 characters, made by the device, was expected."),
    ("text", None, "The text that was read was expected."),
    ("text", 7, "The text that was read was expected."),
    ("text", ["A-1"], "The text that was read was expected."),
    ("text", "A" * 4097, "At most 4096 characters were expected; 4097 came."),
    ("text", "\ud800", "The text holds half of a character pair (a lone surrogate)."),
    ("source", None, "One of camera, wedge, photo, typed was expected."),
    ("source", "nose", "One of camera, wedge, photo, typed was expected."),
    ("source", {}, "One of camera, wedge, photo, typed was expected."),
    (
        "flow",
        "packing",
        "One of receiving, putaway, picking, plates, moving was expected, or null.",
    ),
    ("flow", 7, "One of receiving, putaway, picking, plates, moving was expected, or null."),
    ("task", "x", "The id of a task was expected, or null."),
    ("task", 0, "The id of a task was expected, or null."),
    ("task", -1, "The id of a task was expected, or null."),
    ("task", 1.5, "The id of a task was expected, or null."),
    ("task", True, "The id of a task was expected, or null."),
    ("task", 2**53, "The id of a task was expected, or null."),
    ("task", 10**4000, "The id of a task was expected, or null."),
    ("task", float("nan"), "The id of a task was expected, or null."),
    ("task", "٣", "The id of a task was expected, or null."),
    ("task", "1' or '1'='1", "The id of a task was expected, or null."),
    ("step", "x" * 25, "A text of at most 24 characters was expected, or null."),
    ("step", "go\x00ds", "A text of at most 24 characters was expected, or null."),
    ("step", "\ud800", "A text of at most 24 characters was expected, or null."),
    ("symbology", "]C1]C1]C1", "A text of at most 8 characters was expected, or null."),
    ("symbology", 1, "A text of at most 8 characters was expected, or null."),
    *[
        (
            "captured_at",
            value,
            "The device's clock as ISO 8601 with an offset was expected,"
            " for example 2027-03-31T14:05:00+07:00.",
        )
        for value in (
            None,
            7,
            "",
            "yesterday",
            "2026-06-15T09:00:00",
            "2026-02-30T09:00:00+00:00",
            "0001-01-01T00:00:00+00:00",
            "9999-12-31T23:59:59-12:00",
            "2026-06-15T09:00:00+99:00",
        )
    ],
]
NASTY_TEXTS = {
    "nothing": "",
    "spaces": "   \t\r\n",
    "two kilobytes": "A1" * 1024,
    "the longest there may be": "é" * 4096,
    "a NUL inside": "A-\x001",
    "only NUL": "\x00\x00\x00",
    "every control character": "".join(map(chr, range(32))) + "A" + "\x7f\x80\x9f",
    "emoji": "📦🧴👩🏽‍🔧",
    "right to left": f"{RLO}1-A{RLO} تفاح",
    "a flood of accents": "A" + "\u0301" * 500,
    "markup": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "a template": "{{ 7 * 7 }} %(x)s %s {0} ${x}",
    "a statement": "A-1'; drop table moves; --",
    "a wildcard": "%",
    "a path": "../../../../etc/passwd",
    "noncharacters": "\uffff\ufffe\U0010ffff",
    "a byte order mark": "\ufeffA-9-9",
    "many separators": GS * 300,
    "a label that never ends": "10" + "9" * 3000,
    "a label with every reading": f"01{CREAM}10" + "21" * 40,
    "a wrong check digit": "0109501101530004",
    "a command of nothing": "LW*",
    "a command nobody knows": "LW*EXPLODE*1",
    "a command with too much": "LW*QTY*" + "*" * 500,
    "a quantity beyond every number": "LW*QTY*" + "9" * 300,
    "a quantity below nothing": "LW*QTY*-5",
    "a choice of a lot that is not": "LW*LOT*999999999",
    "a choice in other digits": "LW*LOT*٣٤",
    "a choice of stock that is not": "LW*STOCK*999999999",
    "a web address": "https://id.gs1.org/01/" + "9" * 500,
    "a web address of nothing": "http://",
}


def problem(answer: Any) -> tuple[int, str]:
    """Status and code of a problem."""
    assert answer.mimetype == "application/problem+json", answer.text
    said = answer.get_json()
    assert said["request_id"] == answer.headers["X-Request-Id"]
    return answer.status_code, said["type"].rsplit(":", 1)[1]


@pytest.mark.feature("AP-01")
def test_what_is_no_json_is_400(ann: Device, house: Warehouse) -> None:
    before = rows(house)
    for name, sent in NOT_JSON.items():
        for path in (SCANS, f"{SCANS}/batch", "/api/v1/barcodes/parse"):
            answer = ann.posts(path, data=sent, headers=JSON)
            assert problem(answer) == (400, "bad_request"), name
            assert answer.get_json()["detail"] == "The body is not JSON.", name
    assert new_rows(before, rows(house)) == {}


def test_json_that_is_no_scan_is_422(ann: Device, house: Warehouse) -> None:
    before = rows(house)
    for name, sent in NOT_A_SCAN.items():
        answer = ann.posts(SCANS, data=json.dumps(sent), headers=JSON)
        assert problem(answer) == (422, "malformed"), name
        assert answer.get_json()["errors"] == {
            "body": "An object with a scan's fields was expected."
        }
    assert new_rows(before, rows(house)) == {}


def test_a_field_that_is_wrong_is_422_by_its_name(ann: Device, house: Warehouse) -> None:
    before = rows(house)
    for name, value, words in WRONG_FIELDS:
        answer = ann.posts(SCANS, data=json.dumps(ann.body(**{name: value})), headers=JSON)
        assert problem(answer) == (422, "malformed"), (name, value)
        assert answer.get_json()["errors"] == {name: words}
        assert answer.get_json()["detail"] == f"These fields cannot be used: {name}."
    assert new_rows(before, rows(house)) == {}


def test_a_missing_field_is_422_by_its_name(ann: Device, house: Warehouse) -> None:
    before = rows(house)
    for name in ("scan_id", "text", "source", "captured_at"):
        body = {field: value for field, value in ann.body().items() if field != name}
        assert set(ann.sends(body).get_json()["errors"]) == {name}
    assert new_rows(before, rows(house)) == {}


def test_every_fault_is_named_at_once(ann: Device) -> None:
    sent = {"scan_id": 1, "text": 2, "source": 3, "flow": 4, "task": "t", "weight": 6}
    answer = ann.sends(sent)
    assert set(answer.get_json()["errors"]) == {*sent, "captured_at"}


def test_an_unknown_field_is_named_even_when_its_name_is_half_a_character(ann: Device) -> None:
    for name in ("weight", "\ud800", "<script>", "x" * 5000, "", "\x00"):
        answer = ann.posts(SCANS, data=json.dumps(ann.body() | {name: 1}), headers=JSON)
        assert problem(answer) == (422, "malformed")
        assert set(answer.get_json()["errors"]) == {name[:40]}


def test_another_content_type_is_415(ann: Device, house: Warehouse) -> None:
    before = rows(house)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        answer = ann.posts(SCANS, data=json.dumps(ann.body()), headers={"Content-Type": kind})
        assert problem(answer) == (415, "wrong_type"), kind
    assert new_rows(before, rows(house)) == {}


def test_a_body_beyond_every_scan_is_413(ann: Device, house: Warehouse) -> None:
    before = rows(house)
    for size in (600_000, 17_000_000):
        assert problem(ann.posts(SCANS, data=b" " * size, headers=JSON)) == (413, "too_large")
    assert new_rows(before, rows(house)) == {}


def test_other_ways_to_knock_are_405(ann: Device) -> None:
    headers = {"Authorization": f"Bearer {ann.token}"}
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        answer = ann.app.test_client().open(SCANS, method=method, headers=headers)
        assert problem(answer) == (405, "wrong_method")


def test_work_that_does_not_exist_is_refused_and_only_logged(ann: Device, house: Warehouse) -> None:
    before, sent = rows(house), 0
    for task in (999_999, 2**31, 2**53 - 1, "999999"):
        for flow in (None, "picking"):
            answer = ann.sends(ann.body(task=task, flow=flow, step="goods"))
            assert (answer.status_code, answer.get_json()["code"]) == (200, "no_such_task")
            sent += 1
    assert new_rows(before, rows(house)) == {"scans": sent}


def at_home(ann: Device, house: Warehouse) -> None:
    """No work on screen."""


def at_a_receipt(ann: Device, house: Warehouse) -> None:
    """A product is asked for."""
    house.receipt("RC-1", CREAM=5)
    ann.opens("receiving").scans("RC-1")


def at_a_bin(ann: Device, house: Warehouse) -> None:
    """Goods in hand, a bin is asked for."""
    house.stock("WATER", "DOCK-1", 5)
    ann.opens("putaway").scans("WATER")
    assert ann.step == "bin"


def at_a_pick(ann: Device, house: Warehouse) -> None:
    """Counting the goods of a line."""
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", 5, lot="L1")
    house.order("SO-1", CREAM=3)
    ann.opens("picking").scans("SO-1", "A-1", f"01{CREAM}10L1")
    assert ann.step == "quantity"


@pytest.mark.parametrize("stand", [at_home, at_a_receipt, at_a_bin, at_a_pick])
def test_a_nasty_text_is_refused_at_every_step_and_only_logged(
    ann: Device, house: Warehouse, stand: Any
) -> None:
    stand(ann, house)
    before, sent = rows(house), 0
    place = (ann.flow, ann.task, ann.step)
    for name, words in NASTY_TEXTS.items():
        answer = ann.sends(ann.body(words))
        assert answer.status_code == 200, (name, answer.text)
        assert answer.get_json()["status"] in ("refused", "choose"), (name, answer.text)
        sent += 1
    assert new_rows(before, rows(house)) == {"scans": sent}
    assert (ann.flow, ann.task, ann.step) == place


def test_a_nasty_text_is_kept_word_for_word(ann: Device, house: Warehouse) -> None:
    for words in NASTY_TEXTS.values():
        ann.sends(ann.body(words))
        kept = house.ask("select text from scans order by id desc limit 1")
        assert kept == words.replace("\x00", "␀")


def test_nothing_that_breaks_a_page_comes_back_in_an_answer(ann: Device) -> None:
    answer = ann.sends(ann.body("\x1b[31m\x07<script>" + RLO))
    assert "<script>" in answer.get_json()["message"]
    assert answer.mimetype == "application/json"
    assert not any(ord(letter) < 32 for letter in answer.get_json()["message"])


@pytest.mark.parametrize(
    "words", ["L\x001", "L\x07", "LOT\u202e1", "<b>L</b>" * 9, "L" * 65, "\x1b[31m"]
)
def test_a_code_that_no_label_can_carry_makes_no_lot(
    ann: Device, house: Warehouse, words: str
) -> None:
    at_a_receipt(ann, house)
    ann.scans(CREAM)
    assert ann.step == "lot"
    before = rows(house)
    answer = ann.sends(ann.body(words))
    assert answer.status_code == 200
    assert answer.get_json()["status"] == "refused", answer.text
    assert new_rows(before, rows(house)) == {"scans": 1}
