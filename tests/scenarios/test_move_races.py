"""Two hands at the last units of a bin: one moves them, the other is told; a pick is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import people
from tests.scenarios.crew import Job, Threads
from tests.scenarios.hands import Screen, release, scans
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import PlateKind, Product, Tracking
from webapp.operations import orders
from webapp.operations.ledger import Goods
from webapp.operations.verify import verify

TIMES = 4
UNITS = 5


@pytest.fixture
def house(app: Flask) -> Iterator[Warehouse]:
    """Five units each of things that go by their names alone, in A-1; in the end the laws hold."""
    house = warehouse_of(app)
    with house.act() as work:
        for number in range(TIMES):
            one = Product(sku=f"P-{number}", name="Thing", tracking=Tracking.NONE)
            work.session.add(one)
            work.session.flush()
            house.ids[one.sku] = one.id
            house.receive(work, Goods(one.id), UNITS, "A-1", "")
            house.add_plate(work, f"TOTE-{number}", "STAGE", PlateKind.TOTE)
    yield house
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.fixture
def screens(app: Flask, house: Warehouse) -> list[Screen]:
    """The devices of ann and bob, at the page where goods to move are asked for."""
    return [Screen(people.token(app, house.ids[name]), "moving") for name in ("ann", "bob")]


def order(house: Warehouse, number: int) -> int:
    """An order for all there is of one thing, not released."""
    of = (f"SO-{number}", house.ids["customer"], house.ids["STAGE"])
    with house.act() as work:
        return orders.enter_order(work, orders.NewOrder(*of, {house.ids[f"P-{number}"]: UNITS}))


def start_anew(app: Flask, *screens: Screen) -> None:
    """Leave the work: a bin that was no answer any more was taken as one to take from."""
    for screen in screens:
        scans(app, screen, "LW*CANCEL")


def test_two_move_the_last_units_of_a_bin_and_they_move_once(
    app: Flask, house: Warehouse, screens: list[Screen]
) -> None:
    places = ("A-2", "A-3")
    for number in range(TIMES):
        thing = f"P-{number}"
        jobs = [Job(scans, (who, thing, to)) for who, to in zip(screens, places, strict=True)]
        first = sorted(answers[0].code for answers in Threads().plays(app, jobs))
        # Who comes second finds them in the other's hand, or where they were brought meanwhile.
        assert first in (["in_other_hands", "taken_up"], ["taken_up", "taken_up"])
        there = [house.on_hand(thing, place) for place in ("A-1", *places)]
        assert (sorted(there), there[0]) == ([0, 0, UNITS], 0)
        start_anew(app, *screens)


def test_what_is_moved_and_what_an_order_is_promised_are_never_the_same_units(
    app: Flask, house: Warehouse, screens: list[Screen]
) -> None:
    for number in range(TIMES):
        thing, order_id = f"P-{number}", order(house, number)
        moves, releases = Job(scans, (screens[0], thing, "A-2")), Job(release, (order_id,))
        heard, _ = Threads().plays(app, [moves, releases])
        promised = house.reserved(thing, "A-1"), house.reserved(thing, "A-2")
        if heard[0].code == "promised":
            assert promised == (UNITS, 0)
        else:
            # Nothing was promised of what was in hand; all of it, where it lay down already.
            assert [one.code for one in heard] == ["taken_up", "moved"]
            assert promised in ((0, 0), (0, UNITS))
        start_anew(app, screens[0])


def test_a_pick_takes_what_it_was_promised_while_somebody_wants_to_move_it(
    app: Flask, house: Warehouse, screens: list[Screen]
) -> None:
    ann, bob = screens
    for number in range(TIMES):
        thing, order_id = f"P-{number}", order(house, number)
        pick = Screen(ann.token, "picking", release(app, order_id))
        picked, moved = Threads().plays(
            app,
            [
                Job(scans, (pick, "A-1", thing, f"LW*QTY*{UNITS}", f"TOTE-{number}")),
                Job(scans, (bob, thing, "A-2")),
            ],
        )
        assert picked[-1].code == "order_picked"
        assert moved[0].code in ("promised", "on_plate")
        assert (house.on_hand(thing, "STAGE"), house.on_hand(thing, "A-2")) == (UNITS, 0)
        start_anew(app, bob)
