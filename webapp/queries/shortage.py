"""Why an open order line was promised nothing: what there is of its product, and what stops it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, bindparam, text

from webapp.queries.promises import Today, wish_of
from webapp.rules.shelf_life import after
from webapp.rules.usable import NOT_HELD_SQL


@dataclass(frozen=True, slots=True)
class Shortage:
    """An open line without a promise for `missing` units, and free stock that may not serve it.

    `expired` is past its last day, or past its removal date when the order leaves.
    """

    order_line_id: int
    missing: int
    held: int
    expired: int
    short_lived: int
    usable: int

    @property
    def why(self) -> str | None:
        """The one thing that stops it, or None where there is none of it, or several things."""
        there = {name: getattr(self, name) for name in ("held", "expired", "short_lived")}
        stopping = [name for name, units in there.items() if units]
        return stopping[0] if len(stopping) == 1 and not self.usable else None


OPEN = text(
    "select i.id, i.product_id, i.ordered - i.picked - i.short - coalesce((select sum(r.quantity)"
    " from reservations r where r.order_line_id = i.id), 0) as missing"
    " from order_lines i join orders d on d.id = i.order_id"
    " where i.order_id = :order and d.status = 'released' order by i.id"
)
GONE = (
    "(coalesce(l.expires_on, :today) < :today or coalesce(l.expires_on, :planned) < :planned"
    " or coalesce(l.removal_date, :planned) < :planned)"
)
FREE = text(
    "select case"
    f" when not {NOT_HELD_SQL} then 'held' when {GONE} then 'expired'"
    " when coalesce(l.expires_on, :alive_on) < :alive_on then 'short_lived' else 'usable' end"
    " as why, sum(b.on_hand - b.reserved) as units from balances b"
    " join locations o on o.id = b.location_id left join lots l on l.id = b.lot_id"
    " left join license_plates k on k.id = b.plate_id where b.product_id = :product and b.inside"
    " and b.on_hand > b.reserved and o.kind in ('storage', 'pick_face', 'quarantine')"
    " and not o.blocked_out group by 1"
).bindparams(*(bindparam(name, type_=Date) for name in ("today", "planned", "alive_on")))


def shortages(connection: Connection, order_id: int, today: Today) -> dict[int, Shortage]:
    """The open lines of a released order that lack a promise, by the line's id."""
    rows = connection.execute(OPEN, {"order": order_id}).all()
    return {row.id: of_line(connection, row, today) for row in rows if row.missing > 0}


def of_line(connection: Connection, row: Any, today: Today) -> Shortage:
    """One of them."""
    wish = wish_of(connection, row.id, today)
    values = {
        "product": row.product_id,
        "today": today.day,
        "planned": wish.planned,
        "alive_on": after(wish.planned, wish.least_days or 0) or date.max,
    }
    found = {one.why: int(one.units) for one in connection.execute(FREE, values)}
    counts = {name: found.get(name, 0) for name in ("held", "expired", "short_lived", "usable")}
    return Shortage(row.id, int(row.missing), **counts)
