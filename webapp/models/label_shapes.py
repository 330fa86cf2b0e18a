"""How a supplier's labels are read where separators are lost: shapes that somebody chose once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Moment


class LabelShape(db.Model):  # type: ignore[name-defined,misc]
    """The elements of one reading in their order with their lengths ("01:14 10:4 17:6").

    `example` is the label it was chosen on, in brackets, for people to look at.
    """

    __tablename__ = "label_shapes"

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    shape: Mapped[str] = mapped_column(String(200))
    example: Mapped[str] = mapped_column(String(200))
    by_user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    remembered_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("supplier_id", "shape"),)
