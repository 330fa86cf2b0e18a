"""What leaves, for whom, and what stays: plates and orders that ship, and mistakes put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.warehouse import NOW, TODAY, WATER, Hand, Warehouse, warehouse_of
from webapp.languages import say
from webapp.models import MoveKind, PlateKind, Role
from webapp.operations import ledger, plates, reversals, shipments, shipping
from webapp.operations.held import Held
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.plates_held import hold_loose
from webapp.operations.unit_of_work import UnitOfWork
from webapp.operations.verify import verify
from webapp.queries.promises import Today
from webapp.rules.refusals import Refusal


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Nine waters and two creams of lot L1 in A-1, pallet P and case C at staging."""
    house = warehouse_of(app)
    house.lot("L1")
    house.stock("WATER", "A-1", 9)
    house.stock("CREAM", "A-1", 2, lot="L1")
    with house.act() as work:
        for code, kind in (("P", PlateKind.PALLET), ("C", PlateKind.CASE)):
            house.add_plate(work, code, "STAGE", kind)
    return house


def by(house: Warehouse) -> By:
    """Ann's hand."""
    return By(house.ids["ann"], NOW)


def picks(house: Warehouse, number: str, water: int = 6, tote: str = "T-01") -> Hand:
    """An order for waters that is picked into a tote."""
    house.order(number, WATER=water)
    hand = house.hand().opens("picking")
    hand.scans(number, "A-1", WATER, *([f"LW*QTY*{water}"] if water > 1 else []), tote)
    return hand


def sends(house: Warehouse, deciding: Callable[[UnitOfWork], Any]) -> str | None:
    """Decide and ship; the sentences of the refusal, or None where it left."""
    with house.act() as work:
        made = deciding(work)
        said = made if isinstance(made, Refusal) else shipping.ship(work, made, by(house))
    return None if said is None else f"{say(said.problem, 'en')} {say(said.remedy, 'en')}"


def ship(house: Warehouse, plate: str) -> str | None:
    """Ship a license plate; why not."""
    return sends(house, lambda work: shipments.of_plate(work, house.ids[plate], TODAY))


def ship_order(house: Warehouse, number: str = "SO-1") -> str | None:
    """Ship an order; why not."""
    order_id = house.ask("select id from orders where number = :n", n=number)
    return sends(house, lambda work: shipments.of_order(work, order_id, TODAY))


def repack(house: Warehouse, units: int, onto: str | None, tote: str = "T-01") -> None:
    """Take waters out of a tote at staging; they lie loose, or go onto another plate."""
    with house.act() as work:
        stock = "select id from balances where plate_id = :p and on_hand > 0"
        balance = house.ask(stock, p=house.ids[tote])
        assert plates.unpack(work, house.ids[tote], balance, units, by(house)) is None
        if onto:
            row = hold_loose(work, house.ids["STAGE"], [house.ids["WATER"]])[0]
            assert plates.pack(work, house.ids[onto], row.balance_id, units, by(house)) is None


def move(house: Warehouse, units: int, source: str, to: str) -> None:
    """Bring loose water somewhere else."""
    ends = Spot(house.ids[source]), Spot(house.ids[to])
    entry = Entry(MoveKind.RELOCATE, Goods(house.ids["WATER"]), units, *ends)
    with house.act() as work:
        ledger.record(work, entry, by(house))


def nest(house: Warehouse, plate: str, into: str) -> None:
    """Put one onto the other."""
    with house.act() as work:
        assert plates.nest(work, house.ids[plate], into=house.ids[into]) is None


def close(house: Warehouse, plate: str) -> None:
    """Close it with all on it."""
    with house.act() as work:
        assert plates.close(work, house.ids[plate]) is None


def status(house: Warehouse, number: str = "SO-1") -> str:
    """How far an order is."""
    return str(house.ask("select status from orders where number = :n", n=number))


def of_plate(house: Warehouse, code: str) -> tuple[Any, ...]:
    """Status, place, order and what it stands on."""
    asked = (
        "select t.status, o.code, t.order_id, t.parent_id from license_plates t"
        " join locations o on o.id = t.location_id where t.code = :code"
    )
    with house.engine.connect() as connection:
        return tuple(connection.execute(text(asked), {"code": code}).one())


def customers(house: Warehouse, product: str = "WATER") -> int:
    """Units that customers have."""
    return house.on_hand(product, "CUSTOMERS")


def lawful(house: Warehouse) -> bool:
    """Whether no law is broken."""
    with house.engine.connect() as connection:
        return verify(connection).breaches == []


def reverses(house: Warehouse, kind: str, reason: str = "wrong lorry") -> str | None:
    """Reverse the last move of a kind; why not."""
    move = house.ask("select max(id) from moves where kind = :k and reverses_id is null", k=kind)
    with house.act() as work:
        done = reversals.reverse_move(work, move, by(house), Today(TODAY), reason=reason)
    return None if isinstance(done, int) else say(done, "en")


# One plate


@pytest.mark.feature("PK-23")
def test_a_tote_that_ships_is_free_again_and_its_order_is_shipped(house: Warehouse) -> None:
    picks(house, "SO-1")
    close(house, "T-01")
    assert ship(house, "T-01") is None
    assert (customers(house), status(house)) == (6, "shipped")
    assert of_plate(house, "T-01") == ("open", "STAGE", None, None)
    asked = "select d.number from moves m join order_lines i on i.id = m.order_line_id"
    assert house.ask(f"{asked} join orders d on d.id = i.order_id where m.kind = 'ship'") == "SO-1"
    assert lawful(house)
    assert picks(house, "SO-2", 3).last["code"] == "order_picked"


def test_a_pile_leaves_for_good_and_the_tote_on_it_stays(house: Warehouse) -> None:
    picks(house, "SO-1")
    repack(house, 2, "C")
    nest(house, "T-01", into="P")
    nest(house, "C", into="T-01")
    close(house, "P")
    assert ship(house, "P") is None
    assert [of_plate(house, code) for code in ("P", "C", "T-01")] == [
        ("shipped", "CUSTOMERS", None, None),
        ("shipped", "CUSTOMERS", None, None),
        ("open", "STAGE", None, None),
    ]
    assert (customers(house), status(house)) == (6, "shipped")
    assert ship(house, "P") == (
        "Shipped: license plate P. It has left. Scan another license plate, or a new one."
    )
    assert lawful(house)


def test_a_plate_without_a_tote_leaves_for_the_only_order_it_can_be_of(house: Warehouse) -> None:
    picks(house, "SO-1", 4)
    repack(house, 3, "P")
    assert ship(house, "P") is None
    assert (customers(house), status(house)) == (3, "picked")
    assert ship(house, "T-01") is None
    assert (customers(house), status(house)) == (4, "shipped")
    assert lawful(house)


def test_what_it_could_be_of_several_orders_is_not_guessed(house: Warehouse) -> None:
    picks(house, "SO-1", 4)
    repack(house, 4, None)
    picks(house, "SO-2", 4, "T-02")
    repack(house, 4, "P", "T-02")
    assert ship(house, "P") == (
        "It could be of orders SO-1, SO-2: license plate P."
        " Let a supervisor ship the order from its own page."
    )
    assert ship_order(house, "SO-2") is None
    assert ship_order(house, "SO-1") is None
    assert lawful(house)


def over_picked(house: Warehouse) -> str:
    """Seven waters in the tote, six of them picked for its order."""
    picks(house, "SO-1")
    house.stock("WATER", "STAGE", 1, plate="T-01")
    return "T-01"


def both_orders(house: Warehouse) -> str:
    """The totes of two orders on one pallet."""
    picks(house, "SO-1", 4)
    picks(house, "SO-2", 4, "T-02")
    nest(house, "T-01", into="P")
    nest(house, "T-02", into="P")
    return "P"


def under_way(house: Warehouse) -> str:
    """Two of six picked."""
    house.order("SO-1", WATER=6)
    house.hand().opens("picking").scans("SO-1", "A-1", WATER, "LW*QTY*2", "T-01")
    return "T-01"


def of_nobody(house: Warehouse) -> str:
    """Water that no order asked for, while an order's own water is in its tote."""
    picks(house, "SO-1")
    house.stock("WATER", "STAGE", 6, plate="P")
    return "P"


def held_since(kind: Held, name: str) -> Callable[[Warehouse], str]:
    """Picked, and then held."""

    def held(house: Warehouse) -> str:
        house.order("SO-1", CREAM=2)
        house.hand().opens("picking").scans("SO-1", "A-1", "L1", "LW*QTY*2", "T-01")
        house.holds(name, "quality check", kind=kind)
        return "T-01"

    return held


def over_since(house: Warehouse) -> str:
    """Picked in time, and expired before it left."""
    plate = held_since(Held.LOT, "CREAM L1")(house)
    house.releases("CREAM L1")
    with house.engine.begin() as connection:
        connection.execute(text("update lots set expires_on = '2026-06-14'"))
    return plate


def elsewhere(house: Warehouse) -> str:
    """Picked, and then brought to a dock."""
    picks(house, "SO-1")
    with house.act() as work:
        assert plates.move_whole(work, house.ids["T-01"], house.ids["DOCK-1"], by(house)) is None
    return "T-01"


def upon(house: Warehouse) -> str:
    """In a tote on a pallet."""
    picks(house, "SO-1")
    nest(house, "T-01", into="P")
    return "T-01"


ASK = " Leave it here and ask a supervisor, who can reverse its pick."


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (
            over_picked,
            "WATER on it was not picked for order SO-1: tote T-01. Take that off first.",
        ),
        (
            both_orders,
            "Goods of several orders are on it: license plate P."
            " Take off what belongs to other orders first.",
        ),
        (
            under_way,
            "Being filled for order SO-1: tote T-01. Finish picking order SO-1 first.",
        ),
        (
            of_nobody,
            "No order has picked what is on it: license plate P."
            " Bring it to a bin, or pick it for an order.",
        ),
        (held_since(Held.LOT, "CREAM L1"), f"Lot L1 is on hold: quality check.{ASK}"),
        (held_since(Held.PLATE, "T-01"), f"License plate T-01 is on hold: quality check.{ASK}"),
        (held_since(Held.LOCATION, "STAGE"), f"STAGE is on hold: quality check.{ASK}"),
        (over_since, f"Lot L1 expired on Jun 14, 2026.{ASK}"),
        (elsewhere, "At DOCK-1, not in staging: tote T-01. Bring it to a staging place first."),
        (upon, "On license plate P: tote T-01. Scan P, or take this one off it first."),
        (lambda _: "C", "License plate C is empty. Scan the goods themselves."),
    ],
)
def test_a_plate_does_not_leave(
    house: Warehouse, prepare: Callable[[Warehouse], str], said: str
) -> None:
    assert ship(house, prepare(house)) == said
    assert house.ask("select count(*) from moves where kind = 'ship'") == 0


def test_what_a_supervisor_let_pass_at_the_pick_leaves(house: Warehouse) -> None:
    house.order("SO-1", CREAM=2)
    hand = house.hand("bob", role=Role.SUPERVISOR).opens("picking")
    hand.scans("SO-1", "A-1")
    with house.engine.begin() as connection:
        connection.execute(text("update lots set expires_on = '2026-06-14'"))
    hand.scans("L1", "LW*ALLOW*customer_agrees", "L1", "LW*QTY*2", "T-01")
    assert (ship(house, "T-01"), customers(house, "CREAM")) == (None, 2)


# A whole order


@pytest.mark.feature("PK-23")
def test_an_order_leaves_with_its_totes_its_plates_and_what_lies_loose(house: Warehouse) -> None:
    house.order("SO-1", WATER=9, CREAM=2)
    hand = house.hand().opens("picking")
    hand.scans("SO-1", "A-1", "L1", "LW*QTY*2", "T-01", WATER, "LW*QTY*9")
    with house.act() as work:
        water = "select id from balances where plate_id = :p and lot_id is null"
        balance = house.ask(water, p=house.ids["T-01"])
        assert plates.unpack(work, house.ids["T-01"], balance, 5, by(house)) is None
        row = hold_loose(work, house.ids["STAGE"], [house.ids["WATER"]])[0]
        assert plates.pack(work, house.ids["P"], row.balance_id, 3, by(house)) is None
    assert ship_order(house) is None
    assert (customers(house), customers(house, "CREAM"), status(house)) == (9, 2, "shipped")
    assert (of_plate(house, "P")[0], of_plate(house, "T-01")) == (
        "shipped",
        ("open", "STAGE", None, None),
    )
    assert ship_order(house) == "Order SO-1 has left. Nothing of it is left to ship."
    assert lawful(house)


def test_what_lies_loose_leaves_before_a_plate_that_may_be_anothers(house: Warehouse) -> None:
    picks(house, "SO-1", 2)
    repack(house, 2, None)
    house.stock("WATER", "STAGE", 2, plate="P")
    assert (ship_order(house), of_plate(house, "P")[0], customers(house)) == (None, "open", 2)


def test_all_of_an_order_leaves_or_nothing(house: Warehouse) -> None:
    picks(house, "SO-1")
    repack(house, 2, None)
    move(house, 2, "STAGE", "DOCK-1")
    assert ship_order(house) == (
        "2 of WATER of order SO-1 are not at STAGE. Bring them there, or reverse their pick."
    )
    assert customers(house) == 0


def test_a_short_order_leaves_when_it_is_done_and_not_before(house: Warehouse) -> None:
    house.order("SO-1", WATER=12)
    assert ship_order(house) == (
        "Order SO-1 is not picked yet. Finish picking it, or report short what is missing."
    )
    house.hand().opens("picking").scans("SO-1", "A-1", WATER, "LW*QTY*9", "T-01")
    assert (status(house), ship_order(house), customers(house)) == ("picked", None, 9)


def test_an_order_that_was_short_altogether_has_nothing_to_ship(house: Warehouse) -> None:
    house.order("SO-1", WATER=1)
    house.hand().opens("picking").scans("SO-1", "A-1", "LW*SHORT*not_there")
    assert ship_order(house) == (
        "Nothing was picked for order SO-1. Nothing of it is left to ship."
    )


def test_without_a_place_for_customers_nothing_leaves(house: Warehouse) -> None:
    picks(house, "SO-1")
    with house.engine.begin() as connection:
        connection.execute(text("update locations set kind = 'scrap' where kind = 'customer'"))
    assert ship_order(house) == (
        "There is no location of the kind customer. Ask an admin to add one."
    )


# Mistakes


@pytest.mark.feature("TR-06")
def test_a_reversal_brings_goods_back_into_their_tote_and_the_order_back(house: Warehouse) -> None:
    picks(house, "SO-1")
    assert ship(house, "T-01") is None
    assert reverses(house, "ship") is None
    assert (customers(house), house.on_hand("WATER", "STAGE")) == (0, 6)
    assert (status(house), of_plate(house, "T-01")[:3]) == ("picked", ("open", "STAGE", 1))
    assert lawful(house)
    assert (ship(house, "T-01"), status(house)) == (None, "shipped")


def test_what_left_on_a_pallet_comes_back_as_a_return_alone(house: Warehouse) -> None:
    picks(house, "SO-1")
    repack(house, 6, "P")
    assert ship(house, "P") is None
    assert reverses(house, "ship") == "License plate P left with them. They come back as a return."


def test_goods_do_not_come_back_into_a_tote_that_others_use(house: Warehouse) -> None:
    picks(house, "SO-1")
    assert ship(house, "T-01") is None
    picks(house, "SO-2", 3)
    assert reverses(house, "ship") == "Tote T-01 is in use. Bring it back empty, then reverse this."
    first = house.ask("select min(id) from moves where kind = 'pick'")
    with house.act() as work:
        done = reversals.reverse_move(work, first, by(house), Today(TODAY), reason="mistake")
    assert say(done, "en") == "These goods have left. They come back as a return."
    assert lawful(house)


def test_what_lay_loose_comes_back_loose_and_only_once(house: Warehouse) -> None:
    picks(house, "SO-1")
    repack(house, 6, None)
    assert (ship_order(house), reverses(house, "ship")) == (None, None)
    assert (house.on_hand("WATER", "STAGE"), status(house)) == (6, "picked")
    assert reverses(house, "ship") == "This move was reversed before. A move is reversed once."
    assert lawful(house)
