"""A task goes from one worker to another, and the book says so."""

from __future__ import annotations

from sqlalchemy import bindparam, text

from webapp.models.types import Moment
from webapp.operations.ledger import By
from webapp.operations.tasks import OpenTask
from webapp.operations.unit_of_work import UnitOfWork

WRITE = text(
    "insert into take_overs (task_id, from_user_id, user_id, scan_id, worked_at, recorded_at)"
    " values (:task, :before, :user, :scan, :worked_at, :now)"
).bindparams(bindparam("worked_at", type_=Moment), bindparam("now", type_=Moment))


def take_over(work: UnitOfWork, task: OpenTask, by: By) -> None:
    """Make the held task `by`'s and write down whose it was; `tasks.save` keeps it."""
    values = {
        "task": task.id,
        "before": task.user_id,
        "user": by.user_id,
        "scan": by.scan_id,
        "worked_at": task.worked_at,
        "now": work.now,
    }
    work.connection.execute(WRITE, values)
    task.give(by.user_id, work.now)
