"""The seals of the book: what each day's moves were, so that nobody can change them unseen."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import BigKey, Moment


class Seal(db.Model):  # type: ignore[name-defined,misc]
    """The moves after the seal before this one, up to `last_move_id`, closed for `day`.

    `digest` is over the digest of the seal before and over every one of those moves.
    """

    __tablename__ = "seals"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    last_move_id: Mapped[int] = mapped_column(BigKey, unique=True)
    moves: Mapped[int] = mapped_column(BigKey)
    digest: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest_is_sha256"),
        CheckConstraint("moves > 0", name="seals_something"),
    )
