"""What is promised is what a dumb list of stock says, whatever there is and whatever is asked.

Each example is written into one open transaction, asked, and rolled back: nothing of it stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any, NoReturn

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, text

from tests.properties.profiles import NIGHTLY, SLOW_IS_FINE
from tests.warehouse import NOW, TODAY, Warehouse, warehouse_of
from webapp.models import Balance, Lot, LotStatus, ProductPlace
from webapp.operations import orders, promising, reservations
from webapp.operations.reservations import Need
from webapp.operations.unit_of_work import UnitOfWork, unit_of_work
from webapp.rules.removal import RemovalStrategy
from webapp.rules.walking import walk_key

EXAMPLES = {"sqlite": 80, "postgresql": 25}
PLACES = ("A-1", "A-2", "A-3", "A-10", "DOCK-1", "STAGE", "SHUT")
BINS = ("A-1", "A-2", "A-3", "A-10")
# A pick face with no priority, then storage by its priority for the product.
PREFERRED = ("A-1", "A-10", "A-3", "A-2")
PRIORITIES = {"A-10": 1, "A-3": 2}
DAYS = st.none() | st.integers(-2, 40).map(lambda days: TODAY + timedelta(days=days))


@dataclass(frozen=True)
class Stock:
    """A lot in a place, perhaps on a plate; part of it is promised to somebody else."""

    place: str
    on_hand: int
    others: int
    expires_on: date | None
    removal_date: date | None
    held: bool
    came: int
    plate: int | None

    @property
    def leaves_by(self) -> date | None:
        return self.removal_date or self.expires_on

    def may_leave(self, day: date, life: int) -> bool:
        """Asked condition by condition, as a person would."""
        if self.held or self.place not in BINS or self.on_hand == self.others:
            return False
        if self.removal_date is not None and self.removal_date < day:
            return False
        return self.expires_on is None or self.expires_on >= day + timedelta(days=life)


STOCK = st.builds(
    Stock,
    place=st.sampled_from(PLACES),
    on_hand=st.integers(1, 12),
    others=st.just(0),
    expires_on=DAYS,
    removal_date=DAYS,
    held=st.sampled_from([False, False, False, True]),
    came=st.integers(0, 3),
    plate=st.none() | st.integers(0, 3),
)
SHELF = st.lists(
    STOCK.flatmap(
        lambda one: st.integers(0, one.on_hand).map(
            lambda others: Stock(**{**one.__dict__, "others": others})
        )
    ),
    max_size=9,
)


@dataclass(frozen=True)
class Asked:
    """What an order wants of the shelf."""

    wanted: int
    day: date
    life: int
    strategy: RemovalStrategy | None


class TakenBackError(Exception):
    """The end of an example: nothing of it is kept."""


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A warehouse with a shut bin, a bin ten, four plates and an order without a promise."""
    house = warehouse_of(app)
    with house.act() as work:
        for code, shut in (("A-10", False), ("SHUT", True)):
            values = {"code": code, "shut": shut, "key": walk_key(code)}
            found = work.connection.execute(PLACE, values)
            house.ids[code] = int(found.scalar_one())
        work.connection.execute(text("update locations set walk_order = 0"))
        for code, priority in PRIORITIES.items():
            place = {"product_id": house.ids["CREAM"], "location_id": house.ids[code]}
            work.session.add(ProductPlace(**place, role="source", priority=priority))
        for number in range(4):
            house.add_plate(work, f"P-{number}", "A-1", "pallet")  # type: ignore[arg-type]
        asked = {house.ids["CREAM"]: 1}
        new = orders.NewOrder("SO-1", house.ids["customer"], house.ids["STAGE"], asked)
        house.ids["order"] = orders.enter_order(work, new)
        house.ids["task"] = promising.task_of(work, house.ids["order"])
        category = work.connection.execute(CATEGORY)
        house.ids["category"] = int(category.scalar_one())
        work.connection.execute(
            text("update products set category_id = :id"), {"id": house.ids["category"]}
        )
    house.ids["line"] = int(house.ask("select id from order_lines"))
    return house


PLACE = text(
    "insert into locations (code, name, kind, walk_order, walk_key, blocked_in, blocked_out)"
    " values (:code, '', 'storage', 0, :key, (1 = 0), :shut) returning id"
)
CATEGORY = text("insert into product_categories (code, name) values ('C', 'C') returning id")


@pytest.mark.feature("PK-11")
@pytest.mark.feature("EX-11")
def test_allocation_is_what_a_dumb_list_says(house: Warehouse) -> None:
    examples = 2000 if NIGHTLY else EXAMPLES[house.engine.dialect.name]

    @settings(
        max_examples=examples,
        derandomize=not NIGHTLY,
        deadline=None,
        suppress_health_check=SLOW_IS_FINE,
    )
    @given(
        SHELF,
        st.none() | st.sampled_from(RemovalStrategy),
        st.integers(1, 60),
        st.integers(0, 5),
        st.sampled_from([0, 0, 20]),
    )
    def says(
        shelf: list[Stock], strategy: RemovalStrategy | None, wanted: int, later: int, life: int
    ) -> None:
        asked = Asked(wanted, TODAY + timedelta(days=later), life, strategy)
        with pytest.raises(TakenBackError):
            tries(house, shelf, asked)

    says()


def tries(house: Warehouse, shelf: list[Stock], asked: Asked) -> NoReturn:
    """One example, from the shelf to what was promised."""
    with unit_of_work(house.engine, now=lambda: NOW) as work:
        ids = write(work, house, shelf, asked.strategy)
        need = Need(house.ids["task"], house.ids["CREAM"], asked.wanted, house.ids["line"])
        made = reservations.allocate(work, need, asked.day, least_life_days=asked.life)
        promised = promises(work, ids)
        usable = [n for n, one in enumerate(shelf) if one.may_leave(asked.day, asked.life)]
        free = sum(shelf[n].on_hand - shelf[n].others for n in usable)
        assert made.promised == sum(promised.values()) == min(asked.wanted, free)
        assert made.missing == asked.wanted - made.promised
        assert bool(made.why) == bool(made.missing)
        assert set(promised) <= set(usable)
        if asked.strategy is RemovalStrategy.LEAST_PLATES:
            assert opened(shelf, promised) == fewest(shelf, usable, asked.wanted)
        else:
            assert promised == dumb(shelf, usable, asked.wanted, asked.strategy)
        raise TakenBackError


def write(
    work: UnitOfWork, house: Warehouse, shelf: list[Stock], strategy: RemovalStrategy | None
) -> dict[int, int]:
    """Put the shelf into the book; the number of each balance by its id."""
    work.connection.execute(
        text("update product_categories set removal_strategy = :s"),
        {"s": None if strategy is None else str(strategy)},
    )
    ids = {}
    for number, one in enumerate(shelf):
        lot = Lot(
            product_id=house.ids["CREAM"],
            code=f"L{number}",
            expires_on=one.expires_on,
            removal_date=one.removal_date,
            status=LotStatus.ON_HOLD if one.held else LotStatus.RELEASED,
            hold_reason="smell" if one.held else None,
            created_at=NOW,
        )
        work.session.add(lot)
        work.session.flush()
        balance = Balance(
            product_id=house.ids["CREAM"],
            lot_id=lot.id,
            location_id=house.ids[one.place],
            plate_id=None if one.plate is None else house.ids[f"P-{one.plate}"],
            inside=True,
            on_hand=one.on_hand,
            reserved=one.others,
            arrived_at=NOW - timedelta(days=one.came),
        )
        work.session.add(balance)
        work.session.flush()
        ids[balance.id] = number
    return ids


RESERVED = text(
    "select balance_id, quantity from reservations where balance_id in :ids"
).bindparams(bindparam("ids", expanding=True))


def promises(work: UnitOfWork, ids: dict[int, int]) -> dict[int, int]:
    """Units promised to the order, by the number on the shelf."""
    rows = work.connection.execute(RESERVED, {"ids": list(ids) or [0]})
    return {ids[row.balance_id]: row.quantity for row in rows}


def dumb(
    shelf: list[Stock], usable: list[int], wanted: int, strategy: RemovalStrategy | None
) -> dict[int, int]:
    """Unit by unit from whatever comes first."""
    taken: dict[int, int] = {}
    for _ in range(wanted):
        left = [n for n in usable if shelf[n].on_hand - shelf[n].others > taken.get(n, 0)]
        if not left:
            break
        first = min(left, key=lambda n: key(shelf[n], n, strategy))
        taken[first] = taken.get(first, 0) + 1
    return taken


def key(one: Stock, number: int, strategy: RemovalStrategy | None) -> Any:
    """What comes first; the cream of the tests has dates, so that no word means FEFO."""
    match strategy:
        case RemovalStrategy.FIFO:
            return -one.came, PREFERRED.index(one.place), number
        case RemovalStrategy.LIFO:
            return one.came, PREFERRED.index(one.place), -number
        case RemovalStrategy.CLOSEST:
            return BINS.index(one.place), -one.came, number
        case _:
            day = one.leaves_by or date.max
            return one.leaves_by is None, day, -one.came, PREFERRED.index(one.place), number


def opened(shelf: list[Stock], promised: dict[int, int]) -> int:
    """Plates that something is taken from."""
    return len({shelf[n].plate for n in promised} - {None})


def fewest(shelf: list[Stock], usable: list[int], wanted: int) -> int:
    """The fewest plates that are enough beside what is loose, by trying all sets of them."""
    held: dict[int | None, int] = {}
    for n in usable:
        free = shelf[n].on_hand - shelf[n].others
        held[shelf[n].plate] = held.get(shelf[n].plate, 0) + free
    loose = held.pop(None, 0)
    for count in range(len(held) + 1):
        if any(loose + sum(some) >= wanted for some in combinations(held.values(), count)):
            return count
    return len(held)
