"""What goes on the license plate in hand: loose goods beside it, or another plate there."""

from __future__ import annotations

from webapp.flows.amounts import measure_fits
from webapp.flows.plates_goods import beside, elsewhere, move_goods, one_of_rows
from webapp.flows.plates_hand import WANTED, Step, called, done, in_hand, take_in_hand
from webapp.flows.plates_whole import move
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.operations import plates
from webapp.queries.meanings import GoodsScan, PlaceScan, PlateScan
from webapp.rules import refusals
from webapp.words import T


def hear_content(talk: Talk) -> Reply:
    """Goods or a plate that go on it, or the place that it goes to."""
    found = talk.one_of(
        GoodsScan,
        PlateScan,
        PlaceScan,
        wanted=WANTED[Step.CONTENT],
        fits=lambda one: not isinstance(one, GoodsScan) or bool(beside(talk, one)),
    )
    match found:
        case Reply():
            return found
        case PlaceScan():
            return move(talk, found)
        case PlateScan():
            return put_plate_on(talk, found)
    return put_goods_on(talk, found)


def put_plate_on(talk: Talk, plate: PlateScan) -> Reply:
    """Another plate that stands beside the one in hand."""
    under = in_hand(talk)
    if plate.id is None:
        return refused(refusals.unknown_code(talk.shown))
    if plate.id == under.id:
        return take_in_hand(talk, plate)
    if said := plates.nest(talk.work, plate.id, into=under.id):
        return refused(said)
    talk.state["last"] = {"way": "on", "plate": plate.id}
    words = T("On %(under)s now: %(plate)s.", under=called(under), plate=plate.called)
    return done(talk, accepted("plate_put_on", words), verb="nest", plate=plate.id)


def put_goods_on(talk: Talk, goods: GoodsScan) -> Reply:
    """As many of the loose goods beside the plate as the scan counts."""
    found = one_of_rows(goods, beside(talk, goods))
    if isinstance(found, refusals.Refusal):
        return refused(found)
    if found is None:
        return refused(
            refusals.not_beside(goods.called, in_hand(talk).location, elsewhere(talk, goods))
        )
    if said := measure_fits(goods):
        return refused(said)
    return move_goods(talk, "on", found, goods.quantity)
