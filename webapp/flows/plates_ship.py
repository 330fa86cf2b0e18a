"""`LW*SHIP`, twice: the license plate in hand leaves for the customer of the order it is for."""

from __future__ import annotations

from functools import reduce

from webapp.flows.plates_hand import WANTED, Step, called, in_hand, leave
from webapp.flows.replies import Reply, accepted, confirm, listed, refused
from webapp.flows.talk import Talk
from webapp.operations import shipments, shipping
from webapp.operations.shipments import Shipment
from webapp.rules import refusals
from webapp.rules.quantities import Amount
from webapp.words import T, Words


def ship(talk: Talk) -> Reply:
    """Say what would leave and to whom; the second time it leaves. No undo brings it back."""
    if talk.held.step == Step.PLATE:
        return refused(refusals.wrong_kind(T("the Ship button"), WANTED[Step.PLATE]))
    plate = in_hand(talk)
    made = shipments.of_plate(talk.work, plate.id, talk.today)
    if isinstance(made, refusals.Refusal):
        return refused(made)
    named = about(plate.id, made)
    if not talk.confirmed("ship", named):
        talk.ask_once_more("ship", named)
        remedy = T("Press Ship once more: it leaves with all on it. No undo.")
        return confirm("ship", question(made, called(plate)), remedy)
    if said := shipping.ship(talk.work, made, talk.by):
        return refused(said)
    talk.final = True
    return leave(talk, accepted("plate_shipped", told(made)))


def told(made: Shipment) -> Words:
    """Who got what."""
    return T(
        "Shipped to %(customer)s: %(what)s of order %(order)s.",
        customer=made.order.customer,
        what=goods_of(made),
        order=made.order.number,
    )


def about(plate_id: int, made: Shipment) -> str:
    """What an answer must name: where this has changed meanwhile, it is asked anew."""
    return f"{plate_id} {made.order.id} {made.units}"


def question(made: Shipment, plate: Words) -> Words:
    """What leaves, for whom; and what of the order stays or was never found."""
    words = T(
        "To %(customer)s, order %(order)s: %(what)s on %(plate)s.",
        customer=made.order.customer,
        order=made.order.number,
        what=goods_of(made),
        plate=plate,
    )
    if made.order.short:
        words = T("%(told)s Short: %(short)s.", told=words, short=short_of(made))
    if not made.is_all:
        words = T("%(told)s The rest of the order stays here.", told=words)
    return words


def goods_of(made: Shipment) -> Words:
    """What leaves: one kind of goods by its name, several by their number."""
    kinds = {part.row.key for part in made.parts}
    products = {part.row.product.id: part.row.product for part in made.parts}
    if len(kinds) == 1:
        row = made.parts[0].row
        amount = row.product.amount(made.units)
        return T("%(quantity)s of %(what)s", quantity=amount, what=row.called)
    scales = {product.scale for product in products.values()}
    if len(scales) > 1:
        return T("%(kinds)s kinds of goods", kinds=len(kinds))
    units = Amount(made.units, scales.pop())
    return T("%(units)s units, %(kinds)s kinds of goods", units=units, kinds=len(kinds))


def short_of(made: Shipment) -> object:
    """What the order goes without: "2 of CREAM, 1 of WATER"."""
    parts: list[object] = [
        T("%(quantity)s of %(what)s", quantity=amount, what=sku) for amount, sku in made.order.short
    ]
    return reduce(listed, parts)
