"""Receipts: opened when a supplier announces goods, counted up by scans, closed by the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, text

from webapp.models import Receipt, ReceiptLine, ReceiptStatus
from webapp.models.types import Moment
from webapp.operations.unit_of_work import ChangedMeanwhileError, UnitOfWork
from webapp.queries.announced import HAS_COME


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """What a supplier will bring: base units expected by product id, and the dock it comes to.

    Of a return the customer brings what left for the order `return_of_id`, to a quarantine place.
    """

    number: str
    supplier_id: int
    dock_id: int
    expected: Mapping[int, int]
    backorder_of_id: int | None = None
    return_of_id: int | None = None


def open_receipt(work: UnitOfWork, new: NewReceipt) -> int:
    """Write the receipt and its lines; its id."""
    receipt = Receipt(
        number=new.number,
        supplier_id=new.supplier_id,
        dock_id=new.dock_id,
        status=ReceiptStatus.OPEN,
        backorder_of_id=new.backorder_of_id,
        return_of_id=new.return_of_id,
        created_at=work.now,
        lines=[ReceiptLine(product_id=id, expected=units) for id, units in new.expected.items()],
    )
    work.session.add(receipt)
    work.session.flush()
    return receipt.id


ADD = text(
    "update receipt_lines set received = received + :quantity"
    " where id = :line and received + :quantity between 0 and expected"
)


STILL_OPEN = text(
    "select r.status = 'open' from receipts r join receipt_lines l on l.receipt_id = r.id"
    " where l.id = :line"
)


def add_received(work: UnitOfWork, line_id: int, quantity: int) -> bool:
    """Count `quantity` (negative to take back) on a line; False where more came than expected.

    Whoever closes the receipt holds its lines, so this waits for them, and then begins again.
    """
    values = {"line": line_id, "quantity": quantity}
    if work.connection.execute(ADD, values).rowcount != 1:
        return False
    if not work.connection.execute(STILL_OPEN, values).scalar():
        raise ChangedMeanwhileError(f"the receipt of line {line_id} was closed meanwhile")
    return True


def count_back(work: UnitOfWork, line_id: int, quantity: int) -> None:
    """Add `quantity` (mostly negative) to what a line received, because a move is reversed.

    A receipt may be closed by then: what came is what came, whenever it is found to be wrong.
    """
    if work.connection.execute(ADD, {"line": line_id, "quantity": quantity}).rowcount != 1:
        raise ChangedMeanwhileError(f"line {line_id} cannot be counted back by {quantity}")


EXPECT = text("update receipt_lines set expected = expected + :more where id = :line")


def expect_more(work: UnitOfWork, line_id: int, more: int) -> None:
    """Raise what a line expects: the supplier brought more, and somebody wants to keep it."""
    work.connection.execute(EXPECT, {"line": line_id, "more": more})


END_TASKS = text(
    "update tasks set status = 'done', closed_at = :now"
    " where receipt_id = :receipt and status = 'open'"
).bindparams(bindparam("now", type_=Moment))
LINES = (
    "select r.number, r.supplier_id, r.dock_id, l.product_id, l.expected - l.received as missing"
    " from receipts r join receipt_lines l on l.receipt_id = r.id where r.id = :receipt"
    " order by l.id"
)
HOLD_LINES = {"sqlite": text(LINES), "postgresql": text(f"{LINES} for no key update of l")}


# The license plates that have not come in are announced on the backorder.
STILL_ANNOUNCED = text(
    f"update announced_goods set receipt_id = :rest where id in (select g.id from announced_goods g"
    f" where g.receipt_id = :receipt and not {HAS_COME})"
)


def close(work: UnitOfWork, receipt_id: int, *, backorder: bool) -> str | None:
    """Close the receipt; the number of the backorder that expects the rest, if one was made."""
    # Both wait for hands that are recording just now, and only then is it read what is missing.
    work.connection.execute(END_TASKS, {"receipt": receipt_id, "now": work.now})
    statement = HOLD_LINES[work.connection.dialect.name]
    lines = work.connection.execute(statement, {"receipt": receipt_id}).all()
    receipt = work.session.get_one(Receipt, receipt_id)
    if receipt.status is not ReceiptStatus.OPEN:
        raise ChangedMeanwhileError(f"receipt {receipt.number} was closed meanwhile")
    receipt.status, receipt.closed_at = ReceiptStatus.CLOSED, work.now
    work.session.flush()
    missing = {line.product_id: line.missing for line in lines if line.missing > 0}
    if not backorder or not missing:
        return None
    number = next_backorder_number(lines[0].number)
    rest = NewReceipt(number, lines[0].supplier_id, lines[0].dock_id, missing, receipt_id)
    values = {"rest": open_receipt(work, rest), "receipt": receipt_id}
    work.connection.execute(STILL_ANNOUNCED, values)
    return number


def next_backorder_number(number: str) -> str:
    """RC-0001 is followed by RC-0001-B1, and that by RC-0001-B2."""
    stem, _, last = number.rpartition("-B")
    if stem and last.isdigit():
        return f"{stem}-B{int(last) + 1}"
    return f"{number}-B1"
