"""License plates that a supplier announces with what stands on them, before they come.

What somebody looked at is what is written, or nothing is. A plate that is announced again replaces
what was announced of it; one that has come in stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Date, bindparam, text

from webapp.operations import changes, incoming
from webapp.operations.announced_lines import Judged, Verdict, look
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import announced as reads
from webapp.queries import receiving
from webapp.queries.receiving import ReceiptUnderWay
from webapp.words import T, Words

RECEIPT = "select id from receipts where id = :receipt"
HOLD = {"sqlite": text(RECEIPT), "postgresql": text(f"{RECEIPT} for no key update")}
FORGET = text("delete from announced_goods where receipt_id = :receipt and plate = :plate")
WRITE = text(
    "insert into announced_goods (receipt_id, plate, product_id, quantity, lot, serial, expires_on)"
    " values (:receipt, :plate, :product, :quantity, :lot, :serial, :expires_on)"
).bindparams(bindparam("expires_on", type_=Date))


def hold(work: UnitOfWork, receipt_id: int) -> None:
    """Nobody else announces plates of a receipt, or takes one in, until this act ends."""
    work.connection.execute(HOLD[work.connection.dialect.name], {"receipt": receipt_id})


def save(
    work: UnitOfWork, receipt_id: int, box: str, digest: str, today: date, *, by: int
) -> Judged | Words | None:
    """Announce what was shown; where it is not what would be shown now, that instead."""
    hold(work, receipt_id)
    now = look(work.connection, receipt_id, box, today)
    if isinstance(now, Words) or now.digest != digest:
        return now
    if not now.good:
        return T("No license plate can be announced.")
    for plate in dict.fromkeys(one.plate for one in now.good):
        write(work, now.receipt, plate, [one for one in now.good if one.plate == plate], by=by)
    return None


def write(
    work: UnitOfWork, receipt: ReceiptUnderWay, plate: str, lines: Sequence[Verdict], *, by: int
) -> None:
    """One license plate, instead of what was announced of it before."""
    before = told(reads.announced_on(work.connection, receipt.id, plate))
    work.connection.execute(FORGET, {"receipt": receipt.id, "plate": plate})
    for one in lines:
        assert one.line is not None, "a line that stands has its product"  # noqa: S101
        values = {
            "receipt": receipt.id,
            "plate": plate,
            "product": one.line.product.id,
            "quantity": one.quantity,
            "lot": one.lot,
            "serial": one.serial,
            "expires_on": one.expires_on,
        }
        work.connection.execute(WRITE, values)
    after = told(reads.announced_on(work.connection, receipt.id, plate))
    subject = f"{receipt.number} {plate}"
    changes.record(work, incoming.ROOM, subject, by=by, before=before, after=after)


def told(goods: Sequence[reads.Announced]) -> str:
    """What stands on a license plate, as the history keeps it."""
    return ", ".join(
        f"{one.product.amount(one.quantity)} {one.product.sku} {one.called()}".strip()
        for one in goods
    )


def withdraw(work: UnitOfWork, receipt_id: int, plate: str, *, by: int) -> bool:
    """Announce a license plate no more; False where it is not announced, or has come in."""
    hold(work, receipt_id)
    goods = reads.announced_on(work.connection, receipt_id, plate)
    if not goods or goods[0].has_come:
        return False
    receipt = receiving.receipt_under_way(work.connection, receipt_id)
    work.connection.execute(FORGET, {"receipt": receipt_id, "plate": plate})
    subject = f"{receipt.number} {plate}"
    changes.record(work, incoming.ROOM, subject, by=by, before=told(goods), after="")
    return True
