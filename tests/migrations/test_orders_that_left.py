"""An order that left is picked again on the way down, and the way up lets it leave."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.migrations.test_up_and_down import run
from tests.warehouse import Warehouse, warehouse_of

LEAVES = "update orders set status = 'shipped'"


def change(house: Warehouse, statement: str) -> None:
    """A statement by hand."""
    with house.engine.begin() as connection:
        connection.execute(text(statement))


def test_down_and_up_keep_the_orders_and_their_work(app: Flask) -> None:
    house = warehouse_of(app)
    house.order("SO-1", WATER=2)
    change(house, LEAVES)
    run(app, "downgrade", "0013")
    assert house.ask("select status from orders") == "picked"
    with pytest.raises(DBAPIError):
        change(house, LEAVES)
    run(app, "upgrade")
    change(house, LEAVES)
    with pytest.raises(DBAPIError, match=r"ck_orders_status|CHECK"):
        change(house, "update orders set status = 'lost'")
    assert (house.count("order_lines"), house.count("tasks")) == (1, 1)
    if house.engine.dialect.name == "sqlite":
        assert house.ask("pragma integrity_check") == "ok"
        assert house.ask("pragma foreign_key_check") is None
