"""The way down and up again keeps returns, and the database itself has one open one of an order."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.delivered import delivers
from tests.migrations.test_up_and_down import run
from tests.warehouse import CREAM, Warehouse, warehouse_of
from webapp.operations.verify import verify


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Two creams of an order that left are back."""
    house = warehouse_of(app)
    delivers(house)
    house.hand().opens("receiving").scans("SO-1", "SO-1", f"(01){CREAM}(10)L1(30)2")
    return house


def test_down_and_up_keep_which_order_a_return_is_of(app: Flask, house: Warehouse) -> None:
    moves = house.count("moves")
    run(app, "downgrade", "0013")
    run(app, "upgrade")
    assert (house.count("moves"), house.ask("select return_of_id from receipts")) == (moves, 1)
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []
    hand = house.hand().opens("receiving")
    assert hand.scans("SO-1", f"(01){CREAM}(10)L1")["message"] == "+1 CREAM lot L1: 3 of 5."


def test_an_order_has_one_open_return(house: Warehouse) -> None:
    with (
        pytest.raises(DBAPIError, match=r"uq_receipts_one_open_return|UNIQUE"),
        house.engine.begin() as connection,
    ):
        connection.execute(
            text(
                "insert into receipts (number, supplier_id, dock_id, status, return_of_id,"
                " created_at) select 'AGAIN', supplier_id, dock_id, status, return_of_id,"
                " created_at from receipts"
            )
        )
