"""Codes that are pasted must live as long as those that are scanned, and each line says so."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.flows.saying import verdict
from tests.warehouse import NOW, TODAY, TONER, Warehouse, warehouse_of
from webapp.models import Role, Serial
from webapp.operations import announced_lines, announcing, pasted_codes, renaming
from webapp.operations.ledger import By
from webapp.operations.pasted_codes import Judged, Paste, Saved

SHORT = "Lot L1 has 20 days left; CREAM needs 30 on receipt."
BOX = "L1;5;2026-07-05\nL2;5;2026-08-05\nL1;2"
PLATE = "106141411234567897"


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A warehouse that expects 40 cream, which has to live for 30 days, and 4 toner."""
    house = warehouse_of(app)
    house.receipt("RC-1", CREAM=40, TONER=4)
    asks(house, min_receipt_days=30)
    return house


def asks(house: Warehouse, **columns: Any) -> None:
    """What is asked of every product on receipt."""
    names = ", ".join(f"{name} = :{name}" for name in columns)
    with house.engine.begin() as connection:
        connection.execute(text(f"update products set {names}"), columns)


def paste(house: Warehouse, box: str, role: Role = Role.WORKER) -> Paste:
    """A paste of lots of cream."""
    line = house.ask("select id from receipt_lines where product_id = :p", p=house.ids["CREAM"])
    return Paste(1, int(line), box, role=role)


def look(house: Warehouse, box: str, role: Role = Role.WORKER) -> Judged:
    """The verdicts on a paste."""
    with house.engine.connect() as connection:
        found = pasted_codes.look(connection, paste(house, box, role), TODAY)
    assert isinstance(found, Judged)
    return found


def save(house: Warehouse, box: str, role: Role) -> Saved | Judged | object:
    """Look at a paste and take it in."""
    digest = look(house, box, role).digest
    with house.act() as work:
        by = By(house.ids["bob"], NOW)
        return pasted_codes.save(work, paste(house, box, role), digest, by, TODAY)


def told(house: Warehouse) -> list[tuple[str, int]]:
    """The lots that were reported, with how many of them."""
    with house.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "select l.code, x.quantity from exceptions x join lots l on l.id = x.lot_id"
            " where x.kind = 'short_life' order by x.id"
        )
        return [(row.code, row.quantity) for row in rows]


@pytest.mark.feature("EX-09")
def test_a_worker_is_told_line_by_line_what_ends_too_soon(house: Warehouse) -> None:
    found = look(house, BOX)
    assert [one.fault and str(one.fault) for one in found.verdicts[:2]] == [SHORT, None]
    assert len(found.good) == 1
    assert isinstance(save(house, BOX, Role.WORKER), Saved)
    assert (house.count("lots"), told(house)) == (1, [])


@pytest.mark.feature("EX-09")
@pytest.mark.parametrize(("role", "rule"), [(Role.SUPERVISOR, "refuse"), (Role.WORKER, "report")])
def test_what_comes_in_all_the_same_is_reported_once(
    house: Warehouse, role: Role, rule: str
) -> None:
    asks(house, short_life=rule)
    found = look(house, BOX, role)
    assert [one.ends_soon and str(one.ends_soon) for one in found.good] == [SHORT, None]
    assert isinstance(save(house, BOX, role), Saved)
    assert isinstance(save(house, "L1;3", role), Saved)
    assert told(house) == [("L1", 5)]


@pytest.mark.feature("EX-09")
def test_a_share_is_asked_too_and_a_new_lot_is_dated_by_its_days(house: Warehouse) -> None:
    asks(house, min_receipt_days=None, min_receipt_percent=50, expiry_days=100)
    found = look(house, "L1;5;2026-08-03\nL2;5")
    assert [one.fault and str(one.fault) for one in found.verdicts] == [
        "Lot L1 has 49 of 100 days left, 49%; CREAM needs 50% on receipt.",
        None,
    ]
    asks(house, min_receipt_days=101)
    assert str(look(house, "L2;5").verdicts[0].fault) == (
        "Lot L2 has 100 days left; CREAM needs 101 on receipt."
    )


@pytest.mark.feature("EX-09")
def test_serials_that_are_counted_up_are_reported_as_one_is(house: Warehouse) -> None:
    hand = house.hand().opens("receiving")
    hand.scans("RC-1", f"(01){TONER}(10)L1(17)260705")
    assert verdict(hand.last) == (
        "refused",
        "arrives_too_old",
        "Lot L1 has 20 days left; TONER needs 30 on receipt."
        " Put the goods aside and ask a supervisor.",
    )
    decides = house.hand("bob", role=Role.SUPERVISOR).opens("receiving")
    decides.scans("RC-1", f"(01){TONER}(10)L1(17)260705", "LW*SERIALS*SN0001*3")
    assert decides.last["code"] == "serials_received"
    assert told(house) == [("L1", 1)]


@pytest.mark.feature("EX-09")
def test_an_announced_plate_says_so_before_it_comes_and_is_asked_when_it_does(
    house: Warehouse,
) -> None:
    box = f"{PLATE};CREAM;5;L1;;2026-07-05"
    with house.engine.connect() as connection:
        found = announced_lines.look(connection, 1, box, TODAY)
    assert isinstance(found, announced_lines.Judged)
    assert [(one.fault, str(one.ends_soon)) for one in found.verdicts] == [(None, SHORT)]
    with house.act() as work:
        assert announcing.save(work, 1, box, found.digest, TODAY, by=house.ids["bob"]) is None
    hand = house.hand().opens("receiving")
    hand.scans("RC-1", f"(00){PLATE}")
    assert verdict(hand.last) == (
        "refused",
        "arrives_too_old",
        f"{SHORT} Nothing of license plate {PLATE} was received."
        " Put the goods aside and ask a supervisor.",
    )


@pytest.mark.feature("EX-04", "ID-07")
def test_one_lot_of_a_paste_has_one_date(house: Warehouse) -> None:
    box = "T1;LX\nT2;LX;2027-01-01\nT3;LX;2027-02-02\nT4;LX"
    line = house.ask("select id from receipt_lines where product_id = :p", p=house.ids["TONER"])
    pasted = Paste(1, int(line), box, role=Role.SUPERVISOR)
    with house.engine.connect() as connection:
        found = pasted_codes.look(connection, pasted, TODAY)
    assert isinstance(found, Judged)
    assert [str(one.fault) for one in found.verdicts if one.fault] == [
        "Lot LX expires on 2027-01-01."
    ]
    with house.act() as work:
        by = By(house.ids["bob"], NOW)
        done = pasted_codes.save(work, pasted, found.digest, by, TODAY)
    assert isinstance(done, Saved)
    assert (done.codes, str(house.ask("select expires_on from lots"))) == (3, "2027-01-01")


@pytest.mark.feature("ID-07", "ID-11")
def test_a_serial_that_was_renamed_is_one_unit_by_both_its_codes(house: Warehouse) -> None:
    house.receipt("RC-2", DRYER=5)
    with house.act() as work:
        serial = Serial(product_id=house.ids["DRYER"], code="OLD", created_at=NOW)
        work.session.add(serial)
        work.session.flush()
        renaming.rename(work, renaming.Kind.SERIAL, serial.id, "NEW", by=house.ids["bob"])
    line = house.ask("select id from receipt_lines where product_id = :p", p=house.ids["DRYER"])
    pasted = Paste(2, int(line), "OLD\nNEW\nOLD")
    with house.engine.connect() as connection:
        found = pasted_codes.look(connection, pasted, TODAY)
    assert isinstance(found, Judged)
    assert [one.fault and str(one.fault) for one in found.verdicts] == [
        None,
        "NEW stands in line 1 already.",
        "OLD stands in line 1 already.",
    ]
    with house.act() as work:
        by = By(house.ids["bob"], NOW)
        assert isinstance(pasted_codes.save(work, pasted, found.digest, by, TODAY), Saved)
    assert house.on_hand("DRYER", "DOCK-1") == 1
