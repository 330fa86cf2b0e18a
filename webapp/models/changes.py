"""Who changed a setting of the warehouse: rules, codes, devices, labels. Never changed itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Moment


class SettingChange(db.Model):  # type: ignore[name-defined,misc]
    """One change of one thing. `room` groups them ("product codes", "labels"), `subject` names it.

    `before` is empty where the thing is new, `after` where it is gone; `by_user_id` is empty for
    the command line.
    """

    __tablename__ = "setting_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    room: Mapped[str] = mapped_column(String(24))
    subject: Mapped[str] = mapped_column(String(120))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(String(200))
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (Index("ix_setting_changes_room_id", "room", "id"),)
