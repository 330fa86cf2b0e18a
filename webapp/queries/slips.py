"""What goes with the goods of an order: each line, and of which lots and serials it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Date, text

from webapp.models.types import Moment


@dataclass(frozen=True, slots=True)
class Piece:
    """So many base units of one lot or one serial."""

    quantity: int
    lot: str | None
    serial: str | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One product: what was asked for, what goes, and of which lots and serials it is."""

    sku: str
    name: str
    unit: str
    scale: int
    ordered: int
    picked: int
    pieces: tuple[Piece, ...]

    @property
    def missing(self) -> int:
        """What does not go with this delivery."""
        return self.ordered - self.picked


@dataclass(frozen=True, slots=True)
class Slip:
    """The slip of one order as it was picked until now."""

    number: str
    customer: str
    due_at: datetime | None
    lines: tuple[SlipLine, ...]


HEAD = text(
    "select o.number, c.name as customer, o.due_at from orders o"
    " join partners c on c.id = o.customer_id where o.id = :order"
).columns(due_at=Moment)
LINES = text(
    "select i.id, p.sku, p.name, p.unit, p.scale, i.ordered, i.picked from order_lines i"
    " join products p on p.id = i.product_id where i.order_id = :order order by i.id"
)
# What was taken back by a reversal does not go.
PIECES = text(
    "select m.order_line_id as line, l.code as lot, s.code as serial, l.expires_on,"
    " sum(case when m.reverses_id is null then m.quantity else -m.quantity end) as quantity"
    " from moves m join order_lines i on i.id = m.order_line_id"
    " left join lots l on l.id = m.lot_id left join serials s on s.id = m.serial_id"
    " where i.order_id = :order and m.kind = 'pick' and coalesce(l.id, s.id) is not null"
    " group by m.order_line_id, l.code, s.code, l.expires_on"
    " having sum(case when m.reverses_id is null then m.quantity else -m.quantity end) > 0"
    " order by m.order_line_id, l.expires_on, l.code, s.code"
).columns(expires_on=Date)


def slip_of(connection: Connection, order_id: int) -> Slip | None:
    """The slip of an order, or None where there is no such order."""
    head = connection.execute(HEAD, {"order": order_id}).first()
    if head is None:
        return None
    pieces: defaultdict[int, list[Piece]] = defaultdict(list)
    for row in connection.execute(PIECES, {"order": order_id}):
        pieces[row.line].append(Piece(int(row.quantity), row.lot, row.serial, row.expires_on))
    lines = tuple(
        SlipLine(
            row.sku,
            row.name,
            row.unit,
            row.scale,
            row.ordered,
            row.picked,
            tuple(pieces[row.id]),
        )
        for row in connection.execute(LINES, {"order": order_id})
    )
    return Slip(head.number, head.customer, head.due_at, lines)
