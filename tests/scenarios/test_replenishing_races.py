"""Many hands at one pick face at the same moment: one of them fills it, and no goods go twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import people
from tests.scenarios.crew import Job, Threads
from tests.scenarios.hands import Screen, scans
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import ProductPlace
from webapp.operations.verify import verify

TIMES = 4


@pytest.fixture
def house(app: Flask) -> Iterator[Warehouse]:
    """A-1 holds nothing of 20 creams, and A-2 has all of them; in the end the laws hold."""
    house = warehouse_of(app)
    house.lot("L1")
    house.stock("CREAM", "A-2", 20, lot="L1")
    with house.act() as work:
        for bin, role, levels in (("A-2", "source", (None, None)), ("A-1", "topped_up", (5, 20))):
            work.session.add(
                ProductPlace(
                    product_id=house.ids["CREAM"],
                    location_id=house.ids[bin],
                    role=role,
                    minimum=levels[0],
                    target=levels[1],
                )
            )
    yield house
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.mark.feature("ST-04")
def test_many_workers_want_one_bin_and_one_fills_it(app: Flask, house: Warehouse) -> None:
    crew = [people.add(app, f"hand {number}") for number in range(6)]
    screens = [Screen(people.token(app, one)) for one in crew]
    for _ in range(TIMES):
        heard = Threads().plays(app, [Job(scans, (screen, "LW*REPLENISH")) for screen in screens])
        codes = sorted(answers[-1].code for answers in heard)
        assert codes == ["no_work"] * 5 + ["replenishment_started"]
        assert house.reserved("CREAM", "A-2") == 20
        task = next(a[-1].answer["task"] for a in heard if a[-1].code == "replenishment_started")
        screen = screens[[a[-1].code for a in heard].index("replenishment_started")]
        scans(app, Screen(screen.token, "moving", task, "from"), "LW*CANCEL")
        assert house.reserved("CREAM", "A-2") == 0


@pytest.mark.feature("ST-04")
def test_a_worker_fills_while_an_order_is_promised_the_same_goods(
    app: Flask, house: Warehouse
) -> None:
    screen = Screen(people.token(app, house.ids["ann"]))
    for number in range(TIMES):
        order = Job(release, (house, f"O-{number}"))
        heard, _ = Threads().plays(app, [Job(scans, (screen, "LW*REPLENISH")), order])
        assert (heard[-1].code, house.reserved("CREAM", "A-2")) == ("replenishment_started", 20)
        scans(app, Screen(screen.token, "moving", heard[-1].answer["task"], "from"), "LW*CANCEL")


def release(app: Flask, house: Warehouse, number: str) -> int:
    """An order for three creams is released."""
    return house.order(number, CREAM=3)
