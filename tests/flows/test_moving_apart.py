"""What may not leave is moved out of the way: to quarantine, or to scrap with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from tests.flows.saying import choices, verdict, words
from tests.flows.test_moving import heard, lawful
from tests.warehouse import Hand, Warehouse
from webapp.models import Location, LocationKind, PlateKind, Role
from webapp.operations import plates
from webapp.operations.held import Held
from webapp.queries import trace
from webapp.queries.trace import Direction

OVER = text("update lots set expires_on = '2026-06-14'")
ONLY = "It may go to quarantine or scrap only: scan such a place."
ON_HOLD = f"Lot L1 is on hold: smell. {ONLY}"
WHY = "Why is it scrapped: 10 of CREAM lot L1? Tap one of these."


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand in a warehouse with quarantine and a skip; ten creams of lot L1 in A-1."""
    with house.act() as work:
        for place in (
            Location(code="Q-1", kind=LocationKind.QUARANTINE, capacity=12),
            Location(code="Q-2", kind=LocationKind.QUARANTINE, blocked_in=True),
            Location(code="Q-3", kind=LocationKind.QUARANTINE),
            Location(code="SCRAP", name="Skip", kind=LocationKind.SCRAP),
        ):
            work.session.add(place)
            work.session.flush()
            house.ids[place.code] = place.id
    house.lot("L1")
    house.stock("CREAM", "A-1", 10, lot="L1")
    return house.hand().opens("moving")


@pytest.mark.feature("ST-07", "ST-08")
def test_a_held_lot_goes_to_quarantine_and_to_no_bin(house: Warehouse, hand: Hand) -> None:
    house.holds("CREAM L1")
    assert heard(hand, "L1", "A-2", "STAGE", "Q-2", "Q-1") == [
        "From A-1: 10 of CREAM lot L1.",
        ON_HOLD,
        "Goods are not moved to STAGE. Scan a bin, a quarantine place or a scrap place.",
        "Q-2 is blocked: nothing may be put there. Scan another bin.",
        "At Q-1 now: 10 of CREAM lot L1.",
    ]
    assert house.on_hand("CREAM", "Q-1", "L1") == 10
    assert lawful(house)


@pytest.mark.feature("ST-08")
def test_a_lot_that_is_held_while_it_is_in_hand_is_not_put_into_a_bin(
    house: Warehouse, hand: Hand
) -> None:
    hand.scans("L1")
    house.holds("CREAM L1")
    assert verdict(hand.scans("A-2")) == ("refused", "lot_on_hold", ON_HOLD)


@pytest.mark.feature("ST-07")
def test_a_supervisor_alone_takes_from_quarantine_to_a_bin_what_nothing_holds(
    house: Warehouse, hand: Hand
) -> None:
    house.order("SO-0", CREAM=4)
    house.holds("CREAM L1")
    hand.scans("L1", "Q-1")
    assert heard(hand, "L1", "A-2", "Q-1", "LW*CANCEL") == [
        "From Q-1: 10 of CREAM lot L1.",
        ON_HOLD,
        "It is at Q-1 already. Scan another place, or press Put back.",
        "It stays at Q-1.",
    ]
    house.releases("CREAM L1")
    assert house.reserved("CREAM", "Q-1") == 0
    assert verdict(hand.scans("L1", "A-2")) == (
        "refused",
        "waits_in_quarantine",
        "In quarantine at Q-1: CREAM lot L1."
        " A supervisor decides. Scan another quarantine place or a scrap place.",
    )
    assert heard(hand, "Q-3", "L1", "LW*QTY*1", "SCRAP", "LW*SCRAP*damaged") == [
        "At Q-3 now: 10 of CREAM lot L1.",
        "From Q-3: 10 of CREAM lot L1.",
        "In hand: 1 of CREAM lot L1.",
        "Why is it scrapped: 1 of CREAM lot L1? Tap one of these.",
        "Scrapped: 1 of CREAM lot L1. Reason: Damaged.",
    ]
    decides = house.hand("bob", role=Role.SUPERVISOR).opens("moving")
    assert words(decides.scans("L1", "A-2")) == "At A-2 now: 9 of CREAM lot L1."
    assert lawful(house)


@pytest.mark.feature("ST-07")
def test_a_plate_in_quarantine_waits_for_a_supervisor_in_every_flow(
    house: Warehouse, hand: Hand
) -> None:
    with house.act() as work:
        house.add_plate(work, "P-1", "Q-1", PlateKind.PALLET)
        house.add_plate(work, "P-2", "Q-1", PlateKind.PALLET)
    house.stock("WATER", "Q-1", 4, plate="P-1")
    waits = "In quarantine at Q-1: license plate P-1."
    only = "A supervisor decides: only they take it from there to a bin."
    assert words(hand.scans("Q-1", "P-1", "A-2")) == (
        "In quarantine at Q-1: WATER."
        " A supervisor decides. Scan another quarantine place or a scrap place."
    )
    hand.scans("LW*CANCEL", "LW*DONE")
    assert words(hand.opens("putaway").scans("P-1")) == f"{waits} {only}"
    assert heard(hand.opens("plates"), "LW*PLATES", "P-1", "A-2", "DOCK-1")[2:] == [
        *(f"{waits} {only}",) * 2
    ]
    assert heard(hand, "LW*CANCEL", "P-2", "A-2")[2:] == ["At A-2 now: license plate P-2."]
    decides = house.hand("bob", role=Role.SUPERVISOR).opens("plates")
    assert words(decides.scans("LW*PLATES", "P-1", "A-2")) == "At A-2 now: license plate P-1."


@pytest.mark.feature("ST-07")
def test_quarantine_has_limits_too(house: Warehouse, hand: Hand) -> None:
    house.lot("L2")
    house.stock("CREAM", "A-2", 5, lot="L2")
    assert heard(hand, "L1", "Q-1", "L2", "Q-1", "LW*QTY*2", "Q-1") == [
        "From A-1: 10 of CREAM lot L1.",
        "At Q-1 now: 10 of CREAM lot L1.",
        "From A-2: 5 of CREAM lot L2.",
        "Q-1 has room for 2 of 12. Put part of it there with the keypad, or scan another bin.",
        "In hand: 2 of CREAM lot L2.",
        "At Q-1 now: 2 of CREAM lot L2.",
    ]


@pytest.mark.feature("EX-12", "ST-08")
def test_an_expired_lot_is_scrapped_with_a_reason(house: Warehouse, hand: Hand) -> None:
    house.lot("OLD", expires_on=date(2026, 6, 14))
    house.stock("CREAM", "A-2", 4, lot="OLD")
    hand.scans("OLD", "A-3")
    assert words(hand.last) == f"Lot OLD expired on Jun 14, 2026. {ONLY}"
    assert verdict(hand.scans("SCRAP")) == (
        "choose",
        "scrap_why",
        "Why is it scrapped: 4 of CREAM lot OLD? Tap one of these.",
    )
    assert (hand.step, choices(hand.last)) == (
        "to",
        [
            ("Expired", "LW*SCRAP*expired"),
            ("Damaged", "LW*SCRAP*damaged"),
            ("Recalled", "LW*SCRAP*recalled"),
            ("Failed a quality check", "LW*SCRAP*quality"),
            ("Another reason", "LW*SCRAP*other"),
        ],
    )
    answer = hand.scans("LW*SCRAP*expired")
    assert verdict(answer) == (
        "accepted",
        "scrapped",
        "Scrapped: 4 of CREAM lot OLD. Reason: Expired.",
    )
    assert house.on_hand("CREAM", "SCRAP", "OLD") == 4
    assert lawful(house)


@pytest.mark.feature("EX-12")
def test_what_was_scrapped_says_so_and_why_in_the_trace(house: Warehouse, hand: Hand) -> None:
    hand.scans("L1", "LW*QTY*3", "Skip", "LW*SCRAP*DAMAGED")
    with house.engine.connect() as connection:
        (_, branch) = trace.trace(connection, house.ids["CREAM L1"], Direction.FORWARD)[0].moves
    assert (str(branch.kind), branch.quantity, branch.source, branch.destination) == (
        "scrap",
        3,
        "A-1",
        "SCRAP",
    )
    assert branch.reason == "Damaged"


def test_scrap_waits_for_a_reason_of_the_list(house: Warehouse, hand: Hand) -> None:
    said = "LW*SCRAP*other"
    assert heard(hand, "L1", said, "Skip", "LW*SCRAP*bored", "LW*SCRAP", "A-9", said, "A-2") == [
        "From A-1: 10 of CREAM lot L1.",
        "That was a reason to scrap. Scan the goods and a scrap place first.",
        WHY,
        "bored is not a reason. Tap one of the reasons on the screen.",
        "LW*SCRAP is not a reason. Tap one of the reasons on the screen.",
        "A-9 is blocked: nothing may be put there. Scan another bin.",
        "That was a reason to scrap. Scan the goods and a scrap place first.",
        "At A-2 now: 10 of CREAM lot L1.",
    ]
    assert house.count("moves") == 2


@pytest.mark.feature("UX-09")
def test_scrap_is_undone(house: Warehouse, hand: Hand) -> None:
    hand.scans("L1", "SCRAP", "LW*SCRAP*other")
    assert (words(hand.scans("LW*UNDO")), hand.step) == ("Undone.", "to")
    assert (house.on_hand("CREAM", "A-1"), house.on_hand("CREAM", "SCRAP")) == (10, 0)
    assert words(hand.scans("A-2")) == "At A-2 now: 10 of CREAM lot L1."
    assert lawful(house)


@pytest.mark.feature("ST-08")
def test_what_is_promised_of_an_expired_lot_waits_for_a_hold(house: Warehouse, hand: Hand) -> None:
    house.order("SO-1", CREAM=10)
    with house.act() as work:
        work.session.execute(OVER)
    assert words(hand.scans("L1")) == (
        "Promised to order SO-1: 10 of CREAM lot L1 at A-1."
        " Have the lot put on hold: its orders then get other stock."
    )
    house.holds("CREAM L1")
    assert words(hand.scans("L1", "Q-1")) == "At Q-1 now: 10 of CREAM lot L1."


@pytest.mark.feature("ST-08")
def test_a_held_place_gives_to_quarantine_only(house: Warehouse, hand: Hand) -> None:
    house.holds("A-1", "leak", kind=Held.LOCATION)
    assert heard(hand, "L1", "A-2", "Q-1") == [
        "From A-1: 10 of CREAM lot L1.",
        f"A-1 is on hold: leak. {ONLY}",
        "At Q-1 now: 10 of CREAM lot L1.",
    ]


@pytest.mark.feature("ST-08")
def test_a_plate_is_set_apart_or_thrown_away_with_all_that_is_on_it(
    house: Warehouse, hand: Hand
) -> None:
    with house.act() as work:
        house.add_plate(work, "P-1", "A-2", PlateKind.PALLET)
    house.stock("CREAM", "A-2", 8, lot="L1", plate="P-1")
    house.holds("P-1", "wet", kind=Held.PLATE)
    assert heard(hand, "P-1", "A-1", "Q-1", "P-1", "SCRAP", "LW*SCRAP*damaged", "P-1", "Skip") == [
        "From A-2: license plate P-1.",
        f"License plate P-1 is on hold: wet. {ONLY}",
        "At Q-1 now: license plate P-1.",
        "From Q-1: license plate P-1.",
        "Why is it scrapped: license plate P-1? Tap one of these.",
        "Scrapped: license plate P-1. Reason: Damaged.",
        "From Q-1: license plate P-1.",
        "Nothing is on it: license plate P-1. Scan another place, or press Put back.",
    ]
    hand.scans("LW*UNDO", "LW*UNDO")
    assert (hand.step, house.on_hand("CREAM", "Q-1"), house.reserved("CREAM", "Q-1")) == (
        *("to", 8),
        8,
    )
    hand.scans("LW*CANCEL")
    with house.act() as work:
        plates.close(work, house.ids["P-1"])
    assert words(hand.scans("P-1", "SCRAP")) == (
        "Closed: license plate P-1. Nothing goes on or off."
        " Scan P-1 under License plates and open it first."
    )
    assert lawful(house)


@pytest.mark.feature("ST-07", "ST-08")
def test_a_held_plate_goes_nowhere_else_in_the_conversation_about_plates_either(
    house: Warehouse, hand: Hand
) -> None:
    with house.act() as work:
        house.add_plate(work, "P-1", "A-2", PlateKind.PALLET)
        house.add_plate(work, "C-1", "A-2", PlateKind.CASE)
        plates.nest(work, house.ids["C-1"], into=house.ids["P-1"])
    house.stock("CREAM", "A-2", 8, lot="L1", plate="C-1")
    house.holds("CREAM L1")
    hand.opens("plates")
    assert heard(hand, "LW*PLATES", "P-1", "A-1", "STAGE", "DOCK-1", "A-2", "Q-1")[1:] == [
        "At A-2: license plate P-1.",
        *[ON_HOLD] * 3,
        "At A-2 already: license plate P-1. Scan another place to bring it there.",
        "Q-1 is not a bin. Scan Q-1 once more to bring it there.",
    ]
    assert words(hand.scans("Q-1")) == "At Q-1 now: license plate P-1."
    house.releases("CREAM L1")
    house.holds("P-1", "wet", kind=Held.PLATE)
    decides = house.hand("bob", role=Role.SUPERVISOR).opens("plates")
    assert heard(decides, "LW*PLATES", "P-1", "A-1")[2:] == [
        f"License plate C-1 is on hold: wet. {ONLY}"
    ]
    house.releases("P-1", kind=Held.PLATE)
    assert words(decides.scans("A-1")) == "At A-1 now: license plate P-1."
    assert lawful(house)
