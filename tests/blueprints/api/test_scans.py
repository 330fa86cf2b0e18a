"""The one endpoint of the floor: what it answers, once and for ever, and when it does not judge."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from tests import people
from tests.blueprints.api.talking import SCANS, Device, device, new_rows, rows
from tests.stocked import FAR_OFF
from tests.warehouse import CREAM, GS, Warehouse
from webapp.operations.unit_of_work import unit_of_work

FIELDS = {
    "scan_id",
    "status",
    "code",
    "message",
    "remedy",
    "flow",
    "task",
    "step",
    "version",
    "prompt",
    "line",
    "choices",
    "expected",
    "scanned",
    "action",
    "go",
}


@pytest.mark.feature("AP-01")
def test_a_lot_is_received_put_away_and_picked_through_the_api(
    ann: Device, house: Warehouse
) -> None:
    house.receipt("RC-1", CREAM=10)
    label = f"01{CREAM}17490630" + f"10C1{GS}3710"
    ann.opens("receiving")
    assert ann.scans("RC-1", label)["code"] == "received"
    assert ann.scans("LW*DONE")["code"] == "receipt_closed"
    ann.opens("putaway")
    assert ann.scans("LW*PUTAWAY", f"01{CREAM}10C1")["code"] == "taken_up"
    assert ann.scans("A-1")["code"] == "put_away"
    house.order("SO-1", CREAM=4)
    ann.opens("picking")
    picked = ann.scans("SO-1", "A-1", f"01{CREAM}10C1", "LW*QTY*4", "T-01")
    assert picked["code"] == "order_picked"
    assert set(picked) == FIELDS
    stock = ann.gets("/api/v1/stock", product="CREAM", lot="C1")["items"]
    found = [(row["location"], row["lpn"], row["on_hand"], row["reserved"]) for row in stock]
    assert found == [("A-1", None, 6, 0), ("STAGE", "T-01", 4, 0)]


@pytest.mark.feature("AP-01")
def test_the_same_scan_is_answered_word_for_word(ann: Device, house: Warehouse) -> None:
    house.receipt("RC-1", CREAM=10)
    ann.opens("receiving").scans("RC-1")
    body = ann.body(f"01{CREAM}1749063010C1")
    first = ann.sends(body)
    before = rows(house)
    again = ann.sends(body)
    assert (again.status_code, again.get_json()) == (200, first.get_json())
    assert new_rows(before, rows(house)) == {}
    assert house.on_hand("CREAM", "DOCK-1") == 1


@pytest.mark.parametrize(
    "other",
    [
        {"text": "A-2"},
        {"source": "camera"},
        {"symbology": "]C1"},
        {"captured_at": "2026-06-15T16:00:01+07:00"},
        {"flow": "picking"},
    ],
)
def test_an_id_that_was_used_for_another_scan_is_409(
    ann: Device, house: Warehouse, other: dict[str, Any]
) -> None:
    body = ann.body("A-1")
    ann.sends(body)
    before = rows(house)
    answer = ann.sends(body | other)
    assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")
    assert answer.get_json()["detail"] == (
        f"Scan {body['scan_id']} was already sent with other content. Make a new id for every scan."
    )
    assert new_rows(before, rows(house)) == {}


def test_a_refusal_is_written_like_an_acceptance(ann: Device, house: Warehouse) -> None:
    before = rows(house)
    answer = ann.scans("NOT-A-CODE")
    assert (answer["status"], answer["code"]) == ("refused", "unknown_code")
    assert new_rows(before, rows(house)) == {"scans": 1}


@pytest.mark.feature("AP-02")
def test_without_a_token_401_and_nothing_is_written(
    app: Flask, ann: Device, house: Warehouse
) -> None:
    before = rows(house)
    answer = app.test_client().post(SCANS, json=ann.body())
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert new_rows(before, rows(house)) == {}


def test_a_token_with_half_a_character_is_401(app: Flask, ann: Device) -> None:
    for token in ("\x00", "x" * 10_000, "lotwise_\xff", ""):
        answer = app.test_client().post(
            SCANS, json=ann.body(), headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 401


@pytest.mark.feature("AP-02")
def test_a_stopped_worker_is_401_at_the_next_scan(
    app: Flask, ann: Device, house: Warehouse
) -> None:
    people.change(app, "update users set active = (1 = 0) where name = 'ann'")
    assert ann.sends(ann.body()).status_code == 401


def test_a_task_of_another_worker_is_refused_by_name(
    app: Flask, ann: Device, house: Warehouse
) -> None:
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", 5, lot="L1")
    house.order("SO-1", CREAM=1)
    ann.opens("picking").scans("SO-1")
    bob = device(app, house, "bob")
    bob.flow, bob.task, bob.step = ann.flow, ann.task, ann.step
    assert bob.scans("A-1")["code"] == "taken_by_other"


# A database that is busy


def held(house: Warehouse, task: str) -> Any:
    """Somebody else's unit of work that has the task."""
    work = unit_of_work(house.engine)
    lock = "" if house.engine.dialect.name == "sqlite" else " for update"
    work.__enter__().connection.execute(
        text(f"select id from tasks where id = :task{lock}"), {"task": int(task)}
    )
    return work


@pytest.mark.feature("AP-01")
def test_a_busy_database_is_503_with_retry_after_and_nothing_is_written(
    make_app: Any, app: Flask, ann: Device, house: Warehouse
) -> None:
    house.receipt("RC-1", CREAM=10)
    ann.opens("receiving").scans("RC-1")
    hasty = make_app(DATABASE_URL=app.config["DATABASE_URL"], WRITE_WAIT_SECONDS=0.1)
    body = ann.body(f"01{CREAM}1749063010C1")
    before = rows(house)
    other = held(house, str(ann.task))
    try:
        ann.app = hasty
        busy = ann.sends(body)
    finally:
        other.__exit__(None, None, None)
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "1")
    assert new_rows(before, rows(house)) == {}
    assert ann.sends(body).get_json()["code"] == "received"


# A backlog


def test_a_backlog_is_answered_in_its_order(ann: Device, house: Warehouse) -> None:
    house.receipt("RC-1", CREAM=10)
    ann.opens("receiving").scans("RC-1")
    ann.step = None
    label = f"01{CREAM}1749063010C1"
    backlog = [ann.body(words) for words in (label, "NOT-A-CODE", label)]
    answer = ann.sends({"scans": backlog}, f"{SCANS}/batch")
    told = [(one["scan_id"], one["status"]) for one in answer.get_json()["answers"]]
    ids = [one["scan_id"] for one in backlog]
    assert told == list(zip(ids, ["accepted", "held", "held"], strict=True))


@pytest.mark.parametrize("scans", [[], ["x"] * 51, None, {}, "scans", 7])
def test_a_batch_is_a_list_of_1_to_50_scans(ann: Device, house: Warehouse, scans: Any) -> None:
    before = rows(house)
    answer = ann.sends({"scans": scans}, f"{SCANS}/batch")
    assert answer.status_code == 422
    assert answer.get_json()["errors"] == {"scans": "A list of 1 to 50 scans was expected."}
    assert new_rows(before, rows(house)) == {}


def test_fifty_scans_are_taken_and_one_more_is_not(ann: Device) -> None:
    for count, status in ((50, 200), (51, 422)):
        backlog = [ann.body("A-1") for _ in range(count)]
        assert ann.sends({"scans": backlog}, f"{SCANS}/batch").status_code == status


def test_one_fault_in_a_batch_keeps_all_of_it_out(ann: Device, house: Warehouse) -> None:
    before = rows(house)
    backlog = [ann.body("A-1"), ann.body("A-1", source="nose"), ann.body("A-1")]
    answer = ann.sends({"scans": backlog}, f"{SCANS}/batch")
    assert answer.status_code == 422
    assert set(answer.get_json()["errors"]) == {"scans[1].source"}
    assert new_rows(before, rows(house)) == {}


def test_the_same_id_twice_in_a_batch_is_409_where_the_contents_differ(ann: Device) -> None:
    one = str(uuid4())
    backlog = [ann.body("A-1", scan_id=one), ann.body("A-2", scan_id=one)]
    assert ann.sends({"scans": backlog}, f"{SCANS}/batch").status_code == 409
