"""A license plate that the supplier announced: one scan takes in all that stands on it, or nothing.

    plate ──► each line, by the rules of any goods ──► all of them received on it
                 └─ one that may not come in: nothing of the plate is, and the worker hears why

The moves are of one scan, so an undo takes all of it back, and the plate can be scanned again.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from webapp.flows.receiving_draft import Case, Draft, Step, first_missing, iso, keep
from webapp.flows.receiving_plates import onto_plate
from webapp.flows.receiving_record import record
from webapp.flows.receiving_rules import dock_takes_goods, objection, plate_objection
from webapp.flows.replies import Reply, accepted, listed, refused
from webapp.models import ScanStatus
from webapp.operations import announcing
from webapp.queries.announced import Announced, announced_on
from webapp.queries.meanings import PlateScan
from webapp.queries.receiving import ReceiptUnderWay
from webapp.rules import refusals
from webapp.words import T

MOST_NAMED = 3


def to_come(case: Case, plate: str) -> tuple[Announced, ...]:
    """What is announced on a license plate of this receipt and has not come in."""
    goods = announced_on(case.talk.work.connection, case.receipt.id, plate)
    return () if any(one.has_come for one in goods) else goods


def by_plate(case: Case, plate: PlateScan) -> Reply | None:
    """All of an announced license plate; None where it is not announced, or has come in."""
    if not to_come(case, plate.code):
        return None
    announcing.hold(case.talk.work, case.receipt.id)
    goods = to_come(case, plate.code)  # Another hand may have been at it until now.
    if not goods:
        return None
    if said := dock_takes_goods(case) or plate_objection(plate, case.receipt.dock_id):
        return refused(said)
    return take_in(case, plate.code, goods)


def take_in(case: Case, plate: str, goods: Sequence[Announced]) -> Reply:
    """Each line a move onto the license plate; nothing at all where one of them is refused."""
    talk, before = case.talk, copy.deepcopy(case.talk.state)
    all_of_it = talk.work.connection.begin_nested()
    if no := first_refusal(case, plate, goods):
        all_of_it.rollback()
        talk.state.clear()
        talk.state.update(before)
        talk.cache.clear()
        return refused(nothing_of_it(no, plate))
    all_of_it.commit()
    stand_as_before(case, before)
    text = T("In: license plate %(plate)s, %(what)s.", plate=plate, what=told(goods))
    return accepted("plate_received", text)


def first_refusal(case: Case, plate: str, goods: Sequence[Announced]) -> refusals.Refusal | None:
    """Write line after line; why one of them may not come in, or None."""
    case = onto_plate(replace(case, draft=Draft(plate=plate)))
    for one in goods:
        case = replace(case, draft=draft_of(one))
        if said := refusal_of(case, plate) or unrecorded(case):
            return said
        forget_codes(case)
        case = replace(case, receipt=counted(case, one))
    return None


def forget_codes(case: Case) -> None:
    """What the next line says of a lot is held against what this one wrote of it."""
    cache = case.talk.cache
    for key in [key for key in cache if key.startswith(("lot ", "serial "))]:
        del cache[key]


def stand_as_before(case: Case, before: Mapping[str, Any]) -> None:
    """Goods scanned from now on go where they went before; the next product is asked for."""
    state = case.talk.state
    for name in ("plate", "plate_code"):
        state.pop(name, None)
        state.update({name: before[name]} if name in before else {})
    state.pop("entry", None)
    keep(replace(case, draft=Draft()), Step.PRODUCT)
    case.talk.line = None


def draft_of(one: Announced) -> Draft:
    """A line as if its labels had been scanned."""
    return Draft(
        product_id=one.product.id,
        lot_code=one.lot,
        serial_code=one.serial,
        expires_on=iso(one.expires_on),
        typed=one.quantity,
    )


def refusal_of(case: Case, plate: str) -> refusals.Refusal | None:
    """Why one line may not come in."""
    if said := objection(case):
        return said
    if missing := first_missing(case):
        return refusals.announced_without(case.line.product.sku, MISSING[missing], plate)
    return None


MISSING = {
    Step.LOT: T("its lot"),
    Step.EXPIRY: T("the date it expires on"),
    Step.SERIAL: T("its serial number"),
}


def unrecorded(case: Case) -> refusals.Refusal | None:
    """Write one line's move; a refusal where another hand was faster."""
    reply = record(case)
    return None if reply.status is ScanStatus.ACCEPTED else refusals.busy_elsewhere()


def counted(case: Case, one: Announced) -> ReceiptUnderWay:
    """The receipt with this line on it, for the rules of the next one."""
    line = replace(case.line, received=case.line.received + one.quantity)
    lines = tuple(line if old.id == line.id else old for old in case.receipt.lines)
    return replace(case.receipt, lines=lines)


def nothing_of_it(no: refusals.Refusal, plate: str) -> refusals.Refusal:
    """The refusal of one line, and that it keeps out all the others."""
    remedy = T(
        "Nothing of license plate %(plate)s was received. %(remedy)s", plate=plate, remedy=no.remedy
    )
    return replace(no, remedy=remedy, action=None)


def told(goods: Sequence[Announced]) -> object:
    """What came in: each line of a few, else how many."""
    if len(goods) > MOST_NAMED:
        return T("%(count)s lines", count=len(goods))
    return reduce(listed, (said_of(one) for one in goods))


def said_of(one: Announced) -> object:
    """One line: "12 of CREAM lot L1"."""
    amount, sku = one.product.amount(one.quantity), one.product.sku
    what: object = sku
    if one.serial:
        what = T("%(product)s serial %(code)s", product=sku, code=one.serial)
    elif one.lot:
        what = T("%(product)s lot %(code)s", product=sku, code=one.lot)
    return T("%(quantity)s of %(what)s", quantity=amount, what=what)
