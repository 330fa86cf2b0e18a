"""The goods that fill a place: the lot that goes first, or another one knowingly."""

from __future__ import annotations

from webapp.flows import halves
from webapp.flows.replenishing_begin import called, wanted
from webapp.flows.replenishing_hand import go_on, hold, may_come, now, stops
from webapp.flows.replies import Reply, accepted, confirm, refused
from webapp.flows.talk import Talk
from webapp.queries import moving as reads
from webapp.queries import picking
from webapp.queries import replenishing as sources
from webapp.queries.meanings import GoodsScan
from webapp.queries.moving import GoodsThere, lot_called
from webapp.rules import refusals
from webapp.words import T


def hear_goods(talk: Talk) -> Reply:
    """The goods that are to be taken; another lot of them is asked for once more."""
    row = now(talk)
    heard = halves.together(talk)
    found = talk.one_of(
        GoodsScan,
        wanted=T("Scan %(what)s.", what=wanted(row)),
        heard=heard,
        fits=lambda one: isinstance(one, GoodsScan) and one.product.id == row.product.id,
    )
    reply = found if isinstance(found, Reply) else match(talk, row, found)
    if half := halves.half_of(reply, heard if isinstance(found, Reply) else (found,)):
        halves.keep(talk, half)
    return reply


def match(talk: Talk, row: GoodsThere, goods: GoodsScan) -> Reply:
    """Whether these are the goods; the first rule that objects is the refusal."""
    if goods.product.id != row.product.id:
        return refused(refusals.wrong_product(goods.product.sku, row.product.sku))
    if row.serial_id is not None:
        return match_unit(talk, row, goods)
    if said := may_come(talk, row):
        return refused(said)
    if row.lot is None or (goods.lot and goods.lot.id == row.lot.id):
        return taken(talk, row)
    if goods.lot_code:
        return other_lot(talk, row, goods)
    lots, _ = picking.lots_at(talk.work.connection, row.product.id, row.location_id)
    return refused(refusals.lot_needed(row.product.sku)) if lots > 1 else taken(talk, row)


def match_unit(talk: Talk, row: GoodsThere, goods: GoodsScan) -> Reply:
    """A unit with a serial number: any one that may go and is of this lot is as good."""
    if not goods.serial_code:
        return refused(refusals.serial_needed(row.product.sku))
    fill, rows = talk.state["fill"], stops(talk)
    scanned = goods.serial.id if goods.serial else None
    number = next((n for n, one in enumerate(rows) if one.serial_id == scanned), None)
    if number is not None and number < fill["at"]:
        return refused(refusals.unit_in_hand(goods.called))
    if number is None or rows[number].location_id != row.location_id:
        return other_lot(talk, row, goods)
    if said := may_come(talk, rows[number]):
        return refused(said)
    fill["stops"].insert(fill["at"], fill["stops"].pop(number))
    return taken(talk, rows[number])


def other_lot(talk: Talk, row: GoodsThere, goods: GoodsScan) -> Reply:
    """Another lot than the one that goes first: asked for once more, where it may be taken.

    Another unit of the same lot is not.
    """
    spare = lying_there(talk, row, goods)
    if spare is None:
        return refused(refusals.other_lot_first(goods.called, wanted(row)))
    if said := may_come(talk, spare):
        return refused(said)
    if not may_feed(talk, spare):
        return refused(refusals.other_lot_first(goods.called, wanted(row)))
    if row.serial_id is not None and spare.lot == row.lot:
        return taken(talk, exchange(talk, row, spare))
    if not talk.confirmed("other_lot", spare.balance_id):
        talk.ask_once_more("other_lot", spare.balance_id)
        first = called(row) if row.serial is None else lot_called(row)
        return confirm(
            "other_lot_to_fill",
            T(
                "That is %(scanned)s. %(expected)s should go first.",
                scanned=goods.called,
                expected=first,
            ),
            T("Scan it once more to take it anyway."),
            expected=first,
            scanned=goods.called,
        )
    return taken(talk, exchange(talk, row, spare))


def lying_there(talk: Talk, row: GoodsThere, goods: GoodsScan) -> GoodsThere | None:
    """Free goods of the scanned lot in this bin, loose ones first; or the very unit."""
    if row.serial_id is not None and goods.serial:
        found = reads.of(talk.work.connection, row.product.id, None, goods.serial.id)
    elif goods.lot and row.serial_id is None:
        found = reads.of(talk.work.connection, row.product.id, goods.lot.id, None)
    else:
        return None
    free = [one for one in found if one.location_id == row.location_id and one.free > 0]
    return min(free, key=lambda one: (one.plate_id is not None, -one.free), default=None)


def may_feed(talk: Talk, spare: GoodsThere) -> bool:
    """Whether a plan could take these goods: not past their removal date, say, or on a shut plate.

    A bin that is no source any more feeds nothing, either.
    """
    product_id = spare.product.id
    stock = sources.stock_of(talk.work.connection, {product_id}, talk.today)
    return spare.balance_id in {one.candidate.id for one in stock.get(product_id, ())}


def exchange(talk: Talk, row: GoodsThere, spare: GoodsThere) -> GoodsThere:
    """Take these goods instead: as many as were asked for, or all that are free."""
    units = talk.state["hand"]["units"]
    wanted = {**units, str(spare.balance_id): units.get(str(spare.balance_id), 0)}
    wanted[str(spare.balance_id)] += min(row.taken, spare.free)
    wanted.pop(str(row.balance_id))
    listed = [one for one in talk.state["fill"]["stops"] if one != spare.balance_id]
    at = listed.index(row.balance_id)
    talk.state["fill"]["stops"] = [*listed[:at], spare.balance_id, *listed[at + 1 :]]
    talk.state["fill"]["at"] = at
    hold(talk, wanted)
    return stops(talk)[at]


def taken(talk: Talk, row: GoodsThere) -> Reply:
    """These are taken up; what comes next is in this bin, in another one, or there is no more."""
    talk.state["fill"]["at"] += 1
    go_on(talk)
    quantity = row.product.amount(row.taken)
    what = T("%(quantity)s of %(what)s", quantity=quantity, what=called(row))
    return accepted("taken_up", T("From %(location)s: %(what)s.", location=row.location, what=what))
