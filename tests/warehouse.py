"""A small warehouse for tests, and a hand that scans in it, both through the real operations.

`Warehouse` puts products, places and stock into the book; `Hand` sends scans through
`flows.scan.judge` as the API does, and keeps the task and the step as a screen would.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import Engine, text

from webapp.extensions import db
from webapp.flows import (
    backlog,
    moving_card,
    picking_card,
    plates_card,
    putaway_card,
    receiving_card,
    scan,
)
from webapp.flows.card import Card, Drawing
from webapp.flows.talk import ScanSaid
from webapp.models import (
    ExpiryPolicy,
    Flow,
    HoldStatus,
    LicensePlate,
    Location,
    LocationKind,
    Lot,
    LotStatus,
    MoveKind,
    Packaging,
    PackagingKind,
    Partner,
    PartnerKind,
    PlateKind,
    Product,
    Role,
    Serial,
    Tracking,
    User,
)
from webapp.operations import holds, ledger, orders, receipts
from webapp.operations.held import Held, Placed, Released, Subject, Why
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.operator import Operator
from webapp.operations.unit_of_work import UnitOfWork, unit_of_work
from webapp.queries import work as work_reads
from webapp.queries.promises import Today
from webapp.words import Words

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
GS = "\x1d"

CREAM = "09501101530003"
CREAM_CASE = "19501101530000"
DRYER = "09501101530010"
WATER = "09501101530027"
WATER_CASE = "19501101530024"
TONER = "09501101530034"


@dataclass
class Warehouse:
    """A dock, three bins, staging, totes; cream in lots, dryers by serial, water without codes."""

    engine: Engine
    ids: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def act(self) -> Iterator[UnitOfWork]:
        """One unit of work at the warehouse's fixed time."""
        with unit_of_work(self.engine, now=lambda: NOW) as work:
            yield work

    def build(self) -> Warehouse:
        """Everything but stock."""
        with self.act() as work:
            for thing in (*people(), *partners(), *places(), *products()):
                work.session.add(thing)
                work.session.flush()
                self.ids[name_of(thing)] = thing.id
            for code in ("T-01", "T-02"):
                self.add_plate(work, code, "STAGE", PlateKind.TOTE)
        return self

    def add_plate(self, work: UnitOfWork, code: str, place: str, kind: PlateKind) -> None:
        """A license plate or tote standing at a place."""
        plate = LicensePlate(code=code, kind=kind, location_id=self.ids[place], created_at=NOW)
        work.session.add(plate)
        work.session.flush()
        self.ids[code] = plate.id

    def lot(
        self,
        code: str,
        *,
        product: str = "CREAM",
        expires_on: date | None = date(2027, 6, 30),
        status: LotStatus = LotStatus.RELEASED,
        reason: str | None = None,
    ) -> int:
        """A lot of a product."""
        with self.act() as work:
            lot = Lot(
                product_id=self.ids[product],
                code=code,
                expires_on=expires_on,
                created_at=NOW,
            )
            work.session.add(lot)
            work.session.flush()
            self.ids[f"{product} {code}"] = lot.id
        if status is not LotStatus.RELEASED:
            self.holds(f"{product} {code}", reason or "smell", status=HoldStatus(status))
        return self.ids[f"{product} {code}"]

    def holds(
        self,
        name: str,
        reason: str = "smell",
        *,
        kind: Held = Held.LOT,
        status: HoldStatus = HoldStatus.ON_HOLD,
    ) -> Placed | Words | None:
        """A supervisor holds a lot ("CREAM L1"), a plate or a place, on the fixed day."""
        why = Why(status, "other", reason)
        with self.act() as work:
            subject = Subject(kind, self.ids[name])
            return holds.place(work, subject, why, By(self.ids["bob"], NOW), Today(TODAY))

    def releases(
        self, name: str, reason: str = "it was nothing", *, kind: Held = Held.LOT
    ) -> Released | Words | None:
        """A supervisor releases what was on hold."""
        with self.act() as work:
            by = By(self.ids["bob"], NOW)
            return holds.release(
                work, Subject(kind, self.ids[name]), by, Today(TODAY), reason=reason
            )

    def stock(
        self, product: str, place: str, quantity: int, *, lot: str = "", plate: str = ""
    ) -> None:
        """So many units at a place, received from the supplier."""
        with self.act() as work:
            goods = Goods(self.ids[product], self.ids[f"{product} {lot}"] if lot else None)
            self.receive(work, goods, quantity, place, plate)

    def serials(self, product: str, place: str, *codes: str, lot: str = "") -> None:
        """One unit of each serial at a place."""
        with self.act() as work:
            for code in codes:
                lot_id = self.ids[f"{product} {lot}"] if lot else None
                serial = Serial(
                    product_id=self.ids[product], code=code, lot_id=lot_id, created_at=NOW
                )
                work.session.add(serial)
                work.session.flush()
                self.ids[f"{product} {code}"] = serial.id
                self.receive(work, Goods(self.ids[product], lot_id, serial.id), 1, place, "")

    def receive(
        self, work: UnitOfWork, goods: Goods, quantity: int, place: str, plate: str
    ) -> None:
        """The ledger's entry of opening stock."""
        spot = Spot(self.ids[place], self.ids[plate] if plate else None)
        entry = Entry(MoveKind.RECEIVE, goods, quantity, Spot(self.ids["SUPPLIERS"]), spot)
        ledger.record(work, entry, By(self.ids["ann"], NOW))

    def receipt(self, number: str, **expected: int) -> int:
        """An open receipt of base units by SKU."""
        with self.act() as work:
            return receipts.open_receipt(
                work,
                receipts.NewReceipt(
                    number,
                    self.ids["supplier"],
                    self.ids["DOCK-1"],
                    {self.ids[sku]: units for sku, units in expected.items()},
                ),
            )

    def other_supplier(self, number: str, **expected: int) -> int:
        """An open receipt of another supplier."""
        with self.act() as work:
            other = Partner(kind=PartnerKind.SUPPLIER, code=number, name="Hill Farm")
            work.session.add(other)
            work.session.flush()
            self.ids["supplier"], before = other.id, self.ids["supplier"]
        made = self.receipt(number, **expected)
        self.ids["supplier"] = before
        return made

    def order(self, number: str, **asked: int) -> int:
        """A released order; the id of its pick task."""
        with self.act() as work:
            order_id = orders.enter_order(
                work,
                orders.NewOrder(
                    number,
                    self.ids["customer"],
                    self.ids["STAGE"],
                    {self.ids[sku]: units for sku, units in asked.items()},
                ),
            )
            return orders.release_order(work, order_id, TODAY)

    def on_hand(self, product: str, place: str, lot: str | None = None) -> int:
        """Units of a product at a place, of one lot or of all."""
        return int(
            self.ask(
                "select coalesce(sum(b.on_hand), 0) from balances b"
                " left join lots l on l.id = b.lot_id"
                " where b.product_id = :product and b.location_id = :place"
                " and (:lot = '' or l.code = :lot)",
                product=self.ids[product],
                place=self.ids[place],
                lot=lot or "",
            )
        )

    def reserved(self, product: str, place: str) -> int:
        """Units of a product at a place that are promised."""
        return int(
            self.ask(
                "select coalesce(sum(reserved), 0) from balances"
                " where product_id = :product and location_id = :place",
                product=self.ids[product],
                place=self.ids[place],
            )
        )

    def count(self, table: str) -> int:
        """Rows of a table."""
        return int(self.ask(f"select count(*) from {table}"))

    def ask(self, statement: str, **values: object) -> Any:
        """The first value of the first row."""
        with self.engine.connect() as connection:
            return connection.execute(text(statement), values).scalar()

    def hand(self, name: str = "ann", *, language: str = "en", role: Role = Role.WORKER) -> Hand:
        """The hand of a worker, or of somebody in another role."""
        who = Operator(self.ids[name], name, role, language)
        return Hand(scan.Desk(self.engine, "UTC", who, None, now=lambda: NOW))

    def card(self, hand: Hand) -> Card:
        """The screen of a hand's task."""
        with self.engine.connect() as connection:
            task = work_reads.task(connection, int(hand.task or 0))
            assert task is not None, "the hand stands in a task"
            return CARDS[task.flow](Drawing(connection, task, "en"))


CARDS = {
    Flow.RECEIVING: receiving_card.draw,
    Flow.PUTAWAY: putaway_card.draw,
    Flow.PICKING: picking_card.draw,
    Flow.PLATES: plates_card.draw,
    Flow.MOVING: moving_card.draw,
}


@dataclass
class Hand:
    """Scans as a worker does; remembers the flow, the task and the step of the screen."""

    desk: scan.Desk
    flow: str | None = None
    task: int | None = None
    step: str | None = None
    last: dict[str, Any] = field(default_factory=dict)

    def opens(self, flow: str) -> Hand:
        """Look at the list of a kind of work."""
        self.flow, self.task, self.step = flow, None, None
        return self

    def said(self, words: str, symbology: str | None = None) -> ScanSaid:
        """The scan the screen would send now."""
        return ScanSaid(
            scan_id=str(uuid4()),
            text=words,
            source="wedge",
            captured_at=NOW,
            symbology=symbology,
            flow=self.flow,
            task=self.task,
            step=self.step,
        )

    def scans(self, *codes: str, symbology: str | None = None) -> dict[str, Any]:
        """Scan one code after another; the last answer."""
        for code in codes:
            self.last = self.sends(self.said(code, symbology))
        return self.last

    def sends(self, said: ScanSaid) -> dict[str, Any]:
        """Send a scan as it is and keep the place the answer gives."""
        answer = scan.judge(self.desk, said)
        self.flow = answer["flow"]
        self.task = int(answer["task"]) if answer["task"] else None
        self.step = answer["step"]
        return answer

    def sends_backlog(self, *said: ScanSaid) -> list[dict[str, Any]]:
        """Send what was scanned without the server."""
        return backlog.judge_backlog(self.desk, said)


def people() -> list[User]:
    """Two workers."""
    return [
        User(name=name, role=Role.WORKER, language="en", theme="auto", hand="right", created_at=NOW)
        for name in ("ann", "bob")
    ]


def partners() -> list[Partner]:
    """A supplier and a customer."""
    return [
        Partner(kind=PartnerKind.SUPPLIER, code="supplier", name="Harbour Cosmetics"),
        Partner(kind=PartnerKind.CUSTOMER, code="customer", name="Corner Shop"),
    ]


def places() -> list[Location]:
    """Docks, bins in walking order, and where stock comes from and goes to."""
    kinds = LocationKind
    return [
        Location(code="SUPPLIERS", kind=kinds.SUPPLIER),
        Location(code="CUSTOMERS", kind=kinds.CUSTOMER),
        Location(code="DOCK-1", kind=kinds.DOCK),
        Location(code="DOCK-2", kind=kinds.DOCK),
        Location(code="STAGE", kind=kinds.STAGING),
        Location(code="A-1", kind=kinds.PICK_FACE, walk_order=1, capacity=100),
        Location(code="A-2", kind=kinds.STORAGE, walk_order=2, capacity=100),
        Location(code="A-3", kind=kinds.STORAGE, walk_order=3, capacity=20),
        Location(code="A-9", kind=kinds.STORAGE, walk_order=9, blocked_in=True),
    ]


def products() -> list[Product]:
    """One product of each kind of tracking."""
    return [
        Product(
            sku="CREAM",
            name="Hand cream",
            tracking=Tracking.LOT,
            expiry_policy=ExpiryPolicy.REQUIRED,
            packagings=[
                Packaging(kind=PackagingKind.EACH, quantity=1, gtin=CREAM),
                Packaging(kind=PackagingKind.CASE, quantity=12, gtin=CREAM_CASE),
            ],
        ),
        Product(
            sku="DRYER",
            name="Hairdryer",
            tracking=Tracking.SERIAL,
            packagings=[Packaging(kind=PackagingKind.EACH, quantity=1, gtin=DRYER)],
        ),
        Product(
            sku="WATER",
            name="Water",
            tracking=Tracking.NONE,
            packagings=[
                Packaging(kind=PackagingKind.EACH, quantity=1, gtin=WATER),
                Packaging(kind=PackagingKind.CASE, quantity=6, gtin=WATER_CASE),
            ],
        ),
        Product(
            sku="TONER",
            name="Toner",
            tracking=Tracking.LOT_AND_SERIAL,
            packagings=[Packaging(kind=PackagingKind.EACH, quantity=1, gtin=TONER)],
        ),
    ]


def name_of(thing: Any) -> str:
    """What the tests call it."""
    return str(getattr(thing, "sku", None) or getattr(thing, "code", None) or thing.name)


def warehouse_of(app: Flask) -> Warehouse:
    """The small warehouse in the database of an app."""
    with app.app_context():
        return Warehouse(db.engine).build()
