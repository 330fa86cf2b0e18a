"""What chance found on the floor, each as the shortest story that shows it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from tests.properties.codes import PALLET, label
from tests.warehouse import (
    CREAM,
    CREAM_CASE,
    DRYER,
    TODAY,
    TONER,
    WATER,
    Hand,
    Warehouse,
)
from webapp.models import PlateKind
from webapp.operations import plates, shipments
from webapp.operations.held import Held
from webapp.operations.verify import verify
from webapp.rules.refusals import Refusal

PLATE = f"]C100{PALLET}"


def breaches(house: Warehouse) -> list[str]:
    """What breaks the laws of the book."""
    with house.engine.connect() as connection:
        return verify(connection).breaches


def hold(house: Warehouse, lot: str) -> None:
    """A supervisor holds a lot."""
    assert house.holds(lot, "leaking") is not None


def picker(house: Warehouse, name: str = "ann", order: str = "LW*PICK") -> Hand:
    """A hand that has opened an order."""
    hand = house.hand(name).opens("picking")
    assert hand.scans(order)["status"] == "accepted"
    return hand


def receiver(house: Warehouse, name: str = "ann") -> Hand:
    """A hand that has opened receipt R-1."""
    hand = house.hand(name).opens("receiving")
    assert hand.scans("R-1")["status"] == "accepted"
    return hand


def test_a_lot_held_while_it_is_in_the_hand_is_not_picked(house: Warehouse) -> None:
    house.lot("C1")
    house.stock("CREAM", "A-1", 5, lot="C1")
    house.order("O-1", CREAM=3)
    ann = picker(house)
    assert ann.scans("A-1", "C1", "LW*QTY*3")["step"] == "tote"
    hold(house, "CREAM C1")
    assert ann.scans("T-01")["code"] == "lot_on_hold"
    assert house.on_hand("CREAM", "A-1") == 5


def test_a_lot_held_while_it_is_counted_is_not_picked(house: Warehouse) -> None:
    house.lot("C1")
    house.stock("CREAM", "A-1", 5, lot="C1")
    house.order("O-1", CREAM=3)
    ann = picker(house)
    ann.scans("A-1", "T-01", "C1")
    hold(house, "CREAM C1")
    assert ann.scans("LW*QTY*3")["code"] == "lot_on_hold"
    assert house.on_hand("CREAM", "A-1") == 5


def test_after_an_undo_the_old_quantity_is_not_taken_of_another_line(house: Warehouse) -> None:
    house.lot("C1", expires_on=date(2027, 1, 31))
    house.lot("C2")
    house.stock("CREAM", "A-1", 5, lot="C1")
    house.stock("CREAM", "A-1", 9, lot="C2")
    house.order("O-1", CREAM=7)
    ann = picker(house)
    ann.scans("A-1", "C1", "LW*OK", "T-01")
    assert ann.scans("LW*UNDO")["code"] == "undone"
    ann.scans("T-01")
    ann.scans("A-1", "C1", "LW*OK")
    assert house.on_hand("CREAM", "A-1", "C1") == 0
    assert house.on_hand("CREAM", "A-1", "C2") == 9
    assert breaches(house) == []


def two_promises(house: Warehouse) -> None:
    """Ann is promised lot C1 and Bob lot C2, five of each, all there is."""
    house.lot("C1", expires_on=date(2027, 1, 31))
    house.lot("C2")
    house.stock("CREAM", "A-1", 5, lot="C1")
    house.stock("CREAM", "A-1", 5, lot="C2")
    house.order("O-1", CREAM=5)
    house.order("O-2", CREAM=5)


def test_a_promise_exchanged_by_another_picker_is_not_picked_as_it_was(house: Warehouse) -> None:
    two_promises(house)
    ann, bob = picker(house, "ann", "O-1"), picker(house, "bob", "O-2")
    assert ann.scans("A-1", "C1", "LW*OK")["step"] == "tote"
    assert bob.scans("A-1", "C1", "C1")["status"] == "accepted"
    ann.scans("T-01")
    assert house.on_hand("CREAM", "A-1", "C2") == 5
    assert breaches(house) == []


def test_an_exchange_gives_nobody_a_held_lot(house: Warehouse) -> None:
    two_promises(house)
    ann = picker(house, "ann", "O-1")
    hold(house, "CREAM C1")
    answer = ann.scans("A-1", "C2", "C2")
    assert answer["status"] == "refused"
    assert (
        house.ask(
            "select count(*) from reservations r join tasks k on k.id = r.task_id"
            " join balances b on b.id = r.balance_id join orders d on d.id = k.order_id"
            " where d.number = 'O-2' and b.lot_id = :lot",
            lot=house.ids["CREAM C1"],
        )
        == 0
    )


def test_a_refused_case_does_not_swap_the_promise(house: Warehouse) -> None:
    house.lot("C1", expires_on=date(2027, 1, 31))
    house.lot("C2")
    house.stock("CREAM", "A-1", 5, lot="C1")
    house.stock("CREAM", "A-1", 2, lot="C2")
    house.order("O-1", CREAM=5)
    ann = picker(house)
    case = label(CREAM_CASE, "C2")
    ann.scans("A-1", case)
    assert ann.scans(case)["code"] == "over_pick"
    assert (
        house.ask(
            "select sum(reserved) from balances where lot_id = :lot", lot=house.ids["CREAM C1"]
        )
        == 5
    )


def test_an_undo_never_brings_more_than_was_expected(house: Warehouse) -> None:
    house.receipt("R-1", WATER=5)
    ann, bob = receiver(house, "ann"), receiver(house, "bob")
    ann.scans(WATER, "LW*QTY*4", "LW*QTY*2")
    bob.scans(WATER, "LW*QTY*3")
    assert ann.scans("LW*UNDO")["code"] == "cannot_undo"
    assert house.on_hand("WATER", "DOCK-1") == 5
    assert breaches(house) == []


def test_nothing_is_received_onto_a_plate_that_is_carried_away(house: Warehouse) -> None:
    house.receipt("R-1", WATER=9)
    ann, bob = receiver(house), house.hand("bob").opens("putaway")
    ann.scans(PLATE, WATER)
    assert bob.scans(PLATE)["code"] == "taken_up"
    assert ann.scans(WATER)["status"] == "refused"
    bob.scans("A-1")
    assert ann.scans(WATER)["status"] == "refused"
    assert breaches(house) == []


def test_goods_do_not_go_back_onto_a_plate_that_has_left(house: Warehouse) -> None:
    with house.act() as work:
        house.add_plate(work, "P-1", "DOCK-1", PlateKind.PALLET)
    house.stock("WATER", "DOCK-1", 4, plate="P-1")
    house.lot("C1")
    house.stock("CREAM", "DOCK-1", 4, lot="C1", plate="P-1")
    ann, bob = house.hand("ann").opens("putaway"), house.hand("bob").opens("putaway")
    ann.scans("C1", "A-1")
    bob.scans("P-1", "A-2", "A-2")
    assert ann.scans("LW*UNDO")["code"] == "cannot_undo"
    assert breaches(house) == []


def test_a_cancelled_putaway_is_not_taken_up_again_when_the_goods_are_gone(
    house: Warehouse,
) -> None:
    house.stock("WATER", "DOCK-1", 4)
    ann, bob = house.hand("ann").opens("putaway"), house.hand("bob").opens("putaway")
    ann.scans("WATER", "LW*CANCEL")
    bob.scans("WATER", "A-1")
    assert ann.scans("LW*UNDO")["status"] == "refused"
    assert breaches(house) == []


def test_a_cancelled_putaway_is_not_taken_up_again_from_anothers_hand(house: Warehouse) -> None:
    house.stock("WATER", "DOCK-1", 4)
    ann, bob = house.hand("ann").opens("putaway"), house.hand("bob").opens("putaway")
    ann.scans("WATER", "LW*CANCEL")
    bob.scans("WATER")
    assert ann.scans("LW*UNDO")["status"] == "refused"
    assert breaches(house) == []


def test_a_serial_taken_back_may_come_in_again_with_its_right_lot(house: Warehouse) -> None:
    house.receipt("R-1", TONER=2)
    ann = receiver(house)
    ann.scans(label(TONER, "T1", "S-1"))
    assert ann.scans("LW*UNDO")["code"] == "undone"
    assert ann.scans(label(TONER, "T2", "S-1"))["code"] == "received"
    assert breaches(house) == []


def test_a_zero_byte_in_a_code_is_no_fault(house: Warehouse) -> None:
    house.receipt("R-1", CREAM=2, DRYER=1)
    ann = receiver(house)
    assert ann.scans("a\0b")["code"] == "unknown_code"
    assert ann.scans(CREAM, "a\0b")["status"] == "refused"
    assert ann.scans(DRYER, "S\0")["status"] == "accepted"
    assert house.hand("ann").scans("\0?\0")["code"] == "unknown_code"


def promised_of(house: Warehouse, lot: str) -> int:
    """Units of a lot that are promised."""
    asked = "select coalesce(sum(b.reserved), 0) from balances b join lots l on l.id = b.lot_id"
    return int(house.ask(f"{asked} where l.code = :lot", lot=lot))


def test_goods_in_hand_are_not_taken_for_others_that_were_promised_instead(
    house: Warehouse,
) -> None:
    house.lot("C1", expires_on=date(2027, 1, 31))
    house.lot("C2")
    house.stock("CREAM", "A-1", 5, lot="C1")
    house.stock("CREAM", "A-1", 5, lot="C2")
    house.order("O-1", CREAM=3)
    ann = picker(house)
    assert ann.scans("A-1", "C1", "LW*QTY*3")["step"] == "tote"
    hold(house, "CREAM C1")
    assert ann.scans("T-01")["code"] == "lot_on_hold"
    assert house.on_hand("CREAM", "A-1", "C2") == 5


def test_a_promise_is_not_swapped_for_goods_on_a_closed_plate(house: Warehouse) -> None:
    house.lot("C1", expires_on=date(2027, 1, 31))
    house.lot("C2")
    house.stock("CREAM", "A-1", 1, lot="C1")
    with house.act() as work:
        house.add_plate(work, "P-1", "A-1", PlateKind.PALLET)
    house.stock("CREAM", "A-1", 1, lot="C2", plate="P-1")
    house.order("O-1", CREAM=1)
    with house.act() as work:
        assert plates.close(work, house.ids["P-1"]) is None
    ann = picker(house)
    ann.scans("A-1")
    assert ann.scans("C2")["code"] == ann.scans("C2")["code"] == "plate_closed"
    assert (promised_of(house, "C1"), promised_of(house, "C2")) == (1, 0)


def test_a_promise_is_not_swapped_in_a_bin_that_was_blocked_meanwhile(house: Warehouse) -> None:
    house.lot("C1", expires_on=date(2027, 1, 31))
    house.lot("C2")
    house.stock("CREAM", "A-1", 1, lot="C1")
    house.stock("CREAM", "A-1", 1, lot="C2")
    house.order("O-1", CREAM=1)
    ann = picker(house)
    ann.scans("A-1")
    with house.act() as work:
        work.connection.execute(text("update locations set blocked_out = true where code = 'A-1'"))
    assert ann.scans("C2")["code"] == ann.scans("C2")["code"] == "location_blocked_out"
    assert (promised_of(house, "C1"), promised_of(house, "C2")) == (1, 0)


def test_a_new_lot_does_not_get_the_date_of_the_unit_before(house: Warehouse) -> None:
    with house.act() as work:
        asked = "update products set expiry_policy = 'optional' where sku = 'TONER'"
        work.connection.execute(text(asked))
    house.receipt("R-1", TONER=3)
    ann = receiver(house)
    ann.scans(label(TONER, "T1", "S-1", "270101"))
    assert ann.scans(label(TONER, "T2", "S-2"))["code"] == "received"
    assert house.ask("select expires_on from lots where code = 'T2'") is None


@pytest.mark.parametrize(("kind", "name"), [(Held.PLATE, "T-01"), (Held.LOCATION, "STAGE")])
def test_what_is_on_hold_is_not_shipped(house: Warehouse, kind: Held, name: str) -> None:
    house.stock("WATER", "A-1", 4)
    house.order("O-1", WATER=4)
    assert picker(house).scans("A-1", WATER, "LW*OK", "T-01")["code"] == "order_picked"
    house.holds(name, kind=kind)
    with house.act() as work:
        said = shipments.of_plate(work, house.ids["T-01"], TODAY)
    assert isinstance(said, Refusal)
    assert said.code == f"{kind}_on_hold"
    assert house.on_hand("WATER", "STAGE") == 4
