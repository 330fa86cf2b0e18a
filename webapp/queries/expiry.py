"""When dated stock expires: what is inside, by week, from what has expired to the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from webapp.queries.availability import ON_HAND
from webapp.queries.stock_by_lot import STOCK
from webapp.queries.stock_filter import StockFilter
from webapp.queries.tables import lots

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Week:
    """What expires in the seven days from `begins` on, in base units; None is what has expired."""

    begins: date | None
    on_hand: int


def by_week(
    connection: Connection, asked: StockFilter, *, today: date, weeks: int = WEEKS
) -> tuple[Week, ...]:
    """Expired stock first, then this week and the ones after it; a week begins on Monday."""
    monday = today - timedelta(days=today.weekday())
    horizon = monday + timedelta(weeks=weeks)
    statement = (
        select(lots.c.expires_on, ON_HAND)
        .select_from(STOCK)
        .where(*asked.conditions(today), lots.c.expires_on < horizon)
        .group_by(lots.c.expires_on)
    )
    sums: dict[date | None, int] = {None: 0}
    sums |= {monday + timedelta(weeks=number): 0 for number in range(weeks)}
    for expires_on, on_hand in connection.execute(statement, {"today": today}):
        begins = monday + timedelta(weeks=(expires_on - monday).days // 7)
        sums[None if expires_on < today else begins] += int(on_hand)
    return tuple(Week(begins, on_hand) for begins, on_hand in sums.items())
