"""The history of settings: every change leaves one row, with who made it and both values."""

from __future__ import annotations

from sqlalchemy import bindparam, text

from webapp.models.types import Moment
from webapp.operations.unit_of_work import UnitOfWork

RECORD = text(
    """insert into setting_changes (room, subject, before, after, reason, by_user_id, recorded_at)
       values (:room, :subject, :before, :after, :reason, :by, :now)"""
).bindparams(bindparam("now", type_=Moment))


def record(
    work: UnitOfWork,
    room: str,
    subject: str,
    *,
    by: int | None,
    before: str | None = None,
    after: str | None = None,
    reason: str | None = None,
) -> None:
    """One row of the history of `room`; `by` is the user who does it, None for the command line."""
    values = {"room": room, "subject": subject, "before": before, "after": after}
    work.connection.execute(RECORD, values | {"reason": reason, "by": by, "now": work.now})
