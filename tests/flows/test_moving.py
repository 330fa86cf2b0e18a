"""Moving goods from place to place by scanning."""

from __future__ import annotations

import pytest

from tests.flows.saying import verdict, words
from tests.warehouse import CREAM, WATER, Hand, Warehouse
from webapp.operations.verify import verify


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at bin A-1, where ten creams of L1, four of L2 and six waters lie."""
    house.lot("L1")
    house.lot("L2")
    house.stock("CREAM", "A-1", 10, lot="L1")
    house.stock("CREAM", "A-1", 4, lot="L2")
    house.stock("WATER", "A-1", 6)
    hand = house.hand()
    hand.scans("LW*MOVE", "A-1")
    return hand


def lawful(house: Warehouse) -> bool:
    """Whether no law is broken."""
    with house.engine.connect() as connection:
        return verify(connection).breaches == []


def test_a_lot_goes_from_one_bin_to_another(house: Warehouse, hand: Hand) -> None:
    assert verdict(hand.last) == ("accepted", "place_shown", "At A-1. Lines: 3.")
    assert words(hand.scans("L1")) == "From A-1: 10 of CREAM lot L1."
    assert words(hand.scans("A-2")) == "At A-2 now: 10 of CREAM lot L1."
    assert (house.on_hand("CREAM", "A-2", "L1"), house.reserved("CREAM", "A-1")) == (10, 0)
    assert lawful(house)
