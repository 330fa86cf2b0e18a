"""A small warehouse for tests of what is read: products, lots, places, and moves that filled it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask

from tests import people
from webapp.extensions import db
from webapp.models import (
    ExpiryPolicy,
    LicensePlate,
    Location,
    LocationKind,
    Lot,
    LotStatus,
    MoveKind,
    Order,
    OrderLine,
    OrderStatus,
    Packaging,
    PackagingKind,
    Partner,
    PartnerKind,
    PlateKind,
    Product,
    Receipt,
    ReceiptLine,
    Role,
    Serial,
    Task,
    Tracking,
)
from webapp.operations import ledger
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.unit_of_work import clock, run

LONG_AGO = date(2001, 1, 31)
FAR_OFF = date(2099, 7, 31)
MORNING = datetime(2026, 6, 15, 8, tzinfo=UTC)


@dataclass
class Warehouse:
    """The ids of what is in the book, by code."""

    app: Flask
    user: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    def add(self, *rows: Any) -> None:
        """Put rows into the book and remember their ids by their code."""
        with self.app.app_context():
            db.session.add_all(rows)
            db.session.commit()
            for row in rows:
                name = next(n for n in ("sku", "code", "number", "id") if hasattr(row, n))
                self.ids[str(getattr(row, name))] = row.id

    def move(self, sku: str, quantity: int, source: str, destination: str, **more: Any) -> int:
        """Record a move between two places, each "BIN" or "BIN/PLATE"; the move's id."""
        lot, serial = more.pop("lot", None), more.pop("serial", None)
        goods = Goods(self.ids[sku], self.ids.get(lot), self.ids.get(serial))
        kind = more.pop("kind", MoveKind.RELOCATE)
        entry = Entry(kind, goods, quantity, self.spot(source), self.spot(destination), **more)
        by = By(self.user, MORNING)
        with self.app.app_context():
            return run(db.engine, lambda work: ledger.record(work, entry, by))

    def spot(self, name: str) -> Spot:
        """A location, with the license plate after the slash."""
        location, _, plate = name.partition("/")
        return Spot(self.ids[location], self.ids[plate] if plate else None)


def warehouse(app: Flask) -> Warehouse:
    """Places, partners and products, nothing in stock."""
    made = Warehouse(app)
    made.user = people.add(app, "desk", Role.SUPERVISOR)
    made.add(Location(code="ZONE-A", name="Front", kind=LocationKind.AREA))
    zone = made.ids["ZONE-A"]
    made.add(
        Location(code="A-01", kind=LocationKind.PICK_FACE, parent_id=zone),
        Location(code="A-02", kind=LocationKind.STORAGE, parent_id=zone),
        Location(code="DOCK-1", kind=LocationKind.DOCK),
        Location(code="STAGE-1", kind=LocationKind.STAGING),
        Location(code="QUARANTINE", kind=LocationKind.QUARANTINE),
        Location(code="SUPPLIERS", kind=LocationKind.SUPPLIER),
        Location(code="CUSTOMERS", kind=LocationKind.CUSTOMER),
        Partner(kind=PartnerKind.SUPPLIER, code="S-1", name="Harbour Cosmetics"),
        Partner(kind=PartnerKind.CUSTOMER, code="C-1", name="Corner Shop"),
        product("CREAM", "Hand cream", Tracking.LOT),
        product("DRYER", "Hairdryer", Tracking.SERIAL),
        product("TEA", "Loose tea", Tracking.LOT, unit="kg", scale=3),
    )
    made.add(
        LicensePlate(
            code="TOTE-1", kind=PlateKind.TOTE, location_id=made.ids["A-02"], created_at=MORNING
        )
    )
    return made


def product(sku: str, name: str, tracking: Tracking, **more: Any) -> Product:
    """A product that may have dates where it has lots."""
    policy = ExpiryPolicy.OPTIONAL if tracking.by_lot else ExpiryPolicy.NONE
    return Product(sku=sku, name=name, tracking=tracking, expiry_policy=policy, **more)


def lot(made: Warehouse, sku: str, code: str, **more: Any) -> None:
    """A lot of a product."""
    made.add(Lot(product_id=made.ids[sku], code=code, created_at=MORNING, **more))


def soon() -> date:
    """A day that is near."""
    return clock().date() + timedelta(days=10)


def stocked(app: Flask) -> Warehouse:
    """The warehouse with lots of every state, a serial, weighed goods, and two documents."""
    made = warehouse(app)
    lot(made, "CREAM", "GOOD", expires_on=FAR_OFF)
    lot(made, "CREAM", "NEAR", expires_on=soon())
    lot(made, "CREAM", "OLD", expires_on=LONG_AGO)
    held = {"hold_reason": "quality check"}
    lot(made, "CREAM", "HELD", expires_on=FAR_OFF, status=LotStatus.ON_HOLD, **held)
    lot(made, "CREAM", "RECALLED", status=LotStatus.RECALLED, hold_reason="glass found")
    lot(made, "TEA", "T-1")
    made.add(
        Serial(product_id=made.ids["DRYER"], code="HD-12345", created_at=MORNING),
        Packaging(
            product_id=made.ids["CREAM"],
            kind=PackagingKind.EACH,
            quantity=1,
            gtin="09501101530003",
        ),
    )
    documents(made)
    line = {"receipt_line_id": made.ids["receipt line"], "kind": MoveKind.RECEIVE}
    made.move("CREAM", 30, "SUPPLIERS", "DOCK-1", lot="GOOD", **line)
    made.move("CREAM", 20, "DOCK-1", "A-01", lot="GOOD", kind=MoveKind.PUT_AWAY)
    made.move("CREAM", 5, "DOCK-1", "A-02/TOTE-1", lot="GOOD", kind=MoveKind.PUT_AWAY)
    for code, bin_, quantity in (("NEAR", "A-01", 7), ("OLD", "A-02", 3), ("HELD", "A-02", 4)):
        made.move("CREAM", quantity, "SUPPLIERS", bin_, lot=code, kind=MoveKind.RECEIVE)
    made.move("CREAM", 2, "SUPPLIERS", "QUARANTINE", lot="RECALLED", kind=MoveKind.RECEIVE)
    made.move("CREAM", 6, "A-01", "STAGE-1", lot="GOOD", kind=MoveKind.PICK, **of_order(made))
    made.move("TEA", 2500, "SUPPLIERS", "A-02", lot="T-1", kind=MoveKind.RECEIVE)
    made.move("DRYER", 1, "SUPPLIERS", "A-02", serial="HD-12345", kind=MoveKind.RECEIVE)
    return made


def of_order(made: Warehouse) -> dict[str, Any]:
    """What a move for the order carries."""
    return {"order_line_id": made.ids["order line"]}


def documents(made: Warehouse) -> None:
    """A receipt of 40 hand creams, 30 of them received; an order of 10, 6 picked and 4 short."""
    ids = made.ids
    receipt = Receipt(
        number="RC-1", supplier_id=ids["S-1"], dock_id=ids["DOCK-1"], created_at=MORNING
    )
    order = Order(
        number="SO-1",
        customer_id=ids["C-1"],
        staging_id=ids["STAGE-1"],
        status=OrderStatus.RELEASED,
        due_at=MORNING + timedelta(days=1),
        created_at=MORNING,
    )
    made.add(receipt, order)
    received = ReceiptLine(
        receipt_id=ids["RC-1"], product_id=ids["CREAM"], expected=40, received=30
    )
    picked = OrderLine(order_id=ids["SO-1"], product_id=ids["CREAM"], ordered=10, picked=6, short=4)
    ids["receipt line"], ids["order line"] = kept(made.app, received), kept(made.app, picked)
    task = Task(flow="receiving", step="goods", receipt_id=ids["RC-1"], opened_at=MORNING)
    ids["task"] = kept(made.app, task)


def kept(app: Flask, row: Any) -> int:
    """The id of a row put into the book."""
    with app.app_context():
        db.session.add(row)
        db.session.commit()
        return int(row.id)


def reading(app: Flask, read: Callable[[Any], Any]) -> Any:
    """What `read` finds on a connection of its own."""
    with app.app_context(), db.engine.connect() as connection:
        return read(connection)
