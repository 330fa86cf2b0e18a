"""Each kind of code at each step of each flow: taken, asked about, or refused with its sentence.

What is taken where stands on top of `webapp.flows`; the table there is read, and each of its cells
is scanned.
"""

from __future__ import annotations

from typing import Any

import pytest

import webapp.flows
from tests.warehouse import CREAM, CREAM_CASE, DRYER, GS, NOW, Hand, Warehouse
from webapp.barcodes import check_digit
from webapp.flows import scan
from webapp.models import PlateKind
from webapp.operations import codes
from webapp.operations.codes import NewCode
from webapp.operations.unit_of_work import UnitOfWork

SSCC = "39501101530000001"
SSCC += check_digit(SSCC)

# One code of each kind, and what it is called where it is of no use.
KINDS = {
    "bin": ("A-3", "bin A-3"),
    "tote": ("T-02", "tote T-02"),
    "plate": (SSCC, f"license plate {SSCC}"),
    "receipt": ("R-1", "receipt R-1"),
    "order": ("O-1", "order O-1"),
    "sku": ("CREAM", "CREAM"),
    "gtin": (CREAM[1:], "CREAM"),
    "case": (CREAM_CASE, "CREAM"),
    "code": ("CR-OLD", "CREAM"),
    "lot": ("C2", "CREAM lot C2"),
    "serial": ("H1", "DRYER serial H1"),
    "label": (f"]C101{CREAM}10C2{GS}17270630", "CREAM lot C2"),
    "loose": ("]C110NEW", "lot or serial NEW"),
    "new gtin": ("09501101539990", ""),
    "new": ("NEW-1", ""),
}
# How to come to every step.
STEPS = {
    "home": (None, ()),
    "receiving": ("receiving", ()),
    "receiving product": ("receiving", ("R-1",)),
    "receiving lot": ("receiving", ("R-1", CREAM)),
    "receiving expiry": ("receiving", ("R-1", CREAM, "N1")),
    "receiving serial": ("receiving", ("R-1", DRYER)),
    "receiving quantity": ("receiving", ("R-1", f"]C101{CREAM}10C2")),
    "putaway": ("putaway", ()),
    "putaway goods": ("putaway", ("WATER", "LW*CANCEL")),
    "putaway bin": ("putaway", ("WATER",)),
    "picking": ("picking", ()),
    "picking location": ("picking", ("O-1",)),
    "picking goods": ("picking", ("O-1", "A-1")),
    "picking quantity": ("picking", ("O-1", "A-1", "C2")),
    "picking tote": ("picking", ("O-1", "A-1", "C2", "LW*OK")),
}


@pytest.fixture
def stocked(house: Warehouse) -> Warehouse:
    """Goods on the dock and in a bin, a receipt, an order, a pallet and a further code."""
    house.lot("C2")
    with house.act() as work:
        house.add_plate(work, SSCC, "DOCK-1", PlateKind.PALLET)
        assert codes.add(work, NewCode(house.ids["CREAM"], "CR-OLD"), by=None) is None
    house.stock("CREAM", "A-1", 6, lot="C2")
    house.stock("CREAM", "DOCK-1", 3, lot="C2", plate=SSCC)
    house.stock("WATER", "DOCK-1", 5)
    house.serials("DRYER", "DOCK-1", "H1")
    house.receipt("R-1", CREAM=20, DRYER=2)
    house.order("O-1", CREAM=4)
    return house


def standing_at(house: Warehouse, step: str) -> Hand:
    """A hand at a step of a flow."""
    flow, way = STEPS[step]
    hand = house.hand().opens(flow)  # type: ignore[arg-type]
    for code in way:
        assert hand.scans(code)["status"] == "accepted", (code, hand.last)
    return hand


def unkept(hand: Hand, text: str) -> dict[str, Any]:
    """The answer to a scan, taken back so that the next one is heard at the same step."""
    with hand.desk.engine.connect().execution_options(writes=True) as connection:
        work = UnitOfWork(connection, NOW)
        return scan.judge_in(work, hand.desk, hand.said(text), scan.converse)

@pytest.mark.parametrize("step", STEPS)
def test_print(stocked, step):
    hand = standing_at(stocked, step)
    row=""
    for kind,(c,_) in KINDS.items():
        a = unkept(hand, c)
        row += {"accepted":"+","refused":"-"}.get(a["status"],"?").center(len(kind)+2)
        if a["status"]!="accepted": print(f"@{step:20} {kind:9} {a['status']:9} {a['code']:26} {a['message']} | {a['remedy']}")
    print(f"#{step:20}{row}")
