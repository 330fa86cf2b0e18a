"""A record is changed only as it was shown: whoever saves over another's change is told first."""

from __future__ import annotations

from sqlalchemy import text

from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import versions
from webapp.queries.versions import Key, LastChange
from webapp.rules.versions import Change, Values, changes, read


class ChangedSinceError(Exception):
    """The record is not the one that the form was drawn with; nothing was changed."""

    def __init__(
        self,
        kind: str,
        key: Key,
        now: Values,
        differs: tuple[Change, ...],
        last: LastChange | None,
    ) -> None:
        super().__init__(f"{kind} {key} was changed: {', '.join(one.field for one in differs)}")
        self.kind, self.key, self.now, self.differs, self.last = kind, key, now, differs, last


# Forms of one record line up, so that the second reads what the first has written; SQLite has one
# writer anyway. The row itself is held too, against hands that change it without a form.
LINE_UP = text("select pg_advisory_xact_lock(hashtext(:record))")


def as_shown(work: UnitOfWork, kind: str, key: Key, version: str) -> None:
    """Let nobody change the record until the unit of work ends, and see that nobody has.

    Raises ChangedSinceError where somebody has, and VersionRefusedError for no such version.
    """
    seen = read(version, kind, key)
    if work.connection.dialect.name == "postgresql":
        work.connection.execute(LINE_UP, {"record": f"form {kind} {key}"})
    now = versions.state(work.connection, kind, key, held=True)
    if differs := changes(seen, now):
        last = versions.last_change(work.connection, kind, key)
        raise ChangedSinceError(kind, key, now, differs, last)
