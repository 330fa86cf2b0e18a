"""What stands on the labels of goods that open receipts expect, as their suppliers print them.

The sheet makes these labels; receiving them is what creates the new lots and serials.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from webapp.models import PackagingKind


class Print(Enum):
    """How a supplier prints what it knows."""

    BARS = "one GS1-128"
    SQUARE = "one GS1 DataMatrix"
    LINK = "one QR code with a GS1 Digital Link"
    NUMBER = "a GS1-128 with the GTIN alone"
    LOT_ALONE = "the lot alone, in bars that say nothing else"


@dataclass(frozen=True, slots=True)
class Printed:
    """One label: `days` until its lot expires, where the lot is new."""

    receipt: str
    sku: str
    way: Print
    pack: PackagingKind = PackagingKind.EACH
    lot: str | None = None
    serial: str | None = None
    days: int | None = None


CASE = PackagingKind.CASE
LABELS = (
    Printed("RC-0001", "HAND-CREAM", Print.BARS, CASE, lot="C202507"),
    Printed("RC-0001", "HAND-CREAM", Print.SQUARE, lot="C202507"),
    Printed("RC-0001", "HAND-CREAM", Print.SQUARE, CASE, lot="C202512", days=400),
    Printed("RC-0002", "CHOC-BOX", Print.BARS, CASE, lot="K1103", days=75),
    Printed("RC-0003", "WINE-RED", Print.NUMBER, CASE),
    Printed("RC-0003", "WINE-RED", Print.LOT_ALONE, lot="L2312"),
    Printed("RC-0003", "WINE-RED", Print.LINK, lot="L2312"),
    Printed("RC-0004", "HAIRDRYER-LE", Print.SQUARE, serial="HD-12353"),
    Printed("RC-0004", "HAIRDRYER-LE", Print.SQUARE, serial="HD-12354"),
    Printed("RC-0004", "HAIRDRYER-LE", Print.BARS, serial="HD-12355"),
    Printed("RC-0005", "BP-MONITOR", Print.SQUARE, lot="BP25C", serial="BP-0006", days=800),
    Printed("RC-0005", "BP-MONITOR", Print.SQUARE, lot="BP25C", serial="BP-0007", days=800),
    Printed("RC-0006", "HAND-CREAM", Print.BARS, CASE, lot="C202513", days=420),
    Printed("RC-0007", "GIFT-CARD", Print.NUMBER, PackagingKind.INNER),
    Printed("RC-0007", "RIBBON", Print.BARS, CASE),
    Printed("RC-0008", "COFFEE", Print.SQUARE, CASE, lot="F-0802", days=180),
)
