"""The readings that were chosen before and are taken again, by supplier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from webapp.models.types import Moment


@dataclass(frozen=True, slots=True)
class ShapeRow:
    """One remembered shape: whose labels, on which label it was chosen, by whom and when."""

    id: int
    supplier: str
    shape: str
    example: str
    user: str
    remembered_at: datetime


OF_SUPPLIER = text("select shape from label_shapes where supplier_id = :supplier")
EVERY = text(
    """select h.id, n.name as supplier, h.shape, h.example, u.name as "user", h.remembered_at
       from label_shapes h join partners n on n.id = h.supplier_id
       join users u on u.id = h.by_user_id order by n.name, h.id"""
).columns(remembered_at=Moment)


def of_supplier(connection: Connection, supplier_id: int) -> frozenset[str]:
    """The shapes that are remembered for a supplier."""
    return frozenset(connection.execute(OF_SUPPLIER, {"supplier": supplier_id}).scalars())


def every(connection: Connection) -> tuple[ShapeRow, ...]:
    """All of them, by supplier."""
    return tuple(ShapeRow(**row._mapping) for row in connection.execute(EVERY))
