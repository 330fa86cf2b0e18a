"""Somebody takes the goods between a picker's look and the picker's reach.

A pick inside an order is written at the very end of its act, on PostgreSQL in one statement. What
it needs is asked for in that statement: where less is there than the look has shown, nothing is
written, and the scan looks again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.databases import Engine
from tests.flows.saying import verdict
from tests.warehouse import WATER, Hand, Warehouse, warehouse_of
from webapp.flows import moving_claims, scan
from webapp.flows.replies import Reply
from webapp.flows.talk import Talk
from webapp.operations.verify import verify
from webapp.queries.moving import Claims

GOODS = (
    "update balances set on_hand = on_hand - 5, reserved = reserved - 5 where inside",
    "update balances set on_hand = on_hand + 5, reserved = reserved + 5 where inside",
)
LINE = ("update order_lines set short = 5", "update order_lines set short = 0")
ALL_PICKED = (
    "delete from reservations",
    "update balances set on_hand = 0, reserved = 0 where inside",
)
PROMISE = ("update reservations set quantity = 1", "update reservations set quantity = 5")


@pytest.fixture
def house(make_app: Callable[..., Flask], postgresql: Engine) -> Warehouse:
    """Six waters in a bin, five of them promised to an order, on PostgreSQL.

    On SQLite nobody writes between a look and a reach.
    """
    house = warehouse_of(make_app(DATABASE_URL=postgresql.migrated()))
    house.stock("WATER", "A-1", 6)
    return house


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A picker at the bin, with a tote, with one of five in hand."""
    house.order("SO-1", WATER=5)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1", "T-01", WATER)
    assert (hand.step, hand.last["code"]) == ("quantity", "goods_recognised")
    return hand


def test_what_was_claimed_a_moment_ago_is_looked_at_again(
    house: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All six are promised when a mover looks, and picked when it is asked for whom."""
    house.order("SO-1", WATER=6)
    asks, left = moving_claims.reads.claims_on, iter(ALL_PICKED)

    def asked_late(*args: Any, **named: Any) -> Claims:
        for statement in left:
            happens(house, statement)
        return asks(*args, **named)

    monkeypatch.setattr(moving_claims.reads, "claims_on", asked_late)
    hand = house.hand().opens("moving")
    hand.scans("A-1", WATER)
    assert verdict(hand.last) == (
        "refused",
        "not_at_this_location",
        "Not at A-1: WATER. None is in stock.",
    )


def overtaken(house: Warehouse, *statements: str) -> Callable[[Talk], Reply]:
    """Judges a scan as always; then somebody is faster, each time with the next statement."""
    left = iter(statements)

    def judged(talk: Talk) -> Reply:
        reply = scan.converse(talk)
        if statement := next(left, None):
            happens(house, statement)
        return reply

    return judged


def says_two(hand: Hand, decide: Callable[[Talk], Reply]) -> dict[str, Any]:
    """The answer to the button that says that two are taken."""
    return scan.judge(hand.desk, hand.said("LW*QTY*2"), decide=decide)


def picked(house: Warehouse) -> tuple[int, int, int, int]:
    """Units in the bin and in the tote, picked by the order's line, still promised."""
    return (
        house.on_hand("WATER", "A-1"),
        house.on_hand("WATER", "STAGE"),
        house.ask("select picked from order_lines"),
        house.ask("select quantity from reservations"),
    )


def test_goods_that_somebody_was_faster_with_are_not_picked(house: Warehouse, hand: Hand) -> None:
    taken, back = GOODS
    answer = says_two(hand, overtaken(house, taken))
    assert verdict(answer) == (
        "refused",
        "not_enough",
        "Somebody else has just taken these goods. Look at the step shown now, then scan again.",
    )
    happens(house, back)
    assert picked(house) == (6, 0, 0, 5)


def test_goods_that_are_there_at_the_second_look_are_picked_once(
    house: Warehouse, hand: Hand
) -> None:
    assert says_two(hand, overtaken(house, *GOODS))["code"] == "picked"
    assert picked(house) == (4, 2, 2, 3)
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.mark.parametrize(
    ("taken", "back", "code"), [(*LINE, "over_pick"), (*PROMISE, "stale_step")]
)
def test_a_line_or_a_promise_that_became_less_meanwhile_is_looked_at_again(
    house: Warehouse, hand: Hand, taken: str, back: str, code: str
) -> None:
    assert says_two(hand, overtaken(house, taken))["code"] == code
    happens(house, back)
    assert picked(house) == (6, 0, 0, 5)


def happens(house: Warehouse, statement: str) -> None:
    """Somebody else's act, committed."""
    with house.engine.begin() as other:
        other.execute(text(statement))
