"""The tote an order is picked into, and no other order's."""

from __future__ import annotations

from webapp.flows.picking_line import Pick, objection
from webapp.flows.picking_record import record
from webapp.flows.replies import Reply, accepted, refused
from webapp.models import PlateKind
from webapp.operations import plates
from webapp.queries import picking as reads
from webapp.queries import putaway as places
from webapp.queries.meanings import PlateScan
from webapp.rules import refusals
from webapp.words import T


def hear_tote(pick: Pick) -> Reply:
    """The tote this order is picked into; no other order's."""
    talk = pick.talk
    found = talk.one_of(PlateScan, wanted=T("Scan the tote you are filling."))
    if isinstance(found, Reply):
        return found
    # The lot may have been held, or the bin blocked, while the goods were in the worker's hand.
    if said := objection(pick, pick.line.lot, pick.line) or bind(pick, found):
        return refused(said)
    return record(pick)


def change_tote(pick: Pick) -> Reply | None:
    """Between two picks a scan of another tote goes on with that one."""
    totes = [m for m in pick.talk.meanings if isinstance(m, PlateScan)]
    if len(totes) != 1 or len(pick.talk.meanings) != 1 or totes[0].kind is not PlateKind.TOTE:
        return None
    if said := bind(pick, totes[0]):
        return refused(said)
    return accepted("tote_bound", T("Now filling tote %(tote)s.", tote=totes[0].code))


def bind(pick: Pick, tote: PlateScan) -> refusals.Refusal | None:
    """Keep the tote for this order, or say why it cannot be."""
    talk, order = pick.talk, pick.order
    if tote.id is None or tote.kind is not PlateKind.TOTE:
        return refusals.not_a_tote(tote.called)
    if said := refusals.plate_not_open(tote.code, str(tote.status), tote.called):
        return said
    if tote.order_id not in (None, order.id):
        other = reads.number_of(talk.work.connection, tote.order_id)
        return refusals.tote_of_another_order(tote.code, other)
    if tote.order_id is None and places.plate_has_goods(talk.work.connection, tote.id):
        return refusals.tote_in_use(tote.code)
    if not plates.bind_tote(talk.work, tote.id, order.id, order.staging_id):
        if parent := plates.parent_code(talk.work, tote.id):
            return refusals.plate_stands_on(tote.called, parent)
        return refusals.tote_in_use(tote.code)
    talk.state["tote"], talk.state["tote_code"] = tote.id, tote.code
    return None
