"""The drill in short: each thing that can die is killed once under load. `make drill` goes on."""

from __future__ import annotations

import pytest

from tests.databases import Engine
from tests.drill.drill import drill

KILLS = 5


@pytest.mark.feature("AP-01")
def test_whatever_is_killed_every_acknowledged_scan_stands_once(engine: Engine) -> None:
    report = drill(engine.name, kills=KILLS, seed=2026)
    assert report.breaches == []
    assert report.kills.total() == KILLS
    assert len(report.tally.answers) > 10 * KILLS
