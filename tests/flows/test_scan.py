"""The one door of the floor: the id first, and a refusal is written like an acceptance."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.flows.saying import verdict, words
from tests.warehouse import NOW, WATER, Hand, Warehouse
from webapp.operations.scans import OtherContentError

FIELDS = {
    "scan_id",
    "status",
    "code",
    "message",
    "remedy",
    "flow",
    "task",
    "step",
    "version",
    "prompt",
    "line",
    "choices",
    "expected",
    "scanned",
    "action",
    "go",
}


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at an open receipt of three waters."""
    house.receipt("RC-1", WATER=3)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1")
    return hand


def test_the_same_scan_twice_moves_once(house: Warehouse, hand: Hand) -> None:
    said = hand.said(WATER)
    first, second = hand.sends(said), hand.sends(said)
    assert second == first
    assert (house.on_hand("WATER", "DOCK-1"), house.count("moves")) == (1, 1)


def test_a_scan_is_answered_as_before_though_the_work_went_on(house: Warehouse, hand: Hand) -> None:
    said = hand.said(WATER)
    first = hand.sends(said)
    hand.scans(WATER, WATER, "LW*DONE")
    assert hand.sends(said) == first


def test_a_refused_scan_is_refused_as_before_though_it_would_stand_now(
    house: Warehouse, hand: Hand
) -> None:
    said = hand.said("A-77")
    first = hand.sends(said)
    house.lot("A-77", product="TONER")
    assert hand.sends(said) == first


@pytest.mark.parametrize(
    "change",
    [
        {"text": "WATER"},
        {"source": "typed"},
        {"symbology": "]E0"},
        {"flow": None},
        {"task": None},
        {"step": None},
        {"captured_at": NOW + timedelta(seconds=1)},
    ],
)
def test_the_same_id_with_other_content_is_an_error(
    house: Warehouse, hand: Hand, change: dict[str, object]
) -> None:
    said = hand.said(WATER)
    hand.sends(said)
    with pytest.raises(OtherContentError):
        hand.sends(replace(said, **change))
    assert (house.count("scans"), house.on_hand("WATER", "DOCK-1")) == (2, 1)


def test_a_stale_step_is_told_the_step_of_now(house: Warehouse, hand: Hand) -> None:
    stale = hand.said(WATER)
    hand.scans(WATER)
    answer = hand.sends(stale)
    assert verdict(answer) == (
        "refused",
        "stale_step",
        "This work has gone on since your screen was drawn."
        " Look at the step shown now, then scan again.",
    )
    assert (answer["step"], answer["prompt"]) == ("quantity", "Scan again, or key in the quantity")
    assert (answer["line"]["product"], answer["line"]["done"]) == ("WATER", 1)
    assert house.on_hand("WATER", "DOCK-1") == 1


def test_a_scan_that_names_no_step_is_judged_at_the_step_of_now(hand: Hand) -> None:
    hand.scans(WATER)
    assert hand.sends(replace(hand.said(WATER), step=None))["status"] == "accepted"


def test_a_task_that_is_not_there_is_refused(house: Warehouse, hand: Hand) -> None:
    answer = hand.sends(replace(hand.said(WATER), task=999_999))
    assert verdict(answer) == (
        "refused",
        "no_such_task",
        "This work is not known here. Go home and choose your work.",
    )
    assert house.count("moves") == 0


def test_a_task_of_another_flow_is_refused(hand: Hand) -> None:
    assert hand.sends(replace(hand.said(WATER), flow="picking"))["code"] == "no_such_task"


def test_a_colleagues_task_is_refused(house: Warehouse, hand: Hand) -> None:
    other = house.hand("bob")
    other.flow, other.task, other.step = hand.flow, hand.task, hand.step
    assert words(other.scans(WATER)) == (
        "ann has been working on this since 9:00\u202fAM."
        " Take another task, or ask ann to hand it over."
    )
    assert house.count("moves") == 0


def test_a_finished_task_is_refused(house: Warehouse, hand: Hand) -> None:
    said = hand.said("LW*DONE*CLOSE")
    hand.sends(said)
    late = replace(hand.said(WATER), task=said.task, flow="receiving")
    assert words(hand.sends(late)) == "This work is finished. Go home and take the next task."


@pytest.mark.feature("EC-09")
def test_refusals_are_logged_like_acceptances(house: Warehouse, hand: Hand) -> None:
    for code in ("NO-SUCH", "A-1", "LW*SHORT"):
        hand.scans(code)
    rows = [
        house.ask(
            "select status || ' ' || code || ' ' || step from scans where text = :text",
            text=code,
        )
        for code in ("NO-SUCH", "A-1", "LW*SHORT")
    ]
    assert rows == [
        "refused unknown_code product",
        "refused wrong_kind product",
        "refused unknown_command product",
    ]


@pytest.mark.feature("EC-09")
def test_the_log_keeps_text_symbology_and_source(house: Warehouse, hand: Hand) -> None:
    hand.scans("a\x1db", symbology="]C1")
    kept = "select symbology || ' ' || source from scans where text = :text"
    assert house.ask(kept, text="a\x1db") == "]C1 wedge"


@pytest.mark.parametrize("table", ["scans", "moves"])
def test_the_devices_clock_and_ours_are_both_kept(house: Warehouse, hand: Hand, table: str) -> None:
    there = datetime(2026, 6, 15, 15, 58, tzinfo=timezone(timedelta(hours=7)))
    hand.sends(replace(hand.said(WATER), captured_at=there))
    captured, recorded = (
        str(house.ask(f"select {name} from {table} order by id desc limit 1"))[:19]
        for name in ("captured_at", "recorded_at")
    )
    assert (captured, recorded) == (
        str(there.astimezone(UTC))[:19],
        str(NOW)[:19],
    )


@pytest.mark.parametrize("code", [WATER, "NO-SUCH", "LW*DONE", "LW*UNDO", ""])
def test_every_answer_has_the_fields_of_the_contract(hand: Hand, code: str) -> None:
    said = hand.said(code)
    answer = hand.sends(said)
    assert set(answer) == FIELDS
    assert answer["scan_id"] == said.scan_id
    assert answer["status"] in {"accepted", "refused", "choose", "confirm"}
    assert isinstance(answer["task"], str)


def test_the_move_names_its_scan(house: Warehouse, hand: Hand) -> None:
    said = hand.said(WATER)
    hand.sends(said)
    assert house.ask("select scan_id from moves") == said.scan_id
