"""License plates in the book: what ships, what a supervisor may reverse."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.flows.saying import label
from tests.warehouse import CREAM, NOW, TODAY, Warehouse, warehouse_of
from webapp.languages import say
from webapp.models import LotStatus, PlateKind
from webapp.operations import plates, reversals
from webapp.operations.ledger import By
from webapp.operations.verify import verify
from webapp.rules.refusals import Refusal


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Pallet P in staging with case C on it; six waters on the case."""
    house = warehouse_of(app)
    with house.act() as work:
        house.add_plate(work, "P", "STAGE", PlateKind.PALLET)
        house.add_plate(work, "C", "STAGE", PlateKind.CASE)
        assert plates.nest(work, house.ids["C"], into=house.ids["P"]) is None
    house.stock("WATER", "STAGE", 6, plate="C")
    return house


def by(house: Warehouse) -> By:
    """Ann's hand."""
    return By(house.ids["ann"], NOW)


def ship(house: Warehouse, plate: str) -> str | None:
    """Ship a plate; why not."""
    with house.act() as work:
        return said(plates.ship(work, house.ids[plate], TODAY, by(house)))


def said(refusal: Refusal | None) -> str | None:
    """Problem and remedy in English."""
    if refusal is None:
        return None
    return f"{say(refusal.problem, 'en')} {say(refusal.remedy, 'en')}"


def lawful(house: Warehouse) -> bool:
    """Whether no law is broken."""
    with house.engine.connect() as connection:
        return verify(connection).breaches == []


def test_all_of_a_pile_ships_to_the_customer(house: Warehouse) -> None:
    assert ship(house, "P") is None
    assert (house.on_hand("WATER", "STAGE"), house.on_hand("WATER", "CUSTOMERS")) == (0, 6)
    asked = "select count(*) from license_plates where status = 'shipped' and location_id = :place"
    assert house.ask(asked, place=house.ids["CUSTOMERS"]) == 2
    assert ship(house, "P") == (
        "Shipped: license plate P. It has left. Scan another license plate, or a new one."
    )
    assert lawful(house)


def test_what_an_order_picked_ships_under_its_line(house: Warehouse) -> None:
    house.lot("L1")
    house.stock("CREAM", "A-1", 1, lot="L1")
    house.order("O-1", CREAM=1)
    scans = ("O-1", "A-1", label(a01=CREAM, a10="L1"), "T-01")
    house.hand().opens("picking").scans(*scans)
    assert ship(house, "T-01") is None
    asked = "select d.number from moves m join order_lines i on i.id = m.order_line_id"
    assert house.ask(f"{asked} join orders d on d.id = i.order_id where m.kind = 'ship'") == "O-1"
    assert lawful(house)


def test_only_the_outermost_ships_from_staging_with_something_on_it(house: Warehouse) -> None:
    with house.act() as work:
        house.add_plate(work, "FAR", "DOCK-1", PlateKind.PALLET)
    assert [ship(house, code) for code in ("C", "FAR", "T-02")] == [
        "On license plate P: license plate C. Scan P, or take this one off it first.",
        "At DOCK-1, not in staging: license plate FAR. Bring it to a staging place first.",
        "License plate T-02 is empty. Scan the goods themselves.",
    ]


def test_a_lot_on_hold_does_not_ship(house: Warehouse) -> None:
    house.lot("L1", status=LotStatus.ON_HOLD, reason="quality check")
    house.stock("CREAM", "STAGE", 1, lot="L1", plate="P")
    assert ship(house, "P") == (
        "Lot L1 is on hold: quality check. Leave it there. Scan another lot, or report it short."
    )
    assert house.on_hand("WATER", "STAGE") == 6


def test_one_of_several_goods_does_not_go_back_without_its_plate(house: Warehouse) -> None:
    house.lot("L1")
    house.stock("CREAM", "STAGE", 1, lot="L1", plate="P")
    with house.act() as work:
        assert plates.move_whole(work, house.ids["P"], house.ids["A-2"], by(house)) is None
    moved = house.ask("select max(id) from moves")
    with house.act() as work:
        answer = reversals.reverse_move(work, moved, by(house), reason="wrong bin")
    assert say(answer, "en") == (
        "These goods moved with their license plate. Move the whole plate back instead."
    )
    assert lawful(house)


def test_a_plate_with_one_thing_on_it_goes_back_with_the_reversal(house: Warehouse) -> None:
    with house.act() as work:
        assert plates.move_whole(work, house.ids["P"], house.ids["A-2"], by(house)) is None
    moved = house.ask("select max(id) from moves")
    with house.act() as work:
        assert isinstance(reversals.reverse_move(work, moved, by(house), reason="wrong"), int)
    assert house.on_hand("WATER", "STAGE") == 6
    assert lawful(house)
