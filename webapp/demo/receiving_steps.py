"""Labels to receive by: a receipt, then what its supplier prints on the goods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from webapp.demo import codes
from webapp.demo.codes import Goods
from webapp.demo.deliveries import LABELS, Print, Printed
from webapp.demo.open_work import OpenReceipt
from webapp.demo.products import BY_SKU
from webapp.demo.steps import Now, Step, amount, called
from webapp.words import T, Words


def first_receipt(now: Now) -> Iterator[Step]:
    """The receipt of the first walk, where it is open."""
    for receipt in now.receipts[:1]:
        yield from receive(now, receipt)
        yield Step(
            T("Done"),
            T("Closes the receipt; what has not come is expected later."),
            codes.plain("LW*DONE*BACKORDER"),
        )


def more_receipts(now: Now) -> Iterator[Step]:
    """The other receipts, each with its labels."""
    for receipt in now.receipts[1:]:
        yield from receive(now, receipt)


def receive(now: Now, receipt: OpenReceipt) -> Iterator[Step]:
    """The receipt's number, then the labels that still fit what it expects."""
    yield Step(
        T("Receipt %(number)s", number=receipt.number),
        T("Opens the receipt from %(supplier)s.", supplier=receipt.supplier),
        codes.plain(receipt.number),
    )
    missing = dict(receipt.missing)
    for label in LABELS:
        goods = goods_of(now, label)
        if label.receipt != receipt.number or missing.get(label.sku, 0) < goods.units:
            continue
        if (label.sku, label.serial or "") in now.serials:
            continue
        # A number without its lot counts only together with the lot that follows.
        if label.way is not Print.LOT_ALONE:
            missing[label.sku] -= goods.units
        yield Step(called(goods), tells(label, goods), codes.goods(goods, label.way))


def goods_of(now: Now, label: Printed) -> Goods:
    """A supplier's label with its date: the lot's own where it is known, else from today on."""
    seen = now.lots.get((label.sku, label.lot or ""))
    day = seen.expires_on if seen else label.days and now.today + timedelta(days=label.days)
    return Goods(label.sku, label.pack, label.lot, label.serial, day or None)


def tells(label: Printed, goods: Goods) -> Words:
    """What the label tells, and so what is asked for next."""
    match label.way:
        case Print.NUMBER if BY_SKU[label.sku].tracking.by_lot:
            return T("Counts %(n)s; it does not tell the lot, so that is asked.", n=amount(goods))
        case Print.LOT_ALONE:
            return T("The lot alone, for when it is asked.")
        case Print.LINK:
            return T("Counts %(n)s: product and lot from a web address.", n=amount(goods))
    if goods.serial:
        return T("One unit with its serial number.")
    return T("Counts %(n)s.", n=amount(goods))
