"""The demo warehouse: what is in it, and that loading it again changes nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.people import add, change, read
from webapp.commands.demo import SIGN_INS
from webapp.extensions import db


def whole_book(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    tables = db.metadata.tables
    return {name: sorted(read(app, f"select * from {name}"), key=repr) for name in tables}


@pytest.mark.feature("AD-08")
def test_loading_twice_changes_nothing(loaded: Flask, runner: FlaskCliRunner) -> None:
    before = whole_book(loaded)
    again = runner.invoke(args=["demo", "load"])
    assert again.output == "The demo warehouse is there already; nothing was changed.\n"
    assert whole_book(loaded) == before


def test_a_book_with_goods_of_its_own_is_left_alone(app: Flask, runner: FlaskCliRunner) -> None:
    change(
        app,
        "insert into products (sku, name, tracking, expiry_policy, unit, scale, active)"
        " values ('OWN', 'Own', 'none', 'none', 'each', 0, :yes)",
        yes=True,
    )
    before = whole_book(app)
    refused = runner.invoke(args=["demo", "load"])
    assert refused.exit_code == 1
    assert refused.output == (
        "Error: The book has products or locations of its own; the demo is for an empty one.\n"
    )
    assert whole_book(app) == before


def test_users_of_a_book_keep_their_names(app: Flask, runner: FlaskCliRunner) -> None:
    add(app, "Worker")
    assert runner.invoke(args=["demo", "load"]).exit_code == 0
    names = [name for (name,) in read(app, "select name from users order by name")]
    assert sorted(names) == ["Worker", "admin", "supervisor", "worker2"]


def test_the_sign_ins_are_one_for_each_role_and_a_second_worker(loaded: Flask) -> None:
    users = read(loaded, "select name, role, badge from users order by id")
    assert users == [(one.name, one.role, one.badge) for one in SIGN_INS]
    assert [one.name for one in SIGN_INS] == ["worker", "worker2", "supervisor", "admin"]


def test_there_are_two_docks_and_forty_bins_in_three_zones(loaded: Flask) -> None:
    kinds = dict(read(loaded, "select kind, count(*) from locations group by kind"))
    assert kinds["dock"] == 2
    assert kinds["storage"] + kinds["pick_face"] == 40
    zones = read(
        loaded,
        "select distinct z.code from locations o join locations z on z.id = o.parent_id"
        " where o.kind in ('storage', 'pick_face') order by z.code",
    )
    assert zones == [("A",), ("B",), ("C",)]
    assert read(loaded, "select code from locations where blocked_in") == [("B-03-2",)]


def test_one_lot_is_on_hold_one_has_expired_and_one_is_near(loaded: Flask) -> None:
    by_date = read(
        loaded,
        "select p.sku, l.code, l.expires_on, l.status from lots l join products p"
        " on p.id = l.product_id where l.expires_on is not null order by l.expires_on limit 3",
    )
    assert [row[:2] for row in by_date][:2] == [("HAND-CREAM", "C202503"), ("CHOC-BOX", "K0912")]
    held = read(loaded, "select code, hold_reason from lots where status = 'on_hold'")
    assert held == [("C202505", "quality check")]


def test_first_expired_is_promised_first_and_held_or_expired_never(loaded: Flask) -> None:
    promised = (
        "select l.code, r.quantity from reservations r join order_lines i"
        " on i.id = r.order_line_id join orders d on d.id = i.order_id"
        " join balances b on b.id = r.balance_id join lots l on l.id = b.lot_id"
        " join products p on p.id = b.product_id where d.number = :order and p.sku = :sku"
        " order by r.id"
    )
    chocolates = read(loaded, promised, order="OR-0002", sku="CHOC-BOX")
    assert chocolates == [("K0912", 18), ("K1015", 6), ("K1015", 6)]
    assert read(loaded, promised, order="OR-0001", sku="HAND-CREAM") == [("C202507", 12)]


def test_an_order_that_asks_too_much_is_promised_what_there_is(loaded: Flask) -> None:
    baskets = read(
        loaded,
        "select i.ordered, sum(r.quantity) from order_lines i join orders d on d.id = i.order_id"
        " join reservations r on r.order_line_id = i.id where d.number = 'OR-0005'"
        " group by i.ordered",
    )
    assert baskets == [(12, 5)]


def test_two_open_receipts_expect_hand_cream(loaded: Flask) -> None:
    numbers = read(
        loaded,
        "select r.number from receipts r join receipt_lines l on l.receipt_id = r.id"
        " join products p on p.id = l.product_id"
        " where r.status = 'open' and p.sku = 'HAND-CREAM' order by r.number",
    )
    assert numbers == [("RC-0001",), ("RC-0006",)]


def test_a_lot_serials_and_a_license_plate_wait_on_the_docks(loaded: Flask) -> None:
    waiting = read(
        loaded,
        "select o.code, p.sku, l.code, s.code, t.code, b.on_hand from balances b"
        " join locations o on o.id = b.location_id join products p on p.id = b.product_id"
        " left join lots l on l.id = b.lot_id left join serials s on s.id = b.serial_id"
        " left join license_plates t on t.id = b.plate_id"
        " where o.kind = 'dock' and b.on_hand > 0 order by b.id",
    )
    assert sorted(waiting, key=repr) == [
        ("DOCK-1", "CHOC-BOX", "K1020", None, None, 40),
        ("DOCK-1", "WINE-RED", "L2304", None, "395210000000000019", 60),
        ("DOCK-2", "GIFT-CARD", None, None, None, 100),
        ("DOCK-2", "HAIRDRYER-LE", None, "HD-12351", None, 1),
        ("DOCK-2", "HAIRDRYER-LE", None, "HD-12352", None, 1),
    ]
