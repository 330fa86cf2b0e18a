"""The database itself keeps piles of license plates right, and the way down keeps the rows."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.migrations.test_up_and_down import run
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import PlateKind


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A pile of three on a dock with water on the top one, and a plate elsewhere."""
    house = warehouse_of(app)
    with house.act() as work:
        for code in ("ONE", "TWO", "TOP", "FREE"):
            house.add_plate(work, code, "DOCK-1", PlateKind.PALLET)
        house.add_plate(work, "FAR", "DOCK-2", PlateKind.PALLET)
    house.stock("WATER", "DOCK-1", 3, plate="TOP")
    for plate, under in (("TWO", "ONE"), ("TOP", "TWO")):
        change(house, PUT.format(plate, under))
    return house


def change(house: Warehouse, statement: str) -> None:
    """A statement by hand."""
    with house.engine.begin() as connection:
        connection.execute(text(statement))


PUT = (
    "update license_plates set parent_id = (select id from license_plates where code = '{1}')"
    " where code = '{0}'"
)
STATUS = "update license_plates set status = '{}' where code = '{}'"
MOVE = (
    "insert into moves (kind, product_id, quantity, source_id, source_plate_id, destination_id,"
    " destination_plate_id, user_id, captured_at, recorded_at) select 'relocate', product_id, 1,"
    " {source}, {destination}, user_id, captured_at, recorded_at from moves limit 1"
)
DOCK = "(select id from locations where code = 'DOCK-1')"
PLATE = "(select id from license_plates where code = '{}')"


@pytest.mark.parametrize(
    ("said", "prepare", "breach"),
    [
        ("stands on itself", (), PUT.format("ONE", "TOP")),
        ("stands on itself", (), PUT.format("ONE", "TWO")),
        ("is_not_its_own_parent|stands on itself", (), PUT.format("ONE", "ONE")),
        ("is not where its parent stands", (), PUT.format("FAR", "ONE")),
        (
            "is not where its parent stands",
            (),
            "update license_plates set location_id ="
            " (select id from locations where code = 'DOCK-2') where code = 'TOP'",
        ),
        (
            "stands on one that is not open",
            (STATUS.format("closed", "FREE"),),
            PUT.format("ONE", "FREE"),
        ),
        (
            "left one that is closed",
            tuple(STATUS.format("closed", code) for code in ("TOP", "TWO", "ONE")),
            "update license_plates set parent_id = null where code = 'TWO'",
        ),
        ("is open on a closed one", (), STATUS.format("closed", "ONE")),
        (
            "is open on a closed one",
            tuple(STATUS.format("closed", code) for code in ("TOP", "TWO", "ONE")),
            STATUS.format("open", "TOP"),
        ),
        ("still carries something", (), STATUS.format("shipped", "TOP")),
        ("still carries something", (), STATUS.format("dissolved", "ONE")),
        (
            "was shipped or dissolved",
            (STATUS.format("dissolved", "FREE"),),
            STATUS.format("open", "FREE"),
        ),
        (
            "is not open here",
            (STATUS.format("closed", "FREE"),),
            MOVE.format(source=f"{DOCK}, null", destination=f"{DOCK}, {PLATE.format('FREE')}"),
        ),
        (
            "is not open here",
            (),
            MOVE.format(source=f"{DOCK}, null", destination=f"{DOCK}, {PLATE.format('FAR')}"),
        ),
        (
            "is not open here",
            (STATUS.format("closed", "TOP"),),
            MOVE.format(source=f"{DOCK}, {PLATE.format('TOP')}", destination=f"{DOCK}, null"),
        ),
        ("ck_license_plates_status|CHECK", (), STATUS.format("lost", "FREE")),
        ("uq_license_plates_code|UNIQUE", (), "update license_plates set code = 'ONE'"),
    ],
)
def test_the_database_itself_refuses(
    house: Warehouse, said: str, prepare: tuple[str, ...], breach: str
) -> None:
    for statement in prepare:
        change(house, statement)
    with pytest.raises(DBAPIError, match=said):
        change(house, breach)


def test_down_and_up_keep_the_work_on_plates_and_the_scans_that_point_at_it(
    app: Flask, house: Warehouse
) -> None:
    hand = house.hand()
    hand.scans("LW*PLATES", "FREE")
    run(app, "downgrade", "0010")
    found = "select flow || ' ' || status from tasks where id = :task"
    assert house.ask(found, task=hand.task) == "putaway cancelled"
    with pytest.raises(DBAPIError):
        change(house, "update tasks set flow = 'plates'")
    run(app, "upgrade")
    assert house.count("scans") == 2
    assert house.ask("select count(*) from license_plates where status = 'open'") == 7
    change(house, "update tasks set flow = 'plates'")
    assert house.hand("bob").scans("LW*PLATES")["status"] == "accepted"
    if house.engine.dialect.name == "sqlite":
        assert house.ask("pragma integrity_check") == "ok"
        assert house.ask("pragma foreign_key_check") is None
