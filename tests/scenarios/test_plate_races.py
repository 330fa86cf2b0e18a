"""Two hands at one pile of license plates at the same moment: it never stands on itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import people
from tests.scenarios.crew import Job, Threads
from tests.scenarios.hands import Screen, scans
from tests.warehouse import WATER, Warehouse, warehouse_of
from webapp.models import PlateKind
from webapp.operations.verify import verify

TIMES = 4


@pytest.fixture
def house(app: Flask) -> Iterator[Warehouse]:
    """Pairs of plates on a dock with water beside them; in the end the laws hold."""
    house = warehouse_of(app)
    with house.act() as work:
        for number in range(TIMES):
            for side in "AB":
                house.add_plate(work, f"{side}{number}", "DOCK-1", PlateKind.PALLET)
    house.stock("WATER", "DOCK-1", 20)
    yield house
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.fixture
def screens(app: Flask, house: Warehouse) -> list[Screen]:
    """The devices of ann and bob, at home."""
    return [Screen(people.token(app, house.ids[name])) for name in ("ann", "bob")]


def test_each_onto_the_other_at_once_and_one_is_refused(
    app: Flask, house: Warehouse, screens: list[Screen]
) -> None:
    ann, bob = screens
    for number in range(TIMES):
        one, other = f"A{number}", f"B{number}"
        first = scans(app, ann, "LW*PLATES", "LW*CANCEL", one)[-1].answer
        second = scans(app, bob, "LW*PLATES", "LW*CANCEL", other)[-1].answer
        heard = Threads().plays(
            app,
            [
                Job(scans, (Screen(ann.token, "plates", first["task"], "content"), other)),
                Job(scans, (Screen(bob.token, "plates", second["task"], "content"), one)),
            ],
        )
        codes = sorted(answers[-1].code for answers in heard)
        assert codes == ["plate_on_itself", "plate_put_on"]


def test_one_moves_the_plate_while_the_other_packs_onto_it(
    app: Flask, house: Warehouse, screens: list[Screen]
) -> None:
    ann, bob = screens
    for number in range(TIMES):
        plate = f"A{number}"
        tasks = [
            scans(app, who, "LW*PLATES", "LW*CANCEL", plate)[-1].answer["task"]
            for who in (ann, bob)
        ]
        packs, moves = (
            Job(scans, (Screen(who.token, "plates", task, "content"), code))
            for who, task, code in ((ann, tasks[0], WATER), (bob, tasks[1], "A-2"))
        )
        packed, moved = (answers[-1] for answers in Threads().plays(app, [packs, moves]))
        assert moved.code == "plate_moved"
        assert packed.code in ("packed", "not_beside", "not_enough")
        there = house.ask(
            "select coalesce(sum(on_hand), 0) from balances where plate_id = :plate"
            " and location_id = :place",
            plate=house.ids[plate],
            place=house.ids["A-2"],
        )
        assert there == (1 if packed.code == "packed" else 0)
