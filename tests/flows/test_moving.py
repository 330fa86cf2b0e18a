"""Goods go from place to place by scanning: what, how many, and where to."""

from __future__ import annotations

import pytest

from tests.flows.saying import label, verdict, words
from tests.warehouse import CREAM, WATER, Hand, Warehouse
from webapp.models import Location, LocationKind
from webapp.operations.verify import verify

MOVED_ON = (
    "The goods have been moved on since, so this cannot be undone."
    " Ask a supervisor to correct the stock."
)


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand whose warehouse has two lots and water in A-1, and lot L3 in two bins."""
    for lot in ("L1", "L2", "L3"):
        house.lot(lot)
    house.stock("CREAM", "A-1", 10, lot="L1")
    house.stock("CREAM", "A-1", 4, lot="L2")
    house.stock("WATER", "A-1", 6)
    house.stock("CREAM", "A-2", 3, lot="L3")
    house.stock("CREAM", "A-3", 2, lot="L3")
    return house.hand().opens("moving")


def lawful(house: Warehouse) -> bool:
    """Whether no law is broken."""
    with house.engine.connect() as connection:
        return verify(connection).breaches == []


def heard(hand: Hand, *codes: str) -> list[str]:
    """The sentences after each scan."""
    return [words(hand.scans(code)) for code in codes]


@pytest.mark.feature("PA-11", "RM-06")
def test_a_lot_that_is_in_one_place_moves_as_a_whole(house: Warehouse, hand: Hand) -> None:
    assert verdict(hand.scans("L1")) == (
        "accepted",
        "taken_up",
        "From A-1: 10 of CREAM lot L1.",
    )
    assert (hand.flow, hand.step, hand.last["prompt"]) == ("moving", "to", "Scan where it goes")
    assert (hand.last["go"], house.reserved("CREAM", "A-1")) == (f"/move/{hand.task}", 10)
    answer = hand.scans("A-2")
    assert verdict(answer) == ("accepted", "moved", "At A-2 now: 10 of CREAM lot L1.")
    assert (answer["line"]["lot"], answer["line"]["location"], hand.step) == ("L1", "A-2", "from")
    assert house.on_hand("CREAM", "A-2", "L1") == 10
    assert house.ask("select kind from moves order by id desc limit 1") == "relocate"
    assert lawful(house)


@pytest.mark.feature("RM-06")
def test_a_lot_in_two_places_is_refused_with_both(hand: Hand) -> None:
    assert verdict(hand.scans("L3")) == (
        "refused",
        "scattered",
        "CREAM lot L3 is in 2 places: A-2, A-3. Scan the bin you take it from, then the goods.",
    )


@pytest.mark.feature("PA-10", "PA-11")
def test_lines_of_a_bin_go_one_after_the_other(house: Warehouse, hand: Hand) -> None:
    assert heard(hand, "A-1", "L3", "L2", "A-3", WATER, "LW*QTY*4", "A-2", "DOCK-1") == [
        "At A-1. Lines: 3.",
        "Not at A-1: CREAM lot L3. It is at A-2, A-3.",
        "From A-1: 4 of CREAM lot L2.",
        "At A-3 now: 4 of CREAM lot L2.",
        "From A-1: 6 of WATER.",
        "In hand: 4 of WATER.",
        "At A-2 now: 4 of WATER.",
        "Nothing is at DOCK-1. Scan another bin, or the goods.",
    ]
    card = house.card(hand)
    assert (card.place, card.step) == ("From A-1", "goods")
    assert [(line.product, line.lot, line.done) for line in card.lines] == [
        ("CREAM", "L1", "10"),
        ("WATER", None, "2"),
    ]
    assert [button.text for button in card.buttons] == [
        "LW*UNDO",
        "LW*CANCEL",
        "LW*DONE",
        "LW*ALL",
    ]
    assert lawful(house)


def test_one_scan_does_not_say_which_lot_or_unit(house: Warehouse, hand: Hand) -> None:
    house.serials("DRYER", "A-1", "SN1", "SN2")
    assert heard(hand, "A-1", CREAM, "DRYER", "LW*CANCEL", "CREAM", "NOPE", "L9") == [
        "At A-1. Lines: 5.",
        "There is more than one lot of CREAM here. Scan the lot on the label.",
        "Every DRYER has its own serial number. Scan the serial number of this unit.",
        "Forgotten. Scan again.",
        "There is more than one lot of CREAM here. Scan the lot on the label.",
        "NOPE is not known here. Check the label and scan again, or ask a supervisor.",
        "L9 is not known here. Check the label and scan again, or ask a supervisor.",
    ]
    assert words(hand.scans(label(a01=CREAM, a10="L7"))) == (
        "Not at A-1: CREAM lot L7. None is in stock."
    )


def test_two_labels_say_together_what_is_taken(hand: Hand) -> None:
    assert heard(hand, CREAM, "L2") == [
        "There is more than one lot of CREAM here. Scan the lot on the label.",
        "From A-1: 4 of CREAM lot L2.",
    ]


def test_a_serial_is_one_and_a_lot_is_all_its_serials(house: Warehouse, hand: Hand) -> None:
    house.lot("T1", product="TONER")
    house.serials("TONER", "A-1", "U1", "U2", "U3", lot="T1")
    assert heard(hand, "U2", "LW*QTY*2", "A-2", "T1", "A-1", "T1", "LW*PLUS", "A-3") == [
        "From A-1: 1 of TONER serial U2.",
        "Serial U2 is one unit. Scan every unit by itself.",
        "At A-2 now: 1 of TONER serial U2.",
        "TONER lot T1 is in 2 places: A-1, A-2. Scan the bin you take it from, then the goods.",
        "At A-1. Lines: 5.",
        "From A-1: 2 of TONER lot T1.",
        "It moves as a whole: TONER lot T1. Scan where all of it goes.",
        "At A-3 now: 2 of TONER lot T1.",
    ]
    assert (house.on_hand("TONER", "A-2"), house.on_hand("TONER", "A-3")) == (1, 2)
    assert lawful(house)


@pytest.mark.feature("PA-11")
def test_what_is_promised_stays_and_says_for_whom(house: Warehouse, hand: Hand) -> None:
    house.order("SO-1", CREAM=4)
    assert heard(hand, "L1", "LW*QTY*7", "A-2", "A-1", "L1") == [
        "From A-1: 6 of CREAM lot L1. 4 stay: promised to order SO-1.",
        "A-1 holds 6 of CREAM lot L1 that can be taken. Key in fewer.",
        "At A-2 now: 6 of CREAM lot L1.",
        "At A-1. Lines: 3.",
        "Promised to order SO-1: 4 of CREAM lot L1 at A-1."
        " Leave it there for the order, or scan other goods.",
    ]
    assert house.card(hand).lines[0].note == "4 promised or in hand"
    assert (house.on_hand("CREAM", "A-1", "L1"), house.reserved("CREAM", "A-1")) == (4, 4)
    assert lawful(house)


def test_what_one_hand_has_no_other_takes(house: Warehouse, hand: Hand) -> None:
    other = house.hand("bob").opens("moving")
    hand.scans("L1", "LW*QTY*9")
    assert heard(other, "L1", "A-2", "LW*DONE") == [
        "From A-1: 1 of CREAM lot L1. 9 stay: ann has them in hand.",
        "At A-2 now: 1 of CREAM lot L1.",
        "Moving is finished.",
    ]
    other.opens("moving").scans("A-1")
    assert words(other.scans("L1")) == (
        "ann has it in hand: CREAM lot L1. Wait until it is put down, or scan other goods."
    )
    # An order for all of it is promised what nobody has in hand.
    house.order("SO-1", CREAM=19)
    assert (house.reserved("CREAM", "A-1"), house.reserved("CREAM", "A-2")) == (9 + 4, 1 + 3)


@pytest.mark.feature("ST-03", "ST-06")
def test_a_bin_takes_only_what_its_rules_let_in(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-3", 12)
    assert heard(hand, "A-1", "L1", "A-3", "A-9", "A-1", "STAGE", WATER, "A-2") == [
        "At A-1. Lines: 3.",
        "From A-1: 10 of CREAM lot L1.",
        "A-3 has room for 6 of 20. Put part of it there with the keypad, or scan another bin.",
        "A-9 is blocked: nothing may be put there. Scan another bin.",
        "It is at A-1 already. Scan another place, or press Put back.",
        "Goods are not moved to STAGE. Scan a bin, a quarantine place or a scrap place.",
        "That was WATER. Scan the place it goes to.",
        "At A-2 now: 10 of CREAM lot L1.",
    ]


@pytest.mark.feature("ST-06")
def test_nothing_is_taken_from_a_bin_that_is_blocked(house: Warehouse, hand: Hand) -> None:
    with house.act() as work:
        work.session.add(Location(code="SHUT", kind=LocationKind.STORAGE, blocked_out=True))
        work.session.flush()
        found = work.session.query(Location).filter_by(code="SHUT").one()
        house.ids["SHUT"] = found.id
    house.lot("L8")
    house.stock("CREAM", "SHUT", 5, lot="L8")
    blocked = (
        "SHUT is blocked: nothing may be taken from there."
        " Skip this, or ask a supervisor to free the bin."
    )
    assert heard(hand, "SHUT", "L8") == [blocked, blocked]


def test_goods_on_a_dock_are_moved_unless_somebody_puts_them_away(
    house: Warehouse, hand: Hand
) -> None:
    house.lot("L4")
    house.stock("CREAM", "DOCK-1", 8, lot="L4")
    house.hand("bob").opens("putaway").scans("L4")
    assert words(hand.scans("L4")) == (
        "bob has it in hand: CREAM lot L4. Wait until it is put down, or scan other goods."
    )


@pytest.mark.feature("PA-13")
def test_the_work_goes_on_where_it_stood(house: Warehouse, hand: Hand) -> None:
    hand.scans("A-1", "L1")
    again = house.hand()
    assert again.scans("LW*MOVE")["go"] == f"/move/{hand.task}"
    assert (again.step, words(again.last)) == ("to", "Moving goods.")
    card = house.card(again)
    assert card.goods is not None
    assert (card.place, card.goods.done, card.keypad) == ("In hand: CREAM lot L1", "10", True)
    assert words(again.scans("A-2")) == "At A-2 now: 10 of CREAM lot L1."
    assert hand.scans("A-2")["code"] == "stale_step"


def test_what_is_in_hand_is_put_back_or_put_down_first(house: Warehouse, hand: Hand) -> None:
    full = "You have this in hand: CREAM lot L1. Scan where it goes, or press Put back."
    hand.scans("A-1", "L1")
    place = f"LW*FROM*{house.ids['A-2']}"
    assert heard(hand, "LW*DONE", "LW*ALL", place, "LW*STOCK*1", "LW*CANCEL", "LW*CANCEL") == [
        *(full,) * 4,
        "It stays at A-1.",
        "Scan a bin, goods or a license plate.",
    ]
    assert house.reserved("CREAM", "A-1") == 0
    assert heard(hand, "LW*ALL", "LW*QTY*3", "LW*SCRAP*other", place, "LW*DONE") == [
        "That was the Take all button. Scan a bin, goods or a license plate.",
        "Scan the goods first. Then key in how many there are.",
        "That was a reason to scrap. Scan the goods and a scrap place first.",
        "At A-2. Lines: 1.",
        "Moving is finished.",
    ]


@pytest.mark.feature("UX-09")
def test_each_scan_is_undone_by_itself(house: Warehouse, hand: Hand) -> None:
    hand.scans("LW*MOVE", "A-1", "L1", "LW*QTY*7", "A-2")
    steps = []
    for _ in range(4):
        assert words(hand.scans("LW*UNDO")) == "Undone."
        steps.append((hand.step, house.on_hand("CREAM", "A-1", "L1"), reserved(house)))
    assert steps == [("to", 10, 7), ("to", 10, 10), ("goods", 10, 0), ("from", 10, 0)]
    assert words(hand.scans("L1")) == "From A-1: 10 of CREAM lot L1."
    assert lawful(house)


def reserved(house: Warehouse) -> int:
    """Units of cream in A-1 that are promised or in hand."""
    return house.reserved("CREAM", "A-1")


def test_what_somebody_else_has_since_is_not_undone(house: Warehouse, hand: Hand) -> None:
    hand.scans("A-1", "L1", "A-2", "L2", "LW*CANCEL")
    other = house.hand("bob").opens("moving")
    other.scans("L2")
    assert words(hand.scans("LW*UNDO")) == MOVED_ON
    other.scans("LW*CANCEL", "L1")
    assert words(hand.scans("LW*UNDO", "LW*UNDO", "LW*UNDO")) == MOVED_ON
    assert house.on_hand("CREAM", "A-2", "L1") == 10
    assert lawful(house)


def test_the_same_scan_twice_moves_once(house: Warehouse, hand: Hand) -> None:
    hand.scans("A-1", "L1", "LW*QTY*3")
    said = hand.said("A-2")
    assert hand.sends(said) == hand.sends(said)
    assert house.on_hand("CREAM", "A-2", "L1") == 3


def test_a_backlog_of_moves_is_judged_in_its_order(house: Warehouse, hand: Hand) -> None:
    hand.scans("A-1", "L1", "LW*CANCEL")
    taken = hand.said("L1")
    hand.step = "to"
    down = hand.said("A-2")
    answers = hand.sends_backlog(taken, down)
    assert [one["code"] for one in answers] == ["taken_up", "moved"]
    assert house.on_hand("CREAM", "A-2", "L1") == 10
