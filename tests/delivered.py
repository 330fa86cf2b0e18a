"""Goods that have left for an order: picked into totes, and shipped with them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from tests.warehouse import NOW, TODAY, Warehouse
from webapp.models import Location, LocationKind, MoveKind, PlateKind
from webapp.operations import ledger, orders, plates, shipments, shipping
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.shipments import Shipment

LINE = text("select id from order_lines where order_id = :order and product_id = :product")


def quarantine(house: Warehouse, code: str = "QUAR") -> None:
    """A place where what comes back waits."""
    with house.act() as work:
        place = Location(code=code, kind=LocationKind.QUARANTINE)
        work.session.add(place)
        work.session.flush()
        house.ids[code] = place.id


def enters(house: Warehouse, number: str, **asked: int) -> int:
    """An order that nobody picks here."""
    with house.act() as work:
        asked_for = {house.ids[sku]: units for sku, units in asked.items()}
        new = orders.NewOrder(number, house.ids["customer"], house.ids["STAGE"], asked_for)
        house.ids[number] = orders.enter_order(work, new)
    return house.ids[number]


def picks(house: Warehouse, number: str, tote: str, *goods: tuple[str, str, int]) -> None:
    """So many units of a product, and of a lot or serial of it, are picked into a tote.

    The order counts as picked from then on: what is not picked for it by now is short.
    """
    by = By(house.ids["ann"], NOW)
    order, stage = house.ids[number], house.ids["STAGE"]
    with house.act() as work:
        if tote not in house.ids:
            house.add_plate(work, tote, "STAGE", PlateKind.TOTE)
        assert plates.bind_tote(work, house.ids[tote], order, stage)
        for sku, code, units in goods:
            what = goods_of(house, sku, code)
            house.receive(work, what, units, "A-1", "")
            values = {"order": order, "product": what.product_id}
            line = work.connection.execute(LINE, values).scalar_one()
            ends = Spot(house.ids["A-1"]), Spot(stage, house.ids[tote])
            ledger.record(work, Entry(MoveKind.PICK, what, units, *ends, order_line_id=line), by)
            assert orders.add_picked(work, line, units)
        work.connection.execute(orders.RELEASED, {"order": order})
        orders.finish(work, order)


def leaves(house: Warehouse, tote: str) -> None:
    """All that is in a tote is shipped for the order that has it."""
    with house.act() as work:
        made = shipments.of_plate(work, house.ids[tote], TODAY)
        assert isinstance(made, Shipment), made
        said = shipping.ship(work, made, By(house.ids["ann"], NOW))
        assert said is None, said


def goods_of(house: Warehouse, sku: str, code: str) -> Goods:
    """Goods by the code of their lot or serial; both are made beforehand."""
    serial = house.ids.get(f"{sku} serial {code}")
    lot = None if serial or not code else house.ids[f"{sku} {code}"]
    return Goods(house.ids[sku], lot, serial)


def serials(house: Warehouse, sku: str, *codes: str) -> None:
    """Serials that are nowhere yet."""
    with house.act() as work:
        for code in codes:
            made = work.connection.execute(
                text(
                    "insert into serials (product_id, code, created_at) select :product, :code,"
                    " created_at from users limit 1 returning id"
                ),
                {"product": house.ids[sku], "code": code},
            )
            house.ids[f"{sku} serial {code}"] = int(made.scalar_one())


def delivers(house: Warehouse) -> None:
    """SO-1 has left: 3 cream of L1 in two totes, 2 of L2, two dryers, 4 waters. L3 has not."""
    quarantine(house)
    for lot in ("L1", "L2", "L3"):
        house.lot(lot)
    serials(house, "DRYER", "HD-1", "HD-2")
    enters(house, "SO-1", CREAM=5, DRYER=2, WATER=4)
    picks(house, "SO-1", "T-01", ("CREAM", "L1", 2), ("CREAM", "L2", 2), ("DRYER", "HD-1", 1))
    picks(house, "SO-1", "T-02", ("CREAM", "L1", 1), ("DRYER", "HD-2", 1), ("WATER", "", 4))
    leaves(house, "T-01")
    leaves(house, "T-02")


def with_customer(house: Warehouse) -> Sequence[int]:
    """Cream, dryers and waters that are outside, with customers."""
    return [house.on_hand(sku, "CUSTOMERS") for sku in ("CREAM", "DRYER", "WATER")]
