"""What suppliers said stands on their license plates, and whether it has come in.

It has come in when a move of the receipt put goods onto that license plate and was not taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, bindparam, text

from webapp.queries.meanings import ProductFacts, product_of


@dataclass(frozen=True, slots=True)
class Announced:
    """One product, lot or serial that stands on an announced license plate."""

    plate: str
    product: ProductFacts
    quantity: int
    lot: str | None
    serial: str | None
    expires_on: date | None
    has_come: bool

    def called(self) -> str:
        """The code of its lot or serial; empty where it has none."""
        return self.serial or self.lot or ""


HAS_COME = (
    "exists (select 1 from receipt_lines i join moves m on m.receipt_line_id = i.id"
    " join license_plates t on t.id = m.destination_plate_id and t.code = g.plate"
    " where i.receipt_id = g.receipt_id and m.reverses_id is null"
    " and not exists (select 1 from moves v where v.reverses_id = m.id))"
)
READ = text(
    "select g.plate, g.quantity, g.lot, g.serial, g.expires_on, p.id as product_id, p.sku, p.name,"
    f" p.tracking, p.expiry_policy, p.unit, p.scale, {HAS_COME} as has_come"
    " from announced_goods g join products p on p.id = g.product_id"
    " where g.receipt_id = :receipt and (cast(:plate as varchar) is null or g.plate = :plate)"
    " order by g.plate, g.id"
).columns(expires_on=Date)


def announced_on(
    connection: Connection, receipt_id: int, plate: str | None = None
) -> tuple[Announced, ...]:
    """What is announced of a receipt, plate by plate; or of one of its license plates."""
    rows = connection.execute(READ, {"receipt": receipt_id, "plate": plate})
    return tuple(announced_of(row) for row in rows)


def announced_of(row: Any) -> Announced:
    """A row as announced goods."""
    return Announced(
        row.plate,
        product_of(row),
        row.quantity,
        row.lot,
        row.serial,
        row.expires_on,
        bool(row.has_come),
    )


STILL_TO_COME = text(
    "select count(distinct g.plate) from announced_goods g"
    f" where g.receipt_id = :receipt and not {HAS_COME}"
)


def plates_to_come(connection: Connection, receipt_id: int) -> int:
    """How many announced license plates of a receipt have not come in."""
    return int(connection.execute(STILL_TO_COME, {"receipt": receipt_id}).scalar_one())


RECEIPTS = text(
    "select distinct r.id, r.number, s.name as supplier from announced_goods g"
    " join receipts r on r.id = g.receipt_id join partners s on s.id = r.supplier_id"
    f" where g.plate = :plate and r.status = 'open' and not {HAS_COME} order by r.id"
)


def open_receipts_for(connection: Connection, plate: str) -> list[Any]:
    """Open receipts on which a license plate is still to come: id, number, supplier."""
    return list(connection.execute(RECEIPTS, {"plate": plate}))


ELSEWHERE = text(
    "select distinct g.plate, r.number from announced_goods g"
    " join receipts r on r.id = g.receipt_id"
    " where g.plate in :plates and r.id <> :receipt and r.status = 'open'"
).bindparams(bindparam("plates", expanding=True))
KNOWN = text(
    "select t.code, t.kind, t.status, t.location_id, o.code as location,"
    " exists (select 1 from balances b where b.plate_id = t.id and b.inside and b.on_hand > 0)"
    " as carries from license_plates t join locations o on o.id = t.location_id"
    " where t.code in :plates"
).bindparams(bindparam("plates", expanding=True))


def announced_elsewhere(
    connection: Connection, receipt_id: int, plates: Sequence[str]
) -> dict[str, str]:
    """The other open receipt that announces each of these license plates, by its code."""
    values = {"receipt": receipt_id, "plates": list(plates)}
    return {row.plate: row.number for row in connection.execute(ELSEWHERE, values)}


def known_plates(connection: Connection, plates: Sequence[str]) -> dict[str, Any]:
    """Those of the license plates that were seen before, by code: where, and whether they carry."""
    return {row.code: row for row in connection.execute(KNOWN, {"plates": list(plates)})}


CALLED = text(
    "select p.sku as code, p.id, 1 as units from products p where p.id in :ids"
    " union all select g.gtin, g.product_id, g.quantity from packagings g"
    " where g.gtin is not null and g.product_id in :ids"
    " union all select c.code, c.product_id, c.units from product_codes c"
    " where c.active and c.product_id in :ids"
).bindparams(bindparam("ids", expanding=True))


def called(connection: Connection, product_ids: Sequence[int]) -> dict[str, tuple[int, int]]:
    """By each code of these products: the product, and how many base units it stands for."""
    rows = connection.execute(CALLED, {"ids": list(product_ids)})
    return {row.code: (row.id, row.units) for row in rows}
