"""The walk that every way of scanning takes: receive a lot, put it away, pick it for an order.

Each step is what is scanned and what the screen then says.
"""

from __future__ import annotations

from dataclasses import dataclass

from webapp.demo.numbers import gtin
from webapp.labels import Symbology, element_string

CREAM, CREAM_CASE = gtin(1), gtin(1, indicator=1)
RIBBON_INNER = gtin(8, indicator=1)
WINE_CASE = gtin(4, indicator=1)
BASKET = gtin(6)
LOT = "C202507"


@dataclass(frozen=True, slots=True)
class Step:
    """One scan: its text, how it is printed, the answer, and the page that opens if one does."""

    text: str
    print: Symbology
    says: str = ""
    opens: str = ""


def goods(number: str, **more: str) -> str:
    """A GS1 element string: the GTIN, and lot= or count= after it."""
    names = {"lot": "10", "count": "30"}
    return element_string([("01", number), *((names[name], value) for name, value in more.items())])


C128, G128 = Symbology.CODE_128, Symbology.GS1_128
QR, DM = Symbology.QR, Symbology.GS1_DATAMATRIX

RECEIVE = (
    Step("RC-0001", C128, opens="/receive/"),
    Step(goods(CREAM_CASE, lot=LOT), G128, "+12 HAND-CREAM lot C202507: 12 of 48."),
    Step("LW*QTY*24", QR, "HAND-CREAM corrected: 24 of 48."),
    Step(goods(CREAM, lot=LOT, count="24"), DM, "+24 HAND-CREAM lot C202507: 48 of 48."),
    Step("LW*DONE", QR, "Receipt RC-0001 is closed."),
)
PUT_AWAY = (
    Step("LW*PUTAWAY", QR, opens="/putaway/"),
    Step(goods(CREAM, lot=LOT), DM, "48 of HAND-CREAM lot C202507. Take it to A-01-2."),
    Step("A-01-2", C128, "48 of HAND-CREAM lot C202507 put in A-01-2."),
)
PICK = (
    Step("OR-0001", C128, opens="/pick/"),
    Step("A-01-2", C128, "A-01-2. Take 12 of HAND-CREAM lot C202507."),
    Step(goods(CREAM, lot=LOT), DM, "HAND-CREAM lot C202507: 1 of 12."),
    Step("LW*QTY*12", QR, "12 of HAND-CREAM lot C202507. Scan the tote they go in."),
    Step("T-01", C128, "12 of HAND-CREAM lot C202507 picked."),
)
WALK = (RECEIVE, PUT_AWAY, PICK)
