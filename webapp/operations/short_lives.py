"""Goods that live too short and came in all the same: a matter for a supervisor, once a receipt."""

from __future__ import annotations

from sqlalchemy import text

from webapp.operations import tasks
from webapp.operations.ledger import By, Goods
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries.receiving import ReceiptUnderWay

TOLD = text(
    "select 1 from exceptions x left join tasks t on t.id = x.task_id"
    " where x.kind = 'short_life' and x.lot_id = :lot"
    " and coalesce(t.receipt_id, :receipt) = :receipt limit 1"
)
TASK = text(
    "select id from tasks where flow = 'receiving' and receipt_id = :receipt"
    " order by id desc limit 1"
)


def report(work: UnitOfWork, receipt: ReceiptUnderWay, goods: Goods, quantity: int, by: By) -> None:
    """Write down that a lot came in with too little life left, where that is not told yet."""
    asked = {"lot": goods.lot_id, "receipt": receipt.id}
    if goods.lot_id is None or work.connection.execute(TOLD, asked).first():
        return
    tasks.note_exception(
        work,
        by,
        kind="short_life",
        reason="on_receipt",
        task_id=work.connection.execute(TASK, {"receipt": receipt.id}).scalar(),
        product_id=goods.product_id,
        lot_id=goods.lot_id,
        location_id=receipt.dock_id,
        quantity=quantity,
    )
