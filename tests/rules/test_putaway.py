"""Which bin is suggested, and in which words."""

from __future__ import annotations

import pytest

from webapp.rules.putaway import suggest
from webapp.rules.storage import Bin, Load, Portion


def load(units: int, *, scale: int = 0) -> Load:
    """So many creams of lot L1, kept in bins of category 7."""
    return Load((Portion(1, "CREAM", units, lot="L1", scale=scale),), category_id=7)


SAME_LOT = Bin(1, "B-LOT", capacity=10, content=(Portion(1, "CREAM", 4, lot="L1"),))
SAME_PRODUCT = Bin(2, "B-SKU", capacity=10, content=(Portion(1, "CREAM", 2, lot="L2"),))
OF_CATEGORY = Bin(3, "B-CAT", capacity=20, category_id=7)
EMPTY = Bin(4, "B-NEW", capacity=50)


@pytest.mark.feature("PA-03", "PA-04")
@pytest.mark.parametrize(
    ("quantity", "code", "why"),
    [
        (6, "B-LOT", "The same lot is there, with room."),
        (8, "B-SKU", "The same product is there, with room."),
        (20, "B-CAT", "It is kept in bins like this, and this one is the least full."),
        (50, "B-NEW", "The first empty bin on your way."),
        (51, "B-LOT", "There is room for 6 here: key in how many you put."),
    ],
)
def test_the_first_bin_with_room_is_suggested(quantity: int, code: str, why: str) -> None:
    found = suggest([SAME_LOT, SAME_PRODUCT, OF_CATEGORY, EMPTY], load(quantity))
    assert found is not None
    assert (found.code, str(found.why)) == (code, why)


def test_the_room_is_said_in_the_products_own_unit() -> None:
    found = suggest([Bin(1, "B-1", capacity=2500)], load(4000, scale=3))
    assert found is not None
    assert str(found.why) == "There is room for 2.5 here: key in how many you put."


def test_where_nothing_fits_nothing_is_suggested() -> None:
    full = Bin(1, "B-1", capacity=10, content=(Portion(2, "WATER", 10),))
    assert suggest([full], load(1)) is None


@pytest.mark.feature("PA-02", "ST-03")
def test_a_bin_that_any_rule_refuses_is_never_suggested() -> None:
    blocked = Bin(1, "B-1", blocked_in=True)
    other = Bin(2, "B-2", mixing="same_product", content=(Portion(2, "WATER", 1),))
    assert suggest([blocked, other], load(1)) is None
