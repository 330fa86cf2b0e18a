"""What is written down about a lot, the codes it had, and who supplies at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, text


@dataclass(frozen=True, slots=True)
class LotRecord:
    """One lot as its record says; `former` are the codes it had, the latest first."""

    id: int
    code: str
    product_id: int
    sku: str
    reference: str | None
    description: str | None
    supplier_lot: str | None
    country: str | None
    supplier_id: int | None
    supplier: str | None
    produced_on: date | None
    more: str | None
    moved: bool
    former: tuple[str, ...]


RECORD = text(
    "select l.id, l.code, l.product_id, p.sku, l.reference, l.description, l.supplier_lot,"
    " l.country, l.supplier_id, s.name as supplier, l.produced_on, l.more,"
    " exists (select 1 from moves m where m.lot_id = l.id) as moved"
    " from lots l join products p on p.id = l.product_id"
    " left join partners s on s.id = l.supplier_id where l.id = :lot"
).columns(produced_on=Date)
FORMER = {
    kind: text(f"select code from former_codes where {kind}_id = :id order by id desc")
    for kind in ("lot", "serial")
}
SUPPLIERS = text("select id, name from partners where kind = 'supplier' order by name, id")
WITH_LOTS = text(
    "select id, sku, name from products where active and tracking in ('lot', 'lot_and_serial')"
    " order by sku"
)
SERIAL = text(
    "select s.id, s.code, s.batch, p.sku, p.id as product_id from serials s"
    " join products p on p.id = s.product_id where s.id = :id"
)


def record(connection: Connection, lot_id: int) -> LotRecord | None:
    """The record of a lot, or None where there is no such lot."""
    row = connection.execute(RECORD, {"lot": lot_id}).first()
    if row is None:
        return None
    values = dict(row._mapping) | {"moved": bool(row.moved)}
    return LotRecord(**values, former=former(connection, "lot", lot_id))


def former(connection: Connection, kind: str, thing_id: int) -> tuple[str, ...]:
    """The codes that a lot or a serial had, the latest first."""
    return tuple(connection.execute(FORMER[kind], {"id": thing_id}).scalars())


def serial(connection: Connection, serial_id: int) -> Any:
    """A serial's code, its batch and its product; None where there is no such serial."""
    return connection.execute(SERIAL, {"id": serial_id}).first()


def suppliers(connection: Connection) -> Sequence[Any]:
    """Everybody who supplies: id and name."""
    return connection.execute(SUPPLIERS).all()


def products_with_lots(connection: Connection) -> Sequence[Any]:
    """Every product that has lots: id, SKU and name."""
    return connection.execute(WITH_LOTS).all()
