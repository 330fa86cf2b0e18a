"""Tasks as pages read them: where one stands, the last answer it got, the lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, text

from webapp.models import Flow
from webapp.models.types import Moment
from webapp.operations.tasks import COLUMNS, OpenTask, from_row

TASK = text(f"select {', '.join(COLUMNS)} from tasks where id = :task").columns(
    state=JSON, taken_at=Moment, worked_at=Moment
)
LAST = text("select answer from scans where task_id = :task order by id desc limit 1").columns(
    answer=JSON
)
MINE = text(
    "select id from tasks where flow = :flow and status = 'open' and user_id = :user limit 1"
)

MINE_OPEN = text(
    "select k.id, k.flow, coalesce(r.number, d.number) as number from tasks k"
    " left join receipts r on r.id = k.receipt_id left join orders d on d.id = k.order_id"
    " where k.status = 'open' and k.user_id = :user order by k.id desc limit :most"
)


@dataclass(frozen=True, slots=True)
class Mine:
    """One open task of a worker, and the number of the document it serves."""

    id: int
    flow: Flow
    number: str | None


def mine(connection: Connection, user_id: int, *, most: int) -> tuple[Mine, ...]:
    """The worker's open tasks, the newest first."""
    rows = connection.execute(MINE_OPEN, {"user": user_id, "most": most})
    return tuple(Mine(row.id, Flow(row.flow), row.number) for row in rows)


def task(connection: Connection, task_id: int) -> OpenTask | None:
    """The task as it stands, not locked; None where there is no such task."""
    row = connection.execute(TASK, {"task": task_id}).first()
    return None if row is None else from_row(row)


def last_answer(connection: Connection, task_id: int) -> dict[str, Any] | None:
    """What the last scan of a task was answered."""
    answer: dict[str, Any] | None = connection.execute(LAST, {"task": task_id}).scalar()
    return answer


def open_putaway(connection: Connection, user_id: int) -> int | None:
    """The worker's putaway under way."""
    return connection.execute(MINE, {"user": user_id, "flow": Flow.PUTAWAY}).scalar()


def open_plates(connection: Connection, user_id: int) -> int | None:
    """The worker's conversation about license plates under way."""
    return connection.execute(MINE, {"user": user_id, "flow": Flow.PLATES}).scalar()


def open_moving(connection: Connection, user_id: int) -> int | None:
    """The worker's conversation about goods to move under way."""
    return connection.execute(MINE, {"user": user_id, "flow": Flow.MOVING}).scalar()


@dataclass(frozen=True, slots=True)
class Choosable:
    """One document to work on: lines (or units) done of all, and who is at it.

    `returns` is the order whose goods come back on it.
    """

    number: str
    party: str
    done: int
    all: int
    lines: int
    lines_done: int
    worker: str | None = None
    mine: bool = False
    due_at: datetime | None = None
    returns: str | None = None
    taken_at: datetime | None = None
    worked_at: datetime | None = None


RECEIPTS = text(
    "select r.number, s.name as party, d.number as returns,"
    " sum(l.received) as done, sum(l.expected) as all_units,"
    " count(*) as lines, sum(case when l.received >= l.expected then 1 else 0 end) as lines_done"
    " from receipts r join partners s on s.id = r.supplier_id"
    " join receipt_lines l on l.receipt_id = r.id left join orders d on d.id = r.return_of_id"
    " where r.status = 'open'"
    " group by r.id, r.number, s.name, d.number, r.created_at order by r.created_at, r.id limit 100"
)
ORDERS = text(
    "select d.number, c.name as party, d.due_at, u.name as worker, k.user_id,"
    " k.taken_at, k.worked_at,"
    " (select sum(i.picked + i.short) from order_lines i where i.order_id = d.id) as done,"
    " (select sum(i.ordered) from order_lines i where i.order_id = d.id) as all_units,"
    " (select count(*) from order_lines i where i.order_id = d.id) as lines,"
    " (select count(*) from order_lines i where i.order_id = d.id"
    " and i.picked + i.short >= i.ordered) as lines_done"
    " from tasks k join orders d on d.id = k.order_id join partners c on c.id = d.customer_id"
    " left join users u on u.id = k.user_id"
    " where k.flow = 'picking' and k.status = 'open' and d.status = 'released'"
    " and exists (select 1 from reservations r where r.task_id = k.id)"
    " order by case when k.user_id = :user then 0 when k.user_id is null then 1 else 2 end,"
    " d.priority desc, case when d.due_at is null then 1 else 0 end, d.due_at, k.id limit 100"
).columns(due_at=Moment, taken_at=Moment, worked_at=Moment)


def open_receipts(connection: Connection) -> Sequence[Choosable]:
    """Receipts that are open, the oldest first."""
    return [
        Choosable(
            row.number,
            row.party,
            int(row.done),
            int(row.all_units),
            int(row.lines),
            int(row.lines_done),
            returns=row.returns,
        )
        for row in connection.execute(RECEIPTS)
    ]


def orders_to_pick(connection: Connection, user_id: int) -> Sequence[Choosable]:
    """Orders with something to pick: one's own first, then those nobody has, by urgency."""
    return [
        Choosable(
            row.number,
            row.party,
            int(row.done),
            int(row.all_units),
            int(row.lines),
            int(row.lines_done),
            worker=row.worker,
            mine=row.user_id == user_id,
            due_at=row.due_at,
            taken_at=row.taken_at,
            worked_at=row.worked_at,
        )
        for row in connection.execute(ORDERS, {"user": user_id})
    ]
