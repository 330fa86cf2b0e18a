"""A mistake is put right by a move that names the one it reverses, once; nothing is ever changed.

What was counted or promised beside the move goes back with it: what a receipt received, what an
order has picked, where a license plate stands. Undo on the floor and a supervisor's reversal do
the same thing; only who asks, and how it is said, differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import text

from webapp.models import MoveKind, PlateStatus
from webapp.operations import (
    ledger,
    lost_promises,
    orders,
    plates,
    receipts,
    reservations,
    unshipping,
)
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.plates_held import hold
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import picking as picks
from webapp.queries import places
from webapp.queries.promises import Today
from webapp.words import T, Words

LONGEST_REASON = 200
MOVE = text("select * from moves where id = :move")
REVERSED = text("select id from moves where reverses_id = :move")
OPEN_TASK = text("select id from tasks where order_id = :order and status = 'open'")
ORDER_OF = text("select order_id from order_lines where id = :line")


def move_as_entry(work: UnitOfWork, move_id: int) -> Entry | None:
    """One move of the book, or None where there is no such move."""
    row = work.connection.execute(MOVE, {"move": move_id}).first()
    return None if row is None else ledger.entry_of(row)


def objection(work: UnitOfWork, move_id: int, move: Entry, reason: str) -> Words | None:
    """Why a supervisor cannot reverse this move, or None."""
    if not reason:
        return T("A reason is needed: what was wrong with this move?")
    if len(reason) > LONGEST_REASON:
        return T("A reason has at most %(most)s characters.", most=LONGEST_REASON)
    if move.reverses_id is not None:
        return T("This move is a reversal itself. Record what is right as a new move.")
    if work.connection.execute(REVERSED, {"move": move_id}).first():
        return T("This move was reversed before. A move is reversed once.")
    if move.kind is MoveKind.SHIP:
        return unshipping.objection(work, move)
    if move.kind is MoveKind.PICK and unshipping.has_left(work, move):
        return unshipping.LEFT
    if not whole_piles(work, [move]):
        return T("These goods moved with their license plate. Move the whole plate back instead.")
    if not can_come_back(work, move):
        return T("The goods have been moved on or promised since. Reverse what came after first.")
    return None


def reverse_move(
    work: UnitOfWork, move_id: int, by: By, today: Today, *, reason: str
) -> int | Words | None:
    """Reverse one move for a supervisor: the new move's id, why not, or None where there is none.

    An order that is still being picked is promised the goods again; one that is finished has them
    counted as short.
    """
    move = move_as_entry(work, move_id)
    if move is None:
        return None
    if said := objection(work, move_id, move, reason.strip()):
        return said
    made = ledger.reverse(work, move, move_id, by, reason=reason.strip())
    take_back(work, move)
    if move.kind is MoveKind.PICK and move.order_line_id:
        give_back_to_order(work, move, by, today)
    return made


def can_come_back(work: UnitOfWork, move: Entry) -> bool:
    """Whether the goods are still where they were put, and may go where they came from."""
    connection = work.connection
    if not places.can_give_back(connection, move) or not plates_let_go(work, move):
        return False
    if move.kind is not MoveKind.RECEIVE or move.receipt_line_id is None:
        return True
    if comes_from_outside(work, move):
        return True
    # A return that was counted too high went back; meanwhile another may have brought the rest.
    if move.order_line_id is not None and not unshipping.customer_has(work, move):
        return False
    return places.still_expected(connection, move.receipt_line_id) >= move.quantity


def can_all_come_back(work: UnitOfWork, moves: Sequence[Entry]) -> bool:
    """The same for moves that go back together; several may have gone to one place."""
    units = Counter[tuple[Goods, Spot]]()
    for move in moves:
        units[move.goods, move.destination] += move.quantity
    return all(can_come_back(work, move) for move in moves) and all(
        places.can_give_back(work.connection, replace(move, quantity=units[there]))
        for move in moves
        if units[there := (move.goods, move.destination)] > move.quantity
    )


def plates_let_go(work: UnitOfWork, move: Entry) -> bool:
    """Whether the plate a move took from takes it back, and the one it put on gives it."""
    left, onto = move.source.plate_id, move.destination.plate_id
    if left == onto:
        return True
    if left and not places.plate_takes_goods(work.connection, left, move.source.location_id):
        return False
    return not onto or places.status_of_plate(work.connection, onto) is PlateStatus.OPEN


def whole_piles(work: UnitOfWork, moves: Sequence[Entry]) -> bool:
    """Whether moves of plates as a whole, taken back together, leave no goods of them behind."""
    whole = [move for move in moves if moved_whole(move)]
    if not whole:
        return True
    trees = hold(work, *(int(move.destination.plate_id or 0) for move in whole))
    return sum(row.on_hand for row in trees.stock) == sum(move.quantity for move in whole)


def moved_whole(move: Entry) -> bool:
    """Whether the goods went with the plate they stand on."""
    return bool(move.source.plate_id) and move.source.plate_id == move.destination.plate_id


def comes_from_outside(work: UnitOfWork, move: Entry) -> bool:
    """A receipt's move inward; the other way is a correction."""
    return not places.kind_of(work.connection, move.source.location_id).inside


def take_back(work: UnitOfWork, move: Entry) -> None:
    """What was counted beside a move."""
    match move.kind:
        case MoveKind.RECEIVE if move.receipt_line_id:
            sign = -1 if comes_from_outside(work, move) else 1
            receipts.count_back(work, move.receipt_line_id, sign * move.quantity)
        case MoveKind.PICK if move.order_line_id:
            orders.add_picked(work, move.order_line_id, -move.quantity)
        case MoveKind.SHIP if move.order_line_id:
            unshipping.come_back(work, move)
        case MoveKind.PUT_AWAY | MoveKind.RELOCATE if moved_whole(move):
            plates.place(work, int(move.destination.plate_id or 0), move.source.location_id)


def give_back_to_order(work: UnitOfWork, move: Entry, by: By, today: Today) -> None:
    """Promise the goods to the order again, or count them as short where nobody picks it now."""
    line_id = int(move.order_line_id or 0)
    order_id = work.connection.execute(ORDER_OF, {"line": line_id}).scalar_one()
    task_id = work.connection.execute(OPEN_TASK, {"order": order_id}).scalar()
    if task_id is None:
        orders.add_short(work, line_id, move.quantity)
        return
    promise_again(work, move, int(task_id), by, today)


def promise_again(work: UnitOfWork, move: Entry, task_id: int, by: By, today: Today) -> None:
    """Goods back in their bin are the order's again, or others where they were held meanwhile."""
    balance_id = picks.balance_of(work.connection, ledger.place_values(move.goods, move.source))
    if not reservations.reserve(work, balance_id, task_id, move.order_line_id, move.quantity):
        line_id = int(move.order_line_id or 0)
        need = reservations.Need(task_id, move.goods.product_id, move.quantity, line_id)
        lost_promises.come_back_held(work, balance_id, need, by, today)
