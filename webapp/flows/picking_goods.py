"""The goods that are scanned at the bin: those promised, more of them, or others to swap for."""

from __future__ import annotations

from webapp.flows import amounts, halves, swapping
from webapp.flows.picking_bin import other_bin
from webapp.flows.picking_count import count
from webapp.flows.picking_held import held_by_now
from webapp.flows.picking_line import Pick, called, objection, planned_for, promised, read_order
from webapp.flows.picking_tote import change_tote
from webapp.flows.replies import Reply, refused
from webapp.queries import picking as reads
from webapp.queries.meanings import GoodsScan, Meaning
from webapp.queries.picking import PickLine
from webapp.rules import refusals
from webapp.words import T, Words


def hear_goods(pick: Pick) -> Reply:
    """The promised goods, or others that the promise can be swapped to."""
    if tote := change_tote(pick):
        return tote
    if moved := other_bin(pick):
        return moved
    heard = halves.together(pick.talk)
    found = scanned_goods(pick, T("Scan %(what)s.", what=called(pick.line)), heard)
    reply = found if isinstance(found, Reply) else match_goods(pick, found)
    if half := halves.half_of(reply, heard if isinstance(found, Reply) else (found,)):
        halves.keep(pick.talk, half)
    return reply


def hear_quantity(pick: Pick) -> Reply:
    """The same goods once more count further; others are not begun before these are done."""
    line = pick.line
    found = scanned_goods(
        pick, T("Scan %(what)s again, or key in the quantity.", what=called(line))
    )
    if isinstance(found, Reply):
        return found
    if not any(other.product.id == found.product.id for other in pick.here):
        return refused(wrong_goods(pick, found))
    goods = swapping.without_untracked(found, found.product.tracking)
    if line.product.id != goods.product.id or not promised(line, goods):
        return refused(refusals.other_in_hand(goods.called, called(line)))
    return match_goods(pick, goods)


def scanned_goods(pick: Pick, wanted: Words, heard: tuple[Meaning, ...] = ()) -> GoodsScan | Reply:
    """The goods that were scanned; a code that several products have is of the one asked for."""
    asked = {line.product.id for line in pick.here}
    return pick.talk.one_of(
        GoodsScan,
        wanted=wanted,
        heard=heard,
        fits=lambda one: isinstance(one, GoodsScan) and one.product.id in asked,
    )


def match_goods(pick: Pick, goods: GoodsScan) -> Reply:
    """Find the line that the goods are for; the first rule that objects is the refusal."""
    talk = pick.talk
    lines = [line for line in pick.here if line.product.id == goods.product.id]
    if not lines:
        return refused(held_by_now(talk) or wrong_goods(pick, goods))
    if said := objection(pick, goods.lot) or amounts.measure_fits(goods):
        return refused(said)
    goods = swapping.without_untracked(goods, goods.product.tracking)
    if said := one_lot(goods) or finer_code_needed(pick, goods):
        return refused(said)
    fitting = [line for line in lines if promised(line, goods)]
    if not fitting:
        return swap(pick, lines[0], goods)
    line = pick.line if pick.line in fitting else fitting[0]
    if said := objection(pick, line.lot, line):
        return refused(said)
    return count(pick, line, goods.quantity)


def wrong_goods(pick: Pick, goods: GoodsScan) -> refusals.Refusal:
    """Another product, a lot of another product, or one that is needed elsewhere or no more."""
    line = pick.line
    if any(other.product.id == goods.product.id for other in pick.order.lines):
        other = next(o for o in pick.order.lines if o.product.id == goods.product.id)
        return refusals.picked_elsewhere(goods.called, line.location, other.location, called(line))
    if goods.lot_code and goods.by in ("lot", "code") and not goods.serial_code:
        return refusals.lot_of_another_product(goods.lot_code, goods.product.sku, line.product.sku)
    return refusals.wrong_product(goods.product.sku, line.product.sku)


def one_lot(goods: GoodsScan) -> refusals.Refusal | None:
    """A label that names a unit and another lot than it came in is not believed."""
    if not (goods.serial and goods.lot_code and goods.serial.lot_id):
        return None
    if goods.lot and goods.lot.id == goods.serial.lot_id:
        return None
    return refusals.serial_of_another_lot(goods.serial.code, goods.lot_code)


def finer_code_needed(pick: Pick, goods: GoodsScan) -> refusals.Refusal | None:
    """A product scan is enough only where no other lot or unit of it could be meant."""
    product = goods.product
    if product.tracking.by_serial and not goods.serial_code:
        return refusals.serial_needed(product.sku)
    if not product.tracking.by_lot or goods.lot_code or goods.serial_code:
        return None
    at = int(pick.talk.state["at"])
    lots, _ = reads.lots_at(pick.talk.work.connection, product.id, at)
    return refusals.lot_needed(product.sku) if lots > 1 else None


def swap(pick: Pick, line: PickLine, goods: GoodsScan) -> Reply:
    """Other goods of the same product: refused, asked for once more, or swapped."""
    reply = swapping.swap(pick.talk, line, goods, planned_for(pick))
    if reply is not None:
        return reply
    talk = pick.talk
    order = read_order(talk)
    new = next(
        other
        for other in order.lines
        if other.order_line_id == line.order_line_id
        and other.location_id == line.location_id
        and promised(other, goods)
    )
    talk.state["line"] = new.key
    return count(Pick(talk, order, new), new, goods.quantity)
