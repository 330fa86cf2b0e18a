"""Many hands ask for numbers of our own at the same moment: no number is given twice."""

from __future__ import annotations

from flask import Flask

from tests.printing import PREFIX, arranges
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
