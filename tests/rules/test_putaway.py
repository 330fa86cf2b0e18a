"""Which bin is suggested, in which words, and the order in which a place is refused."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from webapp.queries.putaway import BinRoom
from webapp.rules.putaway import Proposal, objection, suggest
from webapp.rules.quantities import Amount

SAME_LOT = BinRoom(1, "B-LOT", 10, 4, 0, same_lot=True, same_product=True)
SAME_PRODUCT = BinRoom(2, "B-SKU", 10, 2, 0, same_product=True)
EMPTY = BinRoom(3, "B-NEW", 50, 0, 0)


@pytest.mark.feature("PA-04")
@pytest.mark.parametrize(
    ("quantity", "code", "why"),
    [
        (6, "B-LOT", "The same lot is there, with room."),
        (8, "B-SKU", "The same product is there, with room."),
        (50, "B-NEW", "The first empty bin on your way."),
        (51, "B-LOT", "There is room for 6 here: key in how many you put."),
    ],
)
def test_the_first_bin_with_room_is_suggested(quantity: int, code: str, why: str) -> None:
    found = suggest([SAME_LOT, SAME_PRODUCT], EMPTY, Amount(quantity))
    assert found is not None
    assert (found.code, str(found.why)) == (code, why)


def test_the_room_is_said_in_the_products_own_unit() -> None:
    found = suggest([BinRoom(1, "B-1", 2500, 0, 0)], None, Amount(4000, 3))
    assert found is not None
    assert str(found.why) == "There is room for 2.5 here: key in how many you put."


def test_where_nothing_fits_nothing_is_suggested() -> None:
    full = BinRoom(1, "B-1", 10, 6, 4)
    assert suggest([full], None, Amount(1)) is None


@dataclass(frozen=True, slots=True)
class Place:
    """A scanned location."""

    code: str = "B-1"
    kind: str = "storage"
    blocked_in: bool = False


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Place(kind="dock", blocked_in=True), "location_not_allowed"),
        (Place(blocked_in=True), "location_blocked"),
        (Place(), "bin_full"),
    ],
)
def test_the_first_rule_that_objects_is_the_refusal(place: Place, code: str) -> None:
    said = objection(Proposal(place, BinRoom(1, "B-1", 10, 8, 2), 1, 0))
    assert said is not None
    assert said.code == code


def test_a_bin_that_fits_is_no_objection() -> None:
    assert objection(Proposal(Place(), BinRoom(1, "B-1", 10, 8, 1), 1, 0)) is None
