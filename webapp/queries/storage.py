"""Bins with their limits, what lies there and what is on its way, and what goods weigh.

What is on its way is what an open putaway has promised itself and brings to the bin: it is read
from the promises, so that its product, lot and weight are as sure as those of what lies there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Date, bindparam, text

from webapp.rules.storage import Bin, Load, Pairs, Portion

# How many bins of each sort are looked at closely for one suggestion, and how many bins of a
# category are put in order by how full they are: the first ones on the way.
CLOSELY, ON_THE_WAY = 8, 200
# A product that is kept by weight weighs what it is; any other one what somebody wrote down.
GRAMS = (
    "coalesce(p.weight_g, case when p.unit = 'g' and p.scale = 0 then 1 when p.unit <> 'kg' then 0"
    " when p.scale = 3 then 1 when p.scale = 2 then 10 when p.scale = 1 then 100"
    " when p.scale = 0 then 1000 else 0 end)"
)
FACTS = (
    f"p.id as product_id, p.sku, p.scale, {GRAMS} as weight_g, p.storage_class,"
    " l.code as lot, l.expires_on, t.id as plate_id, t.kind as plate_kind"
)


def portion_of(row: Any, units: int) -> Portion:
    """A row as a portion of so many units."""
    return Portion(
        product_id=row.product_id,
        sku=row.sku,
        units=units,
        lot=row.lot,
        expires_on=row.expires_on,
        weight_g=row.weight_g,
        storage_class=row.storage_class,
        plate_id=row.plate_id,
        plate_kind=row.plate_kind,
        scale=row.scale,
    )


# What stands on a license plate is part of its pile: a bin has room for piles, and counts each by
# the plate at its bottom.
BOTTOMS = (
    "bottoms(id, bottom_id, parent_id) as ("
    "select t.id, t.id, t.parent_id from license_plates t where {which}"
    " union all select s.id, t.id, t.parent_id from bottoms s"
    " join license_plates t on t.id = s.parent_id)"
)
AT_BOTTOM = "left join bottoms s on s.id = b.plate_id and s.parent_id is null"


# Goods

OF = (
    f"select b.id as balance_id, {FACTS}, p.storage_category_id, p.height_mm as each_mm,"
    " k.quantity as size, k.height_mm as size_mm from {source} b {bottom}"
    " join products p on p.id = b.product_id left join lots l on l.id = b.lot_id"
    " left join license_plates t on t.id = {plate}"
    " left join packagings k on k.product_id = p.id and k.height_mm is not null"
    " where {which} order by b.id, k.quantity"
)
LOAD = (
    text(
        "with recursive "
        + BOTTOMS.format(which="t.id in (select plate_id from balances where id in :balances)")
        + " "
        + OF.format(
            source="balances", bottom=AT_BOTTOM, plate="s.bottom_id", which="b.id in :balances"
        )
    )
    .bindparams(bindparam("balances", expanding=True))
    .columns(expires_on=Date)
)
NOT_YET_THERE = text(
    OF.format(
        source="(select 0 as id, cast(:product as integer) as product_id,"
        " cast(:lot as integer) as lot_id, cast(null as integer) as plate_id)",
        bottom="",
        plate="b.plate_id",
        which="1 = 1",
    )
).columns(expires_on=Date)


def load_of(connection: Connection, units: dict[int, int], *, on_plate: bool) -> Load:
    """So many units of each balance as one load; `on_plate` where their license plate goes too."""
    rows = connection.execute(LOAD, {"balances": list(units)}).all()
    return loaded(connection, rows, units, on_plate=on_plate)


def load_to_come(connection: Connection, product_id: int, lot_id: int | None, units: int) -> Load:
    """So many units that are nowhere yet."""
    rows = connection.execute(NOT_YET_THERE, {"product": product_id, "lot": lot_id}).all()
    return loaded(connection, rows, {0: units}, on_plate=False)


def loads_of(connection: Connection, balances: Iterable[int]) -> dict[int, Load]:
    """One unit of each balance, off its license plate, as a load of its own."""
    rows = connection.execute(LOAD, {"balances": list(balances)}).all()
    classed = (portion_of(row, 1) for row in rows)
    pairs = enemies(connection, [one for one in classed if one.storage_class])
    each: dict[int, list[Any]] = {}
    for row in rows:
        each.setdefault(row.balance_id, []).append(row)
    return {
        id: as_load(rows_of_one, {id: 1}, pairs, on_plate=False) for id, rows_of_one in each.items()
    }


def loaded(
    connection: Connection, rows: Sequence[Any], units: dict[int, int], *, on_plate: bool
) -> Load:
    """Rows of goods and of their sizes as one load."""
    pairs = enemies(connection, [portion_of(row, units[row.balance_id]) for row in rows])
    return as_load(rows, units, pairs, on_plate=on_plate)


def as_load(rows: Sequence[Any], units: dict[int, int], pairs: Pairs, *, on_plate: bool) -> Load:
    """The same, with the classes that may not share a bin."""
    first = rows[0]
    each = {(row.product_id, 1): row.each_mm for row in rows if row.each_mm is not None}
    # An each that is a size of its own says it better than the product does.
    sizes = {(row.product_id, row.size): row.size_mm for row in rows if row.size_mm is not None}
    portions = [portion_of(row, units[row.balance_id]) for row in one_each(rows)]
    if not on_plate:
        portions = [replace(one, plate_id=None, plate_kind=None) for one in portions]
    return Load(
        portions=tuple(portions),
        heights=tuple(sorted((*size, mm) for size, mm in (each | sizes).items())),
        enemies=pairs,
        category_id=first.storage_category_id,
    )


def one_each(rows: Iterable[Any]) -> list[Any]:
    """One row of every balance."""
    return list({row.balance_id: row for row in rows}.values())


ENEMIES = text("select first, second from class_conflicts")


def enemies(connection: Connection, portions: Sequence[Portion]) -> Pairs:
    """The classes that may not share a bin; not asked for goods without a class."""
    if not any(portion.storage_class for portion in portions):
        return frozenset()
    return frozenset((row.first, row.second) for row in connection.execute(ENEMIES))


# Bins

USED = (
    "(select coalesce(sum(x.on_hand), 0) from balances x"
    " where x.location_id = o.id and x.on_hand > 0)"
    " + (select coalesce(sum(y.quantity), 0) from tasks y where y.destination_id = o.id"
    " and y.status = 'open' and y.id <> :task)"
)
CARRIES = (
    "case when c.max_weight_g is null then 0 else (select coalesce(sum(x.on_hand *"
    f" {GRAMS}), 0) from balances x join products p on p.id = x.product_id"
    " where x.location_id = o.id and x.on_hand > 0) end"
)
OPEN = "o.kind in ('storage', 'pick_face') and not o.blocked_in"
CATEGORY = "left join storage_categories c on c.id = o.storage_category_id"


def takes(units: str, weight: str) -> str:
    """Whether so much fits by the numbers alone; all other rules are asked of the few that do."""
    return (
        f"(f.capacity is null or f.capacity - f.used >= {units})"
        f" and (f.max_units is null or f.max_units - f.used >= {units})"
        f" and (f.max_weight_g is null or f.max_weight_g - f.carries >= {weight})"
    )


def looked_at(sort: str, source: str, order: str) -> str:
    """The first bins of one sort that take a part, those that take all before the others."""
    return (
        f"select id, sort, place from (select f.id, f.sort, row_number() over (order by"
        f" case when {takes(':units', ':weight')} then 0 else 1 end, {order}) as place"
        f" from (select o.id, o.walk_order, o.code, o.capacity, c.max_units, c.max_weight_g,"
        f" {sort} as sort, {USED} as used, {CARRIES} as carries {source}) f"
        f" where {takes('1', '1')}) g where place <= {CLOSELY}"
    )


WITH_IT = looked_at(
    "q.sort",
    "from (select b.location_id,"
    " min(case when b.lot_id = :lot then 0 else 1 end) as sort from balances b"
    " where b.product_id = :product and b.inside and b.on_hand > 0 group by b.location_id) q"
    f" join locations o on o.id = q.location_id {CATEGORY} where {OPEN}",
    "f.sort, f.walk_order, f.code",
)
OF_CATEGORY = looked_at(
    "2",
    f"from (select o.* from locations o where o.storage_category_id = :category and {OPEN}"
    f" order by o.walk_order, o.code limit {ON_THE_WAY}) o {CATEGORY}",
    "f.used * 1.0 / coalesce(f.capacity, f.max_units, 1), f.walk_order, f.code",
)
# The first empty bins only: an index gives them in walking order, and the search ends with them.
EMPTY = (
    "select id, 3 as sort, row_number() over (order by walk_order, code) as place from ("
    f"select o.id, o.walk_order, o.code from locations o {CATEGORY} where {OPEN}"
    " and not exists (select 1 from balances b where b.location_id = o.id and b.on_hand > 0)"
    " and not exists (select 1 from tasks y where y.destination_id = o.id and y.status = 'open'"
    " and y.id <> :task) and coalesce(o.capacity, :{least}) >= :{least}"
    " and coalesce(c.max_units, :{least}) >= :{least}"
    f" order by o.walk_order, o.code limit {CLOSELY}) e"
)
NEAR = (
    "select id, min(sort) as sort, min(sort * 1000 + place) as place from ("
    f" {WITH_IT} union all {OF_CATEGORY} union all select * from ({EMPTY.format(least='units')}) w"
    f" union all select id, 4 as sort, place from ({EMPTY.format(least='one')}) v) n group by id"
)
JUST_ONE = "select id, 0 as sort, 0 as place from locations where id = :location"
THESE = "select id, 0 as sort, 0 as place from locations where id in :locations"


def with_content(near: str) -> str:
    """Those bins with their limits, and a row for everything there or on its way."""
    bottoms = BOTTOMS.format(which="t.location_id in (select id from near)")
    return (
        f"with recursive near as ({near}), {bottoms}, held as ("
        "select location_id, product_id, lot_id, plate_id, sum(units) as units from ("
        "select b.location_id, b.product_id, b.lot_id, s.bottom_id as plate_id,"
        f" b.on_hand as units from balances b {AT_BOTTOM}"
        " where b.location_id in (select id from near) and b.on_hand > 0"
        " union all select k.destination_id, b.product_id, b.lot_id,"
        " cast(k.state -> 'carry' ->> 'plate_id' as integer),"
        " r.quantity from tasks k join reservations r on r.task_id = k.id"
        " join balances b on b.id = r.balance_id where k.destination_id in (select id from near)"
        " and k.status = 'open' and k.id <> :task) a"
        " group by location_id, product_id, lot_id, plate_id)"
        " select o.id, o.code, o.kind, o.blocked_in, o.capacity, o.storage_category_id,"
        " c.max_weight_g, c.max_units, c.max_plates, c.max_height_mm, c.mixing, c.one_expiry,"
        f" n.sort, n.place, h.units, {FACTS} from near n join locations o on o.id = n.id {CATEGORY}"
        " left join held h on h.location_id = o.id left join products p on p.id = h.product_id"
        " left join lots l on l.id = h.lot_id left join license_plates t on t.id = h.plate_id"
        " order by n.place, o.walk_order, o.code, p.sku, l.code"
    )


BINS_NEAR = text(with_content(NEAR)).columns(expires_on=Date)
ONE_BIN = text(with_content(JUST_ONE)).columns(expires_on=Date)
THESE_BINS = (
    text(with_content(THESE))
    .bindparams(bindparam("locations", expanding=True))
    .columns(expires_on=Date)
)


def bins_for(connection: Connection, load: Load, lot_id: int | None, task_id: int) -> list[Bin]:
    """The bins worth looking at for these goods, best first, however many bins there are.

    Those with the same lot, then with the same product, then the least full of the goods'
    category, then the first empty ones in walking order: at most eight of each.
    """
    values = {
        "product": load.first.product_id,
        "lot": lot_id,
        "category": load.category_id,
        "units": load.units,
        "one": 1,
        "weight": load.weight_g,
        "task": task_id,
    }
    return bins_of(connection, connection.execute(BINS_NEAR, values).all(), load)


def bin_at(connection: Connection, location_id: int, load: Load, task_id: int) -> Bin:
    """One bin as it is now, counting what others bring to it."""
    values = {"location": location_id, "task": task_id}
    (bin,) = bins_of(connection, connection.execute(ONE_BIN, values).all(), load)
    return bin


def bins_at(
    connection: Connection, locations: Iterable[int], loads: Iterable[Load]
) -> dict[int, Bin]:
    """Bins as they are now by their ids, with the limits that are about any of these goods."""
    values = {"locations": list(locations), "task": 0}
    portions = tuple(portion for load in loads for portion in load.portions)
    rows = connection.execute(THESE_BINS, values).all()
    return {bin.id: bin for bin in bins_of(connection, rows, Load(portions))}


def bin_alone(connection: Connection, location_id: int) -> Bin:
    """One bin with all that lies there or is on its way, whatever comes next."""
    rows = connection.execute(ONE_BIN, {"location": location_id, "task": 0}).all()
    of_plate = limits(connection, rows[:1], None)[1]
    return bin_of(rows, {}, of_plate)


def bins_of(connection: Connection, rows: Sequence[Any], load: Load) -> list[Bin]:
    """Rows as bins, in their order, with the limits that are about these goods."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    of_product, of_plate = limits(connection, [rows[0] for rows in found.values()], load)
    return [bin_of(rows, of_product, of_plate) for rows in found.values()]


def bin_of(
    rows: Sequence[Any],
    of_product: dict[int, dict[int, int]],
    of_plate: dict[int, dict[str, int]],
) -> Bin:
    """The rows of one bin as the rules look at it."""
    head = rows[0]
    category = head.storage_category_id or 0
    return Bin(
        id=head.id,
        code=head.code,
        kind=head.kind,
        blocked_in=bool(head.blocked_in),
        capacity=head.capacity,
        category_id=head.storage_category_id,
        max_weight_g=head.max_weight_g,
        max_units=head.max_units,
        max_plates=head.max_plates,
        max_height_mm=head.max_height_mm,
        mixing=head.mixing or "mixed",
        one_expiry=bool(head.one_expiry),
        of_product=of_product.get(category, {}),
        of_plate=of_plate.get(category, {}),
        content=tuple(portion_of(row, int(row.units)) for row in rows if row.units is not None),
    )


LIMITS = text(
    "select category_id, product_id, plate_kind, most from storage_limits"
    " where category_id in :categories and (product_id in :products or plate_kind is not null)"
).bindparams(bindparam("categories", expanding=True), bindparam("products", expanding=True))


def limits(
    connection: Connection, heads: Sequence[Any], load: Load | None
) -> tuple[dict[int, dict[int, int]], dict[int, dict[str, int]]]:
    """What the categories allow of these products, and of each kind of license plate."""
    categories = {row.storage_category_id for row in heads if row.storage_category_id}
    of_product: dict[int, dict[int, int]] = {}
    of_plate: dict[int, dict[str, int]] = {}
    if not categories:
        return of_product, of_plate
    products = {portion.product_id for portion in load.portions} if load else {0}
    values = {"categories": sorted(categories), "products": sorted(products)}
    for row in connection.execute(LIMITS, values):
        if row.product_id is not None:
            of_product.setdefault(row.category_id, {})[row.product_id] = row.most
        else:
            of_plate.setdefault(row.category_id, {})[row.plate_kind] = row.most
    return of_product, of_plate
