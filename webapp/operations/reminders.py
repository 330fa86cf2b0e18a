"""Lots whose day to be reminded of has come: one exception each, once in the lot's life."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, bindparam, text

from webapp.models.types import Moment
from webapp.operations.unit_of_work import UnitOfWork

# Written for whoever answers for the warehouse: an administrator, else a supervisor.
REMIND = text(
    "insert into exceptions (kind, reason, product_id, lot_id, quantity, user_id, recorded_at)"
    " select 'expires_soon', 'alert_day', l.product_id, l.id, cast(sum(b.on_hand) as bigint),"
    " u.id, :now from lots l join balances b on b.lot_id = l.id join (select id from users"
    " where role in ('admin', 'supervisor') order by case when role = 'admin' then 0 else 1 end, id"
    " limit 1) u on 1 = 1 where l.alert_on <= :today and b.inside and b.on_hand > 0"
    " and not exists (select 1 from exceptions x where x.kind = 'expires_soon'"
    " and x.lot_id = l.id) group by l.id, l.product_id, u.id on conflict do nothing"
).bindparams(bindparam("today", type_=Date), bindparam("now", type_=Moment))


def remind(work: UnitOfWork, today: date) -> int:
    """Bring every lot to mind that is due and inside; how many were new."""
    values = {"today": today, "now": work.now}
    return work.connection.execute(REMIND, values).rowcount
