"""License plates in the book: what a supervisor may reverse."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.warehouse import NOW, TODAY, Warehouse, warehouse_of
from webapp.languages import say
from webapp.models import PlateKind
from webapp.operations import plates, reversals
from webapp.operations.ledger import By
from webapp.operations.verify import verify
from webapp.queries.promises import Today


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Pallet P in staging with case C on it; six waters on the case."""
    house = warehouse_of(app)
    with house.act() as work:
        house.add_plate(work, "P", "STAGE", PlateKind.PALLET)
        house.add_plate(work, "C", "STAGE", PlateKind.CASE)
        assert plates.nest(work, house.ids["C"], into=house.ids["P"]) is None
    house.stock("WATER", "STAGE", 6, plate="C")
    return house


def by(house: Warehouse) -> By:
    """Ann's hand."""
    return By(house.ids["ann"], NOW)


def lawful(house: Warehouse) -> bool:
    """Whether no law is broken."""
    with house.engine.connect() as connection:
        return verify(connection).breaches == []


def test_one_of_several_goods_does_not_go_back_without_its_plate(house: Warehouse) -> None:
    house.lot("L1")
    house.stock("CREAM", "STAGE", 1, lot="L1", plate="P")
    with house.act() as work:
        assert plates.move_whole(work, house.ids["P"], house.ids["A-2"], by(house)) is None
    moved = house.ask("select max(id) from moves")
    with house.act() as work:
        answer = reversals.reverse_move(work, moved, by(house), Today(TODAY), reason="wrong bin")
    assert say(answer, "en") == (
        "These goods moved with their license plate. Move the whole plate back instead."
    )
    assert lawful(house)


def test_a_plate_with_one_thing_on_it_goes_back_with_the_reversal(house: Warehouse) -> None:
    with house.act() as work:
        assert plates.move_whole(work, house.ids["P"], house.ids["A-2"], by(house)) is None
    moved = house.ask("select max(id) from moves")
    with house.act() as work:
        assert isinstance(
            reversals.reverse_move(work, moved, by(house), Today(TODAY), reason="wrong"), int
        )
    assert house.on_hand("WATER", "STAGE") == 6
    assert lawful(house)
