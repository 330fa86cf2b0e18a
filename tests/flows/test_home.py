"""Home: scan anything, and it goes where the code belongs."""

from __future__ import annotations

import pytest

from tests.flows.saying import choices, label, verdict, words
from tests.warehouse import CREAM, Hand, Warehouse


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at home, in a warehouse with a receipt, an order and a lot."""
    house.lot("L1")
    house.stock("CREAM", "A-1", 9, lot="L1")
    house.receipt("RC-1", WATER=12)
    house.order("SO-1", CREAM=2)
    return house.hand()


def test_a_receipt_opens_its_receiving(hand: Hand) -> None:
    answer = hand.scans("RC-1")
    assert (words(answer), answer["go"]) == (
        "Receipt RC-1 is open.",
        f"/receive/{answer['task']}",
    )


def test_an_order_opens_its_picking(hand: Hand) -> None:
    answer = hand.scans("SO-1")
    assert (words(answer), answer["go"]) == ("Picking order SO-1.", f"/pick/{answer['task']}")


@pytest.mark.parametrize(
    ("command", "said", "page"),
    [
        ("LW*RECEIVE", "Receiving.", "/receive"),
        ("LW*PUTAWAY", "Putaway.", "/putaway/"),
        ("LW*PICK", "Picking order SO-1.", "/pick/"),
        ("lw*pick", "Picking order SO-1.", "/pick/"),
    ],
)
@pytest.mark.parametrize("flow", ["receiving", "putaway", "picking", None])
def test_a_printed_command_opens_its_work_from_every_list(
    hand: Hand, flow: str | None, command: str, said: str, page: str
) -> None:
    hand.flow = flow
    answer = hand.scans(command)
    assert words(answer) == said
    assert answer["go"].startswith(page)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("A-1", "This is bin A-1."),
        ("T-01", "This is tote T-01."),
        ("L1", "This is CREAM lot L1."),
        (CREAM, "This is CREAM."),
        ("CREAM", "This is CREAM."),
        (label(a01=CREAM, a10="L1"), "This is CREAM lot L1."),
    ],
)
def test_anything_else_known_is_looked_up(hand: Hand, code: str, said: str) -> None:
    answer = hand.scans(code)
    assert words(answer) == said
    assert answer["go"].startswith("/look-up?")


def test_looking_up_writes_nothing_but_the_scan(house: Warehouse, hand: Hand) -> None:
    before = [house.count(table) for table in ("moves", "tasks", "lots")]
    hand.scans("A-1", "L1", CREAM, "NO-SUCH")
    assert [house.count(table) for table in ("moves", "tasks", "lots")] == before
    assert house.count("scans") == 4


def test_an_unknown_code_is_shown(hand: Hand) -> None:
    assert verdict(hand.scans("NO-SUCH")) == (
        "refused",
        "unknown_code",
        "NO-SUCH is not known here. Check the label and scan again, or ask a supervisor.",
    )


@pytest.mark.feature("BC-02", "BC-01")
def test_a_code_of_several_things_is_a_choice_and_a_tap_opens_the_one(
    house: Warehouse, hand: Hand
) -> None:
    house.lot("A-1")
    house.receipt("A-1", WATER=1)
    answer = hand.scans("A-1")
    assert words(answer) == "This code can mean 3 things. Tap one of these."
    found = dict(choices(answer))
    assert sorted(found) == ["CREAM lot A-1", "bin A-1", "receipt A-1"]
    assert words(hand.scans(found["receipt A-1"])) == "Receipt A-1 is open."


def test_a_tapped_bin_is_looked_up_as_that_bin(house: Warehouse, hand: Hand) -> None:
    house.lot("A-1")
    found = dict(choices(hand.scans("A-1")))
    answer = hand.scans(found["bin A-1"])
    assert answer["go"] == f"/look-up?kind=location&id={house.ids['A-1']}"


def test_the_prompt_of_home_is_to_scan_anything(hand: Hand) -> None:
    assert hand.scans("A-1")["prompt"] == "Scan anything"
