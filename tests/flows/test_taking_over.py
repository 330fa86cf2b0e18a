"""Work that somebody has: who is told, who may take it over and when, and what goes along."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.flows.saying import verdict, words
from tests.stocked import FAR_OFF
from tests.warehouse import CREAM, NOW, WATER, Hand, Warehouse
from webapp.models import Role

# What stands between a time and its half of the day in English.
NINE = "9:00\u202fAM"
TEN = "10:00\u202fAM"
LABEL = f"01{CREAM}10L1"


@pytest.fixture
def ann(house: Warehouse) -> Hand:
    """Ann picks an order of four; two of them are in tote T-01."""
    house.lot("L1", expires_on=FAR_OFF)
    house.stock("CREAM", "A-1", 10, lot="L1")
    hand = house.hand()
    hand.flow, hand.task = "picking", house.order("SO-1", CREAM=4)
    hand.scans("A-1", LABEL, "LW*QTY*2", "T-01")
    assert hand.last["code"] == "picked"
    return hand


def at(hand: Hand, minutes: int) -> Hand:
    """The same hand, so many minutes after nine."""
    later = NOW + timedelta(minutes=minutes)
    hand.desk = replace(hand.desk, now=lambda: later)
    return hand


def bob(house: Warehouse, minutes: int = 1, role: Role = Role.WORKER) -> Hand:
    """Bob at the list of orders."""
    return at(house.hand("bob", role=role).opens("picking"), minutes)


@pytest.mark.feature("PK-24")
def test_who_scans_an_order_that_is_being_picked_is_told_by_whom(
    house: Warehouse, ann: Hand
) -> None:
    answer = bob(house).scans("SO-1")
    assert verdict(answer) == (
        "refused",
        "taken_by_other",
        f"ann has been working on this since {NINE}."
        " Take another task, or ask ann to hand it over.",
    )
    assert answer["action"] == {"text": f"LW*TAKE*{ann.task}", "label": "Take over"}


@pytest.mark.feature("PK-24")
def test_work_of_a_moment_ago_is_taken_over_when_it_is_said_twice(
    house: Warehouse, ann: Hand
) -> None:
    other = bob(house)
    take = other.scans("SO-1")["action"]["text"]
    asked = other.scans(take)
    assert verdict(asked) == (
        "confirm",
        "take_over",
        f"ann has been working on this since {NINE}; the last scan was at {NINE}."
        " Ask them. Then Take over once more makes it yours.",
    )
    assert (
        house.ask("select user_id from tasks where id = :task", task=ann.task) == house.ids["ann"]
    )
    answer = other.scans(take)
    assert verdict(answer) == (
        "accepted",
        "taken_over",
        "Order SO-1 is yours now; ann had it. Get tote T-01: its goods are in it.",
    )
    assert (answer["step"], answer["prompt"]) == ("location", "Scan bin A-1")
    other.scans("A-1", LABEL, "LW*OK")
    assert other.last["code"] == "order_picked"
    assert house.on_hand("CREAM", "STAGE") == 4


@pytest.mark.feature("PK-24")
def test_work_that_was_left_is_taken_over_by_its_number_scanned_twice(
    house: Warehouse, ann: Hand
) -> None:
    other = bob(house, minutes=15)
    assert words(other.scans("SO-1")) == (
        f"ann has been working on this since {NINE}; the last scan was at {NINE}."
        " Scan SO-1 once more to take it over."
    )
    assert other.scans("SO-1")["code"] == "taken_over"
    assert other.last["go"] == f"/pick/{ann.task}"


def test_work_that_was_left_is_taken_over_by_one_tap(house: Warehouse, ann: Hand) -> None:
    assert bob(house, minutes=15).scans(f"LW*TAKE*{ann.task}")["code"] == "taken_over"


def test_a_supervisor_takes_over_by_one_tap(house: Warehouse, ann: Hand) -> None:
    other = bob(house, role=Role.SUPERVISOR)
    assert other.scans(f"LW*TAKE*{ann.task}")["code"] == "taken_over"


def test_every_scan_that_counts_keeps_it_and_a_refused_one_does_not(
    house: Warehouse, ann: Hand
) -> None:
    assert at(ann, 14).scans(LABEL)["status"] == "accepted"
    assert at(ann, 20).scans("NO-SUCH")["status"] == "refused"
    assert bob(house, minutes=28).scans("SO-1")["code"] == "taken_by_other"
    assert bob(house, minutes=29).scans("SO-1")["code"] == "take_over"


def test_a_scan_in_between_is_no_confirmation(house: Warehouse, ann: Hand) -> None:
    other = bob(house, minutes=15)
    other.scans("SO-1", "NO-SUCH")
    assert other.scans("SO-1")["status"] == "confirm"
    assert at(other, 18).scans("SO-1")["status"] == "confirm"


@pytest.mark.feature("PK-24")
def test_the_next_scan_of_the_one_before_is_refused_and_changes_nothing(
    house: Warehouse, ann: Hand
) -> None:
    at(bob(house), 60).scans(f"LW*TAKE*{ann.task}")
    moves = house.count("moves")
    late = replace(at(ann, 61).said(LABEL), captured_at=NOW + timedelta(minutes=61))
    answer = ann.sends(late)
    assert verdict(answer) == (
        "refused",
        "task_taken_over",
        f"bob has taken over this task at {TEN}."
        " Give bob what you hold for it, then take another task.",
    )
    assert (house.count("moves"), house.count("exceptions")) == (moves, 0)


def test_a_scan_from_before_the_take_over_waits_for_a_supervisor(
    house: Warehouse, ann: Hand
) -> None:
    said = ann.said(LABEL)
    at(bob(house), 60).scans(f"LW*TAKE*{ann.task}")
    assert words(at(ann, 61).sends(said)) == (
        f"bob has taken over this task at {TEN}."
        " You scanned this before that, so a supervisor decides about it. Give bob what you hold."
    )
    found = "select kind || ' ' || reason from exceptions"
    assert house.ask(found) == "held_scan task_taken_over"


@pytest.mark.feature("UX-15")
def test_a_backlog_from_before_the_take_over_is_held_and_other_work_passes(
    house: Warehouse, ann: Hand
) -> None:
    house.stock("WATER", "DOCK-1", 2)
    backlog = [ann.said(LABEL), ann.said("LW*OK"), house.hand().opens("putaway").said(WATER)]
    at(bob(house), 60).scans(f"LW*TAKE*{ann.task}")
    answers = at(ann, 61).sends_backlog(*backlog)
    assert [verdict(one)[:2] for one in answers] == [
        ("held", "task_taken_over"),
        ("held", "held_behind"),
        ("accepted", "taken_up"),
    ]
    assert (house.on_hand("CREAM", "STAGE"), house.count("exceptions")) == (2, 2)


def test_what_was_counted_and_not_recorded_is_counted_again(house: Warehouse, ann: Hand) -> None:
    assert ann.scans(LABEL)["step"] == "quantity"
    other = bob(house, minutes=15)
    other.scans(f"LW*TAKE*{ann.task}")
    assert words(other.scans("LW*UNDO")) == (
        "There is nothing to undo. Go on with the step on the screen."
    )
    assert words(other.scans("A-1")) == "A-1. Take 2 of CREAM lot L1."


def test_an_order_that_lost_all_to_a_hold_begins_at_the_bin_when_it_has_some_again(
    house: Warehouse, ann: Hand
) -> None:
    assert ann.scans(LABEL)["step"] == "quantity"
    house.holds("CREAM L1", "quality check")
    other = bob(house, minutes=15)
    assert (other.scans(f"LW*TAKE*{ann.task}")["code"], other.step) == ("taken_over", "location")
    house.releases("CREAM L1")
    assert words(other.scans("A-1")) == "A-1. Take 2 of CREAM lot L1."


def test_the_book_says_who_took_over_from_whom(house: Warehouse, ann: Hand) -> None:
    bob(house, minutes=15).scans(f"LW*TAKE*{ann.task}")
    found = (
        "select f.name || ' > ' || u.name || ' ' || s.code from take_overs x"
        " join users f on f.id = x.from_user_id join users u on u.id = x.user_id"
        " join scans s on s.scan_id = x.scan_id"
    )
    assert house.ask(found) == "ann > bob taken_over"
    for breach in ("update take_overs set user_id = from_user_id", "delete from take_overs"):
        with (
            pytest.raises(DBAPIError, match="never changed or deleted"),
            house.engine.begin() as connection,
        ):
            connection.execute(text(breach))


def test_taken_back_it_is_the_first_ones_again(house: Warehouse, ann: Hand) -> None:
    at(bob(house), 15).scans(f"LW*TAKE*{ann.task}")
    assert at(ann, 30).scans("LW*TAKE")["code"] == "taken_over"
    assert ann.scans("A-1")["code"] == "at_location"
    assert at(bob(house), 31).scans("SO-1")["code"] == "taken_by_other"


def test_one_taps_twice_and_it_is_taken_once(house: Warehouse, ann: Hand) -> None:
    other = bob(house, minutes=15)
    other.scans(f"LW*TAKE*{ann.task}", "LW*TAKE")
    assert verdict(other.last) == ("accepted", "taken_over", "This is yours already.")
    assert house.count("take_overs") == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("LW*TAKE", "no_such_task"),
        ("LW*TAKE*999999", "no_such_task"),
        ("LW*TAKE*x", "no_such_task"),
        ("LW*TAKE*99999999999999999999", "no_such_task"),
    ],
)
def test_only_work_that_is_there_is_taken_over(house: Warehouse, text: str, code: str) -> None:
    assert bob(house).scans(text)["code"] == code


def test_finished_work_is_not_taken_over(house: Warehouse, ann: Hand) -> None:
    ann.scans(LABEL, "LW*OK")
    assert bob(house, minutes=60).scans(f"LW*TAKE*{ann.task}")["code"] == "task_finished"


def test_a_receipt_is_everybodys(house: Warehouse) -> None:
    house.receipt("RC-1", WATER=3)
    ann = house.hand().opens("receiving")
    ann.scans("RC-1")
    other = house.hand("bob").opens("receiving")
    assert other.scans(f"LW*TAKE*{ann.task}")["code"] == "unknown_command"
    assert other.opens("receiving").scans("RC-1")["code"] == "receipt_opened"


# Goods in hand


@pytest.fixture
def carrying(house: Warehouse) -> Hand:
    """Ann has five waters in hand, on their way to A-1."""
    house.stock("WATER", "DOCK-1", 5)
    hand = house.hand().opens("putaway")
    assert hand.scans(WATER)["code"] == "taken_up"
    return hand


@pytest.mark.feature("PK-24")
def test_goods_in_hand_go_along(house: Warehouse, carrying: Hand) -> None:
    other = at(house.hand("bob").opens("putaway"), 15)
    answer = other.scans(WATER)
    assert words(answer) == f"ann has had WATER in hand since {NINE}. Scan other goods."
    answer = other.scans(answer["action"]["text"])
    bin = answer["prompt"].removeprefix("Scan bin ")
    assert words(answer) == f"WATER is yours now; ann had it in hand. Take it to {bin}."
    assert other.scans(bin)["code"] == "put_away"
    assert house.on_hand("WATER", bin) == 5
    late = replace(carrying.said(bin), captured_at=NOW + timedelta(hours=1))
    assert at(carrying, 61).sends(late)["code"] == "task_taken_over"
    assert at(house.hand().opens("putaway"), 61).scans("LW*PUTAWAY")["code"] == "opened"


def test_who_carries_something_puts_it_away_first(house: Warehouse, carrying: Hand) -> None:
    house.lot("L1")
    house.stock("CREAM", "DOCK-1", 1, lot="L1")
    other = at(house.hand("bob").opens("putaway"), 15)
    other.scans(LABEL)
    assert words(other.scans(f"LW*TAKE*{carrying.task}")) == (
        "You carry CREAM lot L1. Put it away first, then take over."
    )
    other.scans("LW*TAKE", "LW*CANCEL")


@pytest.mark.feature("PK-24")
@pytest.mark.parametrize("first", ["ann", "bob"])
def test_whose_own_putaway_is_empty_takes_over_what_another_one_carries(
    house: Warehouse, first: str
) -> None:
    house.stock("WATER", "DOCK-1", 5)
    ann, bob = (house.hand(name).opens("putaway") for name in ("ann", "bob"))
    for hand in (ann, bob) if first == "ann" else (bob, ann):
        assert hand.scans("LW*PUTAWAY")["code"] == "opened"
    assert ann.scans(WATER)["code"] == "taken_up"
    at(bob.opens("putaway"), 15).scans(f"LW*TAKE*{ann.task}")
    bin = bob.last["prompt"].removeprefix("Scan bin ")
    assert words(bob.last) == f"WATER is yours now; ann had it in hand. Take it to {bin}."
    assert house.count("tasks where flow = 'putaway' and status = 'open'") == 1


def test_empty_hands_have_nothing_to_give(house: Warehouse, carrying: Hand) -> None:
    carrying.scans("LW*CANCEL")
    other = at(house.hand("bob").opens("putaway"), 15)
    assert words(other.scans(f"LW*TAKE*{carrying.task}")) == (
        "Nothing is in hand there any more. Scan the goods where they stand."
    )


# Versions


@pytest.mark.feature("AP-07")
def test_what_stays_at_its_step_has_a_version(house: Warehouse, ann: Hand) -> None:
    seen = ann.last["version"]
    other_device = replace(ann.said("LW*SKIP"), version=seen)
    assert ann.scans(LABEL)["version"] == seen + 1
    stale = ann.sends(replace(other_device, step=None))
    assert (stale["status"], stale["code"]) == ("refused", "stale_step")
    assert (stale["step"], stale["version"]) == ("quantity", seen + 1)
    assert {name: stale["line"][name] for name in ("lot", "location", "planned", "done")} == {
        "lot": "L1",
        "location": "A-1",
        "planned": 2,
        "done": 1,
    }
    assert ann.sends(replace(ann.said("LW*OK"), version=seen + 1))["code"] == "order_picked"


def test_a_refused_scan_makes_no_version(house: Warehouse, ann: Hand) -> None:
    seen = ann.last["version"]
    assert ann.scans("NO-SUCH")["version"] == seen
