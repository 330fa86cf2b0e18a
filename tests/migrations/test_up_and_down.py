"""The schema goes up and down again on both engines, and is what the models say it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from tests.printing import prints
from tests.warehouse import Warehouse, warehouse_of
from webapp.extensions import db


@pytest.fixture
def empty(make_app: Callable[..., Flask], empty_database_url: str) -> Flask:
    """The program on a database without a table."""
    return make_app(DATABASE_URL=empty_database_url)


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A warehouse with a move, a scan and a printed label in its book."""
    house = warehouse_of(app)
    house.lot("L1")
    house.stock("CREAM", "A-1", 3, lot="L1")
    house.hand().scans("A-1")
    prints(house, "lot", house.ids["CREAM L1"])
    return house


def tables(app: Flask) -> set[str]:
    """The tables of the database."""
    with app.app_context():
        return set(inspect(db.engine).get_table_names())


def run(app: Flask, *command: str) -> None:
    """A command of the migrations, which must succeed."""
    done = app.test_cli_runner().invoke(args=["db", *command])
    assert done.exit_code == 0, done.output


def test_up_makes_every_table_of_the_models(empty: Flask) -> None:
    run(empty, "upgrade")
    assert tables(empty) - {"alembic_version"} == set(db.metadata.tables)


def test_up_leaves_nothing_for_another_migration_to_change(empty: Flask) -> None:
    run(empty, "upgrade")
    run(empty, "check")


def test_down_leaves_nothing_behind_and_up_works_again(empty: Flask) -> None:
    run(empty, "upgrade")
    run(empty, "downgrade", "base")
    assert tables(empty) <= {"alembic_version"}
    run(empty, "upgrade")
    assert tables(empty) - {"alembic_version"} == set(db.metadata.tables)


@pytest.mark.feature("TR-06")
@pytest.mark.parametrize("table", ["moves", "scans", "label_prints"])
@pytest.mark.parametrize(
    "change", ["update {} set user_id = user_id", "delete from {}", "truncate {} cascade"]
)
def test_the_database_refuses_to_change_history(house: Warehouse, table: str, change: str) -> None:
    before = house.count(table)
    assert before > 0
    if house.engine.dialect.name == "sqlite" and change.startswith("truncate"):
        change = "delete from {} where 1 = 1"
    with (
        pytest.raises(DBAPIError, match="never changed or deleted"),
        house.engine.begin() as connection,
    ):
        connection.execute(text(change.format(table)))
    assert house.count(table) == before


@pytest.mark.parametrize(
    ("law", "breach"),
    [
        ("inside_is_never_below_zero", "update balances set on_hand = -1 where inside"),
        ("reserved_is_on_hand", "update balances set reserved = on_hand + 1 where inside"),
        ("reserved_is_never_below_zero", "update balances set reserved = -1 where inside"),
        (
            "uq_balances_what_and_where",
            "insert into balances (product_id, lot_id, location_id,"
            " inside, on_hand, reserved, arrived_at) select product_id, lot_id, location_id,"
            " inside, 1, 0, arrived_at from balances where inside",
        ),
        (
            "fk_balances_location_id_inside|FOREIGN KEY",
            "update balances set inside = false where inside",
        ),
        ("FOREIGN KEY|fk_balances_lot_id", "update balances set product_id = product_id + 1"),
    ],
)
def test_the_database_itself_holds_the_laws_of_a_balance(
    house: Warehouse, law: str, breach: str
) -> None:
    with (
        pytest.raises(DBAPIError, match=f"{law}|UNIQUE constraint failed"),
        house.engine.begin() as connection,
    ):
        connection.execute(text(breach))
