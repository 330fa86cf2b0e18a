"""How much work waits: the numbers on the tiles of the worker's home."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from webapp.models import LocationKind, OrderStatus, ReceiptStatus
from webapp.queries.stock_filter import INSIDE
from webapp.queries.tables import balances, locations, orders, receipts


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """Receipts not closed, kinds of goods that stand on a dock, orders not yet picked."""

    receiving: int
    putaway: int
    picking: int


RECEIVING = select(func.count()).where(receipts.c.status == ReceiptStatus.OPEN)
PUTAWAY = (
    select(func.count())
    .select_from(locations.join(balances, balances.c.location_id == locations.c.id))
    .where(INSIDE, locations.c.kind == LocationKind.DOCK)
)
PICKING = select(func.count()).where(orders.c.status.in_((OrderStatus.OPEN, OrderStatus.RELEASED)))
COUNTS = select(
    RECEIVING.scalar_subquery().label("receiving"),
    PUTAWAY.scalar_subquery().label("putaway"),
    PICKING.scalar_subquery().label("picking"),
)


def work_counts(connection: Connection) -> WorkCounts:
    """What waits for anybody, in one statement."""
    return WorkCounts(**connection.execute(COUNTS).one()._mapping)
