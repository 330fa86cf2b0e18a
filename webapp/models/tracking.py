"""Whether this warehouse tracks lots and serial numbers at all, and dates of lots."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db


class TrackingSetting(db.Model):  # type: ignore[name-defined,misc]
    """One row, or none where nobody has switched anything: then both are on."""

    __tablename__ = "tracking_settings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    codes: Mapped[bool] = mapped_column(default=True)
    expiry: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (
        CheckConstraint("id = 1", name="there_is_one"),
        CheckConstraint("codes or not expiry", name="dates_need_codes"),
    )
