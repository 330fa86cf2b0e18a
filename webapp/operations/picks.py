"""A pick: goods leave their bin for the tote, and the promise and the order's line go along.

Three things change together: the ledger, the counter of the order's line, and the reservation the
goods were promised by. Each change has its condition in its own statement; where one of them finds
less than it needs, nothing of the act is kept.
"""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from webapp.operations import ledger, orders, reservations
from webapp.operations.ledger import By, Entry, NotEnoughError
from webapp.operations.ledger_statements import PICK
from webapp.operations.unit_of_work import UnitOfWork


def pick(work: UnitOfWork, entry: Entry, by: By, reservation_id: int) -> None:
    """Take what `reservation_id` promised, now.

    Raises NotEnoughError where the bin or the line is for less than `entry` says, and
    ChangedMeanwhileError where the promise is.
    """
    if not orders.add_picked(work, int(entry.order_line_id or 0), entry.quantity):
        raise NotEnoughError(entry)
    ledger.record(work, entry, by)
    reservations.forget(work, reservation_id, entry.quantity)


def pick_at_last(work: UnitOfWork, entry: Entry, by: By, reservation_id: int) -> None:
    """The same right before the commit, for an act that looks at none of it any more.

    PostgreSQL is told all of it in one statement, in the breath of the commit. Where anything was
    missing the move has no quantity, and the table refuses it: see `took_too_much`.
    """
    if work.connection.dialect.name != "postgresql":
        pick(work, entry, by, reservation_id)
        return
    promised = {"promise": reservation_id}
    goods, spot = entry.goods, entry.source
    work.takes = (
        goods.product_id,
        goods.lot_id or 0,
        goods.serial_id or 0,
        spot.location_id,
        spot.plate_id or 0,
    )
    work.at_last(PICK, ledger.move_values(work, entry, by) | promised)


def took_too_much(fault: IntegrityError) -> bool:
    """Whether the database refused a pick because less was there than was to be taken."""
    told = getattr(fault.orig, "diag", None)
    return told is not None and (told.table_name, told.column_name) == ("moves", "quantity")
