"""Two hands at one pile of license plates at the same moment: it never stands on itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import people
from tests.delivered import quarantine
from tests.scenarios.crew import Job, Threads
from tests.scenarios.hands import Screen, scans
from tests.warehouse import NOW, TODAY, WATER, Warehouse, warehouse_of
from webapp.extensions import db
from webapp.models import PlateKind
from webapp.operations import reversals, shipments, shipping
from webapp.operations.ledger import By
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.operations.verify import verify
from webapp.queries.promises import Today
from webapp.rules.refusals import Refusal

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


def picked(house: Warehouse, number: int) -> int:
    """An order of four waters in two totes at staging; its id."""
    totes = [f"X{number}", f"Y{number}"]
    with house.act() as work:
        for code in totes:
            house.add_plate(work, code, "STAGE", PlateKind.TOTE)
    house.stock("WATER", "A-1", 4)
    house.order(f"SO-{number}", WATER=4)
    hand = house.hand().opens("picking")
    hand.scans(f"SO-{number}", "A-1", WATER, "LW*QTY*2", totes[0], totes[1], WATER, "LW*QTY*2")
    assert hand.last["code"] == "order_picked"
    return int(house.ask("select id from orders where number = :n", n=f"SO-{number}"))


def ship_order(app: Flask, order_id: int, user_id: int) -> str:
    """Ship an order as a supervisor does; the code of the refusal, or that it left."""

    def act(work: UnitOfWork) -> str:
        made = shipments.of_order(work, order_id, TODAY)
        assert made is not None
        said = made if isinstance(made, Refusal) else shipping.ship(work, made, By(user_id, NOW))
        return said.code if said else "left"

    with app.app_context():
        return run(db.engine, act)


def state(house: Warehouse, order_id: int) -> tuple[object, int]:
    """The order's status, and the units that left for it."""
    left = (
        "select coalesce(sum(m.quantity), 0) from moves m join order_lines i"
        " on i.id = m.order_line_id where m.kind = 'ship' and i.order_id = :order"
    )
    status = house.ask("select status from orders where id = :order", order=order_id)
    return status, int(house.ask(left, order=order_id))


def test_an_order_and_its_totes_ship_at_once_and_each_unit_leaves_once(
    app: Flask, house: Warehouse, screens: list[Screen]
) -> None:
    """One hand ships the order, two ship its totes: whoever is first, four units leave, once."""
    for number in range(TIMES):
        order_id = picked(house, number)
        jobs = [Job(ship_order, (order_id, house.ids["ann"]))]
        for screen, tote in zip(screens, (f"X{number}", f"Y{number}"), strict=True):
            codes = ("LW*PLATES", "LW*CANCEL", tote, "LW*SHIP")
            asked = scans(app, screen, *codes)[-1].answer
            assert asked["code"] == "ship"
            at = Screen(screen.token, "plates", asked["task"], "content")
            jobs.append(Job(scans, (at, "LW*SHIP", "LW*SHIP")))
        Threads().plays(app, jobs)
        assert state(house, order_id) == ("shipped", 4)


def test_nothing_leaves_with_a_tote_that_was_not_picked_for_its_order(
    app: Flask, house: Warehouse, screens: list[Screen]
) -> None:
    """One ships a tote while the other puts a water of nobody into it, which never leaves."""
    ann, bob = screens
    for number in range(TIMES):
        order_id, tote = picked(house, number), f"X{number}"
        house.stock("WATER", "STAGE", 1)
        task = scans(app, ann, "LW*PLATES", "LW*CANCEL", tote, "LW*SHIP")[-1].answer["task"]
        other = scans(app, bob, "LW*PLATES", "LW*CANCEL", tote)[-1].answer["task"]
        at_bobs = Screen(bob.token, "plates", other, "content")
        ships = Job(scans, (Screen(ann.token, "plates", task, "content"), "LW*SHIP"))
        shipped, put = Threads().plays(app, [ships, Job(scans, (at_bobs, WATER))])
        assert put[-1].code == "packed"
        assert shipped[-1].code in ("plate_shipped", "of_no_order")
        left = 2 if shipped[-1].code == "plate_shipped" else 0
        assert state(house, order_id) == ("picked", left)
        assert scans(app, at_bobs, "LW*OUT")[-1].code == "unpacked"
        assert ship_order(app, order_id, house.ids["ann"]) == "left"
        assert state(house, order_id) == ("shipped", 4)


def reverse(app: Flask, move_id: int, user_id: int) -> object:
    """Reverse a move as a supervisor does; why not, or None."""

    def act(work: UnitOfWork) -> object:
        return reversals.reverse_move(
            work, move_id, By(user_id, NOW), Today(TODAY), reason="wrong lorry"
        )

    with app.app_context():
        done = run(db.engine, act)
    return None if isinstance(done, int) else str(done)


def test_what_left_is_reversed_or_comes_back_and_never_both(
    app: Flask, house: Warehouse, screens: list[Screen]
) -> None:
    """Three of four waters come back while a move of two is reversed: whoever is late is told."""
    quarantine(house)
    some = "Some of these goods came back as a return. The rest comes back as a return, too."
    for number in range(TIMES):
        order_id = picked(house, number)
        assert ship_order(app, order_id, house.ids["ann"]) == "left"
        move = house.ask("select max(id) from moves where kind = 'ship'")
        opened = scans(app, Screen(screens[0].token, "receiving"), f"LW*RETURN*{order_id}")[-1]
        at = Screen(screens[0].token, "receiving", opened.answer["task"], "product")
        brings = Job(scans, (at, WATER, WATER, WATER))
        heard, said = Threads().plays(app, [brings, Job(reverse, (move, house.ids["bob"]))])
        last = "received" if said else "over_returned"
        assert [one.code for one in heard] == ["received", "received", last]
        assert said in (None, some)
