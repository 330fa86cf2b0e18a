"""A rehearsal answers what the scan would be answered, and leaves the whole book as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import inspect, text

from tests.flows.saying import label, verdict
from tests.warehouse import CREAM, Hand, Warehouse
from webapp.flows import rehearsal

LABEL = label(a01=CREAM, a17="270630", a10="L1")


def whole_book(house: Warehouse) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with house.engine.connect() as connection:
        return {
            table: sorted(
                (tuple(row) for row in connection.execute(text(f"select * from {table}"))), key=repr
            )
            for table in inspect(house.engine).get_table_names()
        }


def rehearsed(house: Warehouse, hand: Hand, code: str) -> dict[str, Any]:
    """What `code` would be answered where the hand stands; the book must stay as it is."""
    before = whole_book(house)
    answer = rehearsal.rehearse(hand.desk, hand.said(code))
    assert whole_book(house) == before
    return answer


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the ids that are new each time."""
    return {name: value for name, value in answer.items() if name not in ("scan_id", "task", "go")}


def at_receiving(house: Warehouse) -> Hand:
    """A receipt under way."""
    house.receipt("RC-1", CREAM=10)
    hand = house.hand()
    hand.scans("RC-1")
    return hand


def at_putaway(house: Warehouse) -> Hand:
    """Goods in hand, on their way to a bin."""
    house.lot("L1")
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    hand = house.hand().opens("putaway")
    hand.scans(LABEL)
    return hand


def at_picking(house: Warehouse) -> Hand:
    """An order under way, at its bin."""
    house.lot("L1")
    house.stock("CREAM", "A-1", 5, lot="L1")
    house.order("SO-1", CREAM=2)
    hand = house.hand()
    hand.scans("SO-1", "A-1")
    return hand


STANDS = [at_receiving, at_putaway, at_picking]


@pytest.mark.parametrize("stand", STANDS)
@pytest.mark.parametrize(
    "code", [LABEL, "A-1", "A-2", "T-01", "LW*DONE", "LW*UNDO", "LW*QTY*2", "NO-SUCH-CODE", "a\0b"]
)
def test_a_rehearsal_says_what_the_scan_is_then_answered_and_writes_nothing(
    house: Warehouse, stand: Callable[[Warehouse], Hand], code: str
) -> None:
    hand = stand(house)
    rehearsed_answer = rehearsed(house, hand, code)
    assert told(rehearsed_answer) == told(hand.scans(code))


@pytest.mark.parametrize("flow", [None, "receiving", "putaway", "picking"])
@pytest.mark.parametrize("code", ["RC-1", "SO-1", LABEL, "LW*PICK", "LW*PUTAWAY", "LW*RECEIVE"])
def test_a_rehearsal_opens_no_task(house: Warehouse, flow: str | None, code: str) -> None:
    house.receipt("RC-1", CREAM=10)
    house.lot("L1")
    house.stock("CREAM", "A-1", 5, lot="L1")
    house.stock("CREAM", "DOCK-1", 5, lot="L1")
    house.order("SO-1", CREAM=2)
    hand = house.hand()
    hand.flow = flow
    assert told(rehearsed(house, hand, code)) == told(hand.scans(code))


def test_a_move_that_would_be_made_is_told_and_not_made(house: Warehouse) -> None:
    hand = at_putaway(house)
    answer = rehearsed(house, hand, "A-1")
    assert verdict(answer) == ("accepted", "put_away", "5 of CREAM lot L1 put in A-1.")
    assert house.on_hand("CREAM", "DOCK-1") == 5


def test_a_repeat_is_never_confirmed_by_a_rehearsal(house: Warehouse) -> None:
    hand = at_putaway(house)
    asked = [rehearsed(house, hand, "A-3")["status"] for _ in range(2)]
    assert asked == ["confirm", "confirm"]


def test_the_scanner_of_the_device_has_its_separator_read(house: Warehouse) -> None:
    hand = at_receiving(house)
    hand.desk = replace(hand.desk, separators=("%1D",))
    answer = hand.scans(f"]C101{CREAM}10L7%1D17270630")
    assert verdict(answer) == ("accepted", "received", "+1 CREAM lot L7: 1 of 10.")
