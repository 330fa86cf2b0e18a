"""The conversation about moving goods goes up and down, and nothing stays in anybody's hand."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.migrations.test_up_and_down import run
from tests.warehouse import warehouse_of
from webapp.operations.verify import verify


def test_down_frees_what_is_in_hand_and_keeps_the_scans_and_up_opens_it_again(app: Flask) -> None:
    house = warehouse_of(app)
    house.lot("L1")
    house.stock("CREAM", "A-1", 9, lot="L1")
    house.order("SO-1", CREAM=2)
    hand = house.hand()
    hand.scans("LW*MOVE", "L1", "LW*QTY*4")
    assert house.reserved("CREAM", "A-1") == 6
    run(app, "downgrade", "0013")
    found = "select flow || ' ' || status from tasks where id = :task"
    assert house.ask(found, task=hand.task) == "plates cancelled"
    assert house.reserved("CREAM", "A-1") == 2
    with pytest.raises(DBAPIError), house.engine.begin() as connection:
        connection.execute(text("update tasks set flow = 'moving' where flow = 'plates'"))
    run(app, "upgrade")
    assert house.count("scans") == 3
    assert house.hand().scans("LW*MOVE", "L1")["code"] == "taken_up"
    with pytest.raises(DBAPIError), house.engine.begin() as connection:
        connection.execute(AGAIN)
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []
    if house.engine.dialect.name == "sqlite":
        assert house.ask("pragma integrity_check") == "ok"
        assert house.ask("pragma foreign_key_check") is None


# A worker has one such conversation at a time.
AGAIN = text(
    "insert into tasks (flow, status, step, state, user_id, opened_at)"
    " select flow, status, step, '{}', user_id, opened_at from tasks where flow = 'moving'"
)
