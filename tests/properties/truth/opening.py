"""The warehouse as it opens: five kinds of goods in bins and on docks, plates, a past of a day.

It is built once for each engine and copied for every way that the machine goes.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product

from sqlalchemy import Engine, create_engine, text

from tests.databases import Engine as Databases
from tests.properties.truth import seen
from tests.properties.truth.model import Model
from tests.properties.truth.values import PRODUCTS, Face, Line, Lot, Order, Place, Plate, Spot
from tests.warehouse import Warehouse
from webapp.database import prepare
from webapp.models import Location, LocationKind, MoveKind, Partner, PartnerKind, PlateKind, Serial
from webapp.operations import ledger, orders, plates, product_places, removal
from webapp.operations.ledger import By, Entry, Goods
from webapp.operations.ledger import Spot as At
from webapp.operations.unit_of_work import unit_of_work
from webapp.rules.removal import RemovalStrategy
from webapp.rules.replenishment import PlaceRole

# Half past ten in the evening in Ho Chi Minh City, where tomorrow begins in ninety minutes.
START = datetime(2026, 6, 15, 15, 30, tzinfo=UTC)
TODAY = date(2026, 6, 15)
STRATEGIES = tuple(str(one) for one in RemovalStrategy)
USUAL = {"CREAM": "fefo", "TONER": "fefo", "DRYER": "fifo", "WATER": "fifo"}
REMOVAL_DAYS = 2
LEAST_DAYS = 10
PALLETS = ("P0", "P1", "P2", "P3", "P4")
TOTES = ("T-01", "T-02", "T-03")
LOTS = {
    ("CREAM", "C1"): TODAY + timedelta(days=4),
    ("CREAM", "C2"): TODAY + timedelta(days=9),
    ("CREAM", "C3"): TODAY + timedelta(days=300),
    ("TONER", "T1"): TODAY + timedelta(days=3),
    ("TONER", "T2"): None,
}
# C1 ends first, and C2 has to be gone before it.
REMOVAL = {("CREAM", "C2"): TODAY + timedelta(days=2)}
UNDER = {"P2": "P3"}
STOCK = (
    (Spot("CREAM", "C1", None, "A-1"), 5),
    (Spot("CREAM", "C2", None, "A-1"), 4),
    (Spot("CREAM", "C2", None, "A-2", "P0"), 6),
    (Spot("CREAM", "C3", None, "A-3"), 7),
    (Spot("CREAM", "C1", None, "A-2", "P1"), 3),
    (Spot("CREAM", "C3", None, "DOCK-1", "P2"), 4),
    (Spot("CREAM", "C2", None, "DOCK-1"), 2),
    (Spot("CREAM", "C3", None, "Q-1"), 3),
    (Spot("WATER", None, None, "A-1"), 6),
    (Spot("WATER", None, None, "A-2", "P0"), 3),
    (Spot("WATER", None, None, "DOCK-1"), 5),
    (Spot("WATER", None, None, "A-3"), 8),
    (Spot("DRYER", None, "D1", "A-1"), 1),
    (Spot("DRYER", None, "D2", "A-3"), 1),
    (Spot("DRYER", None, "D3", "DOCK-1", "P2"), 1),
    (Spot("TONER", "T1", "S1", "A-2"), 1),
    (Spot("TONER", "T1", "S2", "A-1"), 1),
    (Spot("TONER", "T2", "S3", "A-2"), 1),
)


# One bin is topped up with every product, from the others.
FACES = {
    ("CREAM", "A-1"): Face("topped_up", 1, 10, 13),
    ("CREAM", "A-2"): Face("source", 1),
    ("CREAM", "A-3"): Face("source", 2),
    ("WATER", "A-1"): Face("topped_up", 1, 6, 18, size=6),
    ("WATER", "A-3"): Face("source", 1),
    ("TONER", "A-1"): Face("topped_up", 2, 2, 3),
    ("TONER", "A-2"): Face("source", 1),
}
# So much of two lots has left for an order, and may come back.
SENT, ORDER = {"C1": 2, "C3": 3}, "O-0"
WAY_OUT = (
    (MoveKind.RECEIVE, "SUPPLIERS", "A-3"),
    (MoveKind.PICK, "A-3", "STAGE"),
    (MoveKind.SHIP, "STAGE", "CUSTOMERS"),
)
LINE = text("select id from order_lines where order_id = :order")
HAS_LEFT = text("update orders set status = 'shipped' where id = :order")
GONE_BY = text("update lots set removal_date = :day where id = :lot")


@dataclass
class Opening:
    """The database to copy, the model that goes with it, and the ids of everything by its name."""

    databases: Databases
    url: str
    model: Model
    ids: dict[str, int]

    def copy(self) -> tuple[str, Model]:
        """A warehouse of one's own, and its model."""
        return self.databases.copy(self.url), deepcopy(self.model)


def opening(databases: Databases) -> Opening:
    """Build it."""
    url = databases.migrated()
    engine = create_engine(url)
    prepare(engine, wait_seconds=5)
    model = Model(START - timedelta(days=1), "Asia/Ho_Chi_Minh", {})
    house = Warehouse(engine).build()
    arrange(house, engine)
    for (sku, code), expires in LOTS.items():
        house.lot(code, product=sku, expires_on=expires)
        model.lots[sku, code] = Lot(expires, REMOVAL.get((sku, code)))
    for (sku, code), day in REMOVAL.items():
        with house.act() as work:
            work.connection.execute(GONE_BY, {"day": day, "lot": house.ids[f"{sku} {code}"]})
    known(model, engine)
    send(house, model)
    for spot, units in STOCK:
        fill(house, model, spot, units)
    with engine.connect() as connection:
        seen.in_book(connection, model.ids)
    engine.dispose()
    return Opening(databases, url, model, house.ids)


def arrange(house: Warehouse, engine: Engine) -> None:
    """What the small warehouse has not: places apart, categories, plates, a choosy customer."""
    with house.act() as work:
        for statement in (
            "update locations set capacity = null",
            f"update products set removal_days = {REMOVAL_DAYS} where sku = 'CREAM'",
            "update products set expiry_policy = 'optional' where sku = 'TONER'",
            # There is room for everything everywhere: where to put it is no question here.
            "insert into storage_categories (code, name, mixing, one_expiry)"
            " values ('ANY', 'Any bin', 'mixed', false)",
            "update products set storage_category_id = (select id from storage_categories)",
            "update locations set storage_category_id = (select id from storage_categories)"
            " where kind in ('storage', 'pick_face')",
        ):
            work.connection.execute(text(statement))
        choosy = Partner(kind=PartnerKind.CUSTOMER, code="choosy", name="Far Island")
        choosy.min_life_days = LEAST_DAYS
        quarantine = Location(code="Q-1", kind=LocationKind.QUARANTINE)
        scrap = Location(code="SCRAP", kind=LocationKind.SCRAP)
        work.session.add_all([choosy, quarantine, scrap])
        work.session.flush()
        house.ids |= {"choosy": choosy.id, "Q-1": quarantine.id, "SCRAP": scrap.id}
        for sku in PRODUCTS:
            removal.keep_category(work, sku, sku, None, by=house.ids["ann"])
            removal.put_product(work, sku, sku, by=house.ids["ann"])
        for code, place in zip(PALLETS, ("A-2", "A-2", "DOCK-1", "DOCK-1", "STAGE"), strict=True):
            house.add_plate(work, code, place, PlateKind.PALLET)
        house.add_plate(work, "T-03", "STAGE", PlateKind.TOTE)
        for code, under in UNDER.items():
            plates.nest(work, house.ids[code], into=house.ids[under])
        for (sku, code), face in FACES.items():
            role, (id, at) = PlaceRole(face.role), (house.ids[sku], house.ids[code])
            levels = face.minimum, face.target, face.size
            place = product_places.Place(id, at, role, face.priority, *levels)
            product_places.keep(work, place, by=house.ids["ann"])


def known(model: Model, engine: Engine) -> None:
    """What the model knows of places, plates and products."""
    with engine.connect() as connection:
        for code, kind, shut in connection.execute(
            text("select code, kind, blocked_in from locations")
        ):
            model.places[code] = Place(kind, bool(shut))
        for code, kind, place in connection.execute(
            text(
                "select t.code, t.kind, o.code from license_plates t"
                " join locations o on o.id = t.location_id order by t.id"
            )
        ):
            model.plates[code] = Plate(place, kind, UNDER.get(code))
    model.strategies, model.faces = dict(USUAL), deepcopy(FACES)


def send(house: Warehouse, model: Model) -> None:
    """An order that has left: both lots came in, were picked and shipped in the same hour."""
    units_of, by = SENT.items(), By(house.ids["ann"], model.now)
    total, cream = sum(SENT.values()), house.ids["CREAM"]
    with unit_of_work(house.engine, now=lambda: model.now) as work:
        new = orders.NewOrder(ORDER, house.ids["customer"], house.ids["STAGE"], {cream: total})
        id = house.ids[ORDER] = orders.enter_order(work, new)
        line = work.connection.execute(LINE, {"order": id}).scalar_one()
        for (lot, units), (kind, source, to) in product(units_of, WAY_OUT):
            about = None if kind is MoveKind.RECEIVE else line
            goods, ends = Goods(cream, house.ids[f"CREAM {lot}"]), (source, to)
            places = [At(house.ids[end]) for end in ends]
            ledger.record(work, Entry(kind, goods, units, *places, order_line_id=about), by)
            spot = Spot("CREAM", lot, None, source)
            model.move(str(kind), spot, units, spot.at(to), order=ORDER if about else None)
        orders.add_picked(work, line, total)
        work.connection.execute(HAS_LEFT, {"order": id})
    model.orders[ORDER] = Order({"CREAM": Line(total, total)}, status="shipped")


def fill(house: Warehouse, model: Model, spot: Spot, units: int) -> None:
    """So many units from the supplier, an hour after those before."""
    model.now += timedelta(hours=1)
    if spot.serial:
        model.lot_of[spot.sku, spot.serial] = spot.lot
        new_serial(house, spot)
    goods = Goods(
        house.ids[spot.sku],
        house.ids[f"{spot.sku} {spot.lot}"] if spot.lot else None,
        house.ids[f"{spot.sku} {spot.serial}"] if spot.serial else None,
    )
    with unit_of_work(house.engine, now=lambda: model.now) as work:
        place = At(house.ids[spot.place], house.ids[spot.plate] if spot.plate else None)
        entry = Entry(MoveKind.RECEIVE, goods, units, At(house.ids["SUPPLIERS"]), place)
        ledger.record(work, entry, By(house.ids["ann"], model.now))
    model.move("receive", spot.at("SUPPLIERS"), units, spot)


def new_serial(house: Warehouse, spot: Spot) -> None:
    """The record of a unit."""
    lot_id = house.ids[f"{spot.sku} {spot.lot}"] if spot.lot else None
    with house.act() as work:
        serial = Serial(
            product_id=house.ids[spot.sku], code=spot.serial, lot_id=lot_id, created_at=START
        )
        work.session.add(serial)
        work.session.flush()
        house.ids[f"{spot.sku} {spot.serial}"] = serial.id
