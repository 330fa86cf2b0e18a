"""Each law of the book is shown to find what breaks it, and nothing in a book that keeps it.

To break a law the table is first replaced by a bare copy of itself: without its constraints and
triggers, which would not let it happen.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import create_engine, text

from tests.demo.hands import Hand
from tests.people import read
from webapp.operations.verify import LAWS, Report, verify

HAND_CREAM = "(01)09521000000018(10)C202507"


@pytest.fixture
def book(app: Flask, runner: FlaskCliRunner) -> Flask:
    """The demo warehouse after some work: received, undone, put away in part, picked."""
    assert runner.invoke(args=["demo", "load"]).exit_code == 0
    hand = Hand(app)
    for scan in ("RC-0001", HAND_CREAM, "LW*QTY*5", "LW*UNDO", "LW*QTY*3", "LW*QTY*2"):
        assert hand.scan(scan)["status"] == "accepted", hand.answers[-1]
    hand.go_home()
    for scan in ("LW*PUTAWAY", HAND_CREAM):
        assert hand.scan(scan)["status"] == "accepted", hand.answers[-1]
    hand.go_home()
    for scan in ("OR-0001", "A-01-2", HAND_CREAM, "LW*QTY*2", "T-01", HAND_CREAM):
        assert hand.scan(scan)["status"] == "accepted", hand.answers[-1]
    for scan in ("LW*QTY*4", "LW*UNDO"):
        assert hand.scan(scan)["status"] == "accepted", hand.answers[-1]
    return app


def bare(table: str) -> tuple[str, ...]:
    """Statements that put a copy without constraints in the table's place."""
    return (
        f"create table bare as select * from {table}",
        f"drop table {table}{{cascade}}",
        f"alter table bare rename to {table}",
    )


def verified(app: Flask, *statements: str) -> Report:
    """What is found after the statements, which are then taken back."""
    # An engine of its own: ours watches foreign keys on SQLite, so that no table could be dropped.
    engine = create_engine(app.config["DATABASE_URL"])
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            # Else a table that triggers speak of could not be put in another one's place.
            connection.execute(text("pragma legacy_alter_table = on"))
            connection.execute(text("begin"))
        for statement in statements:
            for name, words in (("{cascade}", " cascade"), ("{on_plates}", " on license_plates")):
                statement = statement.replace(name, "" if sqlite else words)
            connection.execute(text(statement))
        report = verify(connection)
        connection.rollback()
    engine.dispose()
    return report


def balance(place: str, sku: str) -> str:
    """A condition that names balances."""
    return (
        f"location_id in (select id from locations where code = '{place}') and on_hand > 0"
        f" and product_id in (select id from products where sku = '{sku}')"
    )


def test_a_book_after_honest_work_breaks_no_law(book: Flask) -> None:
    report = verified(book)
    assert report.breaches == []
    assert report.counts["moves"] > 60
    assert report.counts["scans"] == 16


def test_an_empty_book_breaks_no_law(app: Flask) -> None:
    report = verified(app)
    assert report.breaches == []
    assert set(report.counts.values()) == {0}


UNDONE = "(select max(reverses_id) from moves)"
REVERSAL = "(select max(id) from moves where reverses_id is not null)"
COLUMNS = (
    "kind, product_id, lot_id, serial_id, quantity, source_id, source_plate_id, destination_id,"
    " destination_plate_id, receipt_line_id, order_line_id, scan_id, reverses_id, reason, user_id,"
    " device_id, captured_at, recorded_at"
)

BREACHES = {
    "a balance is the sum of its moves": (
        (*bare("balances"), f"delete from balances where {balance('C-04-1', 'COFFEE')}"),
        "product COFFEE, lot F-0731, location C-04-1, on hand 0, by moves 24500",
    ),
    "all balances of a product add up to zero": (
        (f"update balances set on_hand = on_hand + 7 where {balance('C-04-1', 'COFFEE')}",),
        "product COFFEE, total 7",
    ),
    "nothing inside is below zero": (
        (
            *bare("balances"),
            f"update balances set on_hand = -5 where {balance('C-04-1', 'COFFEE')}",
        ),
        "product COFFEE, lot F-0731, location C-04-1, on hand -5",
    ),
    "what is reserved is on hand": (
        (
            *bare("balances"),
            f"update balances set reserved = 24501 where {balance('C-04-1', 'COFFEE')}",
        ),
        "product COFFEE, lot F-0731, location C-04-1, on hand 24500, reserved 24501",
    ),
    "what is reserved is the sum of its reservations": (
        ("delete from reservations where quantity = 60",),
        "product GIFT-CARD, location A-02-1, reserved 60, by reservations 0",
    ),
    "a serial is in one place, once": (
        (
            *bare("balances"),
            "insert into balances (id, product_id, serial_id, location_id, inside, on_hand,"
            " reserved, arrived_at) select 100000, product_id, serial_id,"
            " (select id from locations where code = 'B-04-1'), inside, 1, 0, arrived_at"
            " from balances where serial_id = (select id from serials where code = 'HD-12350')"
            " and on_hand > 0",
        ),
        "product HAIRDRYER-LE, serial HD-12350, units 2, places 2",
    ),
    "stock names the lot and serial it is tracked by": (
        (
            *bare("balances"),
            f"update balances set lot_id = null where {balance('C-04-1', 'COFFEE')}",
        ),
        "product COFFEE, location C-04-1, tracking lot, on hand 24500",
    ),
    "a serial keeps its lot": (
        (
            "update serials set lot_id = (select id from lots where code = 'BP24B')"
            " where code = 'BP-0003'",
        ),
        "product BP-MONITOR, lot BP24A, serial BP-0003, location A-03-1, lot of serial BP24B",
    ),
    "what is on a license plate is where the plate is": (
        (
            "update license_plates set location_id = (select id from locations"
            " where code = 'DOCK-2') where code = '395210000000000019'",
        ),
        "product WINE-RED, lot L2304, location DOCK-1, plate 395210000000000019,"
        " plate stands at DOCK-2, on hand 60",
    ),
    "no license plate stands on itself": (
        (
            "drop trigger plates_stand_on_plates{on_plates}",
            "update license_plates set parent_id = (select id from license_plates"
            " where code = 'T-02') where code = 'T-01'",
            "update license_plates set parent_id = (select id from license_plates"
            " where code = 'T-01') where code = 'T-02'",
        ),
        "plate T-01, stands on T-02",
        "plate T-02, stands on T-01",
    ),
    "a license plate stands where the one below it stands": (
        (
            "update license_plates set parent_id = (select id from license_plates"
            " where code = 'T-02') where code = 'T-03'",
            "update license_plates set location_id = (select id from locations"
            " where code = 'DOCK-2') where code = 'T-02'",
        ),
        "plate T-03, location {stage}, stands on T-02, which stands at DOCK-2",
    ),
    "what stands on a closed license plate is closed": (
        (
            "drop trigger plates_change_status{on_plates}",
            "update license_plates set parent_id = (select id from license_plates"
            " where code = 'T-02') where code = 'T-03'",
            "update license_plates set status = 'closed' where code = 'T-02'",
        ),
        "plate T-03, status open, stands on T-02, which is closed",
    ),
    "a shipped or dissolved license plate holds nothing": (
        (
            "drop trigger plates_change_status{on_plates}",
            "update license_plates set status = 'dissolved' where code = '395210000000000019'",
        ),
        "status dissolved, product WINE-RED, lot L2304, location DOCK-1,"
        " plate 395210000000000019, on hand 60",
    ),
    "what a receipt line received is the sum of its moves": (
        (
            "update receipt_lines set received = received + 1 where receipt_id ="
            " (select id from receipts where number = 'RC-0001')",
        ),
        "receipt RC-0001, product HAND-CREAM, received 3, by moves 2",
    ),
    "what an order line picked is the sum of its moves": (
        (
            "update order_lines set picked = picked + 1 where id = (select min(i.id)"
            " from order_lines i join orders d on d.id = i.order_id where d.number = 'OR-0001')",
        ),
        "order number OR-0001, product HAND-CREAM, picked 3, by moves 2",
    ),
    "what left for an order line was picked for it": (
        (
            *bare("moves"),
            f"insert into moves (id, {COLUMNS}) select 100000, 'ship', product_id, lot_id,"
            " serial_id, quantity + 1, destination_id, destination_plate_id, source_id,"
            " source_plate_id, null, order_line_id, null, null, null, user_id, device_id,"
            " captured_at, recorded_at from moves where kind = 'pick' and quantity = 2"
            " and order_line_id = (select min(i.id) from order_lines i"
            " join orders d on d.id = i.order_id where d.number = 'OR-0001')",
        ),
        "order number OR-0001, product HAND-CREAM, lot C202507, over 1",
    ),
    "what comes back had left for its order": (
        (
            *bare("moves"),
            "update moves set order_line_id = (select min(i.id) from order_lines i"
            " join orders d on d.id = i.order_id where d.number = 'OR-0001'), source_id ="
            " (select id from locations where kind = 'customer') where scan_id is not null"
            " and kind = 'receive' and reverses_id is null and quantity = 2",
        ),
        "order number OR-0001, product HAND-CREAM, lot C202507, location CUSTOMERS,"
        " delivered 0, returned 2",
    ),
    "a return takes back what is of its order": (
        (
            "update receipts set return_of_id = (select id from orders where number = 'OR-0001')"
            " where number = 'RC-0001'",
        ),
        "receipt RC-0001, other moves 5",
    ),
    "only open work has reservations": (
        (
            "update tasks set status = 'done' where order_id ="
            " (select id from orders where number = 'OR-0005')",
        ),
        "product GIFT-BASKET, lot GB-01, location C-01-2, task {task}, status done, quantity 5",
    ),
    "what is held has an open hold": (
        ("update lots set status = 'released', hold_reason = null where code = 'C202505'",),
        "what lot, code C202505, status released, by holds on_hold",
    ),
    "what is held is not reserved": (
        (
            "update reservations set order_line_id = null where quantity = 1",
            "update lots set status = 'recalled', hold_reason = 'glass' where code = 'GB-01'",
        ),
        "product GIFT-BASKET, lot GB-01, location C-01-2, quantity 5, task {task}",
    ),
    "a reversal mirrors the move it reverses": (
        (*bare("moves"), f"update moves set quantity = quantity + 1 where id = {REVERSAL}"),
        "move {reversal}, reverses {undone}",
    ),
    "a move is reversed once": (
        (
            *bare("moves"),
            f"insert into moves (id, {COLUMNS}) select 100000, {COLUMNS} from moves"
            f" where id = {REVERSAL}",
        ),
        "move {undone}, times 2",
    ),
    "no two scans are the same": (
        (
            *bare("scans"),
            "update scans set digest = (select digest from scans order by id limit 1)"
            " where id = (select max(id) from scans)",
        ),
        "digest {digest}, scans 2",
    ),
    "the scan that made a move is in the book": (
        (
            *bare("scans"),
            f"delete from scans where scan_id = (select scan_id from moves where id = {UNDONE})",
        ),
        "move {undone}, scan {scan}",
    ),
    "what stands on a held plate is held": (
        (
            "update license_plates set location_id = (select location_id from license_plates"
            " where code = 'T-01') where code = 'T-02'",
            "update license_plates set parent_id = (select id from license_plates"
            " where code = 'T-01') where code = 'T-02'",
            "update license_plates set hold_reason = 'leaking' where code = 'T-01'",
        ),
        "plate T-02, held plate T-01",
    ),
    "the scan that made a label is in the book": (
        (
            *bare("label_prints"),
            "insert into label_prints (id, code, scan_id) values (7, 'C202507', 'gone')",
        ),
        "label 7, code C202507, scan gone",
    ),
}


def test_every_law_is_broken_below() -> None:
    assert list(BREACHES) == [law.name for law in LAWS]


def test_each_law_finds_what_breaks_it(book: Flask) -> None:
    found = {
        law: [line for line in verified(book, *statements).breaches if line.startswith(f"{law}: ")]
        for law, (statements, *_) in BREACHES.items()
    }
    ids = ids_of(book)
    assert found == {
        law: [f"{law}: {one.format(**ids)}" for one in said] for law, (_, *said) in BREACHES.items()
    }


def ids_of(app: Flask) -> dict[str, object]:
    """What differs from book to book."""
    asked = {
        "undone": f"select {UNDONE}",
        "reversal": f"select {REVERSAL}",
        "scan": f"select scan_id from moves where id = {UNDONE}",
        "stage": "select o.code from license_plates t join locations o on o.id = t.location_id"
        " where t.code = 'T-03'",
        "digest": "select digest from scans order by id limit 1",
        "task": "select k.id from tasks k join orders d on d.id = k.order_id"
        " where d.number = 'OR-0005'",
    }
    return {name: read(app, statement)[0][0] for name, statement in asked.items()}
