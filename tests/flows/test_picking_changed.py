"""What an order was promised changes while a picker looks at a line: nothing is done to another.

Who says "short", "done" or a number speaks of the line on the screen. Where that line is not the
one in hand any more, nothing is done; the answer says why and shows the line of now, and the same
once more is about that one. A scan of goods speaks for itself and is judged as it stands.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.flows.saying import verdict
from tests.warehouse import TODAY, Hand, Warehouse, warehouse_of
from webapp.models import Role
from webapp.operations import promising
from webapp.operations.held import Held

CHANGED = (
    "What this order is promised has changed since your screen was drawn."
    " Look at the line shown now, then go on."
)


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """In A-1 two of lot L1, which end first, and two of L2."""
    house = warehouse_of(app)
    house.lot("L1", expires_on=date(2026, 12, 1))
    house.lot("L2", expires_on=date(2026, 12, 31))
    house.stock("CREAM", "A-1", 2, lot="L1")
    house.stock("CREAM", "A-1", 2, lot="L2")
    return house


@pytest.fixture
def elsewhere(house: Warehouse) -> None:
    """Two of lot L3 in A-2: who loses others is promised these, and keeps them."""
    house.lot("L3", expires_on=date(2027, 1, 31))
    house.stock("CREAM", "A-2", 2, lot="L3")


def picker(house: Warehouse, *codes: str, cream: int = 4) -> Hand:
    """A hand that picks cream and has scanned these codes."""
    house.order("SO-1", CREAM=cream)
    hand = house.hand().opens("picking")
    hand.scans("LW*PICK", *codes)
    return hand


def hold_and_release(house: Warehouse, name: str, kind: Held = Held.LOT) -> None:
    """A supervisor changes their mind."""
    house.holds(name, kind=kind)
    house.releases(name, kind=kind)


def in_hand(hand: Hand) -> tuple[str, int]:
    """The lot of the line that the last answer shows, and how many of it."""
    return in_hand_of(hand.last)


def in_hand_of(answer: dict[str, Any]) -> tuple[str, int]:
    """The same of any answer."""
    return answer["line"]["lot"], answer["line"]["planned"]


def given_up(house: Warehouse) -> tuple[int, int]:
    """Units of the order that are short, and exceptions that say so."""
    return (
        house.ask("select short from order_lines"),
        house.ask("select count(*) from exceptions where kind = 'short'"),
    )


@pytest.mark.feature("PK-15", "ST-08")
@pytest.mark.parametrize("before", [(), ("A-1",), ("A-1", "L1")])
def test_a_short_from_before_a_hold_and_its_release_gives_nothing_up(
    house: Warehouse, elsewhere: None, before: tuple[str, ...]
) -> None:
    hand = picker(house, *before)
    hold_and_release(house, "CREAM L1")
    assert verdict(hand.scans("LW*SHORT*not_there")) == ("refused", "stale_step", CHANGED)
    assert (in_hand(hand), given_up(house)) == (("L2", 2), (0, 0))
    assert hand.scans("LW*SHORT*not_there")["message"] == "Reported. Take it from another bin."
    assert house.reserved("CREAM", "A-1") == 2


@pytest.mark.feature("PK-15", "ST-08")
def test_a_short_after_a_hold_says_what_is_held_and_gives_nothing_up(
    house: Warehouse, elsewhere: None
) -> None:
    hand = picker(house, "A-1")
    house.holds("CREAM L1", "quality check")
    answer = hand.scans("LW*SHORT*not_there")
    assert (answer["code"], answer["message"]) == (
        "lot_on_hold",
        "Lot L1 is on hold: quality check.",
    )
    assert (in_hand(hand), given_up(house)) == (("L2", 2), (0, 0))


def test_a_short_of_what_was_lost_and_promised_again_is_about_that(house: Warehouse) -> None:
    hand = picker(house, "A-1")
    hold_and_release(house, "CREAM L1")
    answer = hand.scans("LW*SHORT*not_there")
    assert answer["message"] == "Reported: 2 of CREAM lot L1 short."
    assert (house.reserved("CREAM", "A-1"), given_up(house)) == (2, (2, 1))


def test_a_bin_that_was_held_and_released_keeps_its_line(house: Warehouse) -> None:
    hand = picker(house, "A-1", "L1")
    hold_and_release(house, "A-1", Held.LOCATION)
    assert hand.scans("LW*OK", "T-01")["code"] == "picked"
    assert house.on_hand("CREAM", "A-1", "L1") == 0


@pytest.mark.feature("PK-03", "ST-08")
@pytest.mark.parametrize("said", ["LW*OK", "LW*QTY*2", "LW*PLUS*1"])
def test_a_number_for_goods_that_were_held_meanwhile_takes_nothing(
    house: Warehouse, elsewhere: None, said: str
) -> None:
    hand = picker(house, "A-1", "L1")
    hold_and_release(house, "CREAM L1")
    assert verdict(hand.scans(said)) == ("refused", "stale_step", CHANGED)
    assert (hand.step, in_hand(hand)) == ("goods", ("L2", 2))
    assert house.count("moves") == 3


def test_take_all_is_about_as_many_as_the_screen_shows(house: Warehouse) -> None:
    hand = picker(house, "A-1", "L1", cream=6)
    house.stock("CREAM", "A-1", 1, lot="L1")
    with house.act() as work:
        promising.check_availability(work, house.ask("select id from orders"), TODAY)
    assert verdict(hand.scans("LW*OK")) == ("refused", "stale_step", CHANGED)
    assert in_hand(hand) == ("L1", 3)
    hand.scans("L1", "LW*OK", "T-01")
    assert house.on_hand("CREAM", "A-1", "L1") == 0


@pytest.mark.feature("PK-16")
def test_a_line_that_is_not_on_the_screen_is_not_put_last(
    house: Warehouse, elsewhere: None
) -> None:
    hand = picker(house, "A-1")
    hold_and_release(house, "CREAM L1")
    assert verdict(hand.scans("LW*SKIP")) == ("refused", "stale_step", CHANGED)
    assert hand.scans("LW*SKIP")["message"] == "CREAM lot L2 comes later."


def test_a_line_that_another_picker_took_is_not_given_up(house: Warehouse) -> None:
    hand = picker(house, "A-1", cream=2)
    house.order("SO-2", CREAM=2)
    other = house.hand("bob").opens("picking")
    assert other.scans("SO-2", "A-1", "L1", "L1")["code"] == "goods_recognised"
    assert verdict(hand.scans("LW*SHORT*not_there")) == ("refused", "stale_step", CHANGED)
    assert (in_hand(hand), given_up(house)[1]) == (("L2", 2), 0)


def test_goods_speak_for_themselves_whatever_the_screen_shows(
    house: Warehouse, elsewhere: None
) -> None:
    hand = picker(house, "A-1")
    hold_and_release(house, "CREAM L1")
    answer = hand.scans("L2")
    assert (answer["code"], answer["message"]) == ("goods_recognised", "CREAM lot L2: 1 of 2.")


# What counts as the screen


def test_an_answer_that_shows_the_line_of_now_is_a_new_screen(
    house: Warehouse, elsewhere: None
) -> None:
    hand = picker(house, "A-1")
    hold_and_release(house, "CREAM L1")
    stale = hand.sends(replace(hand.said("LW*CANCEL"), step="tote"))
    assert (stale["code"], in_hand_of(stale)) == ("stale_step", ("L2", 2))
    assert hand.scans("LW*SHORT*not_there")["code"] == "reported_short"


def test_who_takes_the_order_over_sees_the_line_of_now(house: Warehouse, elsewhere: None) -> None:
    hand = picker(house, "A-1")
    hold_and_release(house, "CREAM L1")
    boss = house.hand("bob", role=Role.SUPERVISOR)
    boss.scans(f"LW*TAKE*{hand.task}")
    assert boss.scans("LW*SHORT*not_there")["code"] == "reported_short"


def test_what_a_supervisor_scans_beside_is_no_screen_of_the_picker(
    house: Warehouse, elsewhere: None
) -> None:
    hand = picker(house, "A-1")
    hold_and_release(house, "CREAM L1")
    boss = house.hand("bob", role=Role.SUPERVISOR)
    boss.flow, boss.task, boss.step = hand.flow, hand.task, hand.step
    assert boss.scans("LW*ALLOW*customer_agrees")["code"] == "nothing_to_allow"
    assert verdict(hand.scans("LW*SHORT*not_there")) == ("refused", "stale_step", CHANGED)


def test_less_of_a_line_is_seen_after_a_part_of_it_was_picked(house: Warehouse) -> None:
    hand = picker(house, "A-1", "T-01", "L1", "LW*QTY*1")
    assert hand.scans("LW*SHORT*damaged")["message"] == "Reported: 1 of CREAM lot L1 short."


def test_after_an_undo_the_line_that_came_back_is_seen(house: Warehouse) -> None:
    hand = picker(house, "A-1", "T-01", "L1", "LW*QTY*1")
    hand.scans("LW*UNDO", "LW*CANCEL")
    assert hand.scans("LW*SHORT*damaged")["message"] == "Reported: 2 of CREAM lot L1 short."
