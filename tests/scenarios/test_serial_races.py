"""Two hands hold labels of the same unit: it comes in once, two hundred times over.

Pairs of hands scan the same serial numbers at the same moment, fifty each, in one database: every
serial ends in one place, once, and the hand that came second is told so.
"""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from tests.scenarios.crew import HANDS, Crew, Job
from tests.scenarios.hands import Screen, scans
from tests.warehouse import DRYER, Warehouse

ROUNDS = 200
EACH = ROUNDS // (HANDS // 2)
TWICE = "select count(*) from (select serial_id from balances where inside and on_hand = 1) b"


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
