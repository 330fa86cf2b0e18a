"""Picks that arrive together share a transaction on PostgreSQL; what reaches further goes alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.databases import Engine as Databases
from tests.operations.company import Company
from tests.warehouse import Hand, Warehouse, warehouse_of
from webapp.flows import scan
from webapp.flows.replies import Reply
from webapp.flows.talk import Talk
from webapp.models import PlateKind
from webapp.operations.verify import verify


@pytest.fixture
def house(make_app: Callable[..., Flask], postgresql: Databases) -> Warehouse:
    """The small warehouse on PostgreSQL, with nine of a lot in one bin."""
    house = warehouse_of(make_app(DATABASE_URL=postgresql.migrated()))
    house.lot("L1")
    house.stock("CREAM", "A-1", 9, lot="L1")
    with house.act() as work:
        house.add_plate(work, "T-03", "STAGE", PlateKind.TOTE)
    return house


def picker(house: Warehouse, name: str, number: str, tote: str, units: int) -> Hand:
    """A hand at the bin, with a tote, that has to pick so many."""
    house.order(number, CREAM=units)
    hand = house.hand(name).opens("picking")
    hand.scans(number, "A-1", tote)
    return hand


def judged_together(house: Warehouse, first: Hand, *others: Hand, code: str) -> list[str]:
    """What each is answered who scans the code while the first one's scan is being judged."""
    begun, go = threading.Event(), threading.Event()

    def waits(talk: Talk) -> Reply:
        begun.set()
        assert go.wait(60)
        return scan.converse(talk)

    with ThreadPoolExecutor(len(others) + 1) as pool:
        company = Company(house.engine, pool)
        asked = [pool.submit(scan.judge, first.desk, first.said(code), decide=waits)]
        assert begun.wait(60)
        for hand in others:
            asked.append(pool.submit(scan.judge, hand.desk, hand.said(code)))
            assert company.arrivals.came.acquire(timeout=60)
        go.set()
        codes = [one.result(60)["code"] for one in asked]
    assert company.commits == 2
    return codes


def breaches(house: Warehouse) -> tuple[str, ...]:
    """Laws that the book breaks."""
    with house.engine.connect() as connection:
        return tuple(verify(connection).breaches)


@pytest.mark.feature("PK-03")
def test_picks_of_many_hands_are_written_together_and_each_is_counted(house: Warehouse) -> None:
    hands = [
        picker(house, name, f"SO-{number}", f"T-0{number}", 1)
        for number, name in enumerate(("ann", "bob", "ann"), 1)
    ]
    assert judged_together(house, *hands, code="L1") == ["order_picked"] * 3
    assert (house.on_hand("CREAM", "A-1"), house.on_hand("CREAM", "STAGE")) == (6, 3)
    assert (house.count("reservations"), breaches(house)) == (0, ())


def test_the_last_unit_of_a_bin_goes_to_all_who_were_promised_one(house: Warehouse) -> None:
    hands = [picker(house, "ann", f"SO-{number}", f"T-0{number}", 3) for number in (1, 2, 3)]
    for hand in hands:
        hand.scans("L1")
    assert judged_together(house, *hands, code="LW*OK") == ["order_picked"] * 3
    assert (house.on_hand("CREAM", "A-1"), breaches(house)) == (0, ())


@pytest.mark.parametrize(
    ("said", "together"),
    [
        *(("L1", True), ("LW*OK", True), ("LW*QTY*2", True), ("LW*PLUS", True)),
        *(("LW*TAKE*7", False), ("LW*SHORT*damaged", False), ("LW*UNDO", False)),
    ],
)
def test_a_command_that_reaches_further_goes_by_itself(
    house: Warehouse, said: str, together: bool
) -> None:
    hand = picker(house, "ann", "SO-1", "T-01", 3)
    one = hand.said(said)
    expected = hand.task if together else None
    assert scan.in_company(one, scan.hear(hand.desk, one).parsed) == expected
