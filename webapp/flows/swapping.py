"""A picker holds another lot or unit than the one promised: swap the promise, knowingly.

Asked in order: is it known, is it here, may it be had? Free stock is simply promised instead;
stock that another order was promised and has not picked is exchanged for ours. Either way the
first scan only says what the second one will do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from webapp.flows.replies import Reply, confirm, refused
from webapp.flows.talk import Talk
from webapp.models import Tracking
from webapp.operations import reservations
from webapp.queries import picking as reads
from webapp.queries import putaway as places
from webapp.queries.meanings import GoodsScan
from webapp.queries.picking import OtherPromise, PickLine
from webapp.queries.promises import Today, wish_of
from webapp.rules import picking as rules
from webapp.rules import refusals
from webapp.words import T, Words


def without_untracked(goods: GoodsScan, tracking: Tracking) -> GoodsScan:
    """The scan without the codes its product is not tracked by."""
    if not tracking.by_lot:
        goods = replace(goods, lot=None, lot_code=None)
    if not tracking.by_serial:
        goods = replace(goods, serial=None, serial_code=None)
    return goods


def swap(talk: Talk, line: PickLine, goods: GoodsScan, planned: date) -> Reply | None:
    """None when the promise of `line`, for that day, is for the scanned goods; else the reply."""
    here = found_here(talk, line, goods)
    if here is None:
        return refused(not_here(talk, line, goods))
    if objection := may_not_be_had(talk, goods, here, planned):
        return refused(objection)
    free = int(here.on_hand - here.reserved)
    others = reads.promised_to_others(talk.work.connection, here.id, talk.held.id)
    if objection := cannot_have(line, goods, free or (others[0].quantity if others else 0)):
        return refused(objection)
    if free <= 0 and not (others and fair(talk, line, others[0])):
        zero = line.product.amount(0)
        return refused(refusals.not_enough(goods.called, line.location, zero))
    about = f"{line.key} {here.id}"
    if not talk.confirmed("swap", about):
        talk.ask_once_more("swap", about)
        return ask(line, goods, here.expires_on)
    if free > 0:
        promise_free(talk, line, here.id, min(free, line.quantity))
    else:
        exchange(talk, line, others[0])
    return None


def may_not_be_had(
    talk: Talk, goods: GoodsScan, here: Any, planned: date
) -> refusals.Refusal | None:
    """Why nobody would be promised these goods where they stand, or None."""
    lot = goods.lot
    if said := rules.bin_gives(here) or rules.may_leave(None, talk.today, here):
        return said
    if lot and talk.state.get("allowed", {}).get("lot") == lot.id:
        return None
    return rules.in_time(lot, here.removal_date, planned)


def fair(talk: Talk, line: PickLine, other: OtherPromise) -> bool:
    """Whether the other order would be promised what we give it: else it stood before it later."""
    wish = wish_of(talk.work.connection, other.order_line_id, Today(talk.today, talk.zone))
    return not (
        rules.bin_gives(line)
        or rules.may_leave(line.lot, talk.today, line)
        or rules.in_time(line.lot, line.removal_date, wish.planned)
        or rules.lives_long_enough(line.lot, wish.planned, wish.least_days)
    )


def cannot_have(line: PickLine, goods: GoodsScan, most: int) -> refusals.Refusal | None:
    """Too many at once: a promise is not swapped for a scan that could not be counted then."""
    if goods.quantity > line.quantity:
        return refusals.over_pick(line.product.amount(line.quantity), line.product.sku)
    if goods.quantity > most > 0:
        return refusals.not_enough(goods.called, line.location, line.product.amount(most))
    return None


def found_here(talk: Talk, line: PickLine, goods: GoodsScan) -> Any:
    """The balance of the scanned goods at the line's bin, or None."""
    unknown_lot = goods.lot_code and goods.lot is None
    unknown_serial = goods.serial_code and goods.serial is None
    if unknown_lot or unknown_serial:
        return None
    lot_id = goods.lot.id if goods.lot else (goods.serial.lot_id if goods.serial else None)
    return reads.balance_at(
        talk.work.connection,
        line.product.id,
        line.location_id,
        lot_id,
        goods.serial.id if goods.serial else None,
    )


def not_here(talk: Talk, line: PickLine, goods: GoodsScan) -> refusals.Refusal:
    """The scanned goods are at other places, or nowhere."""
    if (goods.lot_code and not goods.lot) or (goods.serial_code and not goods.serial):
        return refusals.not_here(goods.called, line.location, "")
    found = places.places_of(
        talk.work.connection,
        line.product.id,
        goods.lot.id if goods.lot else None,
        goods.serial.id if goods.serial else None,
    )
    return refusals.not_here(goods.called, line.location, found).beside(
        expected=line.serial or (line.lot.code if line.lot else None),
        scanned=goods.serial_code or goods.lot_code,
    )


def ask(line: PickLine, goods: GoodsScan, expires_on: object) -> Reply:
    """Say what a second scan will do, and when the promised lot should leave first."""
    ours = line.serial or (line.lot.code if line.lot else line.product.sku)
    theirs = goods.serial_code or goods.lot_code or goods.product.sku
    return confirm(
        "swap",
        message(ours, theirs, line, expires_on),
        T("Scan %(theirs)s once more to take it instead.", theirs=theirs),
        expected=ours,
        scanned=theirs,
    )


def message(ours: str, theirs: str, line: PickLine, expires_on: object) -> Words:
    """The reason why the promised one would be better, where there is one."""
    first = line.lot.expires_on if line.lot else None
    if first and (expires_on is None or str(expires_on) > first.isoformat()):
        return T("%(ours)s was promised and expires first, on %(date)s.", ours=ours, date=first)
    return T("%(ours)s was promised, not %(theirs)s.", ours=ours, theirs=theirs)


def promise_free(talk: Talk, line: PickLine, balance_id: int, quantity: int) -> None:
    """Give our promise back and take the free goods; what they lack stays promised as before."""
    reservations.hold_two(talk.work, line.balance_id, balance_id)
    reservations.release(talk.work, line.id, line.balance_id, quantity)
    reservations.promise(talk.work, balance_id, talk.held.id, line.order_line_id, quantity)


def exchange(talk: Talk, line: PickLine, other: OtherPromise) -> None:
    """We take what the other order was promised, and it takes ours."""
    quantity = min(line.quantity, other.quantity)
    reservations.hold_two(talk.work, line.balance_id, other.balance_id)
    reservations.release(talk.work, line.id, line.balance_id, quantity)
    reservations.release(talk.work, other.id, other.balance_id, quantity)
    reservations.promise(talk.work, other.balance_id, talk.held.id, line.order_line_id, quantity)
    reservations.promise(talk.work, line.balance_id, other.task_id, other.order_line_id, quantity)
