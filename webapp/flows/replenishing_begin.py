"""A pick face that a worker begins to fill: the most urgent one, or the one that was tapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from webapp.flows.moving_hand import Step, hold, in_hand, open_task, reach_for
from webapp.flows.moving_words import What
from webapp.flows.moving_words import called as in_hand_called
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import Flow
from webapp.operations import bins, replenishing, reservations, tasks
from webapp.queries import replenishing as reads
from webapp.queries.moving import GoodsThere, lot_called
from webapp.queries.replenishing import Replenishment
from webapp.rules import refusals
from webapp.rules.refusals import Refusal
from webapp.words import T, Words


def open_place(talk: Talk) -> Reply:
    """`LW*REPLENISH*place`, or alone for the most urgent place that can be filled."""
    if talk.task is None:
        talk.task = tasks.resume(talk.work, Flow.MOVING, user_id=talk.who.id)
    tap = talk.command.arguments[0] if talk.command and talk.command.arguments else ""
    if talk.task and (under_way := go_on_with(talk, tap)):
        return under_way
    # Before the locks of the stock, as everybody who plans or fills a bin does.
    bins.before_planning(talk.work)
    found = tapped(talk, tap) if tap else most_urgent(talk)
    if found is None:
        nothing = refusals.no_work(T("Every pick face has enough, or nothing to fill it from."))
        return refused(refusals.place_gone() if tap else nothing)
    reservations.lock_stock(talk.work, found.product.id)
    found = reads.due_at(talk.work.connection, found.place_id, talk.today) or found
    if said := cannot_begin(talk, found):
        return refused(said)
    return begin(talk, found)


def go_on_with(talk: Talk, tap: str) -> Reply | None:
    """What is in the worker's hand comes first; the place that is being filled is gone on with."""
    if fill := talk.state.get("fill"):
        if tap in ("", str(fill["place"])):
            return accepted("opened", T("You are filling %(location)s.", location=fill["code"]))
        return refused(refusals.filling_already(fill["code"]))
    if talk.held.step == Step.TO:
        return refused(refusals.hands_full(in_hand_called(talk.state["hand"], in_hand(talk))))
    return None


def tapped(talk: Talk, tap: str) -> Replenishment | None:
    """The place of a list, as it is now."""
    known = tap.isascii() and tap.isdigit() and len(tap) < 10
    return reads.due_at(talk.work.connection, int(tap), talk.today) if known else None


def most_urgent(talk: Talk) -> Replenishment | None:
    """The first place that is to be filled, for which there is something and that nobody fills."""
    connection = talk.work.connection
    for one in reads.due(connection, talk.today):
        face = one.face
        if one.plan.brings and not reads.filled_by(connection, face.product_id, face.location_id):
            return one
    return None


def cannot_begin(talk: Talk, found: Replenishment) -> Refusal | None:
    """Why a place is not filled now: somebody else does, it has enough, or there is nothing."""
    face, sku = found.face, found.product.sku
    other = reads.filled_by(talk.work.connection, face.product_id, face.location_id)
    if other:
        return refusals.filled_by_other(found.location, sku, other)
    if not face.missing:
        units = found.product.amount(face.on_hand + face.coming)
        return refusals.place_has_enough(found.location, sku, units)
    if found.plan.brings:
        return None
    if found.plan.room:
        return replace(found.plan.room, remedy=T("Take the next place."))
    return refusals.nothing_to_fill_from(found.location, sku)


def begin(talk: Talk, found: Replenishment) -> Reply:
    """Reserve what is brought, and go to its first bin."""
    open_task(talk)
    face, takes = found.face, found.plan.takes
    for name in ("from", "filled"):
        talk.state.pop(name, None)
    talk.state["fill"] = {
        "place": face.place_id,
        "product": face.product_id,
        "id": face.location_id,
        "code": found.location,
        "stops": [take.id for take in takes],
        "at": 0,
    }
    hold(talk, What.GOODS, 0, "")
    reach_for(talk, {take.id: take.quantity for take in takes})
    replenishing.claim(talk.held, face.product_id, face.location_id, found.plan.brings)
    talk.held.step = Step.FROM
    return accepted("replenishment_started", told(found))


def told(found: Replenishment) -> Words:
    """What is brought where; and why it is not more, where more is missing."""
    fill = T(
        "Fill %(location)s: %(quantity)s of %(product)s.",
        location=found.location,
        quantity=found.product.amount(found.plan.brings),
        product=found.product.sku,
    )
    if not found.plan.lacks:
        return fill
    if found.plan.room:
        return T("%(fill)s No more fits into the bin.", fill=fill)
    missing = found.product.amount(found.face.missing)
    return T("%(fill)s There is no more: %(missing)s are missing.", fill=fill, missing=missing)


def called(row: GoodsThere) -> Words:
    """Goods to take, with the license plate they are on."""
    if row.plate:
        return T("%(what)s on %(plate)s", what=row.called, plate=row.plate)
    return row.called


def wanted(row: GoodsThere) -> Words:
    """Goods to take, as they are asked for: of units with serial numbers any one will do."""
    if row.serial is None:
        return called(row)
    unit = T("a unit of %(what)s", what=lot_called(row))
    return T("%(what)s on %(plate)s", what=unit, plate=row.plate) if row.plate else unit


def counted(rows: Sequence[GoodsThere]) -> Words:
    """All that was taken, as so many of its product."""
    product = rows[0].product
    units = product.amount(sum(row.taken for row in rows))
    return T("%(quantity)s of %(what)s", quantity=units, what=product.sku)
