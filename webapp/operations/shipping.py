"""Goods leave for a customer: a license plate with all on it, or all that an order has picked.

picked ──► shipped     a reversal of one of its moves brings an order back to picked

Pallets and cases leave for good; a tote is emptied and is free for the next order. Either all of it
leaves or nothing does.
"""

from __future__ import annotations

from sqlalchemy import text

from webapp.models import MoveKind, PlateKind, PlateStatus
from webapp.operations import ledger, orders
from webapp.operations.ledger import By, Entry, Spot
from webapp.operations.plates import STAND_ON, become, place_all
from webapp.operations.plates_held import Plate, Trees
from webapp.operations.shipments import Shipment
from webapp.operations.unit_of_work import UnitOfWork
from webapp.rules import refusals
from webapp.rules.refusals import Refusal

CUSTOMERS = text("select id from locations where kind = 'customer' order by id limit 1")
FREE = text("update license_plates set order_id = null where id = :plate")


def ship(work: UnitOfWork, made: Shipment, by: By) -> Refusal | None:
    """Every part of a shipment leaves; an order of which nothing stays is shipped."""
    customers = work.connection.execute(CUSTOMERS).scalar()
    if customers is None:
        return refusals.no_place_for_customers()
    for pile in made.piles:
        open_all(work, made.trees, pile)
    for part in made.parts:
        source = Spot(part.row.location_id, part.row.plate_id)
        entry = Entry(
            MoveKind.SHIP,
            part.row.goods,
            part.units,
            source,
            Spot(customers),
            order_line_id=part.line_id,
        )
        ledger.record(work, entry, by)
    for pile in made.piles:
        send_off(work, made.trees, pile, customers)
    if made.is_all:
        orders.leave(work, made.order.id)
    return None


def open_all(work: UnitOfWork, trees: Trees, pile: Plate) -> None:
    """Nothing comes off a closed plate, and this is its last act: from the bottom up."""
    closed = [one for one in trees.upon(pile) if one.status is PlateStatus.CLOSED]
    become(work, PlateStatus.OPEN, closed)


def send_off(work: UnitOfWork, trees: Trees, pile: Plate, customers: int) -> None:
    """The plates themselves: totes stay, empty and free, and what stood on them goes."""
    every = list(trees.upon(pile))
    totes = {one.id for one in every if one.kind is PlateKind.TOTE}
    for one in every:
        if one.parent_id and totes & {one.id, one.parent_id}:
            work.connection.execute(STAND_ON, {"plate": one.id, "parent": None})
    for id in totes:
        work.connection.execute(FREE, {"plate": id})
    leaving = [one for one in every if one.id not in totes]
    place_all(work, leaving, customers)
    become(work, PlateStatus.SHIPPED, leaving[::-1])
