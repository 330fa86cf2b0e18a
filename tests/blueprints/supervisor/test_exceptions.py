"""What the floor reports, the supervisor reads: with the reason, the place and the order."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from tests import people
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import Role


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A short pick of 3 in bin A-1 has been reported."""
    house = warehouse_of(app)
    house.lot("L1")
    house.stock("CREAM", "A-1", 3, lot="L1")
    house.order("SO-1", CREAM=3)
    house.hand().opens("picking").scans("LW*PICK", "A-1", "LW*SHORT*damaged")
    people.add(app, "boss", Role.SUPERVISOR)
    return house


def test_a_short_pick_is_listed_with_its_reason_its_bin_and_its_order(
    app: Flask, house: Warehouse
) -> None:
    client = app.test_client()
    people.sign_in(client, "boss")
    page = client.get("/exceptions").get_data(as_text=True)
    told = ("Short pick", "It is damaged", "CREAM", "L1", "A-1", "SO-1", "ann")
    assert [word for word in told if word not in page] == []


def test_the_exceptions_are_a_file_too(app: Flask, house: Warehouse) -> None:
    client = app.test_client()
    people.sign_in(client, "boss")
    rows = list(csv.DictReader(io.StringIO(client.get("/exceptions.csv").get_data(as_text=True))))
    assert [(row["product"], row["lot"], row["location"], row["quantity"]) for row in rows] == [
        ("CREAM", "L1", "A-1", "3")
    ]


def test_a_worker_does_not_read_the_exceptions(app: Flask, house: Warehouse) -> None:
    people.add(app, "hand", Role.WORKER)
    client = app.test_client()
    people.sign_in(client, "hand")
    assert client.get("/exceptions").status_code == 403
