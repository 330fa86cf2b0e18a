"""Many hands at the same moment: no number is given twice, and one label is the first."""

from __future__ import annotations

from flask import Flask

from tests.printing import PREFIX, arranges, book, prints
from tests.scenarios.crew import HANDS, Job, Threads
from tests.warehouse import Warehouse, warehouse_of
from webapp.extensions import db
from webapp.models import PlateKind
from webapp.operations.plates import register
from webapp.operations.sscc import next_sscc
from webapp.operations.unit_of_work import UnitOfWork, run

EACH = 25


def allocate(app: Flask, dock: int, times: int) -> list[str]:
    """So many plates, each in a unit of work of its own."""

    def act(work: UnitOfWork) -> str:
        code = next_sscc(work)
        assert isinstance(code, str), code
        register(work, code, PlateKind.PALLET, dock)
        return code

    with app.app_context():
        return [run(db.engine, act, wait_seconds=60) for _ in range(times)]


def test_two_hundred_numbers_for_eight_hands_are_two_hundred_different_ones(app: Flask) -> None:
    house: Warehouse = warehouse_of(app)
    arranges(house, company_prefix=PREFIX)
    job = Job(allocate, (house.ids["DOCK-1"], EACH))
    gave = [code for codes in Threads().plays(app, [job] * HANDS) for code in codes]
    assert len(gave) == len(set(gave)) == HANDS * EACH == 200
    # Not one number is left out either.
    assert sorted(int(code[8:-1]) for code in gave) == list(range(200))


def print_first(app: Flask, house: Warehouse, lot: int) -> bool:
    """Whether this hand printed the lot's label; nobody gives a reason."""
    with app.app_context():
        return isinstance(prints(house, "lot", lot), int)


def test_of_many_hands_that_print_a_label_first_one_does(app: Flask) -> None:
    house = warehouse_of(app)
    lot = house.lot("L1")
    gave = Threads().plays(app, [Job(print_first, (house, lot))] * HANDS)
    assert sorted(gave) == [False] * (HANDS - 1) + [True]
    assert book(house) == [("lot", "L1", 1, True, None)]
