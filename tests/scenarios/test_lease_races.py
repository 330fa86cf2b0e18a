"""Many hands reach for the same task: it is one worker's, and it changes hands once or not at all.

Every round is another order, and all hands meet before each; `RACE_ROUNDS=200` plays as many.
Afterwards the laws are held against the whole book, and nobody was ever answered with a 5xx.
"""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from tests import people
from tests.scenarios.crew import HANDS, Crew, Rounds
from tests.scenarios.hands import Heard, Screen, saves, scans
from tests.scenarios.rounds import ROUNDS
from tests.stocked import FAR_OFF
from tests.warehouse import CREAM, Warehouse
from webapp.models import Location, LocationKind, PlateKind
from webapp.queries.versions import state
from webapp.rules.versions import written

LABEL = f"01{CREAM}10L1"


@pytest.fixture
def house(house: Warehouse) -> Warehouse:
    """A bin full of cream, and a tote for each round."""
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", ROUNDS, lot="L1")
    with house.act() as work:
        for number in range(ROUNDS):
            house.add_plate(work, f"TT-{number}", "STAGE", PlateKind.TOTE)
    return house


def told(heard: list[list[list[Heard]]]) -> list[list[str]]:
    """What each hand was told in each round; every scan was judged."""
    assert {one.status for hand in heard for answers in hand for one in answers} == {200}
    return [
        list(codes) for codes in zip(*[[a[-1].code for a in hand] for hand in heard], strict=True)
    ]


@pytest.mark.feature("PK-24")
def test_the_same_task_is_begun_by_one_of_many(
    app: Flask, house: Warehouse, tokens: list[str], crew: Crew
) -> None:
    numbers = [f"SO-{number}" for number in range(ROUNDS)]
    tasks = [house.order(number, CREAM=1) for number in numbers]
    jobs = [
        Rounds(scans, tuple((Screen(token, "picking"), number) for number in numbers))
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
    tasks = [house.order(f"SO-{number}", CREAM=1) for number in range(ROUNDS)]
    for number, task in enumerate(tasks):
        begun = scans(app, Screen(tokens[0], "picking", task), f"TT-{number}", "A-1")
        assert begun[-1].code == "at_location"
    long_ago = "2026-01-01 00:00:00.000000"
    people.change(app, "update tasks set worked_at = :at", at=long_ago)
    first = Rounds(scans, tuple((Screen(tokens[0], "picking", task), LABEL) for task in tasks))
    takers = [
        Rounds(scans, tuple((Screen(token), f"LW*TAKE*{task}") for task in tasks))
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
    assert house.on_hand("CREAM", "STAGE") == ROUNDS
    assert house.ask("select count(*) from moves where kind = 'pick'") == ROUNDS


@pytest.mark.feature("AP-07")
def test_of_many_who_save_what_they_opened_at_once_one_does(
    app: Flask, house: Warehouse, crew: Crew
) -> None:
    with house.act() as work:
        places = [Location(code=f"R-{n}", kind=LocationKind.STORAGE) for n in range(ROUNDS)]
        work.session.add_all(places)
        work.session.flush()
        opened = [
            (place.id, written("location", place.id, state(work.connection, "location", place.id)))
            for place in places
        ]
    jobs = [Rounds(saves, tuple((hand + 1, *one) for one in opened)) for hand in range(HANDS)]
    for (place, _), saved in zip(opened, zip(*crew.plays(app, jobs), strict=True), strict=True):
        assert saved.count(True) == 1
        kept = house.ask("select walk_order from locations where id = :place", place=place)
        assert kept == saved.index(True) + 1
