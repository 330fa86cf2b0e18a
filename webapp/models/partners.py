"""Who goods come from and who they go to."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import closed_list


class PartnerKind(StrEnum):
    """Which side of the warehouse a partner stands on."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"


class Partner(db.Model):  # type: ignore[name-defined,misc]
    """A supplier or a customer.

    `min_life_days` is how long a lot must live: when this supplier brings it, or when it is
    planned to leave for this customer. `min_life_percent` is the share of its whole life that must
    be left when this supplier brings it.
    """

    __tablename__ = "partners"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PartnerKind] = mapped_column(closed_list(PartnerKind, "kind"))
    code: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    min_life_days: Mapped[int | None]
    min_life_percent: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("kind", "code"),
        CheckConstraint("min_life_days >= 0", name="life_is_not_negative"),
        CheckConstraint("min_life_percent between 1 and 100", name="min_life_percent_is_a_share"),
    )
