"""Two hands hold labels of the same unit: it comes in once, two hundred times over.

Pairs of hands scan the same serial numbers at the same moment, fifty each, in one database: every
serial ends in one place, once, and the hand that came second is told so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask

from tests import people
from tests.delivered import delivers, enters, leaves, picks, serials
from tests.scenarios.crew import HANDS, Crew, Job, Threads, processes
from tests.scenarios.hands import Screen, scans
from tests.warehouse import CREAM, DRYER, NOW, Warehouse, warehouse_of
from webapp.models import PlateKind, Role, User
from webapp.operations import announcing
from webapp.operations.verify import verify

ROUNDS = 200
EACH = ROUNDS // (HANDS // 2)
TWICE = "select count(*) from (select serial_id from balances where inside and on_hand = 1) b"


@pytest.fixture(scope="module")
def four_processes() -> Iterator[Crew]:
    """Four processes, started once for all stories."""
    with processes() as crew:
        yield crew


@pytest.fixture(params=["threads", "processes"])
def crew(request: pytest.FixtureRequest) -> Crew:
    """Eight hands in one process, or in four."""
    if request.param == "threads":
        return Threads()
    found: Crew = request.getfixturevalue("four_processes")
    return found


@pytest.fixture
def house(app: Flask) -> Iterator[Warehouse]:
    """The small warehouse with eight workers; in the end the laws hold."""
    house = warehouse_of(app)
    with house.act() as work:
        for number in range(HANDS):
            user = User(name=f"worker {number}", role=Role.WORKER, language="en", created_at=NOW)
            work.session.add(user)
            work.session.flush()
            house.ids[user.name] = user.id
    yield house
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.fixture
def tokens(app: Flask, house: Warehouse) -> list[str]:
    """A token for each worker."""
    return [people.token(app, house.ids[f"worker {number}"]) for number in range(HANDS)]


@pytest.mark.feature("RC-05")
def test_the_same_serial_in_two_hands_comes_in_once_two_hundred_times(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.receipt("RC-1", DRYER=2 * ROUNDS)
    jobs = []
    for number, token in enumerate(tokens):
        pair = number // 2
        labels = [f"01{DRYER}21P{pair}-{turn}" for turn in range(EACH)]
        jobs.append(Job(scans, (Screen(token, "receiving"), "RC-1", *labels)))
    heard = [answer for answers in crew.plays(app, jobs) for answer in answers[1:]]
    assert {answer.status for answer in heard} == {200}
    assert Counter(answer.code for answer in heard) == {
        "received": ROUNDS,
        "serial_already_used": ROUNDS,
    }
    assert house.on_hand("DRYER", "DOCK-1") == house.ask(TWICE) == house.count("serials") == ROUNDS


@pytest.mark.feature("RT-03")
def test_the_same_unit_comes_back_in_two_hands_once(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    delivers(house)
    serials(house, "DRYER", *(f"P{pair}-{turn}" for pair in range(4) for turn in range(5)))
    units = [("DRYER", f"P{pair}-{turn}", 1) for pair in range(4) for turn in range(5)]
    enters(house, "SO-2", DRYER=len(units))
    picks(house, "SO-2", "T-03", *units)
    leaves(house, "T-03")
    jobs = []
    for number, token in enumerate(tokens):
        labels = [f"01{DRYER}21P{number // 2}-{turn}" for turn in range(5)]
        jobs.append(Job(scans, (Screen(token, "receiving"), "SO-2", "SO-2", *labels)))
    heard = [answer for answers in crew.plays(app, jobs) for answer in answers[2:]]
    assert {answer.status for answer in heard} == {200}
    assert Counter(answer.code for answer in heard) == {"received": 20, "serial_already_used": 20}
    assert (house.on_hand("DRYER", "QUAR"), house.count("receipts")) == (20, 1)


@pytest.mark.feature("RT-01")
def test_the_last_units_of_a_lot_come_back_once(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    """L1 and L2 are on one line of the return: each is held to what left of it."""
    delivers(house)
    label = f"01{CREAM}10L1"
    jobs = [Job(scans, (Screen(one, "receiving"), "SO-1", "SO-1", label)) for one in tokens]
    heard = [answers[-1].code for answers in crew.plays(app, jobs)]
    assert Counter(heard) == {"received": 3, "over_returned": HANDS - 3}
    assert house.on_hand("CREAM", "QUAR") == 3


@pytest.mark.feature("RC-08")
def test_an_announced_plate_comes_in_once(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    """There is room for all of it many times over, and the license plate is known already."""
    plate, receipt = "106141411234567897", house.receipt("RC-1", WATER=1000)
    with house.act() as work:
        house.add_plate(work, plate, "DOCK-1", PlateKind.PALLET)
        values = {"receipt": receipt, "plate": plate, "product": house.ids["WATER"]}
        goods = {"quantity": 12, "lot": None, "serial": None, "expires_on": None}
        work.connection.execute(announcing.WRITE, values | goods)
    jobs = [Job(scans, (Screen(one, "receiving"), "RC-1", f"(00){plate}")) for one in tokens]
    heard = [answers[-1].code for answers in crew.plays(app, jobs)]
    assert Counter(heard) == {"plate_received": 1, "plate_opened": HANDS - 1}
    assert house.on_hand("WATER", "DOCK-1") == 12


@pytest.mark.feature("ID-06")
def test_the_same_range_in_many_hands_comes_in_once_as_a_whole(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    house.receipt("RC-1", DRYER=100)
    jobs = [
        Job(
            scans,
            (Screen(token, "receiving"), "RC-1", DRYER, f"LW*SERIALS*SN{first}*4*KEEP"),
        )
        for first, token in zip((1, 1, 2, 2, 3, 3, 4, 4), tokens, strict=True)
    ]
    heard = [answers[-1] for answers in crew.plays(app, jobs)]
    assert {answer.status for answer in heard} == {200}
    assert Counter(answer.code for answer in heard) == {
        "serials_received": 1,
        "serials_refused": HANDS - 1,
    }
    assert house.on_hand("DRYER", "DOCK-1") == house.count("serials") == 4
