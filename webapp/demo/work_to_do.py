"""What there is to do: open receipts, orders released to the floor, and one order already sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, text

from webapp.demo.book import Book
from webapp.demo.documents import ORDERS, RECEIPTS, SENT, Asked
from webapp.models import MoveKind, TaskStatus
from webapp.models.types import Moment
from webapp.operations import orders, receipts, reservations
from webapp.operations.ledger import Entry, Goods, Spot
from webapp.queries import picking


def write(book: Book) -> None:
    """The order that was sent comes first: it takes its stock before others are promised any."""
    send(book, SENT)
    for receipt in RECEIPTS:
        expected = {book.products[sku]: units for sku, units in receipt.lines.items()}
        new = receipts.NewReceipt(
            receipt.number,
            book.partners[receipt.supplier],
            book.places[receipt.dock],
            expected,
        )
        receipts.open_receipt(book.work, new)
    for order in ORDERS:
        order_id = enter(book, order)
        if order.released:
            orders.release_order(book.work, order_id, book.today)


def enter(book: Book, order: Asked) -> int:
    """The order's id."""
    new = orders.NewOrder(
        order.number,
        book.partners[order.customer],
        book.places[order.staging],
        {book.products[sku]: units for sku, units in order.lines.items()},
        order.priority,
        book.work.now + timedelta(hours=order.due_in_hours),
    )
    return orders.enter_order(book.work, new)


DONE = text("update tasks set status = :done, closed_at = :now where id = :task").bindparams(
    bindparam("now", type_=Moment)
)


def send(book: Book, order: Asked) -> None:
    """Everything promised to the order is picked and goes to the customer."""
    order_id = enter(book, order)
    task_id = orders.release_order(book.work, order_id, book.today)
    for line in picking.order_under_way(book.work.connection, task_id).lines:
        pick_and_ship(book, order, line)
    orders.finish(book.work, order_id)
    orders.leave(book.work, order_id)
    book.work.connection.execute(
        DONE, {"task": task_id, "done": str(TaskStatus.DONE), "now": book.work.now}
    )


def pick_and_ship(book: Book, order: Asked, line: Any) -> None:
    """Out of the bin to staging, and from there to the customer."""
    goods = Goods(line.product.id, line.lot.id if line.lot else None, line.serial_id)
    source, staging = Spot(line.location_id, line.plate_id), book.spot(order.staging)
    pick = Entry(
        MoveKind.PICK,
        goods,
        line.quantity,
        source,
        staging,
        from_reserved=line.quantity,
        order_line_id=line.order_line_id,
    )
    outside = book.spot("CUSTOMERS")
    ship = Entry(
        MoveKind.SHIP, goods, line.quantity, staging, outside, order_line_id=line.order_line_id
    )
    orders.add_picked(book.work, line.order_line_id, line.quantity)
    book.write(pick)
    reservations.forget(book.work, line.id, line.quantity)
    book.write(ship)
