"""Goods go back to the supplier who brought them, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.flows.saying import choices, verdict, words
from tests.flows.test_moving import heard, lawful
from tests.warehouse import DRYER, Hand, Warehouse
from webapp.models import Location, LocationKind, PlateKind, Role

L1 = "(01)09501101530003(10)L1(17)270630(30)6"


@pytest.fixture
def boss(house: Warehouse) -> Iterator[Hand]:
    """A supervisor's hand; Harbour Cosmetics brought six creams of L1 and a dryer, Hill Farm L2."""
    with house.act() as work:
        place = Location(code="Q-1", kind=LocationKind.QUARANTINE)
        work.session.add(place)
        work.session.flush()
        house.ids["Q-1"] = place.id
    house.receipt("RC-1", CREAM=6, DRYER=1)
    house.other_supplier("RC-2", CREAM=12)
    hand = house.hand().opens("receiving")
    hand.scans("RC-1", L1, DRYER, "D1", "LW*DONE*CLOSE")
    hand.opens("receiving").scans("RC-2", L1.replace("L1", "L2"), "LW*DONE*CLOSE")
    yield house.hand("bob", role=Role.SUPERVISOR).opens("moving")
    assert lawful(house)


def number(house: Warehouse, name: str) -> int:
    """A supplier's number."""
    return int(house.ask("select id from partners where name = :name", name=name))


@pytest.mark.feature("RT-04", "RT-05")
def test_a_held_lot_goes_back_to_whoever_brought_it_with_a_reason(
    house: Warehouse, boss: Hand
) -> None:
    boss.scans("L1", "Q-1")
    house.ids["CREAM L1"] = house.ask("select id from lots where code = 'L1'")
    house.holds("CREAM L1")
    boss.scans("L1", "LW*QTY*4", "LW*SUPPLIER")
    harbour = number(house, "Harbour Cosmetics")
    assert verdict(boss.last) == (
        "choose",
        "send_back_why",
        "Why does it go back to Harbour Cosmetics: 4 of CREAM lot L1? Tap one of these.",
    )
    assert choices(boss.last)[1] == ("Not what was ordered", f"LW*SUPPLIER*{harbour}*wrong")
    assert verdict(boss.scans(f"LW*SUPPLIER*{harbour}*wrong")) == (
        "accepted",
        "sent_back",
        "Back to Harbour Cosmetics: 4 of CREAM lot L1. Reason: Not what was ordered.",
    )
    assert house.on_hand("CREAM", "Q-1", "L1") == 2
    assert house.ask("select reason from moves order by id desc limit 1") == (
        "back to supplier supplier: Not what was ordered"
    )
    assert words(boss.scans("LW*UNDO")) == "Undone."
    assert house.on_hand("CREAM", "Q-1", "L1") == 6


@pytest.mark.feature("RT-05")
def test_another_supplier_is_refused_by_naming_who_brought_it(house: Warehouse, boss: Hand) -> None:
    hill = number(house, "Hill Farm")
    boss.scans("DOCK-1")
    assert heard(boss, "LW*SUPPLIER", "L1", f"LW*SUPPLIER*{hill}*other", "LW*SUPPLIER*999") == [
        "That was a supplier. Take up the goods first.",
        "From DOCK-1: 6 of CREAM lot L1.",
        "Hill Farm did not bring this: 6 of CREAM lot L1. It goes back to Harbour Cosmetics only.",
        "Command LW*SUPPLIER*999 does nothing here. Use the buttons on the screen.",
    ]
    assert verdict(boss.scans("LW*SUPPLIER**bored"))[:2] == ("refused", "scrap_reason_unknown")
    house.stock("WATER", "A-1", 3)
    boss.scans("LW*CANCEL", "LW*CANCEL", "WATER", "LW*SUPPLIER")
    assert verdict(boss.last) == (
        "refused",
        "supplier_unknown",
        "No receipt says which supplier brought this: 3 of WATER."
        " Scan a quarantine place or a scrap place.",
    )


@pytest.mark.feature("RT-05")
def test_a_worker_is_told_who_decides(house: Warehouse, boss: Hand) -> None:
    hand = house.hand().opens("moving")
    hand.scans("D1", "LW*SUPPLIER")
    assert verdict(hand.last)[:2] == ("refused", "not_permitted")
    assert [one.text for one in house.card(hand).buttons] == ["LW*CANCEL"]
    hand.scans("LW*CANCEL")
    boss.scans("D1", "LW*SUPPLIER**damaged")
    assert words(boss.last) == ("Back to Harbour Cosmetics: 1 of DRYER serial D1. Reason: Damaged.")
    assert (
        house.ask("select count(*) from balances where serial_id is not null and on_hand > 0") == 0
    )


@pytest.mark.feature("RT-05")
def test_goods_come_off_their_plate_and_of_two_suppliers_one_is_chosen(
    house: Warehouse, boss: Hand
) -> None:
    house.receipt("RC-3", WATER=2)
    house.other_supplier("RC-4", WATER=2)
    for receipt in ("RC-3", "RC-4"):
        hand = house.hand().opens("receiving")
        hand.scans(receipt, "WATER", "LW*QTY*2", "LW*DONE*CLOSE")
    with house.act() as work:
        house.add_plate(work, "P-1", "DOCK-1", PlateKind.PALLET)
    house.hand().scans("LW*PLATES", "P-1", "WATER", "LW*QTY*4", "LW*DONE")
    boss.scans("P-1", "LW*SUPPLIER")
    assert (boss.last["code"], [label for label, _ in choices(boss.last)]) == (
        "which_supplier",
        ["Harbour Cosmetics", "Hill Farm"],
    )
    boss.scans(choices(boss.last)[1][1])
    assert boss.last["code"] == "send_back_why"
    boss.scans(choices(boss.last)[0][1])
    assert words(boss.last) == "Back to Hill Farm: license plate P-1. Reason: Damaged."
    assert (
        house.ask(
            "select count(*) from balances b join license_plates t on t.id = b.plate_id"
            " where b.on_hand > 0"
        )
        == 0
    )
