"""Many hands reach for the same task: it is one worker's, and it changes hands once or not at all.

Every round is another order, and every hand goes through them in one order, so that they meet at
each; `RACE_ROUNDS=200` plays as many. Afterwards the laws are held against the whole book, and
nobody was ever answered with a 5xx.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask

from tests import people
from tests.scenarios.crew import HANDS, Crew, Job, Threads, processes
from tests.scenarios.hands import Heard, Screen, saves, scans, scans_each
from tests.stocked import FAR_OFF
from tests.warehouse import CREAM, NOW, Warehouse, warehouse_of
from webapp.models import Location, LocationKind, PlateKind, Role, User
from webapp.operations.verify import verify
from webapp.queries.versions import state
from webapp.rules.versions import written

LABEL = f"01{CREAM}10L1"


def rounds() -> int:
    """How often each race is run: a few times beside everything else, many on demand."""
    return int(os.environ.get("RACE_ROUNDS", "10"))


@pytest.fixture(scope="module")
def four_processes() -> Iterator[Crew]:
    """Four processes, started once for all stories."""
    with processes() as crew:
        yield crew


@pytest.fixture(params=["threads", "processes"])
def crew(request: pytest.FixtureRequest) -> Crew:
    """Hands in one process, or in four."""
    if request.param == "threads":
        return Threads()
    found: Crew = request.getfixturevalue("four_processes")
    return found


@pytest.fixture
def house(app: Flask) -> Iterator[Warehouse]:
    """A bin full of cream and eight workers; in the end the laws hold."""
    house = warehouse_of(app)
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", rounds(), lot="L1")
    with house.act() as work:
        for number in range(HANDS):
            user = User(name=f"worker {number}", role=Role.WORKER, language="en", created_at=NOW)
            work.session.add(user)
            work.session.flush()
            house.ids[user.name] = user.id
        for number in range(rounds()):
            house.add_plate(work, f"TT-{number}", "STAGE", PlateKind.TOTE)
    yield house
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.fixture
def tokens(app: Flask, house: Warehouse) -> list[str]:
    """A token for each worker."""
    return [people.token(app, house.ids[f"worker {number}"]) for number in range(HANDS)]


def told(heard: list[list[Heard]]) -> list[list[str]]:
    """What each hand was told in each round; every scan was judged."""
    assert {one.status for answers in heard for one in answers} == {200}
    return [
        list(codes) for codes in zip(*[[one.code for one in each] for each in heard], strict=True)
    ]


@pytest.mark.feature("PK-24")
def test_the_same_task_is_begun_by_one_of_many(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    numbers = [f"SO-{number}" for number in range(rounds())]
    tasks = [house.order(number, CREAM=1) for number in numbers]
    jobs = [
        Job(scans_each, tuple((Screen(token, "picking"), number) for number in numbers))
        for token in tokens
    ]
    for task, codes in zip(tasks, told(crew.plays(app, jobs)), strict=True):
        assert Counter(codes) == {"pick_started": 1, "taken_by_other": HANDS - 1}
        has = house.ask("select user_id from tasks where id = :task", task=task)
        assert has == house.ids[f"worker {codes.index('pick_started')}"]


@pytest.mark.feature("PK-24")
def test_a_take_over_and_the_scan_of_the_one_before_end_in_one_way(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    """The last unit is picked by the one who had it, or the order is another one's to pick."""
    tasks = [house.order(f"SO-{number}", CREAM=1) for number in range(rounds())]
    for number, task in enumerate(tasks):
        begun = scans(app, Screen(tokens[0], "picking", task), f"TT-{number}", "A-1")
        assert begun[-1].code == "at_location"
    long_ago = "2026-01-01 00:00:00.000000"
    people.change(app, "update tasks set worked_at = :at", at=long_ago)
    first = Job(scans_each, tuple((Screen(tokens[0], "picking", task), LABEL) for task in tasks))
    takers = [
        Job(scans_each, tuple((Screen(token), f"LW*TAKE*{task}") for task in tasks))
        for token in tokens[1:]
    ]
    for task, codes in zip(tasks, told(crew.plays(app, [first, *takers])), strict=True):
        mine, *theirs = codes
        if mine == "order_picked":
            assert set(theirs) == {"task_finished"}
            continue
        assert mine == "task_taken_over"
        assert sorted(theirs) == ["take_over"] * (HANDS - 2) + ["taken_over"]
        winner = Screen(tokens[1 + theirs.index("taken_over")], "picking", task)
        assert scans(app, winner, "A-1", LABEL)[-1].code == "order_picked"
    assert house.on_hand("CREAM", "STAGE") == rounds()
    assert house.ask("select count(*) from moves where kind = 'pick'") == rounds()


@pytest.mark.feature("AP-07")
def test_of_many_who_save_what_they_opened_at_once_one_does(
    app: Flask, house: Warehouse, crew: Crew
) -> None:
    with house.act() as work:
        places = [Location(code=f"R-{n}", kind=LocationKind.STORAGE) for n in range(rounds())]
        work.session.add_all(places)
        work.session.flush()
        opened = [
            (place.id, written("location", place.id, state(work.connection, "location", place.id)))
            for place in places
        ]
    jobs = [Job(saves, (hand, *opened)) for hand in range(HANDS)]
    for (place, _), saved in zip(opened, zip(*crew.plays(app, jobs), strict=True), strict=True):
        assert saved.count(True) == 1
        kept = house.ask("select walk_order from locations where id = :place", place=place)
        assert kept == saved.index(True) + 1
