"""The only writer of moves and balances: nothing below zero, nothing changed, reversed once."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.warehouse import NOW, Warehouse, warehouse_of
from webapp.models import MoveKind
from webapp.operations import ledger, reservations, verify
from webapp.operations.ledger import By, Entry, Goods, NotEnoughError, Spot


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse with six waters in A-1."""
    house = warehouse_of(app)
    house.stock("WATER", "A-1", 6)
    return house


def move(house: Warehouse, quantity: int, source: str, destination: str, **more: int) -> Entry:
    """An entry that moves water."""
    spots = Spot(house.ids[source]), Spot(house.ids[destination])
    return Entry(MoveKind.RELOCATE, Goods(house.ids["WATER"]), quantity, *spots, **more)


def record(house: Warehouse, entry: Entry) -> int:
    """The id of the move, in a unit of work of its own."""
    with house.act() as work:
        return ledger.record(work, entry, By(house.ids["ann"], NOW))


def test_a_move_takes_from_one_place_and_puts_to_another(house: Warehouse) -> None:
    record(house, move(house, 4, "A-1", "A-2"))
    assert (house.on_hand("WATER", "A-1"), house.on_hand("WATER", "A-2")) == (2, 4)


def test_a_place_inside_is_never_below_zero(house: Warehouse) -> None:
    with pytest.raises(NotEnoughError):
        record(house, move(house, 7, "A-1", "A-2"))
    assert (house.on_hand("WATER", "A-1"), house.count("moves")) == (6, 1)


def test_a_place_that_never_held_it_gives_nothing(house: Warehouse) -> None:
    with pytest.raises(NotEnoughError):
        record(house, move(house, 1, "A-3", "A-2"))


def test_a_supplier_stands_below_zero_for_what_came(house: Warehouse) -> None:
    assert house.on_hand("WATER", "SUPPLIERS") == -6
    assert house.ask("select sum(on_hand) from balances") == 0


def test_what_others_were_promised_is_not_taken(house: Warehouse) -> None:
    house.order("SO-1", WATER=4)
    with pytest.raises(NotEnoughError):
        record(house, move(house, 3, "A-1", "A-2"))
    record(house, move(house, 2, "A-1", "A-2"))
    assert (house.on_hand("WATER", "A-1"), house.reserved("WATER", "A-1")) == (4, 4)


def test_goods_keep_the_day_they_came_in(house: Warehouse) -> None:
    record(house, move(house, 4, "A-1", "A-2"))
    assert house.ask("select count(distinct arrived_at) from balances where inside") == 1


def test_a_mistake_is_reversed_by_a_move_that_names_it(house: Warehouse) -> None:
    wrong = move(house, 4, "A-1", "A-2")
    number = record(house, wrong)
    with house.act() as work:
        ledger.reverse(work, wrong, number, By(house.ids["ann"], NOW), reason="wrong bin")
    assert (house.on_hand("WATER", "A-1"), house.on_hand("WATER", "A-2")) == (6, 0)
    assert house.ask("select reverses_id from moves where reason = 'wrong bin'") == number


def test_a_move_is_reversed_once(house: Warehouse) -> None:
    wrong = move(house, 2, "A-1", "A-2")
    number = record(house, wrong)
    record(house, move(house, 2, "A-1", "A-2"))
    by = By(house.ids["ann"], NOW)
    with house.act() as work:
        ledger.reverse(work, wrong, number, by, reason="wrong bin")
    with pytest.raises(DBAPIError), house.act() as work:
        ledger.reverse(work, wrong, number, by, reason="wrong bin")
    assert house.on_hand("WATER", "A-2") == 2


@pytest.mark.parametrize(
    "statement",
    ["update moves set quantity = 1", "delete from moves", "update moves set reason = 'better'"],
)
def test_the_database_refuses_to_change_history(house: Warehouse, statement: str) -> None:
    with pytest.raises(DBAPIError), house.act() as work:
        work.connection.execute(text(statement))
    assert house.ask("select quantity from moves") == 6


def test_a_move_of_nothing_is_refused(house: Warehouse) -> None:
    with pytest.raises(DBAPIError):
        record(house, move(house, 0, "A-1", "A-2"))


def test_an_act_that_fails_later_leaves_nothing(house: Warehouse) -> None:

    def twice() -> None:
        with house.act() as work:
            for _ in range(2):
                ledger.record(work, move(house, 4, "A-1", "A-2"), By(house.ids["ann"], NOW))

    with pytest.raises(NotEnoughError):
        twice()
    assert (house.on_hand("WATER", "A-1"), house.count("moves")) == (6, 1)


def test_a_reserved_unit_is_taken_by_who_reserved_it(house: Warehouse) -> None:
    task = house.order("SO-1", WATER=4)
    with house.act() as work:
        (row,) = work.connection.execute(
            text("select id from reservations where task_id = :t"), {"t": task}
        )
        by = By(house.ids["ann"], NOW)
        ledger.record(work, move(house, 4, "A-1", "A-2", from_reserved=4), by)
        reservations.forget(work, row.id, 4)
    assert (house.on_hand("WATER", "A-1"), house.reserved("WATER", "A-1")) == (2, 0)


def test_the_book_agrees_after_it_all(house: Warehouse) -> None:
    record(house, move(house, 4, "A-1", "A-2"))
    with house.engine.connect() as connection:
        assert verify.verify(connection).breaches == []
