"""Returns: a receipt of what left for an order, onto a quarantine place until somebody decides.

There is one open return of an order at a time. With every scan it expects what is with the customer
by then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from webapp.operations import receipts
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import returns as reads
from webapp.queries.returns import Delivered
from webapp.rules import refusals
from webapp.rules.refusals import Refusal

LONGEST_STEM = 58
ORDER = (
    "select d.id, d.number, d.customer_id, o.code as staging from orders d"
    " join locations o on o.id = d.staging_id where d.id = :order"
)
# "No key": moves and receipts go on pointing at the order.
HOLD = {"sqlite": text(ORDER), "postgresql": text(f"{ORDER} for no key update of d")}
NUMBER_TAKEN = text("select 1 from receipts where number = :number")
LINES = text("select product_id, id, expected, received from receipt_lines where receipt_id = :r")
NEW_LINE = text(
    "insert into receipt_lines (receipt_id, product_id, expected, received)"
    " values (:receipt, :product, :expected, 0)"
)
EXPECT = text(
    "update receipt_lines set expected = :expected where id = :line and expected <> :expected"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A return that goods can be scanned on."""

    id: int
    number: str


def hold_order(work: UnitOfWork, order_id: int) -> Any:
    """The order's id, number, customer and staging place; no other hand takes goods of it back."""
    statement = HOLD[work.connection.dialect.name]
    return work.connection.execute(statement, {"order": order_id}).first()


def open_return(work: UnitOfWork, order_id: int) -> Opened | Refusal | None:
    """The open return of an order, made where there is none; why not, or None without the order."""
    order = hold_order(work, order_id)
    if order is None:
        return None
    rows = reads.delivered_to(work.connection, order_id)
    if not any(row.delivered for row in rows):
        return refusals.order_not_delivered(order.number, order.staging)
    before = reads.open_return(work.connection, order_id)
    left = left_of(work, order_id, rows)
    if before is not None:
        expect_what_left(work, before.id, left)
        return Opened(before.id, before.number)
    return begin(work, order, left)


def left_of(work: UnitOfWork, order_id: int, rows: tuple[Delivered, ...]) -> dict[int, int]:
    """How many units of each product may come back; other lots that were let in took the place."""
    left: Counter[int] = Counter()
    for row in rows:
        left[row.product.id] += row.left
    for other in reads.other_lots(work.connection, order_id):
        left[other.product_id] -= other.units
    return {product: units for product, units in left.items() if units > 0}


def begin(work: UnitOfWork, order: Any, left: Mapping[int, int]) -> Opened | Refusal:
    """A new return of all that is with the customer."""
    place = reads.where_returns_wait(work.connection)
    if not left:
        return refusals.nothing_to_return(order.number)
    if place is None:
        return refusals.no_place_for_returns()
    number = free_number(work, order.number, order.id)
    new = receipts.NewReceipt(number, order.customer_id, place, left, return_of_id=order.id)
    return Opened(receipts.open_receipt(work, new), number)


def free_number(work: UnitOfWork, order: str, order_id: int) -> str:
    """SO-1 comes back as SO-1-R1, then as SO-1-R2."""
    count = len(reads.returns_of(work.connection, order_id)) + 1
    while True:
        number = f"{order[:LONGEST_STEM]}-R{count}"
        if work.connection.execute(NUMBER_TAKEN, {"number": number}).first() is None:
            return number
        count += 1


def keep_up(work: UnitOfWork, order_id: int) -> None:
    """An open return expects what is with the customer now; its order is held until the end."""
    hold_order(work, order_id)
    under_way = reads.open_return(work.connection, order_id)
    if under_way is not None:
        rows = reads.delivered_to(work.connection, order_id)
        expect_what_left(work, under_way.id, left_of(work, order_id, rows))


def expect_what_left(work: UnitOfWork, receipt_id: int, left: Mapping[int, int]) -> None:
    """More has left since the return was opened, or a shipment was reversed: as it is now."""
    lines = {row.product_id: row for row in work.connection.execute(LINES, {"r": receipt_id})}
    for product_id in sorted(left.keys() | lines.keys()):
        units, line = left.get(product_id, 0), lines.get(product_id)
        if line is None:
            values = {"receipt": receipt_id, "product": product_id, "expected": units}
            work.connection.execute(NEW_LINE, values)
        elif expected := line.received + units:
            work.connection.execute(EXPECT, {"line": line.id, "expected": expected})
