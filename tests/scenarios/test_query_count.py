"""How many statements an accepted pick takes, from the sign-in to the answer, however full it is.

Counted is every statement that is sent to the database for one POST of a scan: the sign-in, the
look for the same id, the locks, the reads, the moves, the log. Only what opens and closes the
transaction (BEGIN, COMMIT, ROLLBACK) is not: it carries no question. SQLite itself reports what it
runs; on PostgreSQL every cursor of the driver is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import bindparam, event, text

from tests import people
from tests.scenarios.hands import Screen, scans
from tests.warehouse import CREAM, NOW, Warehouse, warehouse_of
from webapp.extensions import db
from webapp.models import PlateKind
from webapp.models.types import Moment

MOST = 12
TRANSACTION = ("begin", "commit", "rollback")
LOCATIONS = text(
    "insert into locations (code, name, kind, walk_order, blocked_in, blocked_out)"
    " values (:code, '', 'storage', 50, (1 = 0), (1 = 0))"
)
LOTS = text(
    "insert into lots (product_id, code, expires_on, status, created_at)"
    " values (:product, :code, '2099-01-01', 'released', :now)"
).bindparams(bindparam("now", type_=Moment))
BALANCES = text(
    "insert into balances (product_id, lot_id, location_id, inside, on_hand, reserved, arrived_at)"
    " select l.product_id, l.id, o.id, o.inside, 1, 0, :now from lots l cross join locations o"
    " where l.code like :name and o.code like :name"
).bindparams(bindparam("now", type_=Moment))


@pytest.fixture
def sent(app: Flask) -> Iterator[list[str]]:
    """Every statement sent by connections of the app that are opened from now on."""
    statements: list[str] = []

    def listen(raw: Any, _record: object) -> None:
        if isinstance(raw, psycopg.Connection):
            raw.cursor_factory = counting(statements.append)
        else:
            raw.set_trace_callback(once)

    def once(statement: str) -> None:
        # SQLite tells a statement again for each trigger that it sets off.
        if statements[-1:] != [statement]:
            statements.append(statement)

    with app.app_context():
        db.engine.dispose()
        event.listen(db.engine, "connect", listen)
        yield statements
        event.remove(db.engine, "connect", listen)


def counting(note: Callable[[str], None]) -> type[psycopg.Cursor[Any]]:
    """A cursor that notes what it sends."""

    class Counting(psycopg.Cursor[Any]):
        def execute(self, query: Any, *values: Any, **options: Any) -> Any:
            note(str(query))
            return super().execute(query, *values, **options)

    return Counting


def questions(statements: list[str]) -> list[str]:
    """Without what opens and closes transactions, and what a trigger or the driver adds inside."""
    return [one for one in statements if not one.lower().startswith((*TRANSACTION, "--", "pragma"))]


def fill(house: Warehouse, name: str, count: int) -> None:
    """So many more balances of the product, in up to a thousand more bins."""
    lots, bins = -(-count // 1000), min(count, 1000)
    product = {"product": house.ids["CREAM"], "now": NOW}
    with house.engine.begin() as connection:
        connection.execute(LOCATIONS, [{"code": f"{name}-{n}"} for n in range(bins)])
        connection.execute(LOTS, [product | {"code": f"{name}{n}"} for n in range(lots)])
        connection.execute(BALANCES, {"name": f"{name}%", "now": NOW})
        connection.execute(text("analyze"))


def picks(
    app: Flask, house: Warehouse, token: str, sent: list[str], number: str
) -> list[list[str]]:
    """What each of three picks sends: two inside an order, and the one that ends it."""
    lots = [f"{number}-L{n}" for n in range(3)]
    for lot in lots:
        house.lot(lot, expires_on=date(2098, 7, 1))
        house.stock("CREAM", "A-1", 1, lot=lot)
    task = house.order(number, CREAM=3)
    with house.act() as work:
        house.add_plate(work, f"T-{number}", "STAGE", PlateKind.TOTE)
    assert scans(app, Screen(token, "picking", task), "A-1", f"T-{number}")[-1].status == 200
    each = []
    for lot in lots:
        sent.clear()
        answer = scans(app, Screen(token, "picking", task, "goods"), f"(01){CREAM}(10){lot}")[-1]
        assert answer.code == ("order_picked" if lot == lots[-1] else "picked"), answer
        each.append(questions(sent))
    return each


def test_a_pick_takes_at_most_twelve_statements_however_full_the_warehouse_is(
    app: Flask, sent: list[str]
) -> None:
    house = warehouse_of(app)
    token = people.token(app, house.ids["ann"])
    fill(house, "Y", 100)
    few = picks(app, house, token, sent, "SO-1")
    fill(house, "Z", 100_000)
    many = picks(app, house, token, sent, "SO-2")
    assert [len(one) for one in many] == [len(one) for one in few]
    assert len(few[0]) <= MOST, "\n".join(few[0])
    assert len(few[1]) <= MOST, "\n".join(few[1])
    # The last one of an order also closes the order.
    assert len(few[2]) <= MOST + 2, "\n".join(few[2])


@pytest.mark.feature("PA-04", "PA-05")
def test_a_putaway_asks_the_same_however_many_bins_there_are(app: Flask, sent: list[str]) -> None:
    """Looked at closely are at most eight bins of each sort; no list of bins is ever loaded."""
    house = warehouse_of(app)
    token = people.token(app, house.ids["ann"])
    puts_away(app, house, token, sent, "L0")
    few = puts_away(app, house, token, sent, "L1")
    fill(house, "Y", 3000)
    assert puts_away(app, house, token, sent, "L2") == few
    # More than the reads of the plan and of the bin: the sign-in, the locks, the move, the log.
    assert max(few) <= MOST + 2


def puts_away(
    app: Flask, house: Warehouse, token: str, sent: list[str], lot: str
) -> tuple[int, int]:
    """How much is asked to take goods up, and to put them where it was suggested."""
    house.lot(lot, expires_on=date(2098, 7, 1))
    house.stock("CREAM", "DOCK-1", 1, lot=lot)
    sent.clear()
    up = scans(app, Screen(token, "putaway"), f"(01){CREAM}(10){lot}")[-1]
    assert up.code == "taken_up"
    taken = len(questions(sent))
    bin = up.answer["prompt"].removeprefix("Scan bin ")
    sent.clear()
    down = scans(app, Screen(token, "putaway", up.answer["task"], "bin"), bin)[-1]
    assert down.code == "put_away"
    return taken, len(questions(sent))


LABELS = ("label_", "print_jobs", "device_stations", "printers", "workstations")


@pytest.mark.feature("LB-06")
def test_a_receipt_without_a_label_rule_asks_nothing_more(app: Flask, sent: list[str]) -> None:
    """The rule comes along with the receipt that is read anyway."""
    house = warehouse_of(app)
    house.receipt("RC-1", CREAM=40)
    screen = Screen(people.token(app, house.ids["ann"]), "receiving")
    label = f"]C101{CREAM}17270630" + "10L1"
    opened = scans(app, screen, "RC-1")[-1]
    sent.clear()
    task = Screen(screen.token, "receiving", opened.answer["task"], "product")
    assert scans(app, task, label)[-1].code == "received"
    about_labels = [one for one in questions(sent) if any(name in one for name in LABELS)]
    assert [one.split()[0] for one in about_labels] == ["select"]
    assert "from receipts r" in about_labels[0]
