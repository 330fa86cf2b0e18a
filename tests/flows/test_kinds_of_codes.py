"""Each kind of code at each step of each flow: taken, asked about, or refused with its sentence.

What is taken where stands on top of `webapp.flows`; the table there is read, and each of its cells
is scanned.
"""

from __future__ import annotations

from typing import Any

import pytest

import webapp.flows
from tests.flows.saying import words
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
    "gtin?": ("09501101539990", ""),
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
        said = hand.said(text)
        return scan.judge_in(work, hand.desk, said, scan.hear(hand.desk, said), scan.converse)()


# What each step asks for, as a refusal of another kind says it.
WANTED = {
    "home": "Scan a receipt, an order, goods, a bin or a license plate.",
    "receiving": "Scan a receipt number or a product that was delivered.",
    "receiving product": "Scan a product of this receipt.",
    "receiving lot": "Scan the lot or serial number on the label.",
    "receiving serial": "Scan the lot or serial number on the label.",
    "receiving quantity": "Scan the same goods again, or the next product.",
    "putaway": "Scan goods that stand on a dock.",
    "putaway goods": "Scan goods that stand on a dock.",
    "putaway bin": "Scan bin A-2.",
    "picking": "Scan an order number, or take the next task.",
    "picking location": "Scan bin A-1.",
    "picking goods": "Scan CREAM lot C2.",
    "picking quantity": "Scan CREAM lot C2 again, or key in the quantity.",
    "picking tote": "Scan the tote you are filling.",
}
GOODS = ("sku", "gtin", "case", "code", "lot", "serial", "label")
# Refusals that say more than that the kind is wrong.
FINER = {
    ("receiving product", "tote"): "Tote T-02 is for picking. Scan a license plate, or the goods.",
    ("receiving quantity", "tote"): "Tote T-02 is for picking. Scan a license plate, or the goods.",
    **{
        (f"receiving {step}", "serial"): "Serial H1 is already in stock, at DOCK-1."
        " Check the label. Scan another unit."
        for step in ("product", "serial", "quantity")
    },
    **{
        ("receiving expiry", kind): "A new lot of CREAM needs the date it expires on."
        " Scan the date, or key it in as YYYY-MM-DD."
        for kind in KINDS
    },
    ("receiving expiry", "serial"): "Wrong product: that is DRYER. Scan CREAM.",
    ("receiving expiry", "label"): "That is a label of lot C2, not of N1."
    " Scan the date of lot N1, or press Cancel and begin again.",
    **{
        (step, "bin"): "This is A-3. Go to A-1 and scan it."
        for step in ("picking location", "picking goods")
    },
    **{("picking location", kind): "Scan the bin first. Go to A-1 and scan it." for kind in GOODS},
    **{
        (f"picking {step}", "case"): "Too many: only 4 of CREAM left to pick. Put the rest back."
        for step in ("goods", "quantity")
    },
    **{
        (f"picking {step}", "serial"): "Wrong product: that is DRYER. Scan CREAM."
        for step in ("goods", "quantity")
    },
    ("picking tote", "plate"): f"That is license plate {SSCC}, not a tote."
    " Scan the tote you are filling.",
}
UNKNOWN = {
    "gtin?": "No product here has GTIN 09501101539990."
    " Put the goods aside and ask a supervisor to add the product.",
    "new": "NEW-1 is not known here. Check the label and scan again, or ask a supervisor.",
}
MARKS = {"accepted": "+", "choose": "?", "confirm": "?", "refused": "-"}


def drawn() -> dict[str, dict[str, str]]:
    """The table on top of the conversations: kind to mark, by step."""
    lines = (webapp.flows.__doc__ or "").splitlines()
    head = next(number for number, line in enumerate(lines) if line.split()[:2] == ["bin", "tote"])
    kinds = lines[head].split()
    marks = {}
    for line in lines[head + 1 : head + 1 + len(STEPS)]:
        marks[line[:19].strip()] = dict(zip(kinds, line[19:].split(), strict=True))
    return marks


def sentence(step: str, kind: str) -> str:
    """What a worker reads where a kind of code is refused at a step."""
    if (step, kind) in FINER:
        return FINER[step, kind]
    return UNKNOWN.get(kind) or f"That was {KINDS[kind][1]}. {WANTED[step]}"


def test_every_kind_and_every_step_is_drawn() -> None:
    table = drawn()
    assert list(table) == list(STEPS)
    assert {tuple(row) for row in table.values()} == {tuple(KINDS)}


@pytest.mark.feature("BC-01")
@pytest.mark.parametrize("step", STEPS)
def test_each_kind_of_code_is_heard_as_it_is_drawn(stocked: Warehouse, step: str) -> None:
    hand = standing_at(stocked, step)
    answers = {kind: unkept(hand, text) for kind, (text, _) in KINDS.items()}
    assert {kind: MARKS[one["status"]] for kind, one in answers.items()} == drawn()[step]
    refused = [kind for kind, one in answers.items() if one["status"] == "refused"]
    assert {kind: words(answers[kind]) for kind in refused} == {
        kind: sentence(step, kind) for kind in refused
    }
