"""License plates under lock with all they stand on and all that stands on them.

Who changes one plate holds its whole tree: the locks are taken in the order of their ids, and
where the tree grew or shrank while they were waited for, the act begins again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, bindparam, text

from webapp.models import LocationKind, PlateKind, PlateStatus
from webapp.operations.ledger import Goods
from webapp.operations.unit_of_work import ChangedMeanwhileError, UnitOfWork
from webapp.queries.meanings import LotFacts, ProductFacts, lot_of, product_of
from webapp.rules.shipping import Key
from webapp.words import T, Words

TREE = text(
    "with recursive up(id) as (select id from license_plates where id in :plates"
    " union select t.parent_id from license_plates t join up on up.id = t.id"
    " where t.parent_id is not null),"
    " down(id) as (select id from up union select t.id from license_plates t"
    " join down on down.id = t.parent_id) select id from down order by id"
).bindparams(bindparam("plates", expanding=True))
LOCK = text(
    "select id from license_plates where id in :plates order by id for no key update"
).bindparams(bindparam("plates", expanding=True))
LOOK = text(
    "select t.id, t.code, t.kind, t.status, t.location_id, o.code as location,"
    " o.kind as location_kind, o.hold_reason as location_hold, t.hold_reason as plate_hold,"
    " t.parent_id, t.order_id, (select d.number from tasks k"
    " join orders d on d.id = k.order_id where k.order_id = t.order_id and k.status = 'open')"
    " as filling from license_plates t join locations o on o.id = t.location_id"
    " where t.id in :plates order by t.id"
).bindparams(bindparam("plates", expanding=True))
STOCK = (
    "select b.id as balance_id, b.serial_id, s.code as serial, b.location_id, b.plate_id,"
    " o.code as location, o.kind as location_kind, o.hold_reason as location_hold,"
    " k.code as plate, k.hold_reason as plate_hold,"
    " b.on_hand, b.reserved, exists (select 1 from reservations r where r.balance_id = b.id"
    " and r.order_line_id is null) as carried, p.id as product_id, p.sku, p.name, p.tracking,"
    " p.expiry_policy, p.unit, p.scale, l.id as lot_id, l.code as lot_code, l.expires_on,"
    " l.status, l.hold_reason from balances b join products p on p.id = b.product_id"
    " join locations o on o.id = b.location_id"
    " left join license_plates k on k.id = b.plate_id left join lots l on l.id = b.lot_id"
    " left join serials s on s.id = b.serial_id"
    " where b.inside and b.on_hand > 0 and %s order by b.id"
)
CONTENT, ONE = (STOCK % "b.plate_id in :plates"), (STOCK % "b.id = :balance")
LOOSE = STOCK % "b.location_id = :place and b.plate_id is null and b.product_id in :products"


@dataclass(frozen=True, slots=True)
class Plate:
    """A license plate as the rules need it; `filling` is the order that is being picked into it."""

    id: int
    code: str
    kind: PlateKind
    status: PlateStatus
    location_id: int
    location: str
    location_kind: LocationKind
    location_hold: str | None
    plate_hold: str | None
    parent_id: int | None
    order_id: int | None
    filling: str | None

    @property
    def called(self) -> Words:
        """What to call it."""
        if self.kind is PlateKind.TOTE:
            return T("tote %(code)s", code=self.code)
        return T("license plate %(code)s", code=self.code)


@dataclass(frozen=True, slots=True)
class Stock:
    """Goods at one place; `carried` while somebody is putting them away."""

    balance_id: int
    product: ProductFacts
    lot: LotFacts | None
    serial_id: int | None
    serial: str | None
    location_id: int
    plate_id: int | None
    on_hand: int
    reserved: int
    carried: bool
    location: str
    location_kind: str
    location_hold: str | None
    plate: str | None
    plate_hold: str | None

    @property
    def goods(self) -> Goods:
        """What the ledger moves."""
        return Goods(self.product.id, self.lot.id if self.lot else None, self.serial_id)

    @property
    def key(self) -> Key:
        """What is counted together: the same product, lot and serial."""
        return self.product.id, self.lot.id if self.lot else None, self.serial_id

    @property
    def free(self) -> int:
        """Units that nobody was promised."""
        return self.on_hand - self.reserved

    @property
    def called(self) -> Words:
        """What to call it: by its serial, its lot, or its product."""
        if self.serial:
            return T("%(product)s serial %(code)s", product=self.product.sku, code=self.serial)
        if self.lot:
            return T("%(product)s lot %(code)s", product=self.product.sku, code=self.lot.code)
        return T("%(product)s", product=self.product.sku)


@dataclass(frozen=True, slots=True)
class Trees:
    """Whole trees of license plates, by id, and the goods on them."""

    plates: dict[int, Plate]
    stock: tuple[Stock, ...]

    def parent(self, plate: Plate) -> Plate | None:
        """What a plate stands on."""
        return self.plates[plate.parent_id] if plate.parent_id else None

    def outermost(self, plate: Plate) -> Plate:
        """The plate at the bottom of the pile, which all the others go with."""
        parent = self.parent(plate)
        return self.outermost(parent) if parent else plate

    def upon(self, plate: Plate) -> Iterator[Plate]:
        """The plate and all that stand on it, each before those that it carries."""
        yield plate
        for one in self.plates.values():
            if one.parent_id == plate.id:
                yield from self.upon(one)

    def carried_by(self, plate: Plate) -> tuple[Stock, ...]:
        """The goods on a plate and on all that stand on it."""
        ids = {one.id for one in self.upon(plate)}
        return tuple(row for row in self.stock if row.plate_id in ids)


def hold(work: UnitOfWork, *plate_ids: int) -> Trees:
    """The trees of these plates, locked until the act ends."""
    ids = tree_of(work, plate_ids)
    if work.for_update:
        # By itself: a row that is waited for and comes back changed is not joined anew.
        work.connection.execute(LOCK, {"plates": ids}).all()
        if tree_of(work, plate_ids) != ids:
            raise ChangedMeanwhileError(f"the pile of license plates {plate_ids} has changed")
    plates = work.connection.execute(LOOK, {"plates": ids}).all()
    stock = rows_of(work, CONTENT, plates=ids)
    return Trees({row.id: plate_of(row) for row in plates}, tuple(stock_of(row) for row in stock))


def hold_stock(work: UnitOfWork, balance_id: int) -> Stock | None:
    """Goods at one place, locked; None where nothing is there any more."""
    rows = rows_of(work, ONE, balance=balance_id)
    return stock_of(rows[0]) if rows else None


def hold_loose(work: UnitOfWork, location_id: int, products: Iterable[int]) -> tuple[Stock, ...]:
    """What lies loose at a place of some products, locked."""
    wanted = sorted(set(products))
    rows = rows_of(work, LOOSE, place=location_id, products=wanted) if wanted else []
    return tuple(stock_of(row) for row in rows)


def tree_of(work: UnitOfWork, plate_ids: Iterable[int]) -> list[int]:
    """The ids of all plates that stand on or under these."""
    return list(work.connection.execute(TREE, {"plates": list(plate_ids)}).scalars())


def rows_of(work: UnitOfWork, statement: str, **values: object) -> list[Any]:
    """Balances, each locked in the order of its id; SQLite holds its one lock already."""
    asked = text(statement + (" for no key update of b" if work.for_update else ""))
    for name in {"plates", "products"} & set(values):
        asked = asked.bindparams(bindparam(name, expanding=True))
    return list(work.connection.execute(asked.columns(expires_on=Date), values))


def plate_of(row: Any) -> Plate:
    """A row as a license plate."""
    values = row._asdict()
    values["kind"], values["status"] = PlateKind(row.kind), PlateStatus(row.status)
    values["location_kind"] = LocationKind(row.location_kind)
    return Plate(**values)


def stock_of(row: Any) -> Stock:
    """A row as goods at a place."""
    return Stock(
        row.balance_id,
        product_of(row),
        lot_of(row),
        row.serial_id,
        row.serial,
        row.location_id,
        row.plate_id,
        row.on_hand,
        row.reserved,
        bool(row.carried),
        row.location,
        row.location_kind,
        row.location_hold,
        row.plate,
        row.plate_hold,
    )
