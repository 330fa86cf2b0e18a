"""The tree of locations, one with what is there and what is coming, and storage categories."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, bindparam, text

from webapp.models import LocationKind, Mixing, PlateKind

DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class LocationRow:
    """A location; `depth` is how far down the tree it stands, `units` what it holds itself."""

    id: int
    code: str
    name: str
    kind: LocationKind
    parent_id: int | None
    parent: str | None
    walk_order: int
    capacity: int | None
    category_id: int | None
    category: str | None
    blocked_in: bool
    blocked_out: bool
    takes_returns: bool
    count_every_days: int | None
    depth: int = 0
    units: int = 0


@dataclass(frozen=True, slots=True)
class LocationFilter:
    """What narrows the list: words of code or name, a kind, a category, or what is blocked."""

    words: str = ""
    kind: LocationKind | None = None
    category: str = ""
    blocked: bool = False

    @property
    def is_set(self) -> bool:
        """Whether anything narrows it; then the tree is a plain list."""
        return bool(self.words or self.kind or self.category or self.blocked)

    def takes(self, row: LocationRow) -> bool:
        """Whether a location is asked for."""
        said = f"{row.code} {row.name}".casefold()
        return (
            all(word in said for word in self.words.casefold().split())
            and self.kind in (None, row.kind)
            and self.category in ("", row.category)
            and (not self.blocked or row.blocked_in or row.blocked_out)
        )


ALL = (
    "select o.id, o.code, o.name, o.kind, o.parent_id, u.code as parent, o.walk_order, o.capacity,"
    " o.storage_category_id as category_id, c.code as category, o.blocked_in, o.blocked_out,"
    " o.takes_returns, o.count_every_days from locations o"
    " left join locations u on u.id = o.parent_id"
    " left join storage_categories c on c.id = o.storage_category_id"
)
EVERY, ONE = text(ALL), text(f"{ALL} where o.id = :location")
UNITS = text(
    "select location_id, sum(on_hand) as units from balances where location_id in :ids"
    " and inside and on_hand > 0 group by location_id"
).bindparams(bindparam("ids", expanding=True))


def tree(connection: Connection, asked: LocationFilter) -> list[LocationRow]:
    """The locations asked for in the order of the tree; A-2 stands before A-10.

    All are read, and put in order here: a warehouse has thousands of them, not millions.
    """
    below: dict[int | None, list[LocationRow]] = defaultdict(list)
    for row in connection.execute(EVERY):
        below[row.parent_id].append(location_of(row))
    return [row for row in under(below, None, 0) if asked.takes(row)]


def under(
    below: dict[int | None, list[LocationRow]], parent: int | None, depth: int
) -> Iterator[LocationRow]:
    """Everything below one place, each followed by what lies in it."""
    for row in sorted(below[parent], key=in_order):
        yield replace(row, depth=depth)
        yield from under(below, row.id, depth + 1)


def in_order(row: LocationRow) -> tuple[bool, list[tuple[int, int, str]]]:
    """The warehouse first, then where goods come from and go to."""
    return row.kind is not LocationKind.AREA and not row.kind.inside, natural(row.code)


def natural(code: str) -> list[tuple[int, int, str]]:
    """A code's place in a list that people would write: numbers count as numbers."""
    parts = DIGITS.split(code.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def with_units(connection: Connection, rows: Sequence[LocationRow]) -> list[LocationRow]:
    """The same rows with what each holds itself."""
    found = connection.execute(UNITS, {"ids": [row.id for row in rows]})
    units = {row.location_id: int(row.units) for row in found}
    return [replace(row, units=units.get(row.id, 0)) for row in rows]


def one(connection: Connection, location_id: int) -> LocationRow | None:
    """The location with this id, or None."""
    row = connection.execute(ONE, {"location": location_id}).first()
    return None if row is None else location_of(row)


ID_OF = text("select id from locations where code = :code")


def id_of(connection: Connection, code: str) -> int | None:
    """The location with this code, or None."""
    return connection.execute(ID_OF, {"code": code}).scalar()


TICKS = ("blocked_in", "blocked_out", "takes_returns")


def location_of(row: Any) -> LocationRow:
    """A row as a location."""
    values = dict(row._mapping) | {"kind": LocationKind(row.kind)}
    values |= {name: bool(values[name]) for name in TICKS}
    return LocationRow(**values)


@dataclass(frozen=True, slots=True)
class Held:
    """Goods in a location, or on their way to it in somebody's hands."""

    product_id: int
    sku: str
    name: str
    unit: str
    scale: int
    lot_id: int | None
    lot: str | None
    expires_on: date | None
    plate: str | None
    units: int
    who: str | None


GOODS = (
    "p.id as product_id, p.sku, p.name, p.unit, p.scale, l.id as lot_id, l.code as lot,"
    " l.expires_on, t.code as plate"
)
JOINS = (
    " join products p on p.id = b.product_id left join lots l on l.id = b.lot_id"
    " left join license_plates t on t.id = b.plate_id"
)
BY = "p.id, p.sku, p.name, p.unit, p.scale, l.id, l.code, l.expires_on, t.code"
MOST = 100
THERE = text(
    f"select {GOODS}, sum(b.on_hand) as units, null as who from balances b {JOINS}"
    f" where b.location_id = :location and b.on_hand > 0 group by {BY}"
    f" order by p.sku, l.code, t.code limit {MOST}"
).columns(expires_on=Date)
COMING = text(
    f"select {GOODS}, r.quantity as units, w.name as who from tasks k"
    " join reservations r on r.task_id = k.id join balances b on b.id = r.balance_id"
    f" {JOINS} left join users w on w.id = k.user_id where k.destination_id = :location"
    f" and k.status = 'open' order by p.sku, l.code, r.id limit {MOST}"
).columns(expires_on=Date)


def there(connection: Connection, location_id: int) -> list[Held]:
    """What lies in a location, serials of one lot together; at most a hundred rows."""
    return [Held(**row._mapping) for row in connection.execute(THERE, {"location": location_id})]


def coming(connection: Connection, location_id: int) -> list[Held]:
    """What is on its way there, and in whose hands."""
    return [Held(**row._mapping) for row in connection.execute(COMING, {"location": location_id})]


# Categories


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A storage category, and how many locations are of it."""

    id: int
    code: str
    name: str
    max_weight_g: int | None
    max_units: int | None
    max_plates: int | None
    max_height_mm: int | None
    mixing: Mixing
    one_expiry: bool
    locations: int


@dataclass(frozen=True, slots=True)
class LimitRow:
    """At most so many of a product or of a kind of license plate."""

    id: int
    sku: str | None
    scale: int
    plate_kind: PlateKind | None
    most: int


CATEGORIES = text(
    "select c.*, (select count(*) from locations o where o.storage_category_id = c.id) as locations"
    " from storage_categories c order by c.code"
)
LIMITS = text(
    "select i.id, p.sku, coalesce(p.scale, 0) as scale, i.plate_kind, i.most from storage_limits i"
    " left join products p on p.id = i.product_id where i.category_id = :category"
    " order by i.plate_kind, p.sku"
)
CONFLICTS = text("select id, first, second from class_conflicts order by first, second")
BY_SKU = text("select id, sku, scale from products where sku = :sku")


def categories(connection: Connection) -> list[CategoryRow]:
    """Every storage category, by its code."""
    rows = [dict(row._mapping) for row in connection.execute(CATEGORIES)]
    return [
        CategoryRow(
            **row | {"mixing": Mixing(row["mixing"]), "one_expiry": bool(row["one_expiry"])}
        )
        for row in rows
    ]


def limits_of(connection: Connection, category_id: int) -> list[LimitRow]:
    """The limits of a category for single products and kinds of license plates."""
    rows = [dict(row._mapping) for row in connection.execute(LIMITS, {"category": category_id})]
    return [
        LimitRow(
            **row | {"plate_kind": PlateKind(row["plate_kind"]) if row["plate_kind"] else None}
        )
        for row in rows
    ]


def conflicts(connection: Connection) -> list[Any]:
    """The classes that may not share a bin: id, first, second."""
    return list(connection.execute(CONFLICTS))


def product_called(connection: Connection, sku: str) -> Any:
    """The product with this SKU: id, sku, scale; or None."""
    return connection.execute(BY_SKU, {"sku": sku}).first()


# What a product needs

NEEDS = text(
    "select weight_g, height_mm, storage_class, storage_category_id from products"
    " where id = :product"
)
SIZES = text(
    "select id, kind, quantity, height_mm from packagings where product_id = :product"
    " order by quantity, id"
)


def needs_of(connection: Connection, product_id: int) -> tuple[Any, list[Any]]:
    """What a product needs in a bin, and its sizes with their heights."""
    values = {"product": product_id}
    return connection.execute(NEEDS, values).one(), list(connection.execute(SIZES, values))
