"""A supervisor reverses a move: once, with a reason, and all that was counted beside it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.warehouse import NOW, TODAY, WATER, Warehouse, warehouse_of
from webapp.models import MoveKind
from webapp.operations import ledger, reversals
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.verify import verify
from webapp.queries.promises import Today

WHY = "counted twice"


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse with six waters in A-1."""
    house = warehouse_of(app)
    house.stock("WATER", "A-1", 6)
    return house


def reverse(house: Warehouse, move_id: int, reason: str = WHY) -> Any:
    """What a supervisor is told: the id of the new move, or a sentence."""
    with house.act() as work:
        done = reversals.reverse_move(
            work, move_id, By(house.ids["ann"], NOW), Today(TODAY), reason=reason
        )
    return done if done is None or isinstance(done, int) else str(done)


def relocate(house: Warehouse, quantity: int, source: str, destination: str) -> int:
    """The id of a move of water."""
    ends = Spot(house.ids[source]), Spot(house.ids[destination])
    entry = Entry(MoveKind.RELOCATE, Goods(house.ids["WATER"]), quantity, *ends)
    with house.act() as work:
        return ledger.record(work, entry, By(house.ids["ann"], NOW))


def last_move(house: Warehouse) -> int:
    """The newest move's id."""
    return int(house.ask("select max(id) from moves"))


def holds(house: Warehouse) -> bool:
    """Whether every law holds."""
    with house.engine.connect() as connection:
        return verify(connection).breaches == []


@pytest.mark.feature("TR-06")
def test_the_goods_are_back_by_a_move_that_names_the_one_it_reverses(house: Warehouse) -> None:
    moved = relocate(house, 4, "A-1", "A-2")
    made = reverse(house, moved)
    assert (house.on_hand("WATER", "A-1"), house.on_hand("WATER", "A-2")) == (6, 0)
    assert house.ask("select reverses_id from moves where id = :id", id=made) == moved
    assert house.ask("select reason from moves where id = :id", id=made) == WHY
    assert holds(house)


def test_a_move_is_reversed_once(house: Warehouse) -> None:
    moved = relocate(house, 4, "A-1", "A-2")
    reverse(house, moved)
    relocate(house, 4, "A-1", "A-2")
    assert reverse(house, moved) == "This move was reversed before. A move is reversed once."
    assert house.on_hand("WATER", "A-2") == 4


def test_a_reversal_is_not_reversed(house: Warehouse) -> None:
    made = reverse(house, relocate(house, 4, "A-1", "A-2"))
    assert reverse(house, made) == (
        "This move is a reversal itself. Record what is right as a new move."
    )


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_happens(house: Warehouse, reason: str) -> None:
    moved = relocate(house, 4, "A-1", "A-2")
    assert reverse(house, moved, reason) == ("A reason is needed: what was wrong with this move?")
    assert house.on_hand("WATER", "A-2") == 4


def test_goods_that_were_moved_on_do_not_come_back(house: Warehouse) -> None:
    moved = relocate(house, 4, "A-1", "A-2")
    relocate(house, 1, "A-2", "A-3")
    assert reverse(house, moved) == (
        "The goods have been moved on or promised since. Reverse what came after first."
    )
    assert house.on_hand("WATER", "A-2") == 3


def test_goods_that_are_promised_do_not_come_back(house: Warehouse) -> None:
    moved = relocate(house, 6, "A-1", "A-2")
    house.order("SO-1", WATER=1)
    assert str(reverse(house, moved)).startswith("The goods have been moved on or promised since.")


def test_a_move_that_is_not_in_the_book_is_none(house: Warehouse) -> None:
    assert reverse(house, 4711) is None


@pytest.mark.feature("TR-06")
def test_a_receipt_counts_back_even_when_it_is_closed(house: Warehouse) -> None:
    receipt = house.receipt("RC-1", WATER=3)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1", WATER, WATER, WATER, "LW*DONE")
    assert house.ask("select status from receipts where id = :id", id=receipt) == "closed"
    assert isinstance(reverse(house, last_move(house)), int)
    received = house.ask("select received from receipt_lines where receipt_id = :id", id=receipt)
    assert (received, house.on_hand("WATER", "DOCK-1")) == (2, 2)
    assert holds(house)


def picked(house: Warehouse, asked: int, *more: str) -> int:
    """The move of a pick of all six waters of an order."""
    house.order("SO-1", WATER=asked)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1", WATER, "LW*QTY*6", "T-01", *more)
    return last_move(house)


def test_an_order_under_way_is_promised_its_goods_again(house: Warehouse) -> None:
    house.stock("WATER", "A-2", 2)
    moved = picked(house, 8)
    assert house.on_hand("WATER", "A-1") == 0
    assert isinstance(reverse(house, moved), int)
    assert (house.on_hand("WATER", "A-1"), house.reserved("WATER", "A-1")) == (6, 6)
    assert house.ask("select picked from order_lines") == 0
    assert holds(house)


def test_an_order_that_is_finished_counts_them_as_short(house: Warehouse) -> None:
    moved = picked(house, 6)
    assert house.ask("select status from orders") == "picked"
    assert isinstance(reverse(house, moved), int)
    assert house.ask("select picked from order_lines") == 0
    assert house.ask("select short from order_lines") == 6
    assert (house.on_hand("WATER", "A-1"), house.reserved("WATER", "A-1")) == (6, 0)
    assert holds(house)
