"""Goods that come back: against the order they left for, each once, and into quarantine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.delivered import delivers, enters, leaves, picks, serials, with_customer
from tests.flows.saying import label, verdict, words
from tests.warehouse import CREAM, DRYER, NOW, TODAY, WATER, Hand, Warehouse, warehouse_of
from webapp.models import PlateKind, Role
from webapp.operations import reversals
from webapp.operations.ledger import By
from webapp.operations.verify import verify
from webapp.queries.promises import Today


@pytest.fixture
def house(app: Flask) -> Iterator[Warehouse]:
    """SO-1 has left: 3 cream of L1 in two totes, 2 of L2, two dryers, 4 waters; the laws hold."""
    house = warehouse_of(app)
    delivers(house)
    yield house
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand on the return of the order."""
    hand = house.hand().opens("receiving")
    hand.scans("SO-1", "SO-1")
    return hand


def lot(code: str, count: int = 1) -> str:
    """A label of so many units of a lot of cream."""
    return label(a01=CREAM, a10=code, a30=str(count))


# Opening


@pytest.mark.feature("RC-18")
@pytest.mark.parametrize("screen", ["receiving", None])
def test_the_number_of_an_order_that_has_left_opens_its_return_when_it_is_said_twice(
    house: Warehouse, screen: str | None
) -> None:
    hand = house.hand()
    hand.flow = screen
    asked = hand.scans("SO-1")
    assert verdict(asked) == (
        "confirm",
        "return_goods",
        "Order SO-1 has left. Scan it again to take goods of it back.",
    )
    assert asked["action"] == {
        "text": f"LW*RETURN*{house.ids['SO-1']}",
        "label": "Take goods back",
    }
    opened = hand.scans("SO-1")
    assert verdict(opened) == ("accepted", "receipt_opened", "Return SO-1-R1 is open.")
    assert (opened["flow"], opened["go"]) == ("receiving", f"/receive/{opened['task']}")


@pytest.mark.feature("RC-18", "RT-02")
def test_the_return_shows_what_left_by_lot_and_serial(house: Warehouse, hand: Hand) -> None:
    hand.scans(lot("L1"))
    card = house.card(hand)
    assert (card.heading, card.place, card.hint) == (
        "SO-1-R1 · Corner Shop",
        "Lines: 0 of 5",
        "Left for order SO-1, back onto QUAR.",
    )
    assert [(one.product, one.lot or one.serial, one.done, one.planned) for one in card.lines] == [
        ("CREAM", "L1", "1", "3"),
        ("CREAM", "L2", "0", "2"),
        ("DRYER", "HD-1", "0", "1"),
        ("DRYER", "HD-2", "0", "1"),
        ("WATER", None, "0", "4"),
    ]
    assert (card.codes_url, card.serials) == (None, None)


@pytest.mark.feature("RC-18")
def test_one_tap_opens_it_and_another_worker_goes_on_with_it(house: Warehouse) -> None:
    hand, other = house.hand().opens("receiving"), house.hand("bob").opens("receiving")
    tapped = hand.scans(f"LW*RETURN*{house.ids['SO-1']}")
    assert words(tapped) == words(other.scans("SO-1")) == "Return SO-1-R1 is open."
    assert words(house.hand("bob").opens("receiving").scans("SO-1-R1")) == "Return SO-1-R1 is open."
    assert house.count("receipts") == 1
    assert hand.opens("receiving").scans("LW*RETURN*x")["code"] == "unknown_command"
    assert hand.scans("LW*RETURN*999")["code"] == "unknown_command"


def test_another_scan_in_between_lets_the_question_go(house: Warehouse) -> None:
    hand = house.hand().opens("receiving")
    hand.scans("SO-1", "NO-SUCH")
    assert hand.opens("receiving").scans("SO-1")["status"] == "confirm"


def test_goods_alone_never_open_a_return(house: Warehouse, hand: Hand) -> None:
    assert words(house.hand("bob").opens("receiving").scans(WATER)) == (
        "No open receipt expects WATER. Go home and choose other work."
    )


@pytest.mark.feature("RC-18")
def test_an_order_that_stands_in_staging_has_not_left(house: Warehouse) -> None:
    house.stock("WATER", "A-1", 2)
    house.order("SO-2", WATER=2)
    hand = house.hand().opens("receiving")
    assert words(hand.scans("SO-2")) == (
        "That was order SO-2. Scan a receipt number or a product that was delivered."
    )
    with house.act() as work:
        house.add_plate(work, "T-03", "STAGE", PlateKind.TOTE)
    house.hand("bob").opens("picking").scans("SO-2", "A-1", WATER, "LW*OK", "T-03")
    assert verdict(hand.scans("SO-2")) == (
        "refused",
        "order_not_delivered",
        "Order SO-2 has not left: its goods go to STAGE."
        " Look for them there. Only what was shipped comes back as a return.",
    )
    leaves(house, "T-03")
    assert hand.scans("SO-2", "SO-2")["code"] == "receipt_opened"
    assert words(hand.scans(WATER)) == "+1 WATER: 1 of 2."


def test_without_a_quarantine_nothing_comes_back(house: Warehouse) -> None:
    with house.engine.begin() as connection:
        connection.execute(text("update locations set kind = 'storage' where code = 'QUAR'"))
    assert verdict(house.hand().opens("receiving").scans("SO-1", "SO-1")) == (
        "refused",
        "no_place_for_returns",
        "There is no quarantine place where returned goods could wait."
        " Ask an admin to add a location of the kind quarantine.",
    )


@pytest.mark.feature("RT-01")
def test_when_everything_is_back_nothing_more_is_opened(house: Warehouse, hand: Hand) -> None:
    for one in (lot("L1", 3), lot("L2", 2), "HD-1", "HD-2"):
        assert hand.scans(one)["code"] == "received", hand.last
    assert words(hand.scans(WATER, "LW*QTY*4")) == "WATER corrected: 4 of 4."
    assert house.card(hand).hint == "Everything that left is back. Press Done."
    assert words(hand.scans("LW*DONE")) == "Return SO-1-R1 is closed."
    assert house.card(hand).prompt == "Return SO-1-R1 is closed"
    assert verdict(house.hand().opens("receiving").scans("SO-1")) == (
        "refused",
        "nothing_to_return",
        "Everything that left for order SO-1 is back. Check the order number, or ask a supervisor.",
    )


@pytest.mark.feature("RT-01")
def test_the_rest_comes_back_on_another_return(house: Warehouse, hand: Hand) -> None:
    hand.scans(lot("L1", 2), "LW*DONE")
    hand.opens("receiving").scans("SO-1", "SO-1")
    assert house.ask("select number from receipts where status = 'open'") == "SO-1-R2"
    assert words(hand.scans(lot("L1", 2))) == (
        "2 of CREAM lot L1 is more than left: 3 delivered, 2 back."
        " Count again. Put the rest aside and ask a supervisor."
    )
    assert words(hand.scans(lot("L1"))) == "+1 CREAM lot L1: 1 of 3."


def test_what_leaves_while_a_return_is_open_may_come_back_on_it(house: Warehouse) -> None:
    enters(house, "SO-2", CREAM=1, WATER=6)
    picks(house, "SO-2", "T-01", ("WATER", "", 4))
    picks(house, "SO-2", "T-02", ("WATER", "", 2), ("CREAM", "L3", 1))
    leaves(house, "T-01")
    hand = house.hand().opens("receiving")
    assert words(hand.scans("SO-2")) == (
        "Some of order SO-2 has left. Scan it again to take goods of it back."
    )
    assert words(hand.scans("SO-2", WATER)) == "+1 WATER: 1 of 4."
    leaves(house, "T-02")
    assert house.hand("bob").opens("receiving").scans("SO-2")["code"] == "receipt_opened"
    assert words(hand.scans(WATER)) == "+1 WATER: 2 of 6."
    assert words(hand.scans("LW*OK", lot("L3"))) == "+1 CREAM lot L3: 1 of 1."


def test_who_has_the_return_open_need_not_open_it_again_for_what_left_since(
    house: Warehouse,
) -> None:
    enters(house, "SO-2", CREAM=1, WATER=3)
    picks(house, "SO-2", "T-01", ("WATER", "", 1))
    picks(house, "SO-2", "T-02", ("WATER", "", 2), ("CREAM", "L3", 1))
    leaves(house, "T-01")
    hand = house.hand().opens("receiving")
    assert words(hand.scans("SO-2", "SO-2", WATER)) == "+1 WATER: 1 of 1."
    leaves(house, "T-02")
    assert words(hand.scans(WATER)) == "+1 WATER: 2 of 3."
    assert words(hand.scans("LW*OK", lot("L3"))) == "+1 CREAM lot L3: 1 of 1."


# What comes back


@pytest.mark.feature("RT-02", "RT-04")
def test_goods_come_back_from_the_customer_into_quarantine(house: Warehouse, hand: Hand) -> None:
    answers = [hand.scans(code) for code in (lot("L1", 3), lot("L2"), DRYER, "HD-2", WATER)]
    assert [words(one) for one in answers] == [
        "+3 CREAM lot L1: 3 of 5.",
        "+1 CREAM lot L2: 4 of 5.",
        "DRYER, Hairdryer.",
        "+1 DRYER HD-2: 1 of 2.",
        "+1 WATER: 1 of 4.",
    ]
    assert with_customer(house) == [1, 1, 3]
    assert [house.on_hand(sku, "QUAR") for sku in ("CREAM", "DRYER", "WATER")] == [4, 1, 1]
    assert house.order("SO-9", WATER=1)
    assert house.reserved("WATER", "QUAR") == 0


@pytest.mark.feature("RT-02")
def test_another_lot_is_refused_and_those_that_left_are_named(house: Warehouse, hand: Hand) -> None:
    answer = hand.scans(lot("L3"))
    assert verdict(answer) == (
        "refused",
        "lot_not_delivered",
        "Lot L3 of CREAM did not leave for order SO-1."
        " These left and are not back: L1, L2. Scan one of them.",
    )
    assert (answer["expected"], answer["scanned"]) == ("L1, L2", "L3")
    assert hand.scans(CREAM, "NEW-LOT")["code"] == "lot_not_delivered"
    assert house.count("lots") == 3


@pytest.mark.feature("RT-02")
def test_a_supervisor_lets_another_lot_in_with_a_reason(house: Warehouse, hand: Hand) -> None:
    hand.scans(lot("L3", 2))
    assert verdict(hand.scans("LW*ALLOW*why_not"))[:2] == ("refused", "not_permitted")
    boss = house.hand("bob", role=Role.SUPERVISOR).opens("receiving")
    boss.task, boss.flow = hand.task, "receiving"
    asked = boss.scans("LW*ALLOW")
    assert (words(asked), asked["choices"][0]["text"]) == (
        "Why does lot L3 come back? Tap one of these.",
        "LW*ALLOW*our_label_was_wrong",
    )
    assert words(boss.scans("LW*ALLOW*our_label_was_wrong")) == (
        "Lot L3 may come back with this order. Scan it."
    )
    assert words(hand.scans(lot("L3", 2))) == "+2 CREAM lot L3: 2 of 5."
    assert house.on_hand("CREAM", "QUAR", "L3") == 2
    assert house.ask("select reason from moves order by id desc limit 1") == (
        "another lot, let in by bob: Our label was wrong"
    )
    line = house.card(hand).lines[-1]
    assert (line.lot, line.done, line.note) == ("L3", "2", "Let in by a supervisor")
    # Of the five that left three more can come back, of whatever lot.
    assert words(hand.scans("LW*QTY*6")) == (
        "4 of CREAM is more than left: 5 delivered, 2 back."
        " Count again. Put the rest aside and ask a supervisor."
    )
    assert words(hand.scans("LW*QTY*1")) == "CREAM corrected: 1 of 5."
    hand.scans("LW*OK", lot("L1", 3))
    assert words(hand.last) == "+3 CREAM lot L1: 4 of 5."
    assert hand.scans("LW*OK", lot("L2", 2))["code"] == "over_returned"
    assert words(hand.scans(lot("L2"))) == "+1 CREAM lot L2: 5 of 5."


@pytest.mark.feature("RT-02")
def test_a_supervisor_who_scans_the_lot_is_offered_to_let_it_in_and_takes_it_back(
    house: Warehouse,
) -> None:
    boss = house.hand("bob", role=Role.SUPERVISOR).opens("receiving")
    boss.scans("SO-1", "SO-1")
    assert boss.scans("LW*ALLOW")["code"] == "nothing_to_allow"
    assert boss.scans(CREAM, "NEW-LOT")["action"] is None
    assert boss.scans("LW*CANCEL", lot("L3"))["action"] == {
        "text": "LW*ALLOW",
        "label": "Let it in",
    }
    boss.scans("LW*ALLOW*The driver says so", lot("L3"))
    assert words(boss.last) == "+1 CREAM lot L3: 1 of 5."
    assert words(boss.scans("LW*UNDO")) == "Undone."
    assert (house.on_hand("CREAM", "QUAR", "L3"), with_customer(house)[0]) == (0, 5)


@pytest.mark.feature("RT-01")
def test_a_product_that_did_not_leave_is_refused(house: Warehouse, hand: Hand) -> None:
    house.lot("L9", product="TONER", expires_on=None)
    assert verdict(hand.scans("L9")) == (
        "refused",
        "product_not_delivered",
        "TONER did not leave for order SO-1."
        " These left and are not back: CREAM, DRYER, WATER. Scan one of them.",
    )


@pytest.mark.feature("RT-01")
def test_never_more_than_left(house: Warehouse, hand: Hand) -> None:
    assert verdict(hand.scans(WATER, "LW*QTY*5")) == (
        "refused",
        "over_returned",
        "4 of WATER is more than left: 4 delivered, 1 back."
        " Count again. Put the rest aside and ask a supervisor.",
    )
    assert words(hand.scans("LW*QTY*4")) == "WATER corrected: 4 of 4."
    assert words(hand.scans(WATER)) == (
        "1 of WATER is more than left: 4 delivered, 4 back."
        " Count again. Put the rest aside and ask a supervisor."
    )


@pytest.mark.feature("EX-04")
def test_expired_goods_come_back_all_the_same(house: Warehouse, hand: Hand) -> None:
    with house.engine.begin() as connection:
        connection.execute(text("update lots set expires_on = '2026-06-01' where code = 'L1'"))
    assert words(hand.scans(label(a01=CREAM, a17="260601", a10="L1"))) == "+1 CREAM lot L1: 1 of 5."


def test_a_count_that_was_too_high_goes_back_to_the_customer(house: Warehouse, hand: Hand) -> None:
    assert words(hand.scans(lot("L1", 3), "LW*QTY*1")) == "CREAM corrected: 1 of 5."
    assert (house.on_hand("CREAM", "QUAR"), with_customer(house)[0]) == (1, 4)
    assert words(hand.scans("LW*QTY*3")) == "CREAM corrected: 3 of 5."
    assert (house.on_hand("CREAM", "QUAR"), with_customer(house)[0]) == (3, 2)


@pytest.mark.feature("UX-09")
def test_a_return_is_undone_and_the_customer_has_it_again(house: Warehouse, hand: Hand) -> None:
    hand.scans(lot("L1", 3))
    assert words(hand.scans("HD-1", "LW*UNDO")) == "Undone."
    assert words(hand.scans("LW*UNDO")) == "Undone."
    assert with_customer(house) == [5, 2, 4]
    assert house.ask("select sum(received) from receipt_lines") == 0
    assert words(hand.scans(lot("L1", 3))) == "+3 CREAM lot L1: 3 of 5."


def test_a_supervisor_reverses_a_move_of_a_return(house: Warehouse, hand: Hand) -> None:
    hand.scans("HD-1")
    with house.act() as work:
        made = house.ask("select max(id) from moves")
        by = By(house.ids["bob"], NOW)
        assert isinstance(
            reversals.reverse_move(work, made, by, Today(TODAY), reason="wrong parcel"), int
        )
    assert with_customer(house)[1] == 2
    assert words(hand.scans("HD-1")) == "+1 DRYER HD-1: 1 of 2."


# Reversals


def reverses(house: Warehouse, move: str, reason: str = "wrong lorry") -> str | None:
    """A supervisor reverses the move that a statement finds; why not."""
    move_id = house.ask(f"select max(id) from moves where reverses_id is null and {move}")
    with house.act() as work:
        done = reversals.reverse_move(
            work, move_id, By(house.ids["bob"], NOW), Today(TODAY), reason=reason
        )
    return None if isinstance(done, int) else str(done)


@pytest.mark.feature("RT-01", "TR-06")
def test_what_a_count_gave_back_does_not_come_back_once_more_than_left(
    house: Warehouse, hand: Hand
) -> None:
    assert words(hand.scans(lot("L1", 3), "LW*QTY*2", lot("L1"))) == "+1 CREAM lot L1: 3 of 5."
    assert reverses(house, "kind = 'receive' and reason = 'counted too many'") == (
        "The goods have been moved on or promised since. Reverse what came after first."
    )
    assert (house.on_hand("CREAM", "QUAR"), with_customer(house)[0]) == (3, 2)


SOME = "Some of these goods came back as a return. The rest comes back as a return, too."
ALL = "These goods came back as a return. Nothing of them is left to take back."


@pytest.mark.feature("RT-01", "TR-06")
def test_a_shipment_that_came_back_as_a_return_is_not_reversed_too(
    house: Warehouse, hand: Hand
) -> None:
    """Of L1 two and one have left; the return counts them together, whatever tote they were in."""
    two = "kind = 'ship' and quantity = 2 and lot_id = (select id from lots where code = 'L1')"
    hand.scans(lot("L1", 2))
    assert reverses(house, two) == SOME
    hand.scans(lot("L1"), "HD-1")
    assert reverses(house, two) == reverses(house, "kind = 'ship' and serial_id = 1") == ALL
    assert reverses(house, two.replace("ship", "pick")) == (
        "These goods have left. They come back as a return."
    )
    hand.scans("LW*UNDO", "LW*UNDO")
    assert reverses(house, two.replace("2", "1")) is None
    assert words(hand.scans(lot("L1"))) == (
        "1 of CREAM lot L1 is more than left: 2 delivered, 2 back."
        " Count again. Put the rest aside and ask a supervisor."
    )


@pytest.mark.feature("RT-01", "TR-06")
def test_a_return_after_a_reversal_takes_back_what_the_customer_still_has(
    house: Warehouse, hand: Hand
) -> None:
    assert reverses(house, f"kind = 'ship' and product_id = {house.ids['WATER']}") is None
    assert verdict(hand.scans(WATER)) == (
        "refused",
        "product_not_delivered",
        "WATER did not leave for order SO-1."
        " These left and are not back: CREAM, DRYER. Scan one of them.",
    )
    assert words(house.hand("bob").opens("receiving").scans("SO-1")) == "Return SO-1-R1 is open."
    leaves(house, "T-02")
    assert words(hand.scans(WATER, "LW*QTY*4")) == "WATER corrected: 4 of 4."


@pytest.mark.feature("RC-18", "TR-06")
def test_an_order_whose_shipment_was_reversed_has_not_left(house: Warehouse) -> None:
    enters(house, "SO-2", WATER=2)
    picks(house, "SO-2", "T-01", ("WATER", "", 2))
    leaves(house, "T-01")
    assert reverses(house, "kind = 'ship'") is None
    assert words(house.hand().opens("receiving").scans("SO-2")) == (
        "Order SO-2 has not left: its goods go to STAGE."
        " Look for them there. Only what was shipped comes back as a return."
    )


# Serials


@pytest.mark.feature("RT-03", "ID-05")
def test_a_serial_comes_back_once(house: Warehouse, hand: Hand) -> None:
    assert words(hand.scans("HD-1")) == "+1 DRYER HD-1: 1 of 2."
    assert verdict(hand.scans("HD-1")) == (
        "refused",
        "serial_already_used",
        "Serial HD-1 was already scanned here. Scan the next unit.",
    )
    hand.scans("LW*CANCEL", "LW*DONE")
    hand.opens("receiving").scans("SO-1", "SO-1")
    assert verdict(hand.scans(DRYER, "HD-1")) == (
        "refused",
        "serial_in_stock",
        "Serial HD-1 is already in stock, at QUAR. Check the label. Scan another unit.",
    )


@pytest.mark.feature("RT-03")
def test_a_serial_that_left_is_refused_on_a_receipt_with_the_way_back(house: Warehouse) -> None:
    house.receipt("RC-1", DRYER=2)
    hand = house.hand().opens("receiving")
    assert verdict(hand.scans("RC-1", DRYER, "HD-1")) == (
        "refused",
        "serial_left_before",
        "Serial HD-1 was received before and has left."
        " Receive it as a return: scan order SO-1 under Receive.",
    )


@pytest.mark.feature("RT-03")
def test_only_the_units_that_left_for_the_order_come_back(house: Warehouse, hand: Hand) -> None:
    serials(house, "DRYER", "HD-7")
    enters(house, "SO-2", DRYER=2)
    picks(house, "SO-2", "T-03", ("DRYER", "HD-7", 1))
    leaves(house, "T-03")
    house.serials("DRYER", "A-1", "HD-8")
    assert [words(hand.scans(one)) for one in ("HD-7", "HD-8")] == [
        "Serial HD-7 left for order SO-2, not for SO-1. Scan SO-2 under Receive to take it in.",
        "Serial HD-8 is already in stock, at A-1. Check the label. Scan another unit.",
    ]
    assert words(hand.scans(DRYER, "HD-9")) == (
        "Serial HD-9 did not leave for order SO-1."
        " These left and are not back: HD-1, HD-2. Scan one of them."
    )


@pytest.mark.feature("RT-03")
def test_a_unit_that_came_back_and_left_again_is_counted_by_its_last_order(
    house: Warehouse, hand: Hand
) -> None:
    hand.scans("HD-1")
    again = house.hand("bob", role=Role.SUPERVISOR).opens("putaway")
    assert words(again.scans("HD-1", "A-1")) == "1 of DRYER serial HD-1 put in A-1."
    house.order("SO-2", DRYER=1)
    with house.act() as work:
        house.add_plate(work, "T-04", "STAGE", PlateKind.TOTE)
    house.hand("bob").opens("picking").scans("SO-2", "A-1", "HD-1", "T-04")
    leaves(house, "T-04")
    assert words(hand.scans(DRYER, "HD-1")) == (
        "Serial HD-1 left for order SO-2, not for SO-1. Scan SO-2 under Receive to take it in."
    )
    hand.opens("receiving").scans("SO-2", "SO-2")
    assert words(hand.scans("HD-1")) == "+1 DRYER HD-1: 1 of 1."


def test_the_database_keeps_a_serial_in_one_place_outside_too(house: Warehouse) -> None:
    """Whatever writes it: the customer has the unit, so it is nowhere else."""
    put = text(
        "insert into balances (product_id, serial_id, location_id, inside, on_hand, reserved,"
        " arrived_at) select product_id, serial_id, :place, (1 = 1), 1, 0, arrived_at"
        " from balances where serial_id = :serial and on_hand = 1"
    )
    values = {"place": house.ids["QUAR"], "serial": house.ids["DRYER serial HD-1"]}
    with (
        pytest.raises(DBAPIError, match=r"uq_balances_serial_in_one_place|UNIQUE"),
        house.engine.begin() as connection,
    ):
        connection.execute(put, values)


@pytest.mark.feature("RT-04")
def test_what_came_back_is_put_away_by_a_supervisor_alone(house: Warehouse, hand: Hand) -> None:
    hand.scans(lot("L1", 2))
    assert verdict(house.hand("bob").opens("putaway").scans("L1")) == (
        "refused",
        "waits_in_quarantine",
        "In quarantine at QUAR: CREAM lot L1."
        " A supervisor decides: only they take it from there to a bin.",
    )
    decider = house.hand("bob", role=Role.SUPERVISOR).opens("putaway")
    assert words(decider.scans("L1")) == "2 of CREAM lot L1. Take it to A-1."
    assert words(decider.scans("A-1")) == "2 of CREAM lot L1 put in A-1."
    assert (house.on_hand("CREAM", "QUAR"), house.on_hand("CREAM", "A-1")) == (0, 2)
