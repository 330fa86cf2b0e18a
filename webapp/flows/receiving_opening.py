"""How receiving begins: a receipt's number, or a product that one open receipt expects.

So does a license plate that one of them announces; the number of an order that has left opens its
return.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from webapp.flows import receiving_returns
from webapp.flows.receiving_draft import Step
from webapp.flows.replies import Choice, Reply, accepted, choose, refused
from webapp.flows.talk import Talk
from webapp.models import Flow
from webapp.operations import tasks
from webapp.queries import announced, returns
from webapp.queries import receiving as reads
from webapp.queries.meanings import DocumentScan, GoodsScan, PlateScan
from webapp.rules import refusals
from webapp.words import T, Words


def open_by_scan(talk: Talk) -> Reply:
    """A receipt's number opens it; so does a product, where one open receipt expects it."""
    if talk.command and talk.command.verb == receiving_returns.COMMAND:
        return receiving_returns.by_button(talk, open_receipt)
    wanted = T("Scan a receipt number or a product that was delivered.")
    found = talk.one_of(DocumentScan, GoodsScan, PlateScan, wanted=wanted)
    if isinstance(found, Reply):
        return found
    plate = found if isinstance(found, PlateScan) else getattr(found, "plate", None)
    if plate and (rows := announced.open_receipts_for(talk.work.connection, plate.code)):
        text = T("%(count)s open receipts announce %(plate)s.", count=len(rows), plate=plate.code)
        return open_one_of(talk, rows, text)
    if isinstance(found, PlateScan):
        return refused(refusals.wrong_kind(found.called, wanted))
    if isinstance(found, GoodsScan):
        return open_by_product(talk, found)
    if found.flow == Flow.RECEIVING:
        return open_receipt(talk, found.id, found.number)
    return open_return(talk, found) or not_delivered(talk, found, wanted)


def open_return(talk: Talk, order: DocumentScan) -> Reply | None:
    """The return of an order of which something has left; None where nothing has."""
    return receiving_returns.propose(talk, order, open_receipt)


def not_delivered(talk: Talk, order: DocumentScan, wanted: Words) -> Reply:
    """A picked order still has its goods in staging; any other one is no receipt at all."""
    if staging := returns.picked_to(talk.work.connection, order.id):
        return refused(refusals.order_not_delivered(order.number, staging))
    return refused(refusals.wrong_kind(order.called, wanted))


def open_by_product(talk: Talk, goods: GoodsScan) -> Reply:
    """The one receipt that expects the product, or the list of them."""
    rows = reads.open_receipts_for(talk.work.connection, goods.product.id)
    if not rows:
        return refused(
            refusals.no_work(T("No open receipt expects %(sku)s.", sku=goods.product.sku))
        )
    text = T("%(count)s open receipts expect %(sku)s.", count=len(rows), sku=goods.product.sku)
    return open_one_of(talk, rows, text)


def open_one_of(talk: Talk, rows: Sequence[Any], several: Words) -> Reply:
    """The only one, or the one that the worker taps."""
    if len(rows) == 1:
        return open_receipt(talk, rows[0].id, rows[0].number)
    choices = tuple(Choice(row.number, row.number, row.supplier) for row in rows)
    return choose("several_receipts", several, choices)


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
    text = T("Return %(number)s is open.", number=number)
    return accepted(
        "receipt_opened",
        text if receipt.is_return else T("Receipt %(number)s is open.", number=number),
        go=f"/receive/{talk.task.id}",
    )
