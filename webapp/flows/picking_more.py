"""A picker at an empty pick face calls for more: what can come is said, and it comes first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from webapp.flows.card import Button, Drawing
from webapp.flows.picking_line import Pick
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.replies import listed as side_by_side
from webapp.operations import replenishing
from webapp.queries import replenishing as reads
from webapp.queries.picking import PickLine
from webapp.queries.replenishing import Replenishment
from webapp.rules import refusals
from webapp.words import T, Words


def call_for_more(pick: Pick) -> Reply:
    """`LW*MORE`: this bin is filled before all others; the pick stands where it stood."""
    talk, line = pick.talk, pick.line
    connection, sku = talk.work.connection, line.product.sku
    place_id = reads.place_of(connection, line.product.id, line.location_id)
    found = reads.due_at(connection, place_id, talk.today) if place_id else None
    if place_id is None or found is None:
        return refused(refusals.not_topped_up(line.location, sku))
    face = found.face
    if face.on_hand + face.coming >= face.target:
        units = line.product.amount(face.on_hand + face.coming)
        return refused(refusals.place_has_enough(line.location, sku, units))
    replenishing.call(talk.work, place_id, by=talk.who.id)
    # Beside the pick: an undo takes the last pick back, not the call.
    talk.aside = True
    now = reads.due_at(connection, place_id, talk.today) or found
    return accepted("called_for_more", told(now))


def told(found: Replenishment) -> Words:
    """What becomes of the call: what is on its way, what can come, or that nothing can."""
    called = T("Called for %(product)s at %(location)s.", **names(found))
    if found.face.coming:
        coming = found.product.amount(found.face.coming)
        return T("%(called)s %(quantity)s are on their way.", called=called, quantity=coming)
    if not found.sources:
        return T("%(called)s No source has free stock.", called=called)
    return T("%(called)s It can come from %(sources)s.", called=called, sources=listed(found))


def names(found: Replenishment) -> dict[str, object]:
    """The codes of the product and the place."""
    return {"product": found.product.sku, "location": found.location}


def listed(found: Replenishment) -> object:
    """The bins it can come from, each with how much."""
    each: Sequence[object] = [
        T("%(bin)s (%(quantity)s)", bin=bin, quantity=found.product.amount(units))
        for bin, units in found.sources
    ]
    return reduce(side_by_side, each)


def button(drawing: Drawing, line: PickLine) -> tuple[Button, ...]:
    """The call as one more thing to tap where a bin is short; only where the bin is filled."""
    place_id = reads.place_of(drawing.connection, line.product.id, line.location_id)
    if place_id is None:
        return ()
    return (drawing.button(T("Call for more"), "LW*MORE", "boxes"),)
