"""Many hands hold the label of the same range of units: it comes in once, as a whole."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from tests.scenarios.crew import HANDS, Crew, Job
from tests.scenarios.hands import Screen, scans
from tests.warehouse import DRYER, Warehouse


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
