"""What is still to pick for a task, in walking order, and which task comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, text

from webapp.queries.meanings import LotFacts, ProductFacts, lot_of, product_of
from webapp.rules.usable import GIVES_SQL
from webapp.statements import Statement, day, moment


@dataclass(frozen=True, slots=True)
class PickLine:
    """Units of one balance that are promised to the task and not picked yet.

    `key` says which goods for which line of the order: it is the same for as long as they are
    promised. The promise itself has another `id` once they were lost and promised again, and SQLite
    may give its old one to the promise of other goods.
    """

    id: int
    key: str
    balance_id: int
    quantity: int
    order_line_id: int
    product: ProductFacts
    lot: LotFacts | None
    serial_id: int | None
    serial: str | None
    location_id: int
    location: str
    location_kind: str
    location_hold: str | None
    plate_id: int | None
    plate: str | None
    plate_status: str | None
    plate_hold: str | None
    ordered: int
    picked: int
    short: int
    blocked_out: bool = False
    removal_date: date | None = None


@dataclass(frozen=True, slots=True)
class OrderUnderWay:
    """An order being picked: what is promised and not picked yet, in walking order.

    `least_days` is how long a lot must live for this customer, `open_lines` counts the lines of the
    order that are neither picked nor given up, promised or not.
    """

    id: int
    number: str
    customer: str
    staging_id: int
    staging: str
    released: bool
    due_at: datetime | None
    least_days: int | None
    open_lines: int
    lines: tuple[PickLine, ...]


READ = Statement(
    "select d.id as order_id, d.number, d.status as order_status, c.name as customer,"
    " d.staging_id, g.code as staging, d.due_at, c.min_life_days, (select count(*)"
    " from order_lines a where a.order_id = d.id and a.picked + a.short < a.ordered) as open_lines,"
    " o.kind as location_kind,"
    " o.hold_reason as location_hold, t.hold_reason as plate_hold,"
    " r.id as reservation_id, r.balance_id, r.quantity, r.order_line_id, b.serial_id, b.plate_id,"
    " t.code as plate, t.status as plate_status,"
    " s.code as serial, b.location_id, o.code as location, o.blocked_out, i.ordered,"
    " i.picked, i.short,"
    " p.id as product_id, p.sku, p.name, p.tracking, p.expiry_policy, p.unit, p.scale,"
    " l.id as lot_id, l.code as lot_code, l.expires_on, l.removal_date, l.status, l.hold_reason"
    " from tasks k join orders d on d.id = k.order_id join partners c on c.id = d.customer_id"
    " join locations g on g.id = d.staging_id"
    " left join reservations r on r.task_id = k.id left join balances b on b.id = r.balance_id"
    " left join license_plates t on t.id = b.plate_id"
    " left join order_lines i on i.id = r.order_line_id"
    " left join products p on p.id = b.product_id left join lots l on l.id = b.lot_id"
    " left join serials s on s.id = b.serial_id left join locations o on o.id = b.location_id"
    " where k.id = :task order by o.walk_order, o.walk_key, o.code, r.id",
    expires_on=day,
    removal_date=day,
    due_at=moment,
)


def order_under_way(connection: Connection, task_id: int) -> OrderUnderWay:
    """The order of a pick task and what the task has still to pick."""
    return reach_for_order(connection, task_id)()


def reach_for_order(connection: Connection, task_id: int) -> Callable[[], OrderUnderWay]:
    """The same, asked for now and looked at later."""
    asked = READ.run(connection, {"task": task_id})
    return lambda: order_of(READ.rows(asked, connection))


def order_of(rows: list[Any]) -> OrderUnderWay:
    """The rows as an order with its lines."""
    head = rows[0]
    return OrderUnderWay(
        head.order_id,
        head.number,
        head.customer,
        head.staging_id,
        head.staging,
        head.order_status != "open",
        head.due_at,
        head.min_life_days,
        head.open_lines,
        tuple(line_of(row) for row in rows if row.reservation_id),
    )


def line_of(row: Any) -> PickLine:
    """A row as a line to pick."""
    return PickLine(
        id=row.reservation_id,
        key=f"{row.order_line_id} {row.balance_id}",
        balance_id=row.balance_id,
        quantity=row.quantity,
        order_line_id=row.order_line_id,
        product=product_of(row),
        lot=lot_of(row),
        serial_id=row.serial_id,
        serial=row.serial,
        location_id=row.location_id,
        location=row.location,
        location_kind=row.location_kind,
        location_hold=row.location_hold,
        plate_id=row.plate_id,
        plate=row.plate,
        plate_status=row.plate_status,
        plate_hold=row.plate_hold,
        ordered=row.ordered,
        picked=row.picked,
        short=row.short,
        blocked_out=bool(row.blocked_out),
        removal_date=row.removal_date,
    )


LOTS_HERE = Statement(
    "select count(distinct coalesce(lot_id, 0)) as lots,"
    " count(distinct coalesce(serial_id, 0)) as serials from balances"
    " where product_id = :product and location_id = :location and inside and on_hand > 0"
)


def lots_at(connection: Connection, product_id: int, location_id: int) -> tuple[int, int]:
    """How many different lots and serials of a product lie at a location."""
    values = {"product": product_id, "location": location_id}
    row = LOTS_HERE.first(connection, values)
    return row.lots, row.serials


HERE = text(
    "select b.id, b.on_hand, b.reserved, l.expires_on, l.removal_date, o.code as location,"
    " o.kind as location_kind, o.hold_reason as location_hold, o.blocked_out,"
    " k.code as plate, k.status as plate_status, k.hold_reason as plate_hold from balances b"
    " join locations o on o.id = b.location_id"
    " left join lots l on l.id = b.lot_id left join license_plates k on k.id = b.plate_id"
    " where b.product_id = :product and b.location_id = :location and b.inside and b.on_hand > 0"
    " and coalesce(b.lot_id, 0) = coalesce(cast(:lot as integer), 0)"
    " and coalesce(b.serial_id, 0) = coalesce(cast(:serial as integer), 0)"
    f" order by case when k.hold_reason is null and {GIVES_SQL} then 0 else 1 end,"
    " b.on_hand - b.reserved desc, b.id limit 1"
).columns(expires_on=Date, removal_date=Date)


def balance_at(
    connection: Connection,
    product_id: int,
    location_id: int,
    lot_id: int | None,
    serial_id: int | None,
) -> Any:
    """The balance of these goods at a location with the most free units, or None.

    One on a held or closed license plate only where there is no other; it says so.
    """
    values = {
        "product": product_id,
        "location": location_id,
        "lot": lot_id,
        "serial": serial_id,
    }
    return connection.execute(HERE, values).first()


OTHERS_WITH = text(
    "select r.id, r.task_id, r.order_line_id, r.quantity, r.balance_id from reservations r"
    " join tasks k on k.id = r.task_id where r.balance_id = :balance and r.task_id <> :task"
    " and r.order_line_id is not null and k.status = 'open' order by r.id"
)


@dataclass(frozen=True, slots=True)
class OtherPromise:
    """Units of a balance that another order was promised and has not picked."""

    id: int
    task_id: int
    order_line_id: int
    quantity: int
    balance_id: int


def promised_to_others(connection: Connection, balance_id: int, task_id: int) -> list[OtherPromise]:
    """What other pick tasks were promised of a balance, the oldest promise first."""
    rows = connection.execute(OTHERS_WITH, {"balance": balance_id, "task": task_id})
    return [OtherPromise(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class LostLine:
    """Goods that a task was promised and an open hold took, and what is held of them."""

    hold_id: int
    lot: LotFacts | None
    location: str
    location_kind: str
    location_hold: str | None
    plate: str | None
    plate_hold: str | None


LOST = text(
    "select h.id as hold_id, l.id as lot_id, l.code as lot_code, l.expires_on, l.status,"
    " l.hold_reason, coalesce(o.code, '') as location, coalesce(o.kind, '') as location_kind,"
    " o.hold_reason as location_hold, k.code as plate, k.hold_reason as plate_hold"
    " from lost_reservations x join holds h on h.id = x.hold_id"
    " left join lots l on l.id = h.lot_id left join locations o on o.id = h.location_id"
    " left join license_plates k on k.id = h.plate_id"
    " where x.task_id = :task and h.released_at is null order by x.id desc"
).columns(expires_on=Date)


def lost_to_holds(connection: Connection, task_id: int) -> list[LostLine]:
    """What holds that are still open took from a task, the latest first."""
    return [
        LostLine(
            row.hold_id,
            lot_of(row),
            row.location,
            row.location_kind,
            row.location_hold,
            row.plate,
            row.plate_hold,
        )
        for row in connection.execute(LOST, {"task": task_id})
    ]


NEXT = (
    "select k.id, d.number from tasks k join orders d on d.id = k.order_id"
    " where k.flow = 'picking' and k.status = 'open' and d.status = 'released'"
    " and (k.user_id = :user or k.user_id is null)"
    " and exists (select 1 from reservations r where r.task_id = k.id)"
    " order by case when k.user_id = :user then 0 else 1 end, d.priority desc,"
    " case when d.due_at is null then 1 else 0 end, d.due_at, k.id limit 1"
)
NEXT_FOR = {
    "sqlite": text(NEXT),
    "postgresql": text(NEXT + " for no key update of k skip locked"),
}


def next_task(connection: Connection, user_id: int) -> Any:
    """The pick task to do now: one's own first, then by priority and due time; id and number.

    On PostgreSQL a task that another worker is just being given is passed over.
    """
    return connection.execute(NEXT_FOR[connection.dialect.name], {"user": user_id}).first()


TASK_OF = text(
    "select k.id, k.status, k.user_id, u.name as user_name, d.number, d.status as order_status,"
    " exists (select 1 from reservations r where r.task_id = k.id) as promised"
    " from orders d left join tasks k on k.order_id = d.id left join users u on u.id = k.user_id"
    " where d.id = :order"
)


def task_of_order(connection: Connection, order_id: int) -> Any:
    """The pick task of an order (its id may be None), who has it, whether stock is promised."""
    return connection.execute(TASK_OF, {"order": order_id}).one()


WHERE_PICKED_FROM = text(
    "select b.id from balances b where b.product_id = :product and b.location_id = :location"
    " and coalesce(b.lot_id, 0) = coalesce(cast(:lot as integer), 0)"
    " and coalesce(b.serial_id, 0) = coalesce(cast(:serial as integer), 0)"
    " and coalesce(b.plate_id, 0) = coalesce(cast(:plate as integer), 0)"
)


def balance_of(connection: Connection, place: dict[str, Any]) -> int:
    """The id of the balance that a move took from: product, lot, serial, location, plate."""
    return int(connection.execute(WHERE_PICKED_FROM, place).scalar_one())


TOTE_ORDER = text("select number from orders where id = :order")


def number_of(connection: Connection, order_id: int) -> str:
    """An order's number."""
    return str(connection.execute(TOTE_ORDER, {"order": order_id}).scalar_one())


@dataclass(frozen=True, slots=True)
class DoneLine:
    """Goods of an order that were picked, or given up as short."""

    product: ProductFacts
    lot: str | None
    serial: str | None
    location: str | None
    quantity: int
    short: bool


DONE = text(
    "select p.id as product_id, p.sku, p.name, p.tracking, p.expiry_policy, p.unit, p.scale,"
    " l.code as lot, s.code as serial, o.code as location, sum(m.quantity) as quantity, 0 as short"
    " from order_lines i join moves m on m.order_line_id = i.id and m.kind = 'pick'"
    " and m.reverses_id is null"
    " and not exists (select 1 from moves r where r.reverses_id = m.id)"
    " join products p on p.id = i.product_id left join lots l on l.id = m.lot_id"
    " left join serials s on s.id = m.serial_id join locations o on o.id = m.source_id"
    " where i.order_id = :order group by p.id, p.sku, p.name, p.tracking, p.expiry_policy, p.unit,"
    " p.scale, l.code, s.code, o.code, o.walk_order"
    " union all"
    " select p.id, p.sku, p.name, p.tracking, p.expiry_policy, p.unit, p.scale, null, null, null,"
    " i.short, 1 from order_lines i join products p on p.id = i.product_id"
    " where i.order_id = :order and i.short > 0"
)


def done_lines(connection: Connection, order_id: int) -> list[DoneLine]:
    """What of an order is over: picked goods by lot and bin, then what was short."""
    return [
        DoneLine(
            product_of(row),
            row.lot,
            row.serial,
            row.location,
            int(row.quantity),
            bool(row.short),
        )
        for row in connection.execute(DONE, {"order": order_id})
    ]
