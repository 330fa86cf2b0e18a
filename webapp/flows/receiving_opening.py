"""How receiving begins: a receipt's number, or a product that one open receipt expects."""

from __future__ import annotations

from webapp.flows.receiving_draft import Step
from webapp.flows.replies import Choice, Reply, accepted, choose, refused
from webapp.flows.talk import Talk
from webapp.models import Flow
from webapp.operations import tasks
from webapp.queries import receiving as reads
from webapp.queries.meanings import DocumentScan, GoodsScan
from webapp.rules import refusals
from webapp.words import T


def open_by_scan(talk: Talk) -> Reply:
    """A receipt's number opens it; so does a product, where one open receipt expects it."""
    wanted = T("Scan a receipt number or a product that was delivered.")
    found = talk.one_of(DocumentScan, GoodsScan, wanted=wanted)
    if isinstance(found, Reply):
        return found
    if isinstance(found, GoodsScan):
        return open_by_product(talk, found)
    if found.flow != Flow.RECEIVING:
        return refused(refusals.wrong_kind(found.called, wanted))
    return open_receipt(talk, found.id, found.number)


def open_by_product(talk: Talk, goods: GoodsScan) -> Reply:
    """The one receipt that expects the product, or the list of them."""
    rows = reads.open_receipts_for(talk.work.connection, goods.product.id)
    if not rows:
        return refused(
            refusals.no_work(T("No open receipt expects %(sku)s.", sku=goods.product.sku))
        )
    if len(rows) == 1:
        return open_receipt(talk, rows[0].id, rows[0].number)
    return choose(
        "several_receipts",
        T("%(count)s open receipts expect %(sku)s.", count=len(rows), sku=goods.product.sku),
        tuple(Choice(row.number, row.number, row.supplier) for row in rows),
    )


def open_receipt(talk: Talk, receipt_id: int, number: str) -> Reply:
    """Begin or go on with the worker's own task on the receipt."""
    receipt = reads.receipt_under_way(talk.work.connection, receipt_id)
    if receipt.status != "open":
        return refused(refusals.receipt_closed(number))
    talk.task = tasks.open_or_resume(
        talk.work,
        Flow.RECEIVING,
        step=Step.PRODUCT,
        user_id=talk.who.id,
        receipt_id=receipt_id,
    )
    return accepted(
        "receipt_opened",
        T("Receipt %(number)s is open.", number=number),
        go=f"/receive/{talk.task.id}",
    )
