"""The only writer of moves and balances.

A move takes from one place and puts to another. Taking is one conditional statement: inside the
warehouse it changes a row only where enough is there, so two hands that reach for the last unit
cannot both get it. Nothing is clamped and nothing is read first and written later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from webapp.models import MoveKind
from webapp.operations.ledger_statements import AT_ONCE, PUT, TAKE, WRITE
from webapp.operations.unit_of_work import UnitOfWork


class NotEnoughError(Exception):
    """The place held less than was to be taken; nothing of this act may be kept."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(f"{entry.source} holds less than {entry.quantity} of {entry.goods}")
        self.entry = entry


@dataclass(frozen=True, slots=True)
class Goods:
    """What moves: a product, and its lot and serial where it is tracked by them."""

    product_id: int
    lot_id: int | None = None
    serial_id: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where goods are: a location, and the license plate there that carries them."""

    location_id: int
    plate_id: int | None = None


@dataclass(frozen=True, slots=True)
class By:
    """Whose hand it was, on which device, when by the device's clock, and the scan that asked."""

    user_id: int
    captured_at: datetime
    device_id: int | None = None
    scan_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One move to record. `from_reserved` of the units were reserved and are taken as such."""

    kind: MoveKind
    goods: Goods
    quantity: int
    source: Spot
    destination: Spot
    from_reserved: int = 0
    receipt_line_id: int | None = None
    order_line_id: int | None = None
    reverses_id: int | None = None
    reason: str | None = None


def record(work: UnitOfWork, entry: Entry, by: By) -> int:
    """Take, put and write one move; the move's id.

    Raises NotEnoughError where the source is inside the warehouse and holds too little that is
    not reserved for others. The caller must then let the whole unit of work go.
    """
    if work.connection.dialect.name == "postgresql":
        made = AT_ONCE.value(work.connection, move_values(work, entry, by))
        if made is not None:
            return int(made)
    arrived_at = take(work, entry)
    put(work, entry.goods, entry.destination, entry.quantity, arrived_at)
    return int(WRITE.value(work.connection, move_values(work, entry, by)))


def take(work: UnitOfWork, entry: Entry) -> datetime:
    """Lower the source; when the goods came in, which goes with them for first in, first out."""
    values = place_values(entry.goods, entry.source) | {
        "quantity": entry.quantity,
        "reserved": entry.from_reserved,
    }
    row = TAKE.first(work.connection, values)
    if row is not None:
        return row.arrived_at  # type: ignore[no-any-return]
    outside = put(work, entry.goods, entry.source, -entry.quantity, work.now, inside=False)
    if outside is None:
        raise NotEnoughError(entry)
    return work.now


def put(
    work: UnitOfWork,
    goods: Goods,
    spot: Spot,
    quantity: int,
    arrived_at: datetime,
    *,
    inside: bool = True,
) -> int | None:
    """Raise what is at `spot`; the balance's id, or None where `spot` is inside and may not be."""
    values = place_values(goods, spot) | {
        "quantity": quantity,
        "arrived_at": arrived_at,
        "inside": inside,
    }
    found: int | None = PUT.value(work.connection, values)
    return found


def place_values(goods: Goods, spot: Spot) -> dict[str, object]:
    """The five values that name one balance."""
    return {
        "product": goods.product_id,
        "lot": goods.lot_id,
        "serial": goods.serial_id,
        "location": spot.location_id,
        "plate": spot.plate_id,
    }


def move_values(work: UnitOfWork, entry: Entry, by: By) -> dict[str, object]:
    """Everything that is written of a move."""
    return {
        "kind": str(entry.kind),
        "product": entry.goods.product_id,
        "lot": entry.goods.lot_id,
        "serial": entry.goods.serial_id,
        "quantity": entry.quantity,
        "source": entry.source.location_id,
        "source_plate": entry.source.plate_id,
        "destination": entry.destination.location_id,
        "destination_plate": entry.destination.plate_id,
        "receipt_line": entry.receipt_line_id,
        "order_line": entry.order_line_id,
        "scan": by.scan_id,
        "reverses": entry.reverses_id,
        "reason": entry.reason,
        "user": by.user_id,
        "device": by.device_id,
        "captured_at": by.captured_at,
        "recorded_at": work.now,
        "reserved": entry.from_reserved,
    }


MOVES_OF_SCAN = text(
    "select m.* from moves m where m.scan_id = :scan and m.reverses_id is null"
    " and not exists (select 1 from moves r where r.reverses_id = m.id) order by m.id desc"
)


def reverse(work: UnitOfWork, move: Entry, move_id: int, by: By, *, reason: str) -> int:
    """Record the way back of `move`; the database lets it happen once."""
    return record(work, way_back(move, move_id, reason), by)


def way_back(move: Entry, move_id: int, reason: str) -> Entry:
    """The entry that undoes `move`."""
    return Entry(
        kind=move.kind,
        goods=move.goods,
        quantity=move.quantity,
        source=move.destination,
        destination=move.source,
        receipt_line_id=move.receipt_line_id,
        order_line_id=move.order_line_id,
        reverses_id=move_id,
        reason=reason,
    )


def moves_of_scan(work: UnitOfWork, scan_id: str) -> list[tuple[int, Entry]]:
    """The moves one scan recorded and nobody has reversed, the last one first."""
    rows = work.connection.execute(MOVES_OF_SCAN, {"scan": scan_id})
    return [(row.id, entry_of(row)) for row in rows]


def entry_of(row: object) -> Entry:
    """A row of the ledger as the entry it was."""
    value = row._mapping  # type: ignore[attr-defined]
    return Entry(
        kind=MoveKind(value["kind"]),
        goods=Goods(value["product_id"], value["lot_id"], value["serial_id"]),
        quantity=value["quantity"],
        source=Spot(value["source_id"], value["source_plate_id"]),
        destination=Spot(value["destination_id"], value["destination_plate_id"]),
        receipt_line_id=value["receipt_line_id"],
        order_line_id=value["order_line_id"],
        reverses_id=value["reverses_id"],
    )
