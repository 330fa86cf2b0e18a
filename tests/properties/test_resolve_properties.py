"""Any text, at any step of any flow, is answered with the contract's fields; nothing raises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties import codes
from tests.properties.codes import label
from tests.properties.contract import keeps_the_contract
from tests.properties.profiles import CHOSEN
from tests.warehouse import CREAM, DRYER, GS, NOW, Hand, Warehouse
from webapp.flows import scan
from webapp.flows.talk import ScanSaid
from webapp.operations.unit_of_work import UnitOfWork

# How to come to every step: the flow that is opened, and what is scanned there.
STEPS = {
    "home": (None, ()),
    "receiving": ("receiving", ()),
    "receiving product": ("receiving", ("R-1",)),
    "receiving lot": ("receiving", ("R-1", CREAM)),
    "receiving expiry": ("receiving", ("R-1", CREAM, "N1")),
    "receiving serial": ("receiving", ("R-1", DRYER)),
    "receiving quantity": ("receiving", ("R-1", label(CREAM, "C2"))),
    "putaway": ("putaway", ()),
    "putaway goods": ("putaway", ("WATER", "LW*CANCEL")),
    "putaway bin": ("putaway", ("WATER",)),
    "picking": ("picking", ()),
    "picking location": ("picking", ("O-1",)),
    "picking goods": ("picking", ("O-1", "A-1")),
    "picking quantity": ("picking", ("O-1", "A-1", "C2")),
    "picking tote": ("picking", ("O-1", "A-1", "C2", "LW*OK")),
}
PIECES = (
    *codes.KNOWN,
    *codes.COMMANDS,
    *codes.RUBBISH,
    *("01", "10", "21", "17", "30", "37", "00", "(01)", "(10)", "]C1", "]d2", "]Q3", "]e0", GS),
    *("https://id.gs1.org/01/", "*", "LW*QTY*", "LW*DATE*", "LW*LOT*", "LW*STOCK*", "LW*SHORT*"),
    *("999999999999", "१२", "-1", "1e9", "'", "%", "\\", "😀", "\ud7ff", "\x00", "x" * 700),
)
TEXTS = st.one_of(
    st.sampled_from(PIECES),
    st.lists(st.sampled_from(PIECES), min_size=2, max_size=5).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
MARKS = st.sampled_from([None, "]C1", "]d2", "]E0", "]Q1", "?"])


@pytest.fixture
def stocked(house: Warehouse) -> Warehouse:
    """Goods on the dock and in a bin, a receipt and an order."""
    house.lot("C2")
    house.stock("CREAM", "A-1", 6, lot="C2")
    house.stock("WATER", "DOCK-1", 5)
    house.receipt("R-1", CREAM=9, DRYER=2)
    house.order("O-1", CREAM=4)
    return house


def standing_at(house: Warehouse, step: str) -> Hand:
    """A hand at a step of a flow."""
    flow, way = STEPS[step]
    hand = house.hand().opens(flow)  # type: ignore[arg-type]
    for code in way:
        assert hand.scans(code)["status"] == "accepted", (code, hand.last)
    assert step in ("home", hand.flow, f"{hand.flow} {hand.step}")
    return hand


@pytest.mark.parametrize("step", STEPS)
def test_any_text_is_answered(stocked: Warehouse, step: str) -> None:
    hand = standing_at(stocked, step)

    @given(TEXTS, MARKS)
    @settings(
        parent=CHOSEN,
        max_examples=max(CHOSEN.max_examples, 12),
        suppress_health_check=list(HealthCheck),
    )
    def answers(words: str, mark: str | None) -> None:
        said = hand.said(words, mark)
        keeps_the_contract(unkept(hand, said), said.scan_id)

    answers()


def unkept(hand: Hand, said: ScanSaid) -> dict[str, Any]:
    """The answer to a scan, taken back so that the next one is heard at the same step."""
    with hand.desk.engine.connect().execution_options(writes=True) as connection:
        work = UnitOfWork(connection, NOW)
        return scan.judge_in(work, hand.desk, said, scan.hear(hand.desk, said), scan.converse)()
