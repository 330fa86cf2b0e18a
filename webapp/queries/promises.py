"""What an order asks of the stock that it is promised: the day it leaves, how long it must live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from webapp.models.types import Moment
from webapp.rules.days import planned_day


@dataclass(frozen=True, slots=True)
class Wish:
    """Goods leave on `planned` and must live `least_days` after it."""

    planned: date
    least_days: int | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """The day it is in the warehouse, and its zone: an order is due on a day there."""

    day: date
    zone: str = "UTC"


ASKED = text(
    "select d.due_at, c.min_life_days from order_lines i join orders d on d.id = i.order_id"
    " join partners c on c.id = d.customer_id where i.id = :line"
).columns(due_at=Moment)
LEAST = text(
    "select coalesce(c.min_life_days, 0) from orders d join partners c on c.id = d.customer_id"
    " where d.id = :order"
)


def least_life_of(connection: Connection, order_id: int) -> int:
    """The days that an order's customer wants goods to live after the order leaves."""
    return int(connection.execute(LEAST, {"order": order_id}).scalar_one())


def wish_of(connection: Connection, order_line_id: int, today: Today) -> Wish:
    """The wish of an order line: its due day, or today where that has gone by or is not set."""
    row = connection.execute(ASKED, {"line": order_line_id}).one()
    return Wish(planned_day(row.due_at, today.day, today.zone), row.min_life_days)
