"""Receive, put away and pick with a hand scanner alone: no field is focused, nothing is tapped."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.server import Served
from tests.browser.walk import LOT, WALK
from tests.browser.worker import Person


@pytest.mark.feature("UX-02")
def test_a_lot_is_received_put_away_and_picked_by_key_bursts(
    program_on: Served, person: Callable[..., Person]
) -> None:
    worker = person(program_on)
    worker.sign_in()
    for part in WALK:
        worker.open("/")
        worker.ready()
        for step in part:
            leave_every_field(worker)
            worker.scan(step.text)
            if step.opens:
                worker.arrives(step.opens)
            else:
                worker.hears("accepted", step.says)
    assert where_the_lot_is(worker) == [("A-01-2", 72, 0), ("STAGE-1", 12, 0)]
    supervisor = person(program_on, viewport={"width": 1280, "height": 800})
    supervisor.sign_in("supervisor", to="/stock")
    supervisor.open(f"/stock?group=lot&q={LOT}")
    row = supervisor.page.locator(".tree-row", has_text=LOT).first
    expect(row.locator("[data-label='On hand']")).to_have_text("84")


def leave_every_field(worker: Person) -> None:
    """Nothing has the focus, so nothing but the page itself can hear the keys."""
    worker.page.evaluate("() => document.activeElement.blur()")


def where_the_lot_is(worker: Person) -> list[tuple[str, int, int]]:
    """(location, on hand, reserved) of the lot."""
    rows = worker.stock(lot=LOT, product="HAND-CREAM")
    return [(row["location"], row["on_hand"], row["reserved"]) for row in rows]
