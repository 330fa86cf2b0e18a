"""Whether this warehouse tracks lots and serial numbers, dates of lots, and what slips tell."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db


class TrackingSetting(db.Model):  # type: ignore[name-defined,misc]
    """One row, or none where nobody has switched anything: then all are on."""

    __tablename__ = "tracking_settings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    codes: Mapped[bool] = mapped_column(default=True)
    expiry: Mapped[bool] = mapped_column(default=True)
    slips: Mapped[bool] = mapped_column(default=True, server_default=true())

    __table_args__ = (
        CheckConstraint("id = 1", name="there_is_one"),
        CheckConstraint("codes or not expiry", name="dates_need_codes"),
    )
