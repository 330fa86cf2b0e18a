"""The rules by which the warehouse's own codes are read, in the order they are asked."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.barcodes import Encoding, RuleKind
from webapp.extensions import db
from webapp.models.types import closed_list


class NomenclatureRule(db.Model):  # type: ignore[name-defined,misc]
    """One rule; `sequence` is its place. Rules are switched off, never deleted.

    `version` grows with every change of the rule, its place included, and a new one begins at 1.
    So the sum over all rules grows with every change of any: it says whether what a process knows
    of them is still right.
    """

    __tablename__ = "nomenclature_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[RuleKind] = mapped_column(closed_list(RuleKind, "kind"))
    encoding: Mapped[Encoding] = mapped_column(closed_list(Encoding, "encoding"))
    pattern: Mapped[str] = mapped_column(String(120))
    sequence: Mapped[int] = mapped_column(unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name_is_not_empty"),
        CheckConstraint("length(pattern) > 0", name="pattern_is_not_empty"),
        CheckConstraint("version > 0", name="version_grows"),
    )
