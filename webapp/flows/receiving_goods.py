"""Goods at a receipt: what one label says is joined with the labels before it, in any order.

A draft is gathered until nothing is missing; then it is recorded. A label without its product
waits for it, and a lot that several products have waits for the product that tells which.
"""

from __future__ import annotations

from dataclasses import replace

from webapp.flows import receiving_announced as announced
from webapp.flows import receiving_learn as learn
from webapp.flows import receiving_readings as readings
from webapp.flows.receiving_draft import (
    Case,
    Draft,
    Step,
    as_measured,
    first_missing,
    joined,
    keep,
    newest,
    only_what_is_tracked,
)
from webapp.flows.receiving_notes import note_codes
from webapp.flows.receiving_plates import onto_plate, use_plate
from webapp.flows.receiving_record import record
from webapp.flows.receiving_return_rules import none_had_left
from webapp.flows.receiving_rules import objection
from webapp.flows.replies import Reply, accepted, refused
from webapp.models import ScanStatus
from webapp.queries.meanings import GoodsScan, LooseScan, Meaning, PlateScan
from webapp.rules import refusals
from webapp.words import T, Words


def hear_goods(case: Case, wanted: Words) -> Reply:
    """Goods, a license plate to put them on, or a label that waits for its product."""
    found = case.talk.one_of(
        GoodsScan,
        LooseScan,
        PlateScan,
        wanted=wanted,
        fits=lambda one: (
            not isinstance(one, GoodsScan) or case.receipt.line_of(one.product.id) is not None
        ),
    )
    if isinstance(found, Reply):
        return unsettled(case, found)
    return take(case, found)


def take(case: Case, found: Meaning) -> Reply:
    """What the scan was found to be, put to use; an announced license plate comes in whole."""
    plate = found.plate if isinstance(found, GoodsScan) else found
    if isinstance(plate, PlateScan) and (reply := announced.by_plate(case, plate)):
        return reply
    match found:
        case PlateScan():
            return use_plate(case, found)
        case LooseScan():
            return keep_loose(case, found)
        case GoodsScan(product=product) if learn.is_open(case):
            return learn.which_size(case, product.id)
        case GoodsScan():
            return take_up(case, found)
        case _:
            return refused(refusals.unknown_code(case.talk.shown))


def unsettled(case: Case, reply: Reply) -> Reply:
    """Nothing fits, or several things do: those that were chosen before need not be asked again."""
    if reply.status is not ScanStatus.CHOOSE:
        return reply
    if found := readings.chosen_before(case, case.talk.meanings):
        return take(case, found)
    keep_shared_code(case)
    return reply


def keep_shared_code(case: Case) -> None:
    """A lot or serial that several products have waits for the product that tells which."""
    goods = [one for one in case.talk.heard if isinstance(one, GoodsScan)]
    if len({one.product.id for one in goods}) < 2:
        return
    lots, serials = ({getattr(one, name) for one in goods} for name in ("lot_code", "serial_code"))
    lot = lots.pop() if len(lots) == 1 else None
    serial = serials.pop() if len(serials) == 1 else None
    if lot or serial:
        label = LooseScan("", lot, serial, goods[0].expires_on, goods[0].best_before)
        keep(replace(case, draft=newest(waiting(case), label)), Step.PRODUCT)


def waiting(case: Case) -> Draft:
    """What labels before this one have said, while their product was not known."""
    return case.draft if case.draft.product_id is None else Draft()


def take_up(case: Case, goods: GoodsScan) -> Reply:
    """Goods of the receipt: join them with what a label before said, then go on."""
    if case.receipt.line_of(goods.product.id) is None:
        return refused(not_on_it(case, goods.product.sku))
    return go_on(replace(case, draft=joined(waiting(case), goods)))


def not_on_it(case: Case, sku: str) -> refusals.Refusal:
    """Nobody announced this product, or none of it left."""
    if case.receipt.is_return:
        return none_had_left(case, sku)
    return refusals.product_not_on_receipt(sku, case.receipt.number)


def keep_loose(case: Case, label: LooseScan) -> Reply:
    """A label without its product: of the goods in hand, or kept until their product is known."""
    if case.draft.product_id is not None:
        return go_on(replace(case, draft=newest(case.draft, label)))
    keep(replace(case, draft=newest(waiting(case), label)), Step.PRODUCT)
    return accepted("label_kept", T("Read %(label)s. Now scan its product.", label=label.called))


# Going on: ask for what is missing, or record


def go_on(case: Case) -> Reply:
    """Object, ask for the next missing thing, or record the draft."""
    note_codes(case)
    case = replace(case, draft=only_what_is_tracked(case))
    case = replace(case, draft=as_measured(case))
    if said := objection(case):
        return refused(said)
    if case.draft.plate:
        case = onto_plate(case)
    missing = first_missing(case)
    if missing is None:
        return record(case)
    keep(case, missing)
    product = case.line.product
    return accepted("goods_recognised", T("%(sku)s, %(name)s.", sku=product.sku, name=product.name))
