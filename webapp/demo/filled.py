"""Which bins are filled from which: two of them hold too little when the demo begins."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.rules.replenishment import PlaceRole


@dataclass(frozen=True, slots=True)
class Place:
    """A bin of a product; `levels` are the minimum and the target of one that is topped up."""

    sku: str
    bin: str
    role: PlaceRole = PlaceRole.SOURCE
    priority: int = 1
    levels: tuple[int, int] | None = None
    size: int = 1


PLACES = (
    Place("HAND-CREAM", "A-01-2", PlaceRole.TOPPED_UP, levels=(60, 120), size=12),
    Place("HAND-CREAM", "A-01-3"),
    Place("RIBBON", "A-03-3", PlaceRole.TOPPED_UP, levels=(200, 400)),
    Place("RIBBON", "C-01-1"),
    Place("CHOC-BOX", "B-01-1", PlaceRole.TOPPED_UP, levels=(12, 60)),
    Place("CHOC-BOX", "B-01-2"),
    Place("CHOC-BOX", "B-01-3", priority=2),
    Place("WINE-RED", "B-02-1", PlaceRole.TOPPED_UP, levels=(12, 48)),
    Place("WINE-RED", "B-02-2"),
)
