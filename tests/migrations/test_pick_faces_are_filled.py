"""The bins of products go up and down, and no worker is left with goods for a bin in hand."""

from __future__ import annotations

from importlib import import_module

from flask import Flask
from sqlalchemy import text

from tests.migrations.test_up_and_down import run
from tests.warehouse import warehouse_of
from webapp.operations.verify import verify

BEFORE = import_module("webapp.migrations.versions.0018_pick_faces_are_filled").down_revision
PLACES = text(
    "insert into product_places (product_id, location_id, role, priority, minimum, target, size)"
    " values (:product, :face, 'topped_up', 1, 5, 20, 1),"
    " (:product, :source, 'source', 1, null, null, 1)"
)


def test_down_frees_what_a_worker_brings_and_up_lets_bins_be_filled_again(app: Flask) -> None:
    house = warehouse_of(app)
    house.lot("L1")
    house.stock("CREAM", "A-2", 9, lot="L1")
    ids = {"product": house.ids["CREAM"], "face": house.ids["A-1"], "source": house.ids["A-2"]}
    with house.engine.begin() as connection:
        connection.execute(PLACES, ids)
    hand = house.hand()
    hand.scans("LW*REPLENISH", "A-2")
    assert house.reserved("CREAM", "A-2") == 9
    run(app, "downgrade", BEFORE)
    found = "select step || ' ' || status from tasks where id = :task and destination_id is null"
    assert house.ask(found, task=hand.task) == "from open"
    assert house.reserved("CREAM", "A-2") == 0
    with house.engine.begin() as connection:
        connection.execute(
            text("update locations set kind = 'staging' where id = :face"), {"face": ids["face"]}
        )
        connection.execute(
            text("update locations set kind = 'pick_face' where id = :face"), {"face": ids["face"]}
        )
    run(app, "upgrade")
    with house.engine.begin() as connection:
        connection.execute(PLACES, ids)
    assert house.hand().scans("LW*REPLENISH")["code"] == "replenishment_started"
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []
