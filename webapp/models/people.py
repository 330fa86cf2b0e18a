"""Who works here, the devices they hold, and the tokens that act in their name."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from flask_login import UserMixin
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Anything, Moment, closed_list


class Role(StrEnum):
    """What somebody may do; each role may do all that the one before it may."""

    WORKER = "worker"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"

    def covers(self, other: Role) -> bool:
        """Whether this role may do what `other` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class User(UserMixin, db.Model):  # type: ignore[name-defined,misc]
    """Somebody who signs in, by name and password or by badge and PIN."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role] = mapped_column(closed_list(Role, "role"))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    badge: Mapped[str | None] = mapped_column(String(64), unique=True)
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(String(8), default="en")
    theme: Mapped[str] = mapped_column(String(12), default="auto")
    hand: Mapped[str] = mapped_column(String(8), default="right")
    wrong_tries: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None] = mapped_column(Moment)
    # A session remembers the epoch it began in; raising it ends every session of this user.
    epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name_is_not_empty"),
        CheckConstraint("theme in ('auto', 'light', 'dark', 'contrast')", name="theme_is_known"),
        CheckConstraint("hand in ('left', 'right')", name="hand_is_known"),
        CheckConstraint("badge is null or pin_hash is not null", name="a_badge_needs_a_pin"),
    )

    @property
    def is_active(self) -> bool:
        """Flask-Login asks this name; a user put out of use signs in nowhere."""
        return self.active


class Device(db.Model):  # type: ignore[name-defined,misc]
    """A phone or handheld, known by the key in its cookie.

    `name` is what its browser says of itself, `called` what people call it. `scanner` holds what
    is done for its scanner, where that is not as usual (`webapp.rules.scanners`).
    """

    __tablename__ = "devices"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    last_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    revoked: Mapped[bool] = mapped_column(default=False)
    called: Mapped[str | None] = mapped_column(String(60))
    scanner: Mapped[Anything | None] = mapped_column(JSON(none_as_null=True))


class Token(db.Model):  # type: ignore[name-defined,misc]
    """A bearer token; only its digest is kept, so the book cannot give it away."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship()
