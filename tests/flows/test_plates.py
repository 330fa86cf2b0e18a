"""License plates on the floor: goods and plates go on and off, and all of it moves as one."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.flows.saying import verdict, words
from tests.warehouse import CREAM, CREAM_CASE, WATER, Hand, Warehouse
from webapp.models import PlateKind
from webapp.operations.verify import verify


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand with pallet P-1 on screen; beside it case C-1, ten creams of lot L1, six waters."""
    house.lot("L1")
    with house.act() as work:
        for code, kind in (("P-1", PlateKind.PALLET), ("C-1", PlateKind.CASE)):
            house.add_plate(work, code, "DOCK-1", kind)
        house.add_plate(work, "P-2", "DOCK-2", PlateKind.PALLET)
    house.stock("CREAM", "DOCK-1", 10, lot="L1")
    house.stock("WATER", "DOCK-1", 6)
    hand = house.hand()
    hand.scans("LW*PLATES", "P-1")
    return hand


def lawful(house: Warehouse) -> bool:
    """Whether no law is broken."""
    with house.engine.connect() as connection:
        return verify(connection).breaches == []


def of_plate(house: Warehouse, column: str, code: str) -> object:
    """A column of a license plate."""
    return house.ask(f"select {column} from license_plates where code = :c", c=code)


def on(house: Warehouse, plate: str, place: str) -> int:
    """How many units are on a plate at a place."""
    return int(
        house.ask(
            "select coalesce(sum(on_hand), 0) from balances b join license_plates t"
            " on t.id = b.plate_id where t.code = :plate and b.location_id = :place",
            plate=plate,
            place=house.ids[place],
        )
    )


def test_a_license_plate_shows_where_it_stands(house: Warehouse, hand: Hand) -> None:
    assert verdict(hand.last) == ("accepted", "plate_shown", "At DOCK-1: license plate P-1.")
    assert (hand.flow, hand.step) == ("plates", "content")
    assert hand.last["prompt"] == "Scan what goes on it, or where it goes"
    hand.scans("L1", "C-1")
    card = house.card(hand)
    assert card.place == "P-1 · DOCK-1 · Open"
    assert [(line.product, line.lot, line.done) for line in card.lines] == [
        ("C-1", None, "0"),
        ("CREAM", "L1", "1"),
    ]
    assert [button.text for button in card.buttons] == [
        "LW*UNDO",
        "LW*OUT",
        "LW*CLOSE",
        "LW*DISSOLVE",
        "LW*CANCEL",
    ]


def test_goods_go_on_as_many_as_a_scan_counts(house: Warehouse, hand: Hand) -> None:
    answers = [hand.scans(code) for code in (CREAM, "L1", "LW*QTY*7", "LW*QTY*5")]
    assert [words(one) for one in answers] == [
        "1 of CREAM lot L1 put on license plate P-1.",
        "1 of CREAM lot L1 put on license plate P-1.",
        "7 of CREAM lot L1 put on license plate P-1.",
        "5 of CREAM lot L1 put on license plate P-1.",
    ]
    assert (on(house, "P-1", "DOCK-1"), house.on_hand("CREAM", "DOCK-1")) == (6, 10)
    assert lawful(house)


def test_each_scan_is_undone_by_itself(house: Warehouse, hand: Hand) -> None:
    hand.scans("L1", "LW*QTY*7", "C-1", "LW*CLOSE")
    assert [words(hand.scans("LW*UNDO")) for _ in range(4)] == ["Undone."] * 4
    assert (on(house, "P-1", "DOCK-1"), of_plate(house, "parent_id", "C-1")) == (0, None)
    assert (hand.step, of_plate(house, "status", "P-1")) == ("content", "open")
    assert lawful(house)


def test_what_went_on_last_comes_off(house: Warehouse, hand: Hand) -> None:
    answers = [hand.scans(code) for code in ("L1", "LW*QTY*4", "LW*OUT", "C-1", "LW*OUT")]
    assert [words(one) for one in answers[2:]] == [
        "4 of CREAM lot L1 taken off license plate P-1.",
        "On license plate P-1 now: license plate C-1.",
        "Taken off license plate P-1: license plate C-1.",
    ]
    assert (on(house, "P-1", "DOCK-1"), of_plate(house, "parent_id", "C-1")) == (0, None)


def test_what_is_named_comes_off(house: Warehouse, hand: Hand) -> None:
    hand.scans("L1", "LW*QTY*4", WATER, "C-1", "LW*OUT")
    answers = [hand.scans(code) for code in ("LW*OUT", "L1", "LW*QTY*3", "LW*OUT", WATER)]
    assert [words(one) for one in answers] == [
        "Scan what you take off.",
        "1 of CREAM lot L1 taken off license plate P-1.",
        "3 of CREAM lot L1 taken off license plate P-1.",
        "Scan what you take off.",
        "1 of WATER taken off license plate P-1.",
    ]
    assert on(house, "P-1", "DOCK-1") == 1


@pytest.mark.feature("PA-10")
def test_a_pile_moves_whole_with_one_scan(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "DOCK-1", 2, plate="C-1")
    hand.scans("L1", "LW*QTY*10", WATER, "C-1", "LW*CLOSE")
    assert words(hand.scans("A-2")) == "At A-2 now: license plate P-1."
    assert (on(house, "P-1", "A-2"), on(house, "C-1", "A-2")) == (11, 2)
    assert {of_plate(house, "location_id", code) for code in ("P-1", "C-1")} == {house.ids["A-2"]}
    assert lawful(house)
    assert words(hand.scans("LW*UNDO")) == "Undone."
    assert (on(house, "P-1", "DOCK-1"), on(house, "C-1", "DOCK-1")) == (11, 2)
    assert {of_plate(house, "location_id", c) for c in ("P-1", "C-1")} == {house.ids["DOCK-1"]}
    assert lawful(house)


def test_a_place_that_is_no_bin_is_asked_for_once_more(house: Warehouse, hand: Hand) -> None:
    answers = [hand.scans(code) for code in ("STAGE", "STAGE")]
    assert [(one["status"], words(one)) for one in answers] == [
        ("confirm", "STAGE is not a bin. Scan STAGE once more to bring it there."),
        ("accepted", "At STAGE now: license plate P-1."),
    ]


def test_a_bin_that_is_full_does_not_get_the_plate(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "DOCK-1", 30, plate="P-1")
    answer = hand.scans("A-3")
    assert answer["status"] == "refused"
    assert answer["code"] == "bin_full"
    assert on(house, "P-1", "DOCK-1") == 30


def test_a_closed_plate_takes_and_gives_nothing_until_it_is_opened(
    house: Warehouse, hand: Hand
) -> None:
    hand.scans("L1", "C-1")
    answers = [hand.scans(code) for code in ("LW*CLOSE", "L1", "LW*OUT", "LW*OPEN", "L1")]
    closed = (
        "Closed: license plate P-1. Nothing goes on or off."
        " Scan P-1 under License plates and open it first."
    )
    assert [words(one) for one in answers] == [
        "Closed: license plate P-1.",
        closed,
        closed,
        "Open again: license plate P-1.",
        "1 of CREAM lot L1 put on license plate P-1.",
    ]
    assert of_plate(house, "status", "C-1") == "closed"
    assert lawful(house)


def test_a_dissolved_plate_leaves_its_goods_and_its_code_is_used_up(
    house: Warehouse, hand: Hand
) -> None:
    hand.scans("L1", "LW*QTY*4", "C-1")
    asked, gone = hand.scans("LW*DISSOLVE"), hand.scans("LW*DISSOLVE")
    assert verdict(asked) == (
        "confirm",
        "dissolve",
        "Its code will be used up: license plate P-1. No undo."
        " Press Dissolve once more: what is on it will lie loose here.",
    )
    assert words(gone) == ("Dissolved: license plate P-1. What was on it is loose at DOCK-1.")
    assert (of_plate(house, "status", "P-1"), of_plate(house, "parent_id", "C-1")) == (
        "dissolved",
        None,
    )
    assert words(hand.scans("LW*UNDO")) == (
        "There is nothing to undo. Go on with the step on the screen."
    )
    assert words(hand.scans("P-1", "L1")) == (
        "Dissolved: license plate P-1. Its code is used up."
        " Scan another license plate, or a new one."
    )
    assert house.on_hand("CREAM", "DOCK-1") == 10
    assert lawful(house)


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (
            ("P-2",),
            "At DOCK-2: license plate P-2. Bring both to one place first:"
            " this one stands at DOCK-1.",
        ),
        (
            ("C-1", "LW*CANCEL", "C-1", "P-1"),
            "It would stand on itself: license plate P-1."
            " Take C-1 off it first, or scan another license plate.",
        ),
        (
            ("C-1", "LW*CANCEL", "C-1", "A-2"),
            "On license plate P-1: license plate C-1. Scan P-1, or take this one off it first.",
        ),
        (
            ("LW*OUT*SELF",),
            "On no other license plate: license plate P-1."
            " Scan goods or a license plate to put on it.",
        ),
        (("A-9",), "A-9 is blocked: nothing may be put there. Scan another bin."),
        (
            ("DOCK-1",),
            "At DOCK-1 already: license plate P-1. Scan another place to bring it there.",
        ),
        (
            ("LW*QTY*3",),
            "Nothing was put on just now. Scan the goods first. Then key in how many there are.",
        ),
        (("L1", "LW*QTY*0"), "0 is not a quantity. Key in a whole number above 0."),
        (
            ("L1", "LW*QTY*11"),
            "DOCK-1 holds 9 of CREAM lot L1 that can be taken. Key in fewer, or scan other goods.",
        ),
        (
            (CREAM_CASE,),
            "DOCK-1 holds 10 of CREAM lot L1 that can be taken. Key in fewer, or scan other goods.",
        ),
        (
            ("LW*OUT", "L1"),
            "Not on license plate P-1: CREAM lot L1. Scan what you take off, or press Cancel.",
        ),
        (("LW*OPEN",), "Open already: license plate P-1. Scan goods to put on it."),
        (("LW*CANCEL", "L1"), "That was CREAM lot L1. Scan a license plate."),
        (
            ("NO-SUCH",),
            "NO-SUCH is not known here. Check the label and scan again, or ask a supervisor.",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    house: Warehouse, hand: Hand, codes: tuple[str, ...], said: str
) -> None:
    answer = hand.scans(*codes)
    assert (answer["status"], words(answer)) == ("refused", said)
    assert lawful(house)


def test_a_plate_that_is_being_put_away_is_left_alone(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "DOCK-1", 2, plate="P-1")
    house.hand("bob").opens("putaway").scans("P-1")
    said = "Already being put away: license plate P-1. Scan other goods."
    assert [words(hand.scans(code)) for code in ("A-2", "LW*CLOSE", "L1", "C-1")] == [said] * 4


def test_a_plate_with_promised_goods_stays(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "DOCK-1", 2, plate="P-1")
    hand.scans("A-2")
    house.order("O-1", WATER=2)
    assert words(hand.scans("A-1")) == (
        "WATER on it is promised to an order: license plate P-1."
        " Leave it there until that is picked."
    )
    assert lawful(house)


def test_a_closed_plate_is_promised_to_nobody_until_it_is_opened(
    house: Warehouse, hand: Hand
) -> None:
    house.stock("WATER", "DOCK-1", 2, plate="P-1")
    hand.scans("A-2", "LW*CLOSE")
    house.order("O-1", WATER=2)
    assert house.reserved("WATER", "A-2") == 0
    hand.scans("LW*OPEN")
    house.order("O-2", WATER=2)
    bob = house.hand("bob").opens("picking")
    bob.scans("O-2", "A-2", WATER, "LW*QTY*2")
    with house.engine.begin() as connection:
        connection.execute(text("update license_plates set status = 'closed' where code = 'P-1'"))
    assert words(bob.scans("T-01")) == (
        "Closed: license plate P-1. Nothing goes on or off."
        " Scan P-1 under License plates and open it first."
    )


def test_a_tote_that_is_being_filled_is_the_pickers_alone(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-2", 2)
    house.order("O-1", WATER=2)
    house.hand("bob").opens("picking").scans("O-1", "A-2", WATER, "LW*QTY*1", "T-01")
    hand.scans("LW*CANCEL", "T-01")
    said = "Being filled for order O-1: tote T-01. Finish picking order O-1 first."
    assert words(hand.scans("LW*CLOSE")) == said
    assert words(hand.scans("DOCK-1", "DOCK-1")) == said


def test_putaway_takes_the_whole_pile_and_undo_brings_it_back(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "DOCK-1", 2, plate="C-1")
    hand.scans("L1", "C-1")
    bob = house.hand("bob").opens("putaway")
    assert words(bob.scans("C-1")) == (
        "On license plate P-1: license plate C-1. Scan P-1, or take this one off it first."
    )
    assert words(bob.scans("P-1")) == "License plate P-1. Take it to A-1."
    bob.scans("A-1")
    assert (on(house, "P-1", "A-1"), on(house, "C-1", "A-1")) == (1, 2)
    assert lawful(house)
    assert words(bob.scans("LW*UNDO")) == "Undone."
    assert (on(house, "P-1", "DOCK-1"), on(house, "C-1", "DOCK-1")) == (1, 2)
    assert lawful(house)


def test_nothing_is_received_onto_a_closed_plate(house: Warehouse, hand: Hand) -> None:
    hand.scans("LW*CLOSE")
    house.receipt("R-1", WATER=4)
    assert words(house.hand("bob").opens("receiving").scans("R-1", "P-1")) == (
        "Closed: license plate P-1. Nothing goes on or off."
        " Scan P-1 under License plates and open it first."
    )


def test_one_act_answered_twice_is_done_once(house: Warehouse, hand: Hand) -> None:
    said = hand.said("L1")
    first, again = hand.sends(said), hand.sends(said)
    assert again == first
    assert on(house, "P-1", "DOCK-1") == 1


def test_done_ends_the_work(hand: Hand) -> None:
    answer = hand.scans("LW*DONE")
    assert (words(answer), answer["go"]) == ("License plates are done.", "/")
