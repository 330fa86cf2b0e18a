"""Pick faces are filled by scanning: from their sources, in the order of removal, never twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from tests.flows.saying import verdict, words
from tests.warehouse import CREAM, NOW, TODAY, WATER, Hand, Warehouse
from webapp.models import PlateKind, ProductPlace
from webapp.operations import replenishing, reversals
from webapp.operations.ledger import By
from webapp.operations.verify import verify
from webapp.queries import replenishing as reads
from webapp.queries.promises import Today
from webapp.queries.replenishing import Replenishment
from webapp.rules.removal import Why
from webapp.rules.replenishment import Urgency


def place(house: Warehouse, product: str, location: str, role: str, **more: Any) -> int:
    """A place of a product; its id."""
    with house.act() as work:
        made = ProductPlace(
            product_id=house.ids[product], location_id=house.ids[location], role=role, **more
        )
        work.session.add(made)
        work.session.flush()
        return made.id


@pytest.fixture
def face(house: Warehouse) -> int:
    """A-1 is kept between 10 and 40 creams from A-2, then A-3; three lots, five at A-1 now."""
    house.lot("L1", expires_on=date(2027, 1, 31))
    house.lot("L2", expires_on=date(2027, 6, 30))
    house.stock("CREAM", "A-1", 5, lot="L1")
    house.stock("CREAM", "A-2", 12, lot="L2")
    house.stock("CREAM", "A-2", 8, lot="L1")
    house.stock("CREAM", "A-3", 20, lot="L1")
    place(house, "CREAM", "A-2", "source", priority=1)
    place(house, "CREAM", "A-3", "source", priority=2)
    return place(house, "CREAM", "A-1", "topped_up", minimum=10, target=40)


def change(house: Warehouse, statement: str) -> None:
    """Change the book by hand."""
    with house.engine.begin() as connection:
        connection.execute(text(statement))


def due(house: Warehouse) -> list[Replenishment]:
    """What is to be filled now."""
    with house.engine.connect() as connection:
        return reads.due(connection, TODAY)


def lawful(house: Warehouse) -> bool:
    """Whether no law is broken."""
    with house.engine.connect() as connection:
        return verify(connection).breaches == []


@pytest.mark.feature("ST-04")
def test_a_face_under_its_minimum_is_filled_from_its_sources_in_order(
    house: Warehouse, face: int
) -> None:
    hand = house.hand()
    assert verdict(hand.scans("LW*REPLENISH")) == (
        "accepted",
        "replenishment_started",
        "Fill A-1: 35 of CREAM.",
    )
    assert hand.last["prompt"] == "Scan bin A-2"
    assert words(hand.scans("A-2")) == "A-2. Take 8 of CREAM lot L1."
    assert words(hand.scans("L1")) == "From A-2: 8 of CREAM lot L1."
    assert hand.last["prompt"] == "Scan CREAM lot L2"
    assert words(hand.scans("L2")) == "From A-2: 12 of CREAM lot L2."
    assert words(hand.scans("A-3", "L1")) == "From A-3: 15 of CREAM lot L1."
    assert hand.last["prompt"] == "Scan bin A-1"
    assert verdict(hand.scans("A-1")) == (
        "accepted",
        "replenished",
        "A-1 is filled: 35 of CREAM.",
    )
    assert (house.on_hand("CREAM", "A-1"), house.on_hand("CREAM", "A-3")) == (40, 5)
    assert (due(house), lawful(house)) == ([], True)


@pytest.mark.feature("ST-04")
def test_what_is_on_its_way_is_counted_and_reserved_so_nobody_fills_it_twice(
    house: Warehouse, face: int
) -> None:
    ann, bob = house.hand(), house.hand("bob")
    ann.scans(f"LW*REPLENISH*{face}")
    assert verdict(bob.scans(f"LW*REPLENISH*{face}")) == (
        "refused",
        "filled_by_other",
        "ann is filling A-1 with CREAM. Take the next place.",
    )
    assert verdict(bob.scans("LW*REPLENISH")) == (
        "refused",
        "no_work",
        "Every pick face has enough, or nothing to fill it from. Go home and choose other work.",
    )
    assert house.reserved("CREAM", "A-2") == 20
    assert house.order("O-1", CREAM=12)
    assert house.reserved("CREAM", "A-3") == 15 + 5
    assert words(ann.scans("LW*REPLENISH")) == "You are filling A-1."
    assert words(ann.scans("LW*REPLENISH*999")) == (
        "You are filling A-1. Finish it, or press Give back."
    )
    assert words(ann.scans("LW*CANCEL")) == (
        "You do not fill A-1 any more. Put back what you took."
    )
    assert (house.reserved("CREAM", "A-2"), lawful(house)) == (0, True)


@pytest.mark.feature("ST-04")
def test_held_expired_reserved_closed_and_blocked_goods_feed_nothing(house: Warehouse) -> None:
    for lot in ("HELD", "SOON", "SHUT"):
        house.lot(lot)
    house.lot("OLD", expires_on=date(2026, 6, 14))
    house.lot("FREE", expires_on=date(2027, 1, 1))
    with house.act() as work:
        house.add_plate(work, "P-1", "A-2", PlateKind.PALLET)
    for lot, plate in (("OLD", ""), ("HELD", ""), ("SOON", ""), ("SHUT", "P-1"), ("FREE", "")):
        house.stock("CREAM", "A-2", 6, lot=lot, plate=plate)
    house.holds("CREAM HELD")
    change(house, "update lots set removal_date = '2026-06-14' where code = 'SOON'")
    change(house, "update license_plates set status = 'closed' where code = 'P-1'")
    house.order("O-1", CREAM=2)
    made = place(house, "CREAM", "A-1", "topped_up", minimum=10, target=40)
    place(house, "CREAM", "A-2", "source")
    (one,) = due(house)
    assert (one.face.missing, one.sources) == (40, (("A-2", 4),))
    assert one.why == (Why.EXPIRED, Why.HELD, Why.BLOCKED)
    assert words(house.hand("bob").scans(f"LW*REPLENISH*{made}")) == (
        "Fill A-1: 4 of CREAM. There is no more: 40 are missing."
    )
    house.hand("bob").scans("LW*REPLENISH", "LW*CANCEL")
    change(house, "update locations set blocked_out = (1 = 1) where code = 'A-2'")
    assert words(house.hand().scans(f"LW*REPLENISH*{made}")) == (
        "There is nothing to fill A-1 from: no source of CREAM has free stock."
        " Take the next place. A supervisor sees this one on the list."
    )


@pytest.fixture
def hand(house: Warehouse, face: int) -> Hand:
    """A hand that has begun to fill A-1: eight of L1 and twelve of L2 at A-2, 15 of L1 at A-3."""
    hand = house.hand()
    hand.scans(f"LW*REPLENISH*{face}")
    return hand


@pytest.mark.feature("ST-04")
def test_only_the_proposed_bins_and_goods_are_taken(house: Warehouse, hand: Hand) -> None:
    house.stock("WATER", "A-2", 3)
    house.lot("L3", expires_on=date(2028, 1, 1))
    said = [words(hand.scans(code)) for code in ("L1", "A-3", "A-2", WATER, CREAM, "L3")]
    assert said == [
        "Scan the bin first. Go to A-2 and scan it.",
        "This is A-3. Go to A-2 and scan it.",
        "A-2. Take 8 of CREAM lot L1.",
        "Wrong product: that is WATER. Scan CREAM.",
        "There is more than one lot of CREAM here. Scan the lot on the label.",
        "That is CREAM lot L3. Scan CREAM lot L1, or report that it is not there.",
    ]
    said = [words(hand.scans(code)) for code in ("L1", "LW*DONE", "L2", "A-3", "L1", "A-2")]
    assert said[1] == "You are filling A-1. Finish it, or press Give back."
    assert said[-1] == "This is A-2. Go to A-1 and scan it."
    assert words(hand.scans("LW*SHORT*not_there")) == (
        "You have this in hand: 35 of CREAM. Bring it to the place, or press Give back."
    )


@pytest.mark.feature("ST-04")
def test_another_lot_is_taken_when_it_is_scanned_twice(house: Warehouse, hand: Hand) -> None:
    house.lot("L3", expires_on=date(2028, 1, 1))
    house.stock("CREAM", "A-2", 5, lot="L3")
    change(house, "update lots set removal_date = '2026-06-14' where code = 'L3'")
    assert verdict(hand.scans("A-2", "L3"))[:2] == ("refused", "wrong_lot_to_fill")
    change(house, "update lots set removal_date = null where code = 'L3'")
    hand.scans("L3")
    assert verdict(hand.last) == (
        "confirm",
        "other_lot_to_fill",
        "That is CREAM lot L3. CREAM lot L1 should go first. Scan it once more to take it anyway.",
    )
    assert words(hand.scans("L3")) == "From A-2: 5 of CREAM lot L3."
    assert hand.last["prompt"] == "Scan CREAM lot L2"
    hand.scans("L2", "A-3", "L1", "A-1")
    assert words(hand.last) == "A-1 is filled: 32 of CREAM."
    assert (house.on_hand("CREAM", "A-2", "L1"), house.on_hand("CREAM", "A-1", "L3")) == (8, 5)
    assert lawful(house)


@pytest.mark.feature("ST-04")
def test_as_many_as_are_keyed_in_are_taken_and_no_more_than_are_free(
    house: Warehouse, hand: Hand
) -> None:
    assert words(hand.scans("LW*QTY*3")) == "Scan the goods first. Then key in how many there are."
    hand.scans("A-2", "L1")
    assert words(hand.scans("LW*QTY*3")) == "In hand: 3 of CREAM lot L1."
    assert words(hand.scans("LW*QTY*9")) == (
        "A-2 holds 8 of CREAM lot L1 that can be taken. Key in fewer."
    )
    hand.scans("L2", "A-3", "L1", "LW*PLUS")
    assert words(hand.last) == "In hand: 16 of CREAM lot L1."
    assert house.card(hand).prompt == "Scan bin A-1"
    assert words(hand.scans("A-1")) == "A-1 is filled: 31 of CREAM."
    assert (house.on_hand("CREAM", "A-1"), house.reserved("CREAM", "A-2")) == (36, 0)


@pytest.mark.feature("ST-04")
def test_what_is_not_there_is_reported_and_the_rest_goes_on(house: Warehouse, hand: Hand) -> None:
    hand.scans("A-2", "LW*SHORT")
    assert (hand.last["status"], words(hand.last)) == (
        "choose",
        "Why can CREAM lot L1 not be taken? Tap one of these.",
    )
    assert words(hand.scans("LW*SHORT*not_there")) == "Reported: CREAM lot L1 at A-2."
    assert hand.last["prompt"] == "Scan bin A-2"
    hand.scans("A-2", "L2", "A-3", "LW*SHORT*damaged")
    assert hand.last["prompt"] == "Scan bin A-1"
    assert words(hand.scans("A-1")) == "A-1 is filled: 12 of CREAM."
    rows = house.ask("select count(*) from exceptions where kind = 'short' and quantity in (8, 15)")
    assert (rows, house.reserved("CREAM", "A-3"), lawful(house)) == (2, 0, True)


@pytest.mark.feature("ST-04")
def test_undo_takes_the_filling_back_and_the_place_is_in_hand_again(
    house: Warehouse, hand: Hand, face: int
) -> None:
    hand.scans("A-2", "L1", "L2", "A-3", "L1", "A-1")
    assert house.card(hand).buttons[-1].text == "LW*REPLENISH"
    assert words(hand.scans("LW*UNDO")) == "Undone."
    assert (house.on_hand("CREAM", "A-1"), hand.last["prompt"]) == (5, "Scan bin A-1")
    assert verdict(house.hand("bob").scans(f"LW*REPLENISH*{face}"))[1] == "filled_by_other"
    assert words(hand.scans("A-1")) == "A-1 is filled: 35 of CREAM."
    assert lawful(house)
    assert words(hand.scans("LW*REPLENISH")) == (
        "Every pick face has enough, or nothing to fill it from. Go home and choose other work."
    )
    assert words(hand.scans("LW*DONE")) == "Moving is finished."


@pytest.mark.feature("ST-04")
def test_an_undo_cannot_take_a_place_that_another_worker_fills_by_now(
    house: Warehouse, hand: Hand, face: int
) -> None:
    hand.scans("A-2", "L1", "LW*QTY*1", "LW*UNDO", "LW*CANCEL")
    house.hand("bob").scans(f"LW*REPLENISH*{face}")
    assert verdict(hand.scans("LW*UNDO"))[:2] == ("refused", "cannot_undo")
    assert (house.count("tasks where destination_id is not null"), lawful(house)) == (1, True)


@pytest.mark.feature("ST-04")
def test_goods_come_off_the_plate_that_they_stand_on(house: Warehouse) -> None:
    house.lot("L1")
    with house.act() as work:
        house.add_plate(work, "PAL-1", "A-2", PlateKind.PALLET)
    house.stock("CREAM", "A-2", 48, lot="L1", plate="PAL-1")
    place(house, "CREAM", "A-2", "source")
    place(house, "CREAM", "A-1", "topped_up", minimum=12, target=24, size=12)
    hand = house.hand()
    hand.scans("LW*REPLENISH", "A-2")
    assert words(hand.last) == "A-2. Take 24 of CREAM lot L1 on PAL-1."
    hand.scans("L1")
    with house.act() as work:
        work.connection.execute(
            text("update license_plates set status = 'closed' where code = 'PAL-1'")
        )
    assert verdict(hand.scans("A-1"))[:2] == ("refused", "plate_closed")
    change(house, "update license_plates set status = 'open' where code = 'PAL-1'")
    assert words(hand.scans("A-1")) == "A-1 is filled: 24 of CREAM."
    assert (house.on_hand("CREAM", "A-2"), lawful(house)) == (24, True)


@pytest.mark.feature("ST-04")
def test_a_hold_or_a_full_bin_stops_the_goods_at_the_place(house: Warehouse, hand: Hand) -> None:
    hand.scans("A-2")
    house.holds("CREAM L1")
    assert words(hand.scans("L1")) == (
        "Lot L1 is on hold: smell. Leave it there, and report it short."
    )
    house.releases("CREAM L1")
    hand.scans("L1", "L2", "A-3", "L1")
    change(house, "update locations set capacity = 20 where code = 'A-1'")
    assert verdict(hand.scans("A-1"))[:2] == ("refused", "bin_full")
    change(house, "update locations set capacity = 100 where code = 'A-1'")
    house.holds("CREAM L2")
    assert words(hand.scans("A-1")) == (
        "Lot L2 is on hold: smell. Press Give back, and put back what you took."
    )
    assert (house.on_hand("CREAM", "A-1"), lawful(house)) == (5, True)


@pytest.mark.feature("ST-04")
def test_a_supervisor_gives_a_place_back_and_the_worker_stands_empty_handed(
    house: Warehouse, hand: Hand
) -> None:
    hand.scans("A-2", "L1")
    for given_back in (True, False):
        with house.act() as work:
            assert replenishing.give_back(work, int(hand.task or 0)) is given_back
    assert (house.reserved("CREAM", "A-2"), lawful(house)) == (0, True)
    assert verdict(hand.scans("L2"))[1] == "stale_step"
    assert hand.last["prompt"] == "Scan a bin, goods or a license plate"
    assert [one.location for one in due(house)] == ["A-1"]


@pytest.mark.feature("ST-04")
def test_a_pick_that_empties_the_face_makes_it_due_and_a_putaway_on_its_way_counts(
    house: Warehouse, face: int
) -> None:
    house.stock("CREAM", "A-1", 30, lot="L1")
    assert due(house) == []
    house.order("O-1", CREAM=40)
    hand = house.hand()
    hand.scans("LW*PICK", "A-1", "L1", "LW*QTY*35", "T-01")
    (one,) = due(house)
    assert (one.face.on_hand, one.face.wanted, one.face.urgency) == (
        0,
        5,
        Urgency.EMPTY_AND_WANTED,
    )
    house.stock("CREAM", "DOCK-1", 12, lot="L2")
    change(house, "update locations set blocked_in = (1 = 1) where code in ('A-2', 'A-3')")
    putaway = house.hand("bob")
    putaway.scans("LW*PUTAWAY", "L2")
    assert putaway.last["prompt"] == "Scan bin A-1"
    assert due(house) == []


@pytest.mark.feature("PK-26")
def test_a_picker_calls_for_more_and_that_face_comes_first(house: Warehouse, face: int) -> None:
    house.stock("CREAM", "A-1", 10, lot="L1")
    house.stock("WATER", "A-2", 50)
    place(house, "WATER", "A-2", "source")
    place(house, "WATER", "A-1", "topped_up", minimum=1, target=9)
    change(house, "update locations set blocked_out = (1 = 1) where code = 'A-3'")
    house.order("O-1", CREAM=2)
    hand, bob = house.hand(), house.hand("bob")
    hand.scans("LW*PICK")
    assert house.card(hand).reasons[0].text == "LW*MORE"
    assert verdict(hand.scans("LW*MORE")) == (
        "accepted",
        "called_for_more",
        "Called for CREAM at A-1. It can come from A-2 (20).",
    )
    assert hand.last["prompt"] == "Scan bin A-1"
    assert [(one.product.sku, one.face.urgency.name) for one in due(house)] == [
        ("CREAM", "CALLED"),
        ("WATER", "EMPTY"),
    ]
    bob.scans("LW*REPLENISH")
    assert words(hand.scans("LW*MORE")) == "Called for CREAM at A-1. 20 are on their way."
    bob.scans("A-2", "L1", "L2", "A-1")
    assert [one.product.sku for one in due(house)] == ["WATER"]
    assert words(hand.scans("LW*MORE")) == "Called for CREAM at A-1. No source has free stock."
    house.stock("CREAM", "A-1", 5, lot="L1")
    assert words(hand.scans("LW*MORE")) == (
        "A-1 needs no more CREAM: 40 there or on the way."
        " Take the next place, or have the bin counted if it holds less."
    )
    change(house, "delete from replenishment_calls")
    change(house, "delete from product_places where role = 'topped_up'")
    assert verdict(hand.scans("LW*MORE"))[1] == "not_topped_up"
    assert house.card(hand).reasons[0].text == "LW*SHORT*not_there"


@pytest.mark.feature("ST-03")
def test_a_bin_that_takes_no_more_is_not_filled(house: Warehouse, face: int) -> None:
    change(house, "update locations set capacity = 9 where code = 'A-1'")
    assert words(house.hand().scans(f"LW*REPLENISH*{face}")) == (
        "Fill A-1: 4 of CREAM. No more fits into the bin."
    )
    house.hand().scans("LW*REPLENISH", "LW*CANCEL")
    change(house, "update locations set blocked_in = (1 = 1) where code = 'A-1'")
    assert words(house.hand().scans(f"LW*REPLENISH*{face}")) == (
        "A-1 is blocked: nothing may be put there. Take the next place."
    )


@pytest.mark.feature("ST-04")
def test_the_next_place_is_one_that_nobody_fills(house: Warehouse, face: int) -> None:
    change(house, "update product_places set target = 200, minimum = 100 where role = 'topped_up'")
    house.stock("WATER", "A-3", 9)
    house.stock("WATER", "A-1", 1)
    place(house, "WATER", "A-3", "source")
    place(house, "WATER", "A-1", "topped_up", priority=2, minimum=2, target=6)
    assert words(house.hand().scans("LW*REPLENISH")) == (
        "Fill A-1: 40 of CREAM. There is no more: 195 are missing."
    )
    house.stock("CREAM", "A-2", 7, lot="L1")
    assert words(house.hand("bob").scans("LW*REPLENISH")) == "Fill A-1: 5 of WATER."


@pytest.mark.feature("ST-04")
def test_an_undo_of_what_a_supervisor_took_back_in_part_leaves_an_empty_hand(
    house: Warehouse, hand: Hand
) -> None:
    hand.scans("A-2", "L1", "L2", "A-3", "L1", "A-1")
    with house.act() as work:
        last = work.connection.execute(text("select max(id) from moves")).scalar_one()
        by = By(house.ids["bob"], NOW)
        reversals.reverse_move(work, last, by, Today(TODAY), reason="wrong lot")
    assert house.hand("bob").opens("moving").scans("A-3", "L1")["code"] == "taken_up"
    assert words(hand.scans("LW*UNDO")) == "Undone."
    assert hand.last["prompt"] == "Scan a bin, goods or a license plate"
    assert words(hand.scans("A-2"))[:7] == "At A-2."
    assert lawful(house)


@pytest.mark.feature("ST-04")
def test_what_came_from_two_bins_goes_back_only_where_all_of_it_is_free(
    house: Warehouse, hand: Hand
) -> None:
    """Eight and fifteen of L1 came; twenty are free, which is enough for each but not for both."""
    hand.scans("A-2", "L1", "L2", "A-3", "L1", "A-1")
    house.holds("CREAM L2")
    promised = house.on_hand("CREAM", "A-1", "L1") - 20
    house.order("SO-1", CREAM=promised)
    assert house.reserved("CREAM", "A-1") == promised
    assert verdict(hand.scans("LW*UNDO"))[:2] == ("refused", "cannot_undo")
    assert lawful(house)
