"""License plates: registered when first scanned at a receipt, moved with all they carry."""

from __future__ import annotations

from sqlalchemy import bindparam, text

from webapp.models import PlateKind
from webapp.models.types import Moment
from webapp.operations.unit_of_work import UnitOfWork

REGISTER = text(
    "insert into license_plates (code, kind, location_id, created_at)"
    " values (:code, :kind, :location, :now) returning id"
).bindparams(bindparam("now", type_=Moment))
KNOWN = text("select id from license_plates where code = :code")
PLACE = text("update license_plates set location_id = :location where id = :plate")
BIND = text(
    "update license_plates set order_id = :order, location_id = :location"
    " where id = :plate and (order_id is null or order_id = :order)"
)


def register(work: UnitOfWork, code: str, kind: PlateKind, location_id: int) -> int:
    """A new plate standing empty at a location; its id."""
    values = {"code": code, "kind": str(kind), "location": location_id, "now": work.now}
    return int(work.connection.execute(REGISTER, values).scalar_one())


def known(work: UnitOfWork, code: str) -> int | None:
    """The id of a plate that was ever seen, or None."""
    return work.connection.execute(KNOWN, {"code": code}).scalar()


def place(work: UnitOfWork, plate_id: int, location_id: int) -> None:
    """Say where the plate stands now; its content is moved by the ledger beside this."""
    work.connection.execute(PLACE, {"plate": plate_id, "location": location_id})


def bind_tote(work: UnitOfWork, plate_id: int, order_id: int, location_id: int) -> bool:
    """Keep a tote for one order; False where another order has it."""
    values = {"plate": plate_id, "order": order_id, "location": location_id}
    return work.connection.execute(BIND, values).rowcount == 1
