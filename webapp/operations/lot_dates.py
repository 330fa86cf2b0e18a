"""The dates of a lot corrected by a supervisor: with a reason, and written down for ever.

A scan never does this. When the expiry moves, the other dates move with it, each keeping its
distance, unless another day was given for it too.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Date, bindparam, text

from webapp.models import ExpiryPolicy
from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.rules.shelf_life import Dates, ShelfLife, changed
from webapp.words import T, Words

ROOM = "lot dates"
LONGEST_REASON = 200
DAYS = tuple(bindparam(name, type_=Date) for name in Dates.__slots__)
LOT = (
    "select p.sku, p.expiry_policy, l.expires_on, l.best_before, l.removal_date,"
    " l.alert_on, p.expiry_days, p.best_before_days, p.removal_days, p.alert_days"
    " from lots l join products p on p.id = l.product_id where l.id = :lot"
)
LOTS = {
    engine: text(LOT + lock).columns(**dict.fromkeys(Dates.__slots__, Date))
    for engine, lock in (("sqlite", ""), ("postgresql", " for no key update of l"))
}
CHANGE = text(
    "update lots set expires_on = :expires_on, best_before = :best_before,"
    " removal_date = :removal_date, alert_on = :alert_on where id = :lot"
).bindparams(*DAYS)


def change_dates(
    work: UnitOfWork, lot_id: int, typed: Dates, *, by: int | None, reason: str
) -> Dates | Words | None:
    """Give the lot these dates: what they are now, why not, or None where there is no such lot."""
    statement = LOTS[work.connection.dialect.name]
    row = work.connection.execute(statement, {"lot": lot_id}).first()
    if row is None:
        return None
    old = Dates(row.expires_on, row.best_before, row.removal_date, row.alert_on)
    if said := objection(row, old, typed, reason.strip()):
        return said
    days = (row.expiry_days, row.best_before_days, row.removal_days, row.alert_days)
    new = changed(ShelfLife(*days), old, typed)
    work.connection.execute(CHANGE, {"lot": lot_id, **asdict(new)})
    told = {"before": written(old), "after": written(new), "reason": reason.strip()}
    changes.record(work, ROOM, subject_of(lot_id), by=by, **told)
    return new


def objection(row: Any, old: Dates, typed: Dates, reason: str) -> Words | None:
    """Why the dates cannot be changed so, or None."""
    if typed == old:
        return T("Nothing was changed.")
    if not reason:
        return T("A reason is needed: why are the dates others?")
    if len(reason) > LONGEST_REASON:
        return T("A reason has at most %(most)s characters.", most=LONGEST_REASON)
    if typed.expires_on is None and row.expiry_policy == ExpiryPolicy.REQUIRED:
        return T("Every lot of %(sku)s has a date it expires on.", sku=row.sku)
    return None


def subject_of(lot_id: int) -> str:
    """What the history calls a lot: its codes may be longer than the history has room for."""
    return f"lot {lot_id}"


def written(dates: Dates) -> str:
    """The dates as the history keeps them."""
    names = {
        "expires_on": "expires",
        "best_before": "best before",
        "removal_date": "removal",
        "alert_on": "alert",
    }
    known = ((names[name], day) for name, day in asdict(dates).items() if day)
    return ", ".join(f"{name} {day.isoformat()}" for name, day in known)
