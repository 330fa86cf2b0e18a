"""A dock that is blocked for goods coming in takes none, however they are told."""

from __future__ import annotations

import pytest

from tests.flows.saying import label, verdict, words
from tests.warehouse import CREAM, DRYER, TODAY, WATER, Warehouse
from webapp.operations import locations
from webapp.operations.pasted_codes import Paste, look
from webapp.words import Words

BLOCKED = (
    "DOCK-1 is blocked for goods coming in: the gate is broken."
    " Leave the goods outside, and ask a supervisor to free DOCK-1."
)


def block(house: Warehouse, *, blocked: bool, reason: str = "the gate is broken.") -> None:
    """A supervisor closes the dock for goods going in, or frees it."""
    with house.act() as work:
        dock, bob = house.ids["DOCK-1"], house.ids["bob"]
        assert not locations.block(
            work, dock, blocked_in=blocked, blocked_out=False, reason=reason, by=bob
        )


@pytest.mark.feature("ST-06")
def test_a_blocked_dock_refuses_what_comes_in_and_says_why(house: Warehouse) -> None:
    receipt = house.receipt("RC-1", CREAM=24, DRYER=4, WATER=6)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1", WATER)
    other = house.hand("bob").opens("receiving")
    other.scans("RC-1", DRYER)
    block(house, blocked=True)
    tries = (WATER, "LW*QTY*3", f"(01){CREAM}(17)270630(10)L1", label(a00="106141411234567897"))
    assert [words(hand.scans(one)) for one in tries] == [BLOCKED] * len(tries)
    assert verdict(other.scans("LW*SERIALS*HD-1*2"))[:2] == ("refused", "location_blocked")
    with house.engine.connect() as connection:
        found = look(connection, Paste(receipt, 2, "HD-1"), TODAY)
    assert isinstance(found, Words)
    assert str(found) == "DOCK-1 is blocked for goods coming in: the gate is broken."
    assert (house.on_hand("WATER", "DOCK-1"), house.count("moves")) == (1, 1)
    assert words(hand.scans("LW*UNDO")) == "Undone."
    block(house, blocked=False, reason="mended")
    assert words(hand.scans(WATER)) == "+1 WATER: 1 of 6."
