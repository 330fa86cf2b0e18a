"""Which bin goods should go to, and the reason in a worker's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.rules.storage import Bin, Load, fits, room_for
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A bin, and the reason in a worker's words."""

    location_id: int
    code: str
    why: Words


def suggest(bins: Sequence[Bin], load: Load) -> Suggestion | None:
    """The first bin that takes everything; else the first that takes a part; None where none does.

    `bins` stand in the order of preference: same lot, same product, the goods' storage category,
    empty. A bin that any rule refuses is never suggested.
    """
    for bin in bins:
        if fits(bin, load):
            return Suggestion(bin.id, bin.code, reason(bin, load))
    for bin in bins:
        if room := room_for(bin, load):
            room_here = T(
                "There is room for %(room)s here: key in how many you put.", room=load.amount(room)
            )
            return Suggestion(bin.id, bin.code, room_here)
    return None


def reason(bin: Bin, load: Load) -> Words:
    """Why a bin that takes everything."""
    if bin.has_lot(load):
        return T("The same lot is there, with room.")
    if bin.has_product(load):
        return T("The same product is there, with room.")
    if bin.category_id is not None and bin.category_id == load.category_id:
        return T("It is kept in bins like this, and this one is the least full.")
    return T("The first empty bin on your way.")
