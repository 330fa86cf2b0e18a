"""Tasks: opened, taken, kept at their step, finished. The step is what every device shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, text

from webapp.models import Flow, TaskStatus
from webapp.models.types import Moment
from webapp.operations.ledger import By
from webapp.operations.unit_of_work import UnitOfWork
from webapp.statements import Statement, moment, read_json


@dataclass(slots=True)
class OpenTask:
    """A task held under its row's lock for the length of one scan; `save` writes it back."""

    id: int
    flow: Flow
    status: TaskStatus
    step: str
    state: dict[str, Any] = field(default_factory=dict)
    receipt_id: int | None = None
    order_id: int | None = None
    product_id: int | None = None
    quantity: int | None = None
    destination_id: int | None = None
    user_id: int | None = None
    taken_at: datetime | None = None
    worked_at: datetime | None = None
    version: int = 0

    def give(self, user_id: int, now: datetime) -> None:
        """Make it this worker's, from now on."""
        self.user_id, self.taken_at, self.worked_at = user_id, now, now

    def go_on(self, user_id: int, now: datetime) -> None:
        """An accepted scan: there is a new version, and it stays its worker's from now on again."""
        self.version += 1
        if user_id == self.user_id:
            self.worked_at = now
            self.taken_at = self.taken_at or now


COLUMNS = tuple(one.name for one in fields(OpenTask))
# "No key": others may still point at the task, as an exchange of promises does.
HOLD_SQL = {
    engine: f"select {', '.join(COLUMNS)} from tasks where id = :task{lock}"
    for engine, lock in (("sqlite", ""), ("postgresql", " for no key update"))
}
KEPT: dict[str, Callable[[str], Any]] = {
    "state": read_json,
    "taken_at": moment,
    "worked_at": moment,
}
HOLD = {engine: Statement(sql, **KEPT) for engine, sql in HOLD_SQL.items()}
SAVE = Statement(
    "update tasks set status = :status, step = :step, state = :state, product_id = :product,"
    " quantity = :quantity, destination_id = :destination, user_id = :user, taken_at = :taken_at,"
    " worked_at = :worked_at, version = :version, closed_at = :closed_at where id = :task"
)
OPEN = text(
    "insert into tasks (flow, status, step, state, receipt_id, user_id, taken_at, worked_at,"
    " opened_at) values (:flow, 'open', :step, '{}', :receipt, :user, :now, :now, :now)"
    " returning id"
).bindparams(bindparam("now", type_=Moment))
MINE = text(
    "select id from tasks where flow = :flow and status = 'open' and user_id = :user"
    " and coalesce(receipt_id, 0) = :receipt order by id limit 1"
)


def hold(work: UnitOfWork, task_id: int) -> OpenTask | None:
    """The task under lock until the unit of work ends, or None where there is no such task."""
    found = HOLD[work.connection.dialect.name].first(work.connection, {"task": task_id})
    return from_row(found) if found else None


def from_row(row: Any) -> OpenTask:
    """A row of `tasks`, whatever else it holds, as the value that conversations work on."""
    values = {name: getattr(row, name) for name in COLUMNS}
    values["flow"], values["status"] = Flow(values["flow"]), TaskStatus(values["status"])
    values["state"] = dict(values["state"] or {})
    return OpenTask(**values)


def save(work: UnitOfWork, task: OpenTask) -> None:
    """Write back where the conversation stands."""
    work.at_last(SAVE, as_kept(work, task))


def end(work: UnitOfWork, task: OpenTask) -> None:
    """The task is done, now and not at last: its worker may be given another one in the same act.

    What is written at last is one statement, and there nothing says which row is changed first.
    """
    task.status = TaskStatus.DONE
    SAVE.change(work.connection, as_kept(work, task))


def as_kept(work: UnitOfWork, task: OpenTask) -> dict[str, object]:
    """A task's columns."""
    return {
        "task": task.id,
        "status": str(task.status),
        "step": task.step,
        "state": json.dumps(task.state),
        "product": task.product_id,
        "quantity": task.quantity,
        "destination": task.destination_id,
        "user": task.user_id,
        "taken_at": task.taken_at,
        "worked_at": task.worked_at,
        "version": task.version,
        "closed_at": None if task.status is TaskStatus.OPEN else work.now,
    }


def open_or_resume(
    work: UnitOfWork, flow: Flow, *, step: str, user_id: int, receipt_id: int | None = None
) -> OpenTask:
    """The worker's open task of this kind (of this receipt), held; opened where there is none."""
    mine = resume(work, flow, user_id=user_id, receipt_id=receipt_id)
    return mine or open_new(work, flow, step=step, user_id=user_id, receipt_id=receipt_id)


def resume(
    work: UnitOfWork, flow: Flow, *, user_id: int, receipt_id: int | None = None
) -> OpenTask | None:
    """The worker's open task of this kind (of this receipt), held, or None."""
    values = {"flow": str(flow), "user": user_id, "receipt": receipt_id or 0}
    mine = work.connection.execute(MINE, values).scalar()
    return None if mine is None else hold(work, int(mine))


def open_new(
    work: UnitOfWork, flow: Flow, *, step: str, user_id: int, receipt_id: int | None = None
) -> OpenTask:
    """A new task of the worker."""
    values = {
        "flow": str(flow),
        "step": step,
        "receipt": receipt_id,
        "user": user_id,
        "now": work.now,
    }
    made = int(work.connection.execute(OPEN, values).scalar_one())
    return OpenTask(
        id=made,
        flow=flow,
        status=TaskStatus.OPEN,
        step=step,
        receipt_id=receipt_id,
        user_id=user_id,
        taken_at=work.now,
        worked_at=work.now,
    )


NOTE = text(
    "insert into exceptions (kind, reason, task_id, order_line_id, product_id, lot_id, serial_id,"
    " location_id, quantity, scan_id, user_id, recorded_at) values (:kind, :reason, :task,"
    " :order_line, :product, :lot, :serial, :location, :quantity, :scan, :user, :now)"
).bindparams(bindparam("now", type_=Moment))


def note_exception(
    work: UnitOfWork,
    by: By,
    *,
    kind: str,
    reason: str,
    task_id: int | None = None,
    order_line_id: int | None = None,
    product_id: int | None = None,
    lot_id: int | None = None,
    serial_id: int | None = None,
    location_id: int | None = None,
    quantity: int | None = None,
) -> None:
    """Write down what is not as the book says, for somebody to decide."""
    values = {
        "kind": kind,
        "reason": reason,
        "task": task_id,
        "order_line": order_line_id,
        "product": product_id,
        "lot": lot_id,
        "serial": serial_id,
        "location": location_id,
        "quantity": quantity,
        "scan": by.scan_id,
        "user": by.user_id,
        "now": work.now,
    }
    work.connection.execute(NOTE, values)


NAME = text("select name from users where id = :user")


def name_of(work: UnitOfWork, user_id: int) -> str:
    """The name of the worker who has a task."""
    return str(work.connection.execute(NAME, {"user": user_id}).scalar_one())
