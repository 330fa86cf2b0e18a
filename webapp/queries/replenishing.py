"""Which pick faces are to be filled now, with what and from where; who is filling one.

Nothing is kept of it: what is due follows from what lies in the bins, from what is on its way to
them and from the levels of `product_places`. However many places are due, the plans of all of them
take the same few statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, bindparam, text

from webapp.models.types import Moment
from webapp.queries import storage
from webapp.queries.meanings import ProductFacts, product_of
from webapp.queries.reservable import IN_A_BIN, IN_TIME, ORDERED_BY, candidate_of, with_orders
from webapp.rules.removal import Why
from webapp.rules.replenishment import Face, Plan, Stock, by_urgency, plan_all
from webapp.rules.usable import NOT_HELD_SQL

# A plate that is closed, or stands on a closed one, gives nothing; a bound tote is an order's.
GIVES = (
    "(k.id is null or (k.status = 'open' and k.order_id is null and not exists"
    " (select 1 from license_plates u where u.id = k.parent_id and u.status <> 'open')))"
)
USABLE_THERE = (
    "(select coalesce(sum(b.on_hand), 0) from balances b left join lots l on l.id = b.lot_id"
    " left join license_plates k on k.id = b.plate_id where b.product_id = f.product_id"
    f" and b.location_id = f.location_id and b.inside and b.on_hand > 0 and {IN_TIME})"
)
ON_ITS_WAY = (
    "(select coalesce(sum(r.quantity), 0) from tasks t join reservations r on r.task_id = t.id"
    " join balances b on b.id = r.balance_id where t.destination_id = f.location_id"
    " and t.status = 'open' and b.product_id = f.product_id)"
)
# Goods that came after the call answer it; the moment only narrows where they are looked for.
IS_CALLED = (
    "exists (select 1 from replenishment_calls q where q.place_id = f.id and not exists"
    " (select 1 from moves m where m.product_id = f.product_id and m.recorded_at >= q.recorded_at"
    " and m.destination_id = f.location_id and m.id > q.after_move_id and m.reverses_id is null))"
)
WANTED = (
    "(select coalesce(sum(i.ordered - i.picked - i.short), 0) from order_lines i"
    " join tasks t on t.order_id = i.order_id join orders d on d.id = i.order_id"
    " where i.product_id = f.product_id and t.status = 'open' and d.status = 'released')"
)
FACES = (
    "select f.id as place_id, f.product_id, f.location_id, f.minimum, f.target, f.size,"
    f" f.priority, {USABLE_THERE} as on_hand, {ON_ITS_WAY} as coming, {IS_CALLED} as called"
    " from product_places f join locations o on o.id = f.location_id"
    f" where f.role = 'topped_up' and {IN_A_BIN} and o.hold_reason is null"
)
SHOWN = (
    f"select f.*, {WANTED} as wanted, o.code as location, o.walk_order, o.walk_key, p.sku, p.name,"
    " p.tracking, p.expiry_policy, p.unit, p.scale from ({faces}) f"
    " join locations o on o.id = f.location_id join products p on p.id = f.product_id"
)
LOW = "f.on_hand + f.coming < f.minimum or (f.called and f.on_hand + f.coming < f.target)"
LOW_FACES = text(f"{SHOWN.format(faces=FACES)} where {LOW}").bindparams(
    bindparam("today", type_=Date)
)
ONE_FACE = text(f"{SHOWN.format(faces=FACES + ' and f.id = :place')}").bindparams(
    bindparam("today", type_=Date)
)
COUNT = text(
    "select (select count(*) from product_places where role = 'topped_up') as places,"
    f" (select count(*) from ({FACES}) f where {LOW}) as low"
).bindparams(bindparam("today", type_=Date))


@dataclass(frozen=True, slots=True)
class Replenishment:
    """A place with its plan, and the codes people know; `sources` are (bin, units), as taken.

    `why` says what there is instead of stock, where some is lacking.
    """

    plan: Plan
    location: str
    product: ProductFacts
    sources: tuple[tuple[str, int], ...] = ()
    why: tuple[Why, ...] = ()

    @property
    def face(self) -> Face:
        """The place as it is now."""
        return self.plan.face

    @property
    def place_id(self) -> int:
        """What names it in a command."""
        return self.plan.face.place_id


def due(connection: Connection, today: date) -> list[Replenishment]:
    """Every place that is to be filled, the most urgent first."""
    rows = connection.execute(LOW_FACES, {"today": today}).all()
    return planned(connection, rows, today)


def due_at(connection: Connection, place_id: int, today: date) -> Replenishment | None:
    """One place as it is now, planned by itself; None where it is not topped up."""
    rows = connection.execute(ONE_FACE, {"place": place_id, "today": today}).all()
    found = planned(connection, rows, today)
    return found[0] if found else None


def low(connection: Connection, today: date) -> int | None:
    """How many places are to be filled; None where nothing is topped up at all."""
    row = connection.execute(COUNT, {"today": today}).one()
    return row.low if row.places else None


def planned(connection: Connection, rows: Sequence[Any], today: date) -> list[Replenishment]:
    """Rows of places with their plans, the most urgent first."""
    if not rows:
        return []
    known = {row.place_id: row for row in rows}
    stock = stock_of(connection, {row.product_id for row in rows}, today)
    loads = [one.load for held in stock.values() for one in held]
    bins = storage.bins_at(connection, {row.location_id for row in rows}, loads)
    plans = plan_all(by_urgency(face_of(row) for row in rows), stock, bins)
    lacking = {plan.face.product_id for plan in plans if plan.lacks and not plan.room}
    whys = why_lacking(connection, lacking, today)
    codes = {one.candidate.id: one.candidate.code for held in stock.values() for one in held}
    return [
        Replenishment(
            plan,
            known[plan.face.place_id].location,
            product_of(known[plan.face.place_id]),
            taken_from(plan, codes),
            whys.get(plan.face.product_id, ()) if plan.lacks and not plan.room else (),
        )
        for plan in plans
    ]


def face_of(row: Any) -> Face:
    """A row as the rules see it."""
    return Face(
        place_id=row.place_id,
        product_id=row.product_id,
        location_id=row.location_id,
        minimum=row.minimum,
        target=row.target,
        size=row.size,
        priority=row.priority,
        on_hand=int(row.on_hand),
        coming=int(row.coming),
        wanted=int(row.wanted),
        called=bool(row.called),
        stands=(row.walk_order, row.walk_key, row.location),
    )


def taken_from(plan: Plan, codes: dict[int, str]) -> tuple[tuple[str, int], ...]:
    """The bins of a plan with their units, in the order in which they are gone to."""
    units: dict[str, int] = defaultdict(int)
    for take in plan.takes:
        units[codes[take.id]] += take.quantity
    return tuple(units.items())


# The sources

AT_SOURCES = (
    " from product_places s join balances b on b.product_id = s.product_id"
    " and b.location_id = s.location_id and b.inside and b.on_hand > 0"
    " join locations o on o.id = b.location_id left join lots l on l.id = b.lot_id"
    " left join license_plates k on k.id = b.plate_id"
    " where s.role = 'source' and s.product_id in :products"
)
FREE = (
    text(
        with_orders(
            f"select {ORDERED_BY}, s.priority {AT_SOURCES} and b.on_hand > b.reserved"
            f" and {IN_A_BIN} and not o.blocked_out and {GIVES} and {IN_TIME}",
            "product_id",
            "priority",
        )
    )
    .bindparams(bindparam("products", expanding=True), bindparam("today", type_=Date))
    .columns(arrived_at=Moment, removal_date=Date, expires_on=Date)
)


def stock_of(
    connection: Connection, products: Iterable[int], today: date
) -> dict[int, list[Stock]]:
    """What the sources of these products have free."""
    values = {"products": sorted(products), "today": today}
    rows = connection.execute(FREE, values).all()
    loads = storage.loads_of(connection, [row.id for row in rows]) if rows else {}
    found: dict[int, list[Stock]] = defaultdict(list)
    for row in rows:
        found[row.product_id].append(Stock(candidate_of(row), loads[row.id], row.priority))
    return found


# The gravest word first, as for an order (`queries.reservable`); a closed plate is a blocked one.
INSTEAD = text(
    f"select distinct b.product_id, case when not {NOT_HELD_SQL} then 'held'"
    f" when not ({IN_TIME}) then 'expired' when o.blocked_out or not {GIVES} then 'blocked'"
    f" when b.on_hand = b.reserved then 'reserved' else 'free' end as why {AT_SOURCES}"
).bindparams(bindparam("products", expanding=True), bindparam("today", type_=Date))


def why_lacking(
    connection: Connection, products: Iterable[int], today: date
) -> dict[int, tuple[Why, ...]]:
    """What the sources hold that may not be taken, by product; nothing at all is `none`."""
    asked = sorted(products)
    if not asked:
        return {}
    said: dict[int, set[str]] = {product: set() for product in asked}
    for row in connection.execute(INSTEAD, {"products": asked, "today": today}):
        said[row.product_id].add(row.why)
    return {
        product: tuple(why for why in Why if why in found and why is not Why.FREE) or (Why.NONE,)
        for product, found in said.items()
    }


# Under way

UNDER_WAY = text(
    "select k.id as task_id, k.opened_at, u.id as user_id, u.name as worker, o.code as location,"
    " p.id as product_id, p.sku, p.name, p.tracking, p.expiry_policy, p.unit, p.scale,"
    " coalesce((select sum(r.quantity) from reservations r where r.task_id = k.id), 0) as units"
    " from tasks k join users u on u.id = k.user_id join locations o on o.id = k.destination_id"
    " join products p on p.id = k.product_id where k.flow = 'moving' and k.status = 'open'"
    " order by k.id"
).columns(opened_at=Moment)
WHO = text(
    "select u.name from tasks k join users u on u.id = k.user_id where k.flow = 'moving'"
    " and k.status = 'open' and k.product_id = :product and k.destination_id = :location"
)


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A place that a worker is filling."""

    task_id: int
    worker: str
    location: str
    product: ProductFacts
    units: int
    opened_at: datetime


def under_way(connection: Connection) -> list[UnderWay]:
    """Every place that somebody is filling, the one begun first on top."""
    return [
        UnderWay(
            row.task_id, row.worker, row.location, product_of(row), int(row.units), row.opened_at
        )
        for row in connection.execute(UNDER_WAY)
    ]


def filled_by(connection: Connection, product_id: int, location_id: int) -> str | None:
    """Who is filling a place with a product now, or None."""
    values = {"product": product_id, "location": location_id}
    name: str | None = connection.execute(WHO, values).scalar()
    return name


# Places of a picker

PLACE_OF = text(
    "select id from product_places where product_id = :product and location_id = :location"
    " and role = 'topped_up'"
)


def place_of(connection: Connection, product_id: int, location_id: int) -> int | None:
    """The place that is topped up with a product at a location, or None."""
    values = {"product": product_id, "location": location_id}
    return connection.execute(PLACE_OF, values).scalar()
