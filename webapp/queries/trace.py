"""Where a lot came from and where it went: its moves, under the documents that caused them.

Back leads to the receipts that brought the lot in, forward to the orders it was picked for. What
moved for no document (putaway, relocation, counts, scrap) stands beside them, because it says
where the lot was kept in between. A reversed move counts back, so quantities are what remained.
What left for an order and did not come back is what its customer got.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from webapp.models import MoveKind
from webapp.queries import moves
from webapp.queries.moves import MoveFilter, MoveRow


class Direction(StrEnum):
    """Which way a trace looks."""

    BACK = "back"
    FORWARD = "forward"


class Cause(StrEnum):
    """What a branch of a trace hangs on."""

    RECEIPT = "receipt"
    ORDER = "order"
    WAREHOUSE = "warehouse"


@dataclass(frozen=True, slots=True)
class Branch:
    """The moves of one document, oldest first; `quantity` is what remained of them.

    Of an order that is what was picked; `delivered` is what of it left and did not come back.
    """

    cause: Cause
    id: int | None
    number: str | None
    partner: str | None
    quantity: int
    delivered: int
    moves: tuple[MoveRow, ...]


def trace(connection: Connection, lot_id: int, direction: Direction) -> tuple[Branch, ...]:
    """The branches of a lot's trace in the order their first move was made."""
    other = Cause.ORDER if direction is Direction.BACK else Cause.RECEIPT
    branches = gathered(reversed(list(moves.everything(connection, MoveFilter(lot_id=lot_id)))))
    return tuple(branch for branch in branches if branch.cause is not other)


def gathered(oldest_first: Iterable[MoveRow]) -> tuple[Branch, ...]:
    """The moves under their documents."""
    under: dict[tuple[Cause, int | None], list[MoveRow]] = {}
    for move in oldest_first:
        under.setdefault((cause_of(move), document_of(move)), []).append(move)
    return tuple(branch(cause, found) for (cause, _), found in under.items())


def cause_of(move: MoveRow) -> Cause:
    """What a move was made for; what comes back on a return is of the order it had left for."""
    if move.order_id is not None:
        return Cause.ORDER
    return Cause.WAREHOUSE if move.receipt_id is None else Cause.RECEIPT


def document_of(move: MoveRow) -> int | None:
    """The id of that order or receipt."""
    return move.order_id or move.receipt_id


def branch(cause: Cause, found: list[MoveRow]) -> Branch:
    """One branch of moves that share their document."""
    first = found[0]
    counted = [move for move in found if cause is not Cause.ORDER or move.kind is MoveKind.PICK]
    quantity = sum(-move.quantity if move.reverses_id else move.quantity for move in counted)
    gone = delivered(found) if cause is Cause.ORDER else 0
    return Branch(
        cause, document_of(first), first.number, first.partner, quantity, gone, tuple(found)
    )


def delivered(found: Iterable[MoveRow]) -> int:
    """The units that went out of the warehouse, less what came back in."""
    return sum(
        move.quantity if move.source_inside else -move.quantity
        for move in found
        if move.source_inside != move.destination_inside
    )
