"""Who had a task before, who carries goods, and what a worker was last asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, text

from webapp.models.types import Moment

HAD = text("select 1 from take_overs where task_id = :task and from_user_id = :user limit 1")


def had_it(connection: Connection, task_id: int, user_id: int) -> bool:
    """Whether a task was this worker's, and another one took it over."""
    return connection.execute(HAD, {"task": task_id, "user": user_id}).first() is not None


# By the clock, because nothing else leads to a worker's scans and only the last minutes count.
LAST = (
    text(
        "select task_id, text, status, code, recorded_at from scans"
        " where user_id = :user and recorded_at >= :since order by id desc limit 1"
    )
    .bindparams(bindparam("since", type_=Moment))
    .columns(recorded_at=Moment)
)


def last_scan(connection: Connection, user_id: int, since: datetime) -> Any:
    """The last scan of a worker after a moment and how it was answered, or None."""
    return connection.execute(LAST, {"user": user_id, "since": since}).first()


CARRIER = text(
    "select k.id from reservations r join tasks k on k.id = r.task_id"
    " where r.balance_id = :balance and k.flow = 'putaway' and k.status = 'open'"
    " order by k.id limit 1"
)


def who_carries(connection: Connection, balance_id: int) -> int | None:
    """The putaway that has these goods in hand, or None."""
    return connection.execute(CARRIER, {"balance": balance_id}).scalar()


@dataclass(frozen=True, slots=True)
class TakeOverRow:
    """A task that went from one worker to another."""

    recorded_at: datetime
    before: str
    user: str
    worked_at: datetime | None


OF_ORDER = text(
    "select x.recorded_at, f.name as before, u.name as user_name, x.worked_at from take_overs x"
    " join tasks k on k.id = x.task_id join users f on f.id = x.from_user_id"
    " join users u on u.id = x.user_id where k.order_id = :order order by x.id desc"
).columns(recorded_at=Moment, worked_at=Moment)


def take_overs_of(connection: Connection, order_id: int) -> tuple[TakeOverRow, ...]:
    """Every time an order's picking went to another worker, the latest first."""
    return tuple(TakeOverRow(*row) for row in connection.execute(OF_ORDER, {"order": order_id}))


@dataclass(frozen=True, slots=True)
class Holding:
    """Who has a task, and the order it is of."""

    name: str
    number: str | None
    party: str | None


HOLDING = text(
    "select u.name, d.number, c.name as party from tasks k join users u on u.id = k.user_id"
    " left join orders d on d.id = k.order_id left join partners c on c.id = d.customer_id"
    " where k.id = :task"
)


def holding(connection: Connection, task_id: int) -> Holding:
    """Who has this task; somebody must."""
    return Holding(*connection.execute(HOLDING, {"task": task_id}).one())
