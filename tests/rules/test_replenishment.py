"""What is brought to a pick face: how much, from where, and in which order the faces come."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.rules.removal import Candidate, RemovalStrategy, Take
from webapp.rules.replenishment import Face, Stock, Urgency, by_urgency, plan_all
from webapp.rules.storage import Bin, Load, Portion

MORNING = datetime(2026, 6, 15, 8, tzinfo=UTC)
BIN = Bin(1, "A-1", kind="pick_face")


def face(place: int = 1, **more: object) -> Face:
    """A place of product 1 at bin 1, from 10 to 40."""
    usual = {"product_id": 1, "location_id": 1, "minimum": 10, "target": 40}
    return Face(place, **usual | more)  # type: ignore[arg-type]


def held(
    balance: int,
    free: int,
    *,
    priority: int = 1,
    days: int = 0,
    lot: str = "L1",
    weight: int = 0,
) -> Stock:
    """A balance of a source; one with more `days` leaves later."""
    by = date(2027, 1, 1) + timedelta(days=days)
    candidate = Candidate(
        balance, free, MORNING, "B-1", removal_date=by, strategy=RemovalStrategy.FEFO
    )
    return Stock(candidate, Load((Portion(1, "CREAM", 1, lot, weight_g=weight),)), priority)


def takes(faces: list[Face], stock: list[Stock], bin: Bin = BIN) -> list[list[tuple[int, int]]]:
    """What each face is brought: balance and units."""
    bins = {one.location_id: bin for one in faces}
    plans = plan_all(faces, {1: stock}, bins)
    return [[(take.id, take.quantity) for take in plan.takes] for plan in plans]


@pytest.mark.feature("ST-04")
@pytest.mark.parametrize(
    ("now", "missing"),
    [
        ({"on_hand": 10}, 0),
        ({"on_hand": 9}, 31),
        ({"on_hand": 4, "coming": 6}, 0),
        ({"on_hand": 4, "coming": 5}, 31),
        ({"on_hand": 12, "called": True}, 28),
        ({"on_hand": 40, "called": True}, 0),
        ({"on_hand": 5, "minimum": 12, "target": 48, "size": 12}, 36),
        ({"on_hand": 40, "called": True, "minimum": 12, "target": 48, "size": 12}, 0),
    ],
)
def test_what_is_missing_counts_what_is_on_its_way_and_whole_packagings(
    now: dict[str, int], missing: int
) -> None:
    assert face(**now).missing == missing


@pytest.mark.feature("ST-04")
def test_the_sources_serve_by_priority_then_in_the_order_of_removal() -> None:
    stock = [held(1, 8, days=9), held(2, 9, days=2), held(3, 50, priority=2)]
    assert takes([face()], stock) == [[(2, 9), (1, 8), (3, 23)]]


def test_what_one_face_takes_no_other_counts_on() -> None:
    assert takes([face(1), face(2, on_hand=5)], [held(1, 60)]) == [[(1, 40)], [(1, 20)]]


@pytest.mark.parametrize(
    ("free", "brought"),
    [((30, 7), [(1, 24)]), ((11, 7), [(1, 11), (2, 7)]), ((), [])],
    ids=["whole ones only", "none is whole, so what there is", "nothing"],
)
def test_whole_packagings_are_brought_where_there_are_any(
    free: tuple[int, ...], brought: list[tuple[int, int]]
) -> None:
    stock = [held(number, units, days=number) for number, units in enumerate(free, start=1)]
    assert takes([face(minimum=12, target=48, size=12)], stock) == [brought]


@pytest.mark.feature("ST-03")
def test_no_more_is_brought_than_the_bin_lets_in() -> None:
    stock = [held(1, 8, lot="L1"), held(2, 50, days=1, lot="L2")]
    one_lot = Bin(1, "A-1", kind="pick_face", mixing="same_lot", capacity=30)
    (plan,) = plan_all([face()], {1: stock}, {1: one_lot})
    assert plan.takes == (Take(1, 8),)
    assert plan.room is not None
    assert str(plan.room.problem) == (
        "A-1 takes one lot at a time. There or on its way: CREAM lot L1."
    )
    small = Bin(1, "A-1", kind="pick_face", capacity=30)
    assert takes([face()], stock, small) == [[(1, 8), (2, 22)]]


def test_who_waits_comes_first_then_what_is_empty_and_wanted_then_priority() -> None:
    faces = [
        face(1, on_hand=3, priority=1),
        face(2, priority=2),
        face(3, wanted=6, priority=9),
        face(4, on_hand=9, called=True),
        face(5, on_hand=3, priority=1, stands=(-1, "", "")),
    ]
    ordered = by_urgency(faces)
    assert [one.place_id for one in ordered] == [4, 3, 2, 5, 1]
    assert [one.urgency for one in ordered[:3]] == [
        Urgency.CALLED,
        Urgency.EMPTY_AND_WANTED,
        Urgency.EMPTY,
    ]
