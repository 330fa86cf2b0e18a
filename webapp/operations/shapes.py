"""How a supplier's labels are read: remembered by whoever chose, forgotten by a supervisor."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, text

from webapp.models.types import Moment
from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork

ROOM = "label shapes"


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape to remember, and the label it was chosen on."""

    supplier_id: int
    supplier: str
    shape: str
    example: str


REMEMBER = text(
    "insert into label_shapes (supplier_id, shape, example, by_user_id, remembered_at)"
    " values (:supplier, :shape, :example, :by, :now)"
    " on conflict (supplier_id, shape) do nothing"
).bindparams(bindparam("now", type_=Moment))
FIND = text(
    "select h.shape, n.name from label_shapes h join partners n on n.id = h.supplier_id"
    " where h.id = :id"
)
FORGET = text("delete from label_shapes where id = :id")


def remember(work: UnitOfWork, shape: Shape, *, by: int) -> None:
    """From now on a label of this supplier with this shape is read the same way."""
    values = {"supplier": shape.supplier_id, "shape": shape.shape, "example": shape.example}
    if work.connection.execute(REMEMBER, values | {"by": by, "now": work.now}).rowcount == 1:
        changes.record(work, ROOM, shape.supplier[:120], by=by, after=shape.shape)


def forget(work: UnitOfWork, shape_id: int, *, by: int) -> bool:
    """Ask again at such labels; False where nothing of the kind is remembered."""
    row = work.connection.execute(FIND, {"id": shape_id}).first()
    if row is None or work.connection.execute(FORGET, {"id": shape_id}).rowcount != 1:
        return False
    changes.record(work, ROOM, row.name[:120], by=by, before=row.shape)
    return True
