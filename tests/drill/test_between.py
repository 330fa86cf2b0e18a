"""A worker dies between the commit and the reply: the scan stands, its answer is given again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask

from benchmarks.clients import connected, post
from benchmarks.server import Served, start
from tests.blueprints.api.talking import SCANS, Device, device, new_rows, rows
from tests.drill.dying import DIE
from tests.drill.places import PROGRAM
from tests.warehouse import CREAM, Warehouse, warehouse_of


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse, and a receipt to receive."""
    house = warehouse_of(app)
    house.receipt("RC-1", CREAM=500)
    return house


@pytest.fixture
def ann(app: Flask, house: Warehouse) -> Device:
    """A worker's device with the receipt open."""
    ann = device(app, house).opens("receiving")
    ann.scans("RC-1")
    return ann


@pytest.fixture
def served(app: Flask, house: Warehouse) -> Iterator[Served]:
    """The same book served by gunicorn, in workers that can be told to die."""
    with TemporaryDirectory(prefix="lotwise-") as room:
        served = start(app.config["DATABASE_URL"], Path(room), PROGRAM)
        yield served
        served.stop()


@pytest.mark.feature("AP-01")
def test_a_worker_killed_between_commit_and_reply_changes_nothing(
    ann: Device, house: Warehouse, served: Served
) -> None:
    body, before = ann.body(f"01{CREAM}1749063010C1"), rows(house)
    with connected(served.socket) as line:
        line.sendall(post(f"{SCANS}?{DIE}", ann.token, json.dumps(body).encode()))
        assert line.recv(1) == b""
    written = rows(house)
    grown = new_rows(before, written)
    assert (grown["scans"], grown["moves"]) == (1, 1)
    with connected(served.socket) as line:
        line.sendall(post(SCANS, ann.token, json.dumps(body).encode()))
        head = line.recv(65536)
    assert head.startswith(b"HTTP/1.1 200")
    again = ann.sends(body).get_json()
    assert again["code"] == "received"
    assert again == json.loads(house.ask(KEPT, scan=body["scan_id"]))
    assert new_rows(written, rows(house)) == {}
    assert house.on_hand("CREAM", "DOCK-1") == 1


KEPT = "select cast(answer as text) from scans where scan_id = :scan"
