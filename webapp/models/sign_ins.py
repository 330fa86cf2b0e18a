"""What is remembered about people at the door: tries under unknown names, changes to users."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Moment


class UnknownTry(db.Model):  # type: ignore[name-defined,misc]
    """Wrong tries under a name or badge that nobody has; they wait as known ones do.

    `key` is a digest: a password typed into the wrong field must not be kept.
    """

    __tablename__ = "unknown_tries"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    wrong_tries: Mapped[int]
    wait_until: Mapped[datetime | None] = mapped_column(Moment)
    last_try_at: Mapped[datetime] = mapped_column(Moment, index=True)


class UserChange(db.Model):  # type: ignore[name-defined,misc]
    """Who changed what about a user; `by_user_id` is empty for the command line. Never a secret."""

    __tablename__ = "user_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    what: Mapped[str] = mapped_column(String(24))
    before: Mapped[str | None] = mapped_column(String(120))
    after: Mapped[str | None] = mapped_column(String(120))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
