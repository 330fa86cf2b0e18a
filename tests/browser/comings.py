"""What comes in otherwise than line by line: goods of an order that left, and announced plates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import text

from tests.browser.walk import LOT, goods
from webapp.demo.numbers import gtin
from webapp.extensions import db
from webapp.models import MoveKind, PlateKind
from webapp.operations import announcing, ledger, orders, plates, shipments, shipping
from webapp.operations.announced_lines import Judged, look
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.orders import NewOrder
from webapp.operations.shipments import Shipment
from webapp.operations.unit_of_work import UnitOfWork, run

CREAM = gtin(1)
ORDER, WAITS = "OR-0100", "OR-0101"
TOTE = "TOTE-0101"
PLATES = ("106141411234567897", "106141411234567804")


def comes_back(app: Flask, scan: Callable[..., str], ask: Callable[..., Any]) -> dict[str, str]:
    """An order that has left, and its return with a lot of it on the quarantine place."""
    with app.app_context():
        order = run(db.engine, leaves)
        waits = run(db.engine, lambda work: picked(work, WAITS, tote=TOTE))
    ask(ORDER)
    return {
        "left": f"/orders/{order}",
        "return": scan(ORDER, goods(CREAM, lot=LOT)),
        "ready": f"/orders/{waits}",
    }


def leaves(work: UnitOfWork) -> int:
    """An order is picked, and leaves; its id."""
    order = picked(work, ORDER)
    made = shipments.of_order(work, order, work.now.date())
    assert isinstance(made, Shipment), made
    by = By(1, work.now)
    assert shipping.ship(work, made, by) is None
    return order


def picked(work: UnitOfWork, number: str, *, tote: str = "") -> int:
    """Eight creams of two lots stand in staging for a customer, in a tote; the order's id."""

    def one(statement: str) -> int:
        return int(work.connection.execute(text(statement)).scalar_one())

    product = one("select product_id from packagings where gtin = '" + CREAM + "'")
    customer = one("select min(id) from partners where kind = 'customer'")
    stage = one("select min(id) from locations where kind = 'staging'")
    order = orders.enter_order(work, NewOrder(number, customer, stage, {product: 8}))
    line = one(f"select id from order_lines where order_id = {order}")
    lots = f"select {{}}(id) from lots where product_id = {product} and status = 'released'"
    supplier, bin = (
        Spot(one(f"select min(id) from locations where kind = '{kind}'"))
        for kind in ("supplier", "storage")
    )
    by = By(one("select min(id) from users"), work.now)
    lot = one(f"select id from lots where code = '{LOT}'")
    work.connection.execute(orders.RELEASED, {"order": order})
    plate = plates.register(work, tote, PlateKind.TOTE, stage) if tote else None
    if plate:
        plates.bind_tote(work, plate, order, stage)
    for lot_id, units in ((lot, 5), (one(lots.format("max")), 3)):
        what = Goods(product, lot_id)
        ledger.record(work, Entry(MoveKind.RECEIVE, what, units, supplier, bin), by)
        entry = Entry(MoveKind.PICK, what, units, bin, Spot(stage, plate), order_line_id=line)
        ledger.record(work, entry, by)
        orders.add_picked(work, line, units)
    orders.finish(work, order)
    return order


def announced(app: Flask, number: str) -> dict[str, str]:
    """A receipt of which two license plates are announced."""

    def act(work: UnitOfWork) -> int:
        found = work.connection.execute(
            text(
                "select r.id, p.sku from receipts r join receipt_lines l on l.receipt_id = r.id"
                " join products p on p.id = l.product_id where r.number = :number order by l.id"
            ),
            {"number": number},
        ).all()
        box = "\n".join(
            f"{plate}; {found[0].sku}; 2; {lot}; ; 2099-06-30"
            for plate, lot in zip(PLATES, ("K3001", "K3002"), strict=True)
        )
        today = work.now.date()
        judged = look(work.connection, found[0].id, box, today)
        assert isinstance(judged, Judged), judged
        assert announcing.save(work, found[0].id, box, judged.digest, today, by=1) is None, judged
        return int(found[0].id)

    with app.app_context():
        return {"announced": f"/receipts/{run(db.engine, act)}/plates"}
