"""Codes that lots and serials had before they were renamed; their old labels still scan."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Moment


class FormerCode(db.Model):  # type: ignore[name-defined,misc]
    """A code that a lot or a serial of a product had. It names that one for good."""

    __tablename__ = "former_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int]
    lot_id: Mapped[int | None]
    serial_id: Mapped[int | None]
    code: Mapped[str] = mapped_column(String(64))
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        ForeignKeyConstraint(["lot_id", "product_id"], ["lots.id", "lots.product_id"]),
        ForeignKeyConstraint(["serial_id", "product_id"], ["serials.id", "serials.product_id"]),
        *(
            Index(
                f"uq_former_codes_of_{thing}s",
                "product_id",
                "code",
                unique=True,
                sqlite_where=text(f"{thing}_id is not null"),
                postgresql_where=text(f"{thing}_id is not null"),
            )
            for thing in ("lot", "serial")
        ),
        Index("ix_former_codes_code", "code"),
        CheckConstraint("(lot_id is null) <> (serial_id is null)", name="of_one_thing"),
        CheckConstraint("length(code) > 0", name="code_is_not_empty"),
    )
