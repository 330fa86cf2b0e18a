"""Many hands reach for the promise of the same stock: it is given once, and the sums are exact.

Played by eight threads of one process and by four processes, on both engines, like the other races;
a hand goes through many rounds in one database, so that they meet at every point of an act.
"""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import insert

from tests import people
from tests.scenarios.crew import HANDS, Crew, Job
from tests.scenarios.hands import Screen, check_and_unreserve, hold_lot, release_all, scans
from tests.scenarios.rounds import ROUNDS
from tests.stocked import FAR_OFF
from tests.warehouse import CREAM, NOW, Warehouse
from webapp.models import Order, OrderLine, PlateKind, Product, Role, Tracking, User
from webapp.operations import orders
from webapp.operations.ledger import Goods
from webapp.operations.unit_of_work import UnitOfWork

LAST_UNITS = 5
PROMISED = "select coalesce(sum(quantity), 0) from reservations"
MOST_OF_ONE = (
    "select max(total) from (select sum(r.quantity) as total from reservations r"
    " join balances b on b.id = r.balance_id group by b.product_id) t"
)


def enter(work: UnitOfWork, house: Warehouse, number: str, asked: dict[int, int]) -> int:
    """An order that is not released."""
    new = orders.NewOrder(number, house.ids["customer"], house.ids["STAGE"], asked)
    return orders.enter_order(work, new)


def products(house: Warehouse, count: int) -> list[int]:
    """So many products without codes, the last units of each in one bin."""
    made = []
    with house.act() as work:
        for number in range(count):
            one = Product(sku=f"P-{number}", name="Thing", tracking=Tracking.NONE)
            work.session.add(one)
            work.session.flush()
            house.receive(work, Goods(one.id), LAST_UNITS, "A-1", "")
            made.append(one.id)
    return made


def two_orders_each(house: Warehouse, things: list[int]) -> list[int]:
    """Two orders for the last units of each product, side by side, written at once."""
    ids = range(1, 2 * len(things) + 1)
    with house.act() as work:
        of = {"customer_id": house.ids["customer"], "staging_id": house.ids["STAGE"]}
        written = [{"id": id, "number": f"SO-{id}", "created_at": NOW, **of} for id in ids]
        work.session.execute(insert(Order), written)
        lines = [
            {"order_id": id, "product_id": things[(id - 1) // 2], "ordered": LAST_UNITS}
            for id in ids
        ]
        work.session.execute(insert(OrderLine), lines)
    return list(ids)


@pytest.mark.feature("PK-13")
def test_five_units_are_never_promised_as_ten(app: Flask, house: Warehouse, crew: Crew) -> None:
    things = products(house, ROUNDS)
    pairs = HANDS // 2
    asked: list[list[int]] = [[] for _ in range(HANDS)]
    for number, order in enumerate(two_orders_each(house, things)):
        asked[number % (2 * pairs)].append(order)
    assert sum(crew.plays(app, [Job(release_all, tuple(some)) for some in asked])) == 2 * ROUNDS
    assert house.ask(PROMISED) == ROUNDS * LAST_UNITS
    assert house.ask(MOST_OF_ONE) == LAST_UNITS
    assert house.ask("select max(reserved) from balances") == LAST_UNITS


def test_orders_of_the_same_goods_in_any_sequence_share_them_to_the_last_unit(
    app: Flask, house: Warehouse, crew: Crew
) -> None:
    for lot in ("L1", "L2", "L3"):
        house.lot(lot, expires_on=FAR_OFF)
        for place in ("A-1", "A-2", "A-3"):
            house.stock("CREAM", place, 5, lot=lot)
    for place in ("A-3", "A-2", "A-1"):
        house.stock("WATER", place, 7)
    sequences = (("CREAM", "WATER"), ("WATER", "CREAM"))
    asked: list[list[int]] = [[] for _ in range(HANDS)]
    with house.act() as work:
        for hand in range(HANDS):
            for number in range(10):
                lines = {house.ids[sku]: 2 for sku in sequences[(hand + number) % 2]}
                asked[hand].append(enter(work, house, f"SO-{hand}-{number}", lines))
    crew.plays(app, [Job(release_all, tuple(some)) for some in asked])
    by_product = "select coalesce(sum(reserved), 0) from balances where product_id = :product"
    promised = {sku: house.ask(by_product, product=house.ids[sku]) for sku in ("CREAM", "WATER")}
    assert promised == {"CREAM": 45, "WATER": 21}
    assert house.ask(PROMISED) == 66


@pytest.mark.feature("PK-13")
def test_stock_given_back_and_asked_for_by_many_is_promised_to_one_at_a_time(
    app: Flask, house: Warehouse, crew: Crew
) -> None:
    house.stock("WATER", "A-1", 3)
    house.stock("WATER", "A-2", 2)
    water = house.ids["WATER"]
    with house.act() as work:
        made = [enter(work, house, f"SO-{number}", {water: 3}) for number in range(HANDS)]
    jobs = [Job(check_and_unreserve, ((order, made[0]), 6)) for order in made]
    crew.plays(app, jobs)
    assert house.ask(PROMISED) == 5


def pickers_of(app: Flask, house: Warehouse, tasks: list[int]) -> list[Job]:
    """A worker for each task, who picks one cream of L1 from A-1 into a tote of its own."""
    jobs = []
    for number, task in enumerate(tasks):
        with house.act() as work:
            user = User(name=f"w{number}", role=Role.WORKER, language="en", created_at=NOW)
            work.session.add(user)
            work.session.flush()
            house.add_plate(work, f"TT-{number}", "STAGE", PlateKind.TOTE)
            who = user.id
        screen = Screen(people.token(app, who), "picking", task)
        jobs.append(Job(scans, (screen, "A-1", f"01{CREAM}10L1", f"TT-{number}")))
    return jobs


@pytest.mark.feature("EX-11")
def test_a_lot_that_is_held_while_it_is_picked_and_promised_is_promised_no_more(
    app: Flask, house: Warehouse, crew: Crew
) -> None:
    half = HANDS // 2
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", HANDS, lot="L1")
    pickers = pickers_of(app, house, [house.order(f"SO-{n}", CREAM=1) for n in range(half)])
    cream = house.ids["CREAM"]
    with house.act() as work:
        late = [enter(work, house, f"LATE-{n}", {cream: 1}) for n in range(half)]
    releases = [Job(release_all, (order,)) for order in late[1:]]
    boss = Job(hold_lot, (house.ids["CREAM L1"], house.ids["bob"]))
    gave = crew.plays(app, [*pickers, boss, *releases])
    heard = [one for answers in gave[:half] for one in answers]
    assert {one.status for one in heard} == {200}
    assert gave[half] is True
    picked = int(house.ask("select sum(picked) from order_lines"))
    assert house.on_hand("CREAM", "A-1") == HANDS - picked
    # Whatever was promised before the hold was taken back with it, and nothing after it.
    assert house.ask(PROMISED) == 0
    release_all(app, late[0])
    assert house.ask(PROMISED) == 0


@pytest.mark.feature("PK-13")
def test_an_order_that_is_unreserved_while_it_is_picked_is_picked_or_waits(
    app: Flask, house: Warehouse, crew: Crew
) -> None:
    half = HANDS // 2
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", half, lot="L1")
    tasks = [house.order(f"SO-{number}", CREAM=1) for number in range(half)]
    pickers = pickers_of(app, house, tasks)
    ids = [int(house.ask("select order_id from tasks where id = :t", t=task)) for task in tasks]
    givers = [Job(check_and_unreserve, ((order,), 3)) for order in ids]
    gave = crew.plays(app, [*pickers, *givers])
    heard = [one for answers in gave[:half] for one in answers]
    assert {one.status for one in heard} == {200}
    told = Counter(answers[-1].code for answers in gave[:half])
    picked = int(house.ask("select coalesce(sum(picked), 0) from order_lines"))
    assert picked == told["order_picked"]
    assert house.ask("select sum(short) from order_lines") == 0
    assert house.on_hand("CREAM", "A-1") == half - picked
    assert house.ask(PROMISED) == half - picked
