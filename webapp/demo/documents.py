"""What is expected from suppliers and what customers have asked for.

RC-0001 and OR-0001 are the first walk: hand cream comes in, is put away and is picked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Expected:
    """An open receipt: base units by SKU."""

    number: str
    supplier: str
    dock: str
    lines: Mapping[str, int]


RECEIPTS = (
    Expected("RC-0001", "HARBOUR", "DOCK-1", {"HAND-CREAM": 48}),
    Expected("RC-0002", "CACAO", "DOCK-1", {"CHOC-BOX": 60}),
    Expected("RC-0003", "HILLSIDE", "DOCK-2", {"WINE-RED": 36}),
    Expected("RC-0004", "BREEZE", "DOCK-2", {"HAIRDRYER-LE": 4}),
    Expected("RC-0005", "PULSE", "DOCK-2", {"BP-MONITOR": 3}),
    # A second delivery of what RC-0001 expects: scanning the product alone asks which.
    Expected("RC-0006", "HARBOUR", "DOCK-2", {"HAND-CREAM": 24}),
    Expected("RC-0007", "PAPER", "DOCK-1", {"GIFT-CARD": 100, "RIBBON": 300}),
    Expected("RC-0008", "ROAST", "DOCK-1", {"COFFEE": 12_000}),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An order: base units by SKU, due so many hours after loading."""

    number: str
    customer: str
    staging: str
    lines: Mapping[str, int]
    priority: int = 0
    due_in_hours: int = 8
    released: bool = field(default=True, kw_only=True)


# Picked and sent before the demo begins, so that a lot has somewhere to be traced to.
SENT = Asked("OR-0900", "CORNER", "STAGE-2", {"HAND-CREAM": 12})
ORDERS = (
    # Through all three zones.
    Asked(
        "OR-0001",
        "LAGOON",
        "STAGE-1",
        {"HAND-CREAM": 12, "RIBBON": 20, "WINE-RED": 6, "GIFT-BASKET": 1},
        priority=9,
        due_in_hours=4,
    ),
    # More than the lot that expires first can give: the next one follows.
    Asked("OR-0002", "CORNER", "STAGE-1", {"CHOC-BOX": 30}, priority=5),
    Asked("OR-0003", "STATION", "STAGE-2", {"HAIRDRYER-LE": 2}, priority=5),
    Asked("OR-0004", "NORTH", "STAGE-2", {"BP-MONITOR": 1, "GIFT-CARD": 60}),
    # More than there is: the rest stays open on its line.
    Asked("OR-0005", "STATION", "STAGE-2", {"GIFT-BASKET": 12}),
    # Still at the office: the floor is told that it is not released.
    Asked("OR-0006", "CORNER", "STAGE-2", {"COFFEE": 2_500}, released=False),
)
