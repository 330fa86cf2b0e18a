"""What one thing is: the facts of a product, serial, location or license plate, and open work.

Where it is and how much comes from `stock_by_lot` under a filter; lots and documents have rooms of
their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from webapp.models import (
    ExpiryPolicy,
    Flow,
    Location,
    LocationKind,
    Move,
    Packaging,
    PackagingKind,
    PlateKind,
    PlateStatus,
    Reservation,
    TaskStatus,
    Tracking,
)
from webapp.queries.codes import CodeRow, codes_of
from webapp.queries.tables import (
    balances,
    locations,
    lots,
    moves,
    named,
    order_lines,
    orders,
    partners,
    plates,
    products,
    receipt_lines,
    receipts,
    serials,
    tasks,
)

MOST_WORK = 20
packagings = named(Packaging, "g")
parents = named(Location, "parent")
reservations = named(Reservation, "v")


class Kind(StrEnum):
    """What can be looked up."""

    PRODUCT = "product"
    LOT = "lot"
    SERIAL = "serial"
    LOCATION = "location"
    PLATE = "plate"
    RECEIPT = "receipt"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class PackagingFacts:
    """One way a product comes."""

    kind: PackagingKind
    quantity: int
    gtin: str | None


@dataclass(frozen=True, slots=True)
class ProductFound:
    """A product, its packagings (the smallest first) and its further codes (the main one first)."""

    id: int
    sku: str
    name: str
    tracking: Tracking
    expiry_policy: ExpiryPolicy
    unit: str
    scale: int
    packagings: tuple[PackagingFacts, ...]
    codes: tuple[CodeRow, ...]


@dataclass(frozen=True, slots=True)
class SerialFound:
    """A serial number, the lot it came in, and who had it last where it has left."""

    id: int
    code: str
    product_id: int
    sku: str
    name: str
    lot_id: int | None
    lot: str | None
    customer: str | None


@dataclass(frozen=True, slots=True)
class LocationFound:
    """A location and what is above it."""

    id: int
    code: str
    name: str
    kind: LocationKind
    capacity: int | None
    blocked_in: bool
    blocked_out: bool
    hold_reason: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class PlateFound:
    """A license plate, where it stands, and the order a tote is bound to."""

    id: int
    code: str
    kind: PlateKind
    status: PlateStatus
    location_id: int
    location: str
    order_id: int | None
    order: str | None
    hold_reason: str | None


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One open task, and the document it serves."""

    task_id: int
    flow: Flow
    number: str | None
    party: str | None
    opened_at: datetime


def product(connection: Connection, product_id: int) -> ProductFound | None:
    """The product with this id, or None."""
    columns = (products.c[name] for name in ProductFound.__slots__[:-2])
    found = connection.execute(select(*columns).where(products.c.id == product_id)).first()
    if found is None:
        return None
    comes = (
        select(packagings.c.kind, packagings.c.quantity, packagings.c.gtin)
        .where(packagings.c.product_id == product_id)
        .order_by(packagings.c.quantity, packagings.c.id)
    )
    kinds = tuple(PackagingFacts(*one) for one in connection.execute(comes))
    further = codes_of(connection, product_id)
    return ProductFound(**found._mapping, packagings=kinds, codes=further)


# Whoever the last delivery went to; a move back in from a customer comes later and hides it.
of_serial = named(Move, "of_serial")
LAST_MOVE = (
    select(func.max(of_serial.c.id))
    .where(of_serial.c.serial_id == serials.c.id)
    .correlate(serials)
    .scalar_subquery()
)
LAST_CUSTOMER = (
    select(partners.c.name)
    .select_from(
        moves.join(locations, locations.c.id == moves.c.destination_id)
        .join(order_lines, order_lines.c.id == moves.c.order_line_id)
        .join(orders, orders.c.id == order_lines.c.order_id)
        .join(partners, partners.c.id == orders.c.customer_id)
    )
    .where(moves.c.id == LAST_MOVE, locations.c.kind == LocationKind.CUSTOMER)
    .correlate(serials)
    .scalar_subquery()
)
SERIAL = select(
    serials.c.id,
    serials.c.code,
    serials.c.product_id,
    products.c.sku,
    products.c.name,
    serials.c.lot_id,
    lots.c.code.label("lot"),
    LAST_CUSTOMER.label("customer"),
).select_from(
    serials.join(products, products.c.id == serials.c.product_id).outerjoin(
        lots, lots.c.id == serials.c.lot_id
    )
)
LOCATION = select(
    *(locations.c[name] for name in LocationFound.__slots__[:-1]), parents.c.code.label("parent")
).select_from(locations.outerjoin(parents, parents.c.id == locations.c.parent_id))
PLATE = select(
    plates.c.id,
    plates.c.code,
    plates.c.kind,
    plates.c.status,
    plates.c.location_id,
    locations.c.code.label("location"),
    plates.c.order_id,
    orders.c.number.label("order"),
    plates.c.hold_reason,
).select_from(
    plates.join(locations, locations.c.id == plates.c.location_id).outerjoin(
        orders, orders.c.id == plates.c.order_id
    )
)


def serial(connection: Connection, serial_id: int) -> SerialFound | None:
    """The serial with this id, or None."""
    found = connection.execute(SERIAL.where(serials.c.id == serial_id)).first()
    return None if found is None else SerialFound(**found._mapping)


def location(connection: Connection, location_id: int) -> LocationFound | None:
    """The location with this id, or None."""
    found = connection.execute(LOCATION.where(locations.c.id == location_id)).first()
    return None if found is None else LocationFound(**found._mapping)


def plate(connection: Connection, plate_id: int) -> PlateFound | None:
    """The license plate with this id, or None."""
    found = connection.execute(PLATE.where(plates.c.id == plate_id)).first()
    return None if found is None else PlateFound(**found._mapping)


def open_work(connection: Connection, kind: Kind, wanted: int) -> tuple[WorkRow, ...]:
    """The open tasks that wait for a thing or stand on it, oldest first."""
    statement = (
        select(
            tasks.c.id.label("task_id"),
            tasks.c.flow,
            func.coalesce(receipts.c.number, orders.c.number).label("number"),
            partners.c.name.label("party"),
            tasks.c.opened_at,
        )
        .select_from(
            tasks.outerjoin(receipts, receipts.c.id == tasks.c.receipt_id)
            .outerjoin(orders, orders.c.id == tasks.c.order_id)
            .outerjoin(
                partners,
                partners.c.id == func.coalesce(receipts.c.supplier_id, orders.c.customer_id),
            )
        )
        .where(tasks.c.status == TaskStatus.OPEN, concerns(kind, wanted))
        .order_by(tasks.c.id)
        .limit(MOST_WORK)
    )
    return tuple(WorkRow(**found._mapping) for found in connection.execute(statement))


def concerns(kind: Kind, wanted: int) -> ColumnElement[bool]:
    """Tasks that have to do with a thing."""
    match kind:
        case Kind.RECEIPT:
            return tasks.c.receipt_id == wanted
        case Kind.ORDER:
            return tasks.c.order_id == wanted
        case Kind.PRODUCT:
            return or_(tasks.c.product_id == wanted, receiving(wanted), picking(wanted))
        case Kind.LOCATION:
            return or_(tasks.c.destination_id == wanted, promised(balances.c.location_id, wanted))
        case Kind.LOT:
            return promised(balances.c.lot_id, wanted)
        case Kind.SERIAL:
            return promised(balances.c.serial_id, wanted)
        case Kind.PLATE:
            return promised(balances.c.plate_id, wanted)


def receiving(product_id: int) -> ColumnElement[bool]:
    """Receipts that still expect a product."""
    return exists().where(
        receipt_lines.c.receipt_id == tasks.c.receipt_id,
        receipt_lines.c.product_id == product_id,
        receipt_lines.c.received < receipt_lines.c.expected,
    )


def picking(product_id: int) -> ColumnElement[bool]:
    """Orders that still want a product."""
    return exists().where(
        order_lines.c.order_id == tasks.c.order_id,
        order_lines.c.product_id == product_id,
        order_lines.c.picked + order_lines.c.short < order_lines.c.ordered,
    )


def promised(column: ColumnElement[int], wanted: int) -> ColumnElement[bool]:
    """Tasks that hold a reservation on stock with `wanted` in `column`."""
    return exists().where(
        reservations.c.task_id == tasks.c.id,
        reservations.c.balance_id == balances.c.id,
        column == wanted,
    )
