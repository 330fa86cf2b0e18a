"""Eight hands reach for one thing, round after round: in each round exactly one of them has it.

`RACE_ROUNDS` says how many rounds: few in `make test`, 200 in `make nightly`. All rounds of a race
are played in one database, by the threads of one process and by four processes; before each round
everybody waits for everybody. Afterwards the laws hold.
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from tests.properties.codes import label
from tests.scenarios.crew import HANDS, Crew, Rounds
from tests.scenarios.hands import Heard, Screen, hold_lot, move_plate, release, scans, take
from tests.scenarios.rounds import ROUNDS
from tests.stocked import FAR_OFF
from tests.warehouse import CREAM, DRYER, WATER, Warehouse
from webapp.models import MoveKind, PlateKind, Product, Tracking
from webapp.operations import orders
from webapp.operations.ledger import Entry, Goods, Spot

TURNS = range(ROUNDS)


def called(what: str, number: int) -> str:
    """A code for a round, in letters: no part of it reads as an identifier of GS1."""
    return what + "".join("ABCDEFGHIJ"[int(digit)] for digit in str(number))


def by_round(gave: list[list[Any]]) -> list[list[Any]]:
    """What the hands were given, round by round."""
    return [list(one) for one in zip(*gave, strict=True)]


def told(answers: list[list[Heard]]) -> Counter[str]:
    """How often each last answer was given in a round; every scan was judged."""
    assert {one.status for heard in answers for one in heard} == {200}
    return Counter(heard[-1].code for heard in answers)


def things(house: Warehouse) -> list[int]:
    """A product for each round, with one unit of it in a bin."""
    made = []
    with house.act() as work:
        for number in TURNS:
            one = Product(sku=f"ONE-{number}", name="Thing", tracking=Tracking.NONE)
            work.session.add(one)
            work.session.flush()
            house.receive(work, Goods(one.id), 1, "A-1", "")
            made.append(one.id)
    return made


def enter(house: Warehouse, asked: list[dict[int, int]]) -> list[int]:
    """Orders that are not released."""
    customer, staging = house.ids["customer"], house.ids["STAGE"]
    with house.act() as work:
        return [
            orders.enter_order(work, orders.NewOrder(f"SO-{n}", customer, staging, lines))
            for n, lines in enumerate(asked)
        ]


def totes(house: Warehouse, count: int) -> None:
    """So many totes, TT-0 and so on."""
    with house.act() as work:
        for number in range(count):
            house.add_plate(work, f"TT-{number}", "STAGE", PlateKind.TOTE)


def lots(house: Warehouse, units: int, *, on_plates: bool = False) -> None:
    """A lot for each round in one bin, each on a plate of its own, if asked.

    They end on the same day, so that they are promised in their order.
    """
    for number in TURNS:
        house.lot(called("L", number), expires_on=FAR_OFF)
        if on_plates:
            with house.act() as work:
                house.add_plate(work, f"P-{number}", "A-1", PlateKind.PALLET)
        plate = f"P-{number}" if on_plates else ""
        house.stock("CREAM", "A-1", units, lot=called("L", number), plate=plate)


@pytest.mark.feature("PK-13")
def test_the_last_unit_is_promised_to_one_order(app: Flask, house: Warehouse, crew: Crew) -> None:
    entered = enter(house, [{id: 1} for id in things(house) for _ in range(HANDS)])
    jobs = [Rounds(release, tuple((id,) for id in entered[hand::HANDS])) for hand in range(HANDS)]
    crew.plays(app, jobs)
    each = "select sum(reserved) from balances where inside group by product_id"
    with house.engine.connect() as connection:
        assert [row[0] for row in connection.execute(text(each))] == [1] * ROUNDS
    assert house.count("reservations") == ROUNDS


def test_the_last_unit_is_taken_by_one_hand(app: Flask, house: Warehouse, crew: Crew) -> None:
    way = Spot(house.ids["A-1"]), Spot(house.ids["CUSTOMERS"])
    taking = [Entry(MoveKind.SHIP, Goods(id), 1, *way) for id in things(house)]
    job = Rounds(take, tuple((entry, house.ids["ann"], 1) for entry in taking))
    assert [sum(won) for won in by_round(crew.plays(app, [job] * HANDS))] == [1] * ROUNDS


@pytest.mark.feature("RC-05")
def test_the_same_serial_comes_in_by_one_hand(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.receipt("RC-1", DRYER=HANDS * ROUNDS)
    jobs = []
    for token in tokens:
        begun = scans(app, Screen(token, "receiving"), "RC-1")[-1].answer["task"]
        screen = Screen(token, "receiving", begun)
        jobs.append(Rounds(scans, tuple((screen, label(DRYER, "", called("N", n))) for n in TURNS)))
    for answers in by_round(crew.plays(app, jobs)):
        assert told(answers) == {"received": 1, "serial_already_used": HANDS - 1}
    assert house.on_hand("DRYER", "DOCK-1") == house.count("serials") == ROUNDS


def test_one_task_is_done_by_one_worker(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.stock("WATER", "A-1", ROUNDS)
    tasks = [house.order(f"SO-{number}", WATER=1) for number in TURNS]
    totes(house, ROUNDS)
    jobs = [
        Rounds(
            scans,
            tuple(
                (Screen(token, "picking", task), "A-1", f"01{WATER}", f"TT-{number}")
                for number, task in enumerate(tasks)
            ),
        )
        for token in tokens
    ]
    for answers in by_round(crew.plays(app, jobs)):
        assert told(answers)["order_picked"] == 1
    assert (house.on_hand("WATER", "STAGE"), house.count("reservations")) == (ROUNDS, 0)


@pytest.mark.feature("AP-01")
def test_one_id_is_one_scan_and_one_answer(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.receipt("RC-1", WATER=HANDS * ROUNDS)
    task = scans(app, Screen(tokens[0], "receiving"), "RC-1")[-1].answer["task"]
    ids = [str(uuid4()) for _ in TURNS]
    turns = [(Screen(tokens[0], "receiving", task, None, (id,)), f"01{WATER}") for id in ids]
    for answers in by_round(crew.plays(app, [Rounds(scans, tuple(turns))] * HANDS)):
        assert told(answers) == {"received": HANDS}
        assert all(heard == answers[0] for heard in answers)
    assert house.on_hand("WATER", "DOCK-1") == house.count("moves") == ROUNDS


@pytest.mark.feature("EX-11")
def test_a_held_lot_is_picked_before_or_not_at_all(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    half = HANDS // 2
    lots(house, half)
    totes(house, half * ROUNDS)
    pickers: list[list[Any]] = [[] for _ in range(half)]
    for number in TURNS:
        for hand in range(half):
            tote = number * half + hand
            screen = Screen(tokens[hand], "picking", house.order(f"SO-{tote}", CREAM=1))
            pickers[hand].append((screen, "A-1", label(CREAM, called("L", number)), f"TT-{tote}"))
    jobs = [Rounds(scans, tuple(turns)) for turns in pickers]
    held = tuple((house.ids[f"CREAM {called('L', number)}"], house.ids["bob"]) for number in TURNS)
    gave = by_round(crew.plays(app, [*jobs, *[Rounds(hold_lot, held)] * half]))
    for number, answers in enumerate(gave):
        assert sum(answers[half:]) == 1
        assert {one.status for heard in answers[:half] for one in heard} == {200}
        picked = [
            h for h in answers[:half] if h[-1].code == "order_picked" and h[-1].answer["line"]
        ]
        assert house.on_hand("CREAM", "A-1", called("L", number)) == half - len(picked)
    assert house.count("reservations") == 0


def test_a_plate_is_moved_when_its_goods_are_picked_and_not_before(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    lots(house, 1, on_plates=True)
    totes(house, ROUNDS)
    turns = []
    for number in TURNS:
        screen = Screen(tokens[0], "picking", house.order(f"SO-{number}", CREAM=1))
        turns.append((screen, "A-1", label(CREAM, called("L", number)), f"TT-{number}"))
    to, by = house.ids["A-2"], house.ids["bob"]
    moves = Rounds(move_plate, tuple((house.ids[f"P-{n}"], to, by) for n in TURNS))
    for answers in by_round(crew.plays(app, [Rounds(scans, tuple(turns)), *[moves] * (HANDS - 1)])):
        assert told(answers[:1]) == {"order_picked": 1}
        assert sum(answers[1:]) <= 1
    assert (house.on_hand("CREAM", "STAGE"), house.on_hand("CREAM", "A-2")) == (ROUNDS, 0)
