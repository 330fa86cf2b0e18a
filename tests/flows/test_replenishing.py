"""Pick faces are filled by scanning: from their sources, in the order of removal, never twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.flows.saying import verdict, words
from tests.warehouse import NOW, TODAY, Hand, Warehouse
from webapp.models import PlateKind, ProductPlace
from webapp.operations import replenishing
from webapp.operations.verify import verify
from webapp.queries import replenishing as reads
from webapp.queries.replenishing import Replenishment


def place(house: Warehouse, product: str, location: str, role: str, **more: Any) -> int:
    """A place of a product; its id."""
    with house.act() as work:
        made = ProductPlace(
            product_id=house.ids[product], location_id=house.ids[location], role=role, **more
        )
        work.session.add(made)
        work.session.flush()
        return made.id


@pytest.fixture
def face(house: Warehouse) -> int:
    """A-1 is kept between 10 and 40 creams from A-2, then A-3; three lots, five at A-1 now."""
    house.lot("L1", expires_on=date(2027, 1, 31))
    house.lot("L2", expires_on=date(2027, 6, 30))
    house.stock("CREAM", "A-1", 5, lot="L1")
    house.stock("CREAM", "A-2", 12, lot="L2")
    house.stock("CREAM", "A-2", 8, lot="L1")
    house.stock("CREAM", "A-3", 20, lot="L1")
    place(house, "CREAM", "A-2", "source", priority=1)
    place(house, "CREAM", "A-3", "source", priority=2)
    return place(house, "CREAM", "A-1", "topped_up", minimum=10, target=40)


def due(house: Warehouse) -> list[Replenishment]:
    """What is to be filled now."""
    with house.engine.connect() as connection:
        return reads.due(connection, TODAY)


def lawful(house: Warehouse) -> bool:
    """Whether no law is broken."""
    with house.engine.connect() as connection:
        return verify(connection).breaches == []


@pytest.mark.feature("ST-04")
def test_a_face_under_its_minimum_is_filled_from_its_sources_in_order(
    house: Warehouse, face: int
) -> None:
    hand = house.hand()
    assert verdict(hand.scans("LW*REPLENISH")) == (
        "accepted",
        "replenishment_started",
        "Fill A-1: 35 of CREAM.",
    )
    assert hand.last["prompt"] == "Scan bin A-2"
    assert words(hand.scans("A-2")) == "A-2. Take 8 of CREAM lot L1."
    assert words(hand.scans("L1")) == "From A-2: 8 of CREAM lot L1."
    assert hand.last["prompt"] == "Scan CREAM lot L2"
    assert words(hand.scans("L2")) == "From A-2: 12 of CREAM lot L2."
    assert words(hand.scans("A-3", "L1")) == "From A-3: 15 of CREAM lot L1."
    assert hand.last["prompt"] == "Scan bin A-1"
    assert verdict(hand.scans("A-1")) == (
        "accepted",
        "replenished",
        "A-1 is filled: 35 of CREAM.",
    )
    assert (house.on_hand("CREAM", "A-1"), house.on_hand("CREAM", "A-3")) == (40, 5)
    assert (due(house), lawful(house)) == ([], True)
