"""Which suppliers brought goods that are in the house."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier by number, code and name."""

    id: int
    code: str
    name: str


# By what came in on their receipts and was not taken back, or by what the lot itself says.
BROUGHT = text(
    "select p.id, p.code, p.name from partners p where p.kind = 'supplier'"
    " and (p.id = (select l.supplier_id from lots l where l.id = :lot) or exists (select 1"
    " from receipts r join receipt_lines i on i.receipt_id = r.id and i.product_id = :product"
    " join moves m on m.receipt_line_id = i.id where r.supplier_id = p.id"
    " and r.return_of_id is null and m.product_id = :product and m.reverses_id is null"
    " and coalesce(m.lot_id, 0) = :lot and coalesce(m.serial_id, 0) = :serial"
    " and not exists (select 1 from moves v where v.reverses_id = m.id))) order by p.name, p.id"
)
ONE = text("select id, code, name from partners where kind = 'supplier' and id = :id")


def suppliers_of(
    connection: Connection, product_id: int, lot_id: int | None, serial_id: int | None
) -> list[Supplier]:
    """Whoever brought this product, lot or serial, by name."""
    values = {"product": product_id, "lot": lot_id or 0, "serial": serial_id or 0}
    return [Supplier(*row) for row in connection.execute(BROUGHT, values)]


def supplier(connection: Connection, named: str) -> Supplier | None:
    """The supplier with this number, or None."""
    if not (named.isascii() and named.isdigit() and len(named) < 10):
        return None
    row = connection.execute(ONE, {"id": int(named)}).first()
    return None if row is None else Supplier(*row)
