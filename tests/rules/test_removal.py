"""The orders of removal: pure functions over what is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.removal import (
    MOST_SETS,
    Candidate,
    RemovalStrategy,
    Take,
    choose,
    plates_to_open,
    strategy_of,
)
from webapp.rules.walking import walk_key

CAME = datetime(2026, 1, 1, tzinfo=UTC)
FIFO, LIFO, FEFO, CLOSEST, LEAST = RemovalStrategy


def candidate(number: int, free: int, strategy: RemovalStrategy, **more: object) -> Candidate:
    """Stock that came in so many days after the first."""
    came = CAME + timedelta(days=int(str(more.pop("came", 0))))
    code = str(more.pop("code", "A-1"))
    return Candidate(number, free, came, code, walk_key=walk_key(code), strategy=strategy, **more)  # type: ignore[arg-type]


def taken(*takes: Take) -> list[tuple[int, int]]:
    """As plain pairs."""
    return [(take.id, take.quantity) for take in takes]


@pytest.mark.feature("EX-08")
def test_six_of_three_lots_are_five_of_the_first_and_one_of_the_second() -> None:
    lots = [
        candidate(3, 1, FEFO),
        candidate(2, 2, FEFO, removal_date=date(2026, 3, 4)),
        candidate(1, 5, FEFO, removal_date=date(2026, 2, 26)),
    ]
    assert taken(*choose(lots, 6)) == [(1, 5), (2, 1)]
    assert taken(*choose(lots, 99)) == [(1, 5), (2, 2), (3, 1)]


@pytest.mark.feature("EX-08")
def test_lots_of_one_day_go_as_they_came_in_and_then_by_their_ids() -> None:
    day = date(2026, 3, 4)
    lots = [
        candidate(4, 1, FEFO, removal_date=day, came=2),
        candidate(3, 1, FEFO, removal_date=day, came=1),
        candidate(2, 1, FEFO, removal_date=day, came=1),
    ]
    assert [take.id for take in choose(lots, 3)] == [2, 3, 4]


@pytest.mark.feature("PK-11")
@pytest.mark.parametrize(("strategy", "order"), [(FIFO, [2, 3, 1]), (LIFO, [1, 3, 2])])
def test_first_or_last_in_goes_first(strategy: RemovalStrategy, order: list[int]) -> None:
    came = {1: 9, 2: 0, 3: 5}
    stock = [candidate(number, 1, strategy, came=day) for number, day in came.items()]
    assert [take.id for take in choose(stock, 3)] == order


@pytest.mark.feature("PK-11")
def test_eighteen_of_the_closest_are_fifteen_here_and_three_next_door() -> None:
    stock = [
        candidate(1, 30, CLOSEST, code="A-10"),
        candidate(2, 5, CLOSEST, code="A-2"),
        candidate(3, 15, CLOSEST, code="A-1"),
    ]
    assert taken(*choose(stock, 18)) == [(3, 15), (2, 3)]


@pytest.mark.feature("PK-11")
@pytest.mark.parametrize(("wanted", "opened"), [(14, [(2, 14)]), (80, [(1, 80)])])
def test_the_begun_bag_is_used_up_before_a_new_one_is_opened(
    wanted: int, opened: list[tuple[int, int]]
) -> None:
    bags = [candidate(number, kg, LEAST, plate_id=number) for number, kg in ((1, 100), (2, 54))]
    assert taken(*choose(bags, wanted)) == opened


@pytest.mark.feature("PK-11")
def test_what_stands_on_no_plate_opens_none() -> None:
    stock = [candidate(1, 100, LEAST, plate_id=1), candidate(2, 5, LEAST)]
    assert taken(*choose(stock, 5)) == [(2, 5)]
    assert taken(*choose(stock, 7)) == [(2, 5), (1, 2)]


@pytest.mark.feature("PK-11")
def test_two_lots_on_one_plate_are_one_plate() -> None:
    day = date(2026, 3, 4)
    stock = [
        candidate(1, 30, LEAST, plate_id=1),
        candidate(2, 30, LEAST, plate_id=1, removal_date=day),
        candidate(3, 50, LEAST, plate_id=2),
    ]
    assert taken(*choose(stock, 55)) == [(2, 30), (1, 25)]


@pytest.mark.feature("PK-11")
def test_category_goes_before_location_and_location_before_what_is_usual() -> None:
    assert strategy_of("lifo", "closest", dated=True) is LIFO
    assert strategy_of(None, "closest", dated=True) is CLOSEST
    assert strategy_of(None, None, dated=True) is FEFO
    assert strategy_of(None, None, dated=False) is FIFO


def test_of_two_orders_the_one_with_the_first_bin_on_the_walk_is_served_first() -> None:
    stock = [
        candidate(1, 5, FIFO, code="B-1", came=0),
        candidate(2, 5, LIFO, code="A-1", came=1),
        candidate(3, 5, LIFO, code="C-1", came=2),
    ]
    assert [take.id for take in choose(stock, 15)] == [3, 2, 1]


@pytest.mark.feature("ST-10")
def test_two_comes_before_ten() -> None:
    codes = ["A-10", "A-2", "B-1-1", "A-2-10", "A-2-9", "A-02", "1", "10", "9", "a-3", "A"]
    assert sorted(codes, key=walk_key) == [
        *("1", "9", "10", "A", "A-2", "A-02", "A-2-9", "A-2-10", "a-3", "A-10", "B-1-1")
    ]


def best(holds: Sequence[int], wanted: int) -> tuple[int, int]:
    """The fewest plates, and the least that so few can hold and still be enough: by trying all."""
    for count in range(1, len(holds) + 1):
        enough = [sum(some) for some in combinations(holds, count) if sum(some) >= wanted]
        if enough:
            return count, min(enough)
    return len(holds), sum(holds)


@pytest.mark.feature("PK-11")
@given(st.lists(st.integers(1, 60), min_size=1, max_size=9), st.integers(1, 300))
def test_no_other_plates_are_fewer_or_fit_more_tightly(holds: list[int], wanted: int) -> None:
    opened = plates_to_open(holds, wanted)
    assert len(set(opened)) == len(opened)
    assert (len(opened), sum(holds[number] for number in opened)) == best(holds, wanted)


@pytest.mark.feature("PK-11")
@given(st.lists(st.integers(1, 60), min_size=40, max_size=60), st.integers(500, 1500))
def test_of_many_plates_still_as_few_as_can_be_are_opened(holds: list[int], wanted: int) -> None:
    opened = plates_to_open(holds, wanted)
    falling = sorted(holds, reverse=True)
    assert len(set(opened)) == len(opened)
    assert sum(holds[number] for number in opened) >= min(wanted, sum(holds))
    assert sum(falling[: len(opened) - 1]) < wanted, "one plate less would do"
    assert MOST_SETS < 10_000, "the search stays small"


STOCK = st.lists(
    st.builds(
        candidate,
        st.integers(1, 1000),
        st.integers(1, 50),
        st.sampled_from(RemovalStrategy),
        came=st.integers(0, 5),
        code=st.sampled_from(["A-1", "A-2", "A-10", "B-1"]),
        removal_date=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9)),
        plate_id=st.none() | st.integers(1, 6),
    ),
    unique_by=lambda one: one.id,
    max_size=20,
)


@given(STOCK, st.integers(1, 400))
def test_every_order_takes_all_that_is_wanted_and_no_balance_twice(
    stock: list[Candidate], wanted: int
) -> None:
    takes = choose(stock, wanted)
    free = {one.id: one.free for one in stock}
    assert len({take.id for take in takes}) == len(takes)
    assert all(0 < take.quantity <= free[take.id] for take in takes)
    assert sum(take.quantity for take in takes) == min(wanted, sum(free.values()))


@pytest.mark.feature("ST-04")
@pytest.mark.parametrize(
    ("strategy", "order"),
    [(FIFO, [3, 2, 1, 4]), (FEFO, [3, 2, 1, 4]), (LEAST, [3, 2, 1, 4]), (LIFO, [4, 3, 2, 1])],
)
def test_what_is_as_good_is_taken_from_a_pick_face_before_storage(
    strategy: RemovalStrategy, order: list[int]
) -> None:
    lots = [
        candidate(1, 5, strategy, preference=101),
        candidate(2, 5, strategy, preference=2),
        candidate(3, 5, strategy, preference=1),
        candidate(4, 5, strategy, preference=199, came=1),
    ]
    assert [take.id for take in choose(lots, 20)] == order


@pytest.mark.feature("ST-04", "EX-08")
def test_an_earlier_day_in_storage_goes_before_a_pick_face() -> None:
    lots = [
        candidate(1, 5, FEFO, removal_date=date(2026, 3, 4), preference=1),
        candidate(2, 5, FEFO, removal_date=date(2026, 3, 3), preference=199),
    ]
    assert [take.id for take in choose(lots, 10)] == [2, 1]
