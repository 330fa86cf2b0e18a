"""A shipment that was a mistake: goods come back by the reversal of the move that sent them.

They come back to where they stood: loose, or in the tote they were in, where it stands there still
and nobody else has it; it is the order's again, and the order is picked and not shipped. A pallet
left for good, and what it carried comes back as a return. What came back so is not reversed, too:
no other hand takes goods of the order back while that is looked at.
"""

from __future__ import annotations

from sqlalchemy import text

from webapp.operations import orders, plates, returns
from webapp.operations.ledger import Entry
from webapp.operations.plates_held import hold
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import shipping as reads
from webapp.rules.shipping import Key
from webapp.words import T, Words

ORDER_OF = text("select order_id from order_lines where id = :line")
LEFT = T("These goods have left. They come back as a return.")


def objection(work: UnitOfWork, move: Entry) -> Words | None:
    """Why goods that left cannot simply come back to where they stood, or None."""
    if move.order_line_id is None:
        return LEFT
    order_id = order_of(work, move)
    # The tote is locked before the order, as whoever ships it does.
    said = tote_is_elsewhere(work, move, order_id) if move.source.plate_id else None
    returns.hold_order(work, order_id)
    return came_back(work, move) or said


def has_left(work: UnitOfWork, pick: Entry) -> bool:
    """Whether what a pick took has left: its tote may hold such goods of another order by now."""
    line_id = pick.order_line_id
    if line_id is None:
        return False
    return reads.units_here(work.connection, line_id, key_of(pick)) < pick.quantity


def customer_has(work: UnitOfWork, move: Entry) -> bool:
    """Whether the customer has as many of these goods as the move took back there."""
    returns.hold_order(work, order_of(work, move))
    return came_back(work, move) is None


def came_back(work: UnitOfWork, move: Entry) -> Words | None:
    """That the customer has fewer of these goods than the move took there, or None."""
    left = reads.units_out(work.connection, int(move.order_line_id or 0), key_of(move))
    if left >= move.quantity:
        return None
    if left:
        return T("Some of these goods came back as a return. The rest comes back as a return, too.")
    return T("These goods came back as a return. Nothing of them is left to take back.")


def key_of(move: Entry) -> Key:
    """What is counted together: the same product, lot and serial."""
    return move.goods.product_id, move.goods.lot_id, move.goods.serial_id


def tote_is_elsewhere(work: UnitOfWork, move: Entry, order_id: int) -> Words | None:
    """Why what they stood on does not take them back, or None."""
    trees = hold(work, int(move.source.plate_id or 0))
    plate = trees.plates[int(move.source.plate_id or 0)]
    if plates.not_over(plate):
        return T(
            "License plate %(code)s left with them. They come back as a return.", code=plate.code
        )
    here = plate.location_id == move.source.location_id and plate.parent_id is None
    others = plate.order_id not in (None, order_id)
    used = plate.order_id is None and bool(trees.carried_by(plate))
    if plates.is_open(trees, plate) or not here or others or used:
        return T(
            "%(plate)s is in use. Bring it back empty, then reverse this.",
            plate=T("Tote %(code)s", code=plate.code),
        )
    return None


def order_of(work: UnitOfWork, move: Entry) -> int:
    """The order that they left for."""
    return int(work.connection.execute(ORDER_OF, {"line": move.order_line_id}).scalar_one())


def come_back(work: UnitOfWork, move: Entry) -> None:
    """The order has them again, in its tote where they were in one."""
    order_id = order_of(work, move)
    if move.source.plate_id:
        plates.bind_tote(work, move.source.plate_id, order_id, move.source.location_id)
    orders.come_back(work, order_id)
