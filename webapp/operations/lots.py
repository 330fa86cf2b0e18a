"""Lots and serials come into being: on a receipt, or as records that wait for their goods."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Date, bindparam, text

from webapp.models.types import Moment
from webapp.operations.unit_of_work import UnitOfWork
from webapp.rules.shelf_life import Dates


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot read from a supplier's label."""

    product_id: int
    code: str
    dates: Dates
    supplier_id: int | None


DAYS = tuple(bindparam(name, type_=Date) for name in Dates.__slots__)
CREATE_LOT = text(
    "insert into lots (product_id, code, expires_on, best_before, removal_date, alert_on, status,"
    " supplier_id, created_at) values (:product, :code, :expires_on, :best_before, :removal_date,"
    " :alert_on, 'released', :supplier, :now)"
    " on conflict (product_id, code) do nothing returning id"
).bindparams(*DAYS, bindparam("now", type_=Moment))
FIND_LOT = text("select id from lots where product_id = :product and code = :code")
DATE_LOT = text(
    "update lots set expires_on = :expires_on, best_before = coalesce(best_before, :best_before),"
    " removal_date = coalesce(removal_date, :removal_date),"
    " alert_on = coalesce(alert_on, :alert_on) where id = :lot and expires_on is null"
).bindparams(*DAYS)
CREATE_SERIAL = text(
    "insert into serials (product_id, code, lot_id, batch, created_at)"
    " values (:product, coalesce((select s.code from former_codes f join serials s"
    " on s.id = f.serial_id where f.product_id = :product and f.code = :code), :code),"
    " :lot, :batch, :now) on conflict (product_id, code) do update set lot_id = excluded.lot_id,"
    " batch = coalesce(excluded.batch, serials.batch) returning id"
).bindparams(bindparam("now", type_=Moment))
# By its code, or by the one it had before it was renamed.
FIND_SERIAL = text(
    "select id from serials where product_id = :product and code = :code"
    " union all select serial_id from former_codes where product_id = :product and code = :code"
    " and serial_id is not null"
)


def create_lot(work: UnitOfWork, new: NewLot) -> int:
    """The lot's id; the one another hand made a moment ago where two receive the same lot."""
    values = {
        "product": new.product_id,
        "code": new.code,
        **asdict(new.dates),
        "supplier": new.supplier_id,
        "now": work.now,
    }
    made = work.connection.execute(CREATE_LOT, values).scalar()
    return int(made or work.connection.execute(FIND_LOT, values).scalar_one())


def date_lot(work: UnitOfWork, lot_id: int, dates: Dates) -> None:
    """Give a lot without one the date it expires on; a date that is set stays as it is."""
    work.connection.execute(DATE_LOT, {"lot": lot_id, **asdict(dates)})


def create_serial(
    work: UnitOfWork, product_id: int, code: str, lot_id: int | None, *, batch: str | None = None
) -> int:
    """The serial's id, new or known before: one that is nowhere may come in with another lot.

    `batch` is the lot on its label where the product has no lots.
    """
    values = {"product": product_id, "code": code, "lot": lot_id, "batch": batch, "now": work.now}
    return int(work.connection.execute(CREATE_SERIAL, values).scalar_one())


KNOWN = text(
    "select id, expires_on, produced_on from lots where product_id = :product and code = :code"
    " union all select l.id, l.expires_on, l.produced_on from former_codes f"
    " join lots l on l.id = f.lot_id where f.product_id = :product and f.code = :code"
).columns(expires_on=Date, produced_on=Date)


def known(work: UnitOfWork, product_id: int, code: str) -> dict[str, Any]:
    """`id`, `expires_on` and `produced_on` of a lot of the product, or nothing where it is new.

    A lot goes by the codes it had before, too.
    """
    row = work.connection.execute(KNOWN, {"product": product_id, "code": code}).mappings().first()
    return dict(row) if row else {}


def serial_id(work: UnitOfWork, product_id: int, code: str) -> int | None:
    """The id of a serial of the product that was ever seen, or None."""
    return work.connection.execute(FIND_SERIAL, {"product": product_id, "code": code}).scalar()


ALIKE = {
    serial: text(
        f"select code from {table} where product_id = :product"
        " and lower(replace(code, ' ', '')) = lower(replace(:code, ' ', '')) limit 1"
    )
    for serial, table in ((False, "lots"), (True, "serials"))
}


def written_otherwise(work: UnitOfWork, product_id: int, code: str, *, serial: bool) -> str | None:
    """A lot (or serial) of the product whose code differs in capitals or blanks alone."""
    values = {"product": product_id, "code": code}
    found: str | None = work.connection.execute(ALIKE[serial], values).scalar()
    return found if found != code else None
