"""Many hands hold the label of the same range of units: it comes in once, as a whole."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from tests.delivered import delivers, enters, leaves, picks, serials
from tests.scenarios.crew import HANDS, Crew, Job
from tests.scenarios.hands import Screen, scans
from tests.warehouse import CREAM, DRYER, Warehouse
from webapp.models import PlateKind
from webapp.operations import announcing


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
