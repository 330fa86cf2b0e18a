"""Labels to put away by: goods that stand on a dock, then the bin they would be sent to."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.demo import codes, open_work
from webapp.demo.codes import Goods
from webapp.demo.deliveries import LABELS
from webapp.demo.steps import Now, Step, bin_step, called, plate_step
from webapp.queries.putaway import Waiting
from webapp.words import T


def first_putaway(now: Now) -> Iterator[Step]:
    """The lot of the first receipt, on the dock or about to be, to the bin with the same lot."""
    first = LABELS[0]
    lot = str(first.lot)
    there = [
        row
        for row in now.waiting
        if row.lot and (row.product.sku, row.lot.code) == (first.sku, lot)
    ]
    coming = [r for r in now.receipts if r.number == first.receipt and r.missing[first.sku] > 0]
    if not there and not coming:
        return
    units = sum(row.on_hand for row in there) or Goods(first.sku, first.pack).units
    bin = open_work.bin_for_lot(now.connection, first.sku, lot, units)
    if bin is None:
        return
    yield opens_putaway()
    yield from take_to(Goods(first.sku, lot=lot), bin)


def opens_putaway() -> Step:
    """The work itself."""
    return Step(T("Put away"), T("Opens putaway."), codes.plain("LW*PUTAWAY"))


def is_of(row: Waiting, sku: str, lot: str | None) -> bool:
    """Whether the goods are of that lot."""
    return (row.product.sku, row.lot.code if row.lot else None) == (sku, lot)


def more_on_docks(now: Now) -> Iterator[Step]:
    """What else waits, each with the bin it would be sent to; a license plate goes as a whole."""
    if now.waiting:
        yield opens_putaway()
    for row in now.waiting:
        if is_of(row, LABELS[0].sku, LABELS[0].lot):
            continue
        bin = open_work.bin_for(now.connection, row)
        if bin is None:
            continue
        if row.plate is None:
            lot = row.lot.code if row.lot else None
            yield from take_to(Goods(row.product.sku, lot=lot, serial=row.serial), bin)
            continue
        yield plate_step(row.plate, T("Takes up all that is on it."))
        yield bin_step(bin, T("Puts it there."))


def take_to(goods: Goods, bin: str) -> Iterator[Step]:
    """The goods, then their bin."""
    yield Step(called(goods), T("Takes it up from the dock."), codes.goods(goods))
    yield bin_step(bin, T("Puts it there."))
