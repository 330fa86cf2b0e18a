"""The book read row by row in the words of the model; nothing is added up by the database."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, select

from tests.properties.truth import due
from tests.properties.truth.model import Model
from tests.properties.truth.values import Moved, Spot, Task
from webapp.models import Balance, LicensePlate, Location, Lot, Product, Serial
from webapp.queries import stock_then

OF_SPOT = "p.sku, l.code, s.code, o.code, t.code"
JOINED = (
    " join products p on p.id = b.product_id join locations o on o.id = b.location_id"
    " left join lots l on l.id = b.lot_id left join serials s on s.id = b.serial_id"
    " left join license_plates t on t.id = b.plate_id"
)
BALANCES = f"select b.id, b.on_hand, b.reserved, b.arrived_at, {OF_SPOT} from balances b{JOINED}"
PROMISES = (
    f"select d.number, k.flow, u.name, q.sku, r.quantity, {OF_SPOT} from reservations r"
    f" join balances b on b.id = r.balance_id{JOINED} join tasks k on k.id = r.task_id"
    " left join order_lines i on i.id = r.order_line_id left join orders d on d.id = i.order_id"
    " left join products q on q.id = i.product_id left join users u on u.id = k.user_id"
)
LINES = (
    "select d.number, p.sku, i.ordered, i.picked, i.short, d.status, k.status, u.name, k.worked_at"
    " from order_lines i join orders d on d.id = i.order_id join products p on p.id = i.product_id"
    " left join tasks k on k.order_id = d.id left join users u on u.id = k.user_id"
)
EXPECTED = (
    "select r.number, p.sku, i.expected, i.received, r.status from receipt_lines i"
    " join receipts r on r.id = i.receipt_id join products p on p.id = i.product_id"
)
PLATES = (
    "select t.code, o.code, w.code, t.status, d.number, t.hold_reason from license_plates t"
    " join locations o on o.id = t.location_id left join license_plates w on w.id = t.parent_id"
    " left join orders d on d.id = t.order_id"
)
LOTS = (
    "select p.sku, l.code, l.expires_on, l.removal_date, l.status, l.hold_reason from lots l"
    " join products p on p.id = l.product_id"
)
SERIALS = (
    "select p.sku, s.code, l.code from serials s join products p on p.id = s.product_id"
    " left join lots l on l.id = s.lot_id"
)
HANDS = (
    "select k.flow, u.name, k.worked_at, o.code, k.quantity from tasks k"
    " join users u on u.id = k.user_id left join locations o on o.id = k.destination_id"
    " where k.status = 'open' and k.flow in ('putaway', 'moving')"
)
TAKEN = (
    "select k.flow, d.number, f.name, u.name from take_overs x join tasks k on k.id = x.task_id"
    " join users f on f.id = x.from_user_id join users u on u.id = x.user_id"
    " left join orders d on d.id = k.order_id"
)
PLACES = "select code, hold_reason from locations where hold_reason is not null"
MOVES = (
    "select b.id, b.kind, b.quantity, p.sku, l.code, s.code, o.code, t.code, e.code, y.code,"
    " r.number, d.number, b.reverses_id from (select m.*, m.source_id as location_id,"
    " m.source_plate_id as plate_id from moves m where m.id > %d) b"
    f"{JOINED} join locations e on e.id = b.destination_id"
    " left join license_plates y on y.id = b.destination_plate_id"
    " left join receipt_lines i on i.id = b.receipt_line_id"
    " left join receipts r on r.id = i.receipt_id"
    " left join order_lines j on j.id = b.order_line_id left join orders d on d.id = j.order_id"
    " order by b.id"
)


@dataclass
class Seen:
    """What the book says, or what the model says that it should say."""

    stock: dict[Spot, tuple[int, int, datetime]]
    promises: Counter[tuple[str, str | None, Spot]]
    lines: dict[tuple[str, str], tuple[Any, ...]]
    expected: dict[tuple[str, str], tuple[Any, ...]]
    plates: dict[str, tuple[Any, ...]]
    lots: dict[tuple[str, str], tuple[Any, ...]]
    serials: dict[tuple[str, str], str | None]
    held_places: dict[str, str]
    hands: dict[tuple[str, str], tuple[Any, ...]]
    taken: Counter[tuple[Any, ...]]

    def differs(self, other: Seen) -> list[str]:
        """What this one says otherwise, one line for each thing."""
        found = []
        for name in (field.name for field in fields(self)):
            mine, theirs = getattr(self, name), getattr(other, name)
            keys = dict.fromkeys([*mine, *theirs])
            found += [
                f"{name} {key}: the book says {theirs.get(key)}, the model {mine.get(key)}"
                for key in keys
                if mine.get(key) != theirs.get(key)
            ]
        return found


def in_book(connection: Connection, ids: dict[Spot, int]) -> Seen:
    """The book as it stands; the numbers of its balances are kept in `ids`."""

    def rows(statement: str) -> Any:
        return connection.exec_driver_sql(statement).all()

    balances = rows(BALANCES)
    ids.update((Spot(*row[4:]), row[0]) for row in balances)
    promises: Counter[tuple[str, str | None, Spot]] = Counter()
    for number, flow, worker, sku, units, *spot in rows(PROMISES):
        promises[(number or f"{flow} {worker}", sku, Spot(*spot))] += units
    return Seen(
        {Spot(*row[4:]): (row[1], row[2], moment(row[3])) for row in balances if row[1] > 0},
        promises,
        {(row[0], row[1]): (*row[2:8], moment(row[8])) for row in rows(LINES)},
        {(row[0], row[1]): tuple(row[2:]) for row in rows(EXPECTED)},
        {row[0]: tuple(row[1:]) for row in rows(PLATES)},
        {(row[0], row[1]): (day(row[2]), day(row[3]), *row[4:]) for row in rows(LOTS)},
        {(row[0], row[1]): row[2] for row in rows(SERIALS)},
        {row[0]: row[1] for row in rows(PLACES)},
        {(row[0], row[1]): (moment(row[2]), row[3], row[4]) for row in rows(HANDS)},
        Counter(tuple(row) for row in rows(TAKEN)),
    )


def in_model(model: Model) -> Seen:
    """What the model says that the book should say."""
    promises = Counter(
        {(order, sku, spot): one.units for (order, sku, spot), one in model.promises.items()}
    )
    for (flow, worker), parts in model.carried.items():
        promises.update({(f"{flow} {worker}", None, spot): n for spot, n in parts.items()})

    def reason(kind: str, name: Any) -> str | None:
        hold = model.holds.get((kind, name))
        return hold.reason if hold else None

    def status(name: tuple[str, str]) -> str:
        hold = model.holds.get(("lot", name))
        return hold.status if hold else "released"

    def line(number: str, sku: str) -> tuple[Any, ...]:
        order, task = model.orders[number], model.tasks.get(("picking", number))
        counts = order.lines[sku]
        told = (task.status, task.worker, task.worked) if task else (None, None, None)
        return counts.ordered, counts.picked, counts.short, order.status, *told

    return Seen(
        {
            spot: (units, model.reserved(spot), model.since[spot])
            for spot, units in model.stock.items()
            if units > 0
        },
        promises,
        {(n, sku): line(n, sku) for n, order in model.orders.items() for sku in order.lines},
        {
            (n, sku): (*counts, receipt.status)
            for n, receipt in model.receipts.items()
            for sku, counts in receipt.lines.items()
        },
        {
            code: (plate.place, plate.under, plate.status, plate.order, reason("plate", code))
            for code, plate in model.plates.items()
        },
        {
            name: (lot.expires, lot.removal, status(name), reason("lot", name))
            for name, lot in model.lots.items()
        },
        dict(model.lot_of),
        {name: hold.reason for (kind, name), hold in model.holds.items() if kind == "location"},
        {
            key: (task.worked, *heads_for(model, task))
            for key, task in model.tasks.items()
            if task.flow in ("putaway", "moving") and task.worked
        },
        model.taken,
    )


def heads_for(model: Model, task: Task) -> tuple[Any, int | None]:
    """Where a hand brings what it has, and how much that is; a move says it when it is there."""
    to = due.goes_to(task.state)
    return to, sum(model.carried[task.key].values()) if to else None


def moves_after(connection: Connection, last: int, numbers: dict[int, int]) -> list[Any]:
    """The entries written since, each with its id; `numbers` are those of the model, by id."""
    found = []
    for row in connection.exec_driver_sql(MOVES % last).all():
        id, kind, units, sku, lot, serial, place, plate, to, onto, receipt, order, back = row
        source = Spot(sku, lot, serial, place, plate)
        reverses = None if back is None else numbers[back]
        found.append(
            (id, Moved(kind, source, units, source.at(to, onto), receipt, order, reverses))
        )
    return found


THEN = (
    select(Product.sku, Lot.code, Serial.code, Location.code, LicensePlate.code, Balance.on_hand)
    .select_from(Balance.__table__)
    .join(Product, Product.id == Balance.product_id)
    .join(Location, Location.id == Balance.location_id)
    .outerjoin(Lot, Lot.id == Balance.lot_id)
    .outerjoin(Serial, Serial.id == Balance.serial_id)
    .outerjoin(LicensePlate, LicensePlate.id == Balance.plate_id)
)


def stock_at(connection: Connection, past: datetime) -> dict[Spot, int]:
    """The stock of a past moment, as the page and the API ask for it."""
    then = connection.execute(stock_then.at(THEN, past, connection)).all()
    return {Spot(*row[:5]): int(row[5]) for row in then if row[5] > 0}


def moment(kept: Any) -> Any:
    """A point in time as either engine keeps it, or None."""
    if kept is None:
        return None
    if isinstance(kept, str):
        return datetime.fromisoformat(kept).replace(tzinfo=UTC)
    return kept.astimezone(UTC)


def day(kept: Any) -> date | None:
    """A day as either engine keeps it."""
    return date.fromisoformat(kept) if isinstance(kept, str) else kept
