"""What of an order is promised, line by line, and what there is instead of the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, text

from webapp.queries.reservable import Asked, on_closed_plates, why_missing_of_order
from webapp.rules.days import days_after
from webapp.rules.removal import Why

LINES = text(
    "select i.id, i.ordered - i.picked - i.short as needed, p.scale, p.unit,"
    " coalesce((select sum(r.quantity) from reservations r where r.order_line_id = i.id), 0)"
    " as reserved from order_lines i join products p on p.id = i.product_id"
    " where i.order_id = :order order by i.id"
)


@dataclass(frozen=True, slots=True)
class LinePromise:
    """Units that a line still needs, how many are promised to it, and why not the rest.

    `closed` are the closed license plates that could serve it, each with its units.
    """

    id: int
    scale: int
    unit: str
    needed: int
    reserved: int
    why: tuple[Why, ...] = ()
    closed: tuple[tuple[str, int], ...] = ()

    @property
    def missing(self) -> int:
        """Units that nobody has promised yet."""
        return max(0, self.needed - self.reserved)


def promises_of(
    connection: Connection, order_id: int, planned: date, *, least_life_days: int = 0
) -> tuple[LinePromise, ...]:
    """Every line of an order that is planned for a day; one statement where none lacks anything."""
    rows = connection.execute(LINES, {"order": order_id}).all()
    lines = [
        LinePromise(row.id, row.scale, row.unit, int(row.needed), int(row.reserved)) for row in rows
    ]
    if not any(line.missing for line in lines):
        return tuple(lines)
    asked = Asked(0, planned, days_after(planned, least_life_days))
    instead = why_missing_of_order(connection, order_id, asked)
    wanting = [with_reason(line, instead.get(line.id, (Why.NONE,))) for line in lines]
    if not any(Why.CLOSED in line.why for line in wanting):
        return tuple(wanting)
    closed = on_closed_plates(connection, order_id, asked)
    return tuple(
        replace(line, closed=closed.get(line.id, ()) if line.why else ()) for line in wanting
    )


def with_reason(line: LinePromise, why: tuple[Why, ...]) -> LinePromise:
    """The line with why units of it are missing, where some are."""
    return replace(line, why=why) if line.missing else line
