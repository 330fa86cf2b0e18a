"""The history of settings, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from webapp.models.types import Moment

MOST = 50


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: what it was before and after; None where there was nothing."""

    subject: str
    before: str | None
    after: str | None
    reason: str | None
    user: str | None
    recorded_at: datetime


CHANGES = text(
    """select c.subject, c.before, c.after, c.reason, u.name as "user", c.recorded_at
       from setting_changes c left join users u on u.id = c.by_user_id
       where c.room = :room and (cast(:subject as varchar) is null or c.subject = :subject)
       order by c.id desc limit :most"""
).columns(recorded_at=Moment)


def changes_of(
    connection: Connection, room: str, subject: str | None = None, *, most: int = MOST
) -> tuple[ChangeRow, ...]:
    """The latest changes of a room, or of one thing in it."""
    rows = connection.execute(CHANGES, {"room": room, "subject": subject, "most": most})
    return tuple(ChangeRow(**row._mapping) for row in rows)


WHY_BLOCKED = text(
    "select reason from setting_changes where room = 'locations' and subject = :code"
    " and reason is not null and after like '%blocked in%' order by id desc limit 1"
)


def why_blocked(connection: Connection, code: str) -> str | None:
    """Why a location was blocked for goods going in, in the words of whoever did it."""
    found: str | None = connection.execute(WHY_BLOCKED, {"code": code}).scalar()
    return found.rstrip(". ") if found else None
