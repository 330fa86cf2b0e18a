"""Two codes on one label: what one of them said waits for the other, in either order.

A product that needs a lot or a serial is kept for the label that names it; a lot or serial that
several products have is kept for the label that names the product. A third label joins as well.
What is kept stands on the screen, and Cancel drops it; any other scan takes its place.

At home and in look-up there is no task: there the page sends the code before along (`beside`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from webapp.flows.replies import Reply
from webapp.flows.talk import Talk
from webapp.models import ScanStatus
from webapp.queries.meanings import GoodsScan, Meaning
from webapp.queries.resolve import of_one
from webapp.words import T, Words

HALF = "half"
FINER = ("lot_needed", "serial_needed")


@dataclass(frozen=True, slots=True)
class Half:
    """What labels have said so far of goods that are not settled yet."""

    product_id: int | None = None
    product: str | None = None
    lot: str | None = None
    serial: str | None = None

    @property
    def called(self) -> Words:
        """What to call it."""
        if self.product and self.lot:
            return T("%(product)s lot %(code)s", product=self.product, code=self.lot)
        if self.product:
            return T("%(product)s", product=self.product)
        if self.serial:
            return T("serial %(code)s", code=self.serial)
        return T("lot %(code)s", code=self.lot)

    @property
    def asks_for(self) -> Words:
        """What the other label has to say."""
        if self.product:
            return T("Kept: %(what)s. Now scan its lot or serial number.", what=self.called)
        return T("Kept: %(what)s. Now scan its product.", what=self.called)


def kept(state: Mapping[str, Any]) -> Half | None:
    """What is waiting for another label, if anything is."""
    return Half(**state[HALF]) if state.get(HALF) else None


def together(talk: Talk) -> tuple[Meaning, ...]:
    """What the scan means beside the label before it; what was kept is used up by this.

    The same meanings as without it where they have nothing to do with each other.
    """
    half = kept(talk.state) if talk.task else None
    if half is None:
        return talk.heard
    talk.state.pop(HALF)
    return joined(talk.work.connection, half, talk.heard)


def beside(
    connection: Connection, before: tuple[Meaning, ...], heard: tuple[Meaning, ...]
) -> tuple[Meaning, ...]:
    """What a code means beside the one before it, where that one left something open."""
    half = left_open(before)
    return joined(connection, half, heard) if half else heard


def left_open(heard: tuple[Meaning, ...]) -> Half | None:
    """A product without the lot or serial it is tracked by, or a code that several products have;
    else None.
    """
    goods = [one for one in heard if isinstance(one, GoodsScan)]
    if len(goods) == 1 and len(heard) == 1 and not tells_all(goods[0]):
        (only,) = goods
        return Half(only.product.id, only.product.sku, only.lot_code, only.serial_code)
    return shared_code(goods)


def tells_all(goods: GoodsScan) -> bool:
    """Whether the finest code that the product is tracked by is there."""
    tracking = goods.product.tracking
    if tracking.by_serial:
        return goods.serial_code is not None
    return goods.lot_code is not None or not tracking.by_lot


def shared_code(goods: Sequence[GoodsScan]) -> Half | None:
    """The lot or serial that several products have."""
    if len({one.product.id for one in goods}) < 2:
        return None
    lots, serials = {one.lot_code for one in goods}, {one.serial_code for one in goods}
    lot = lots.pop() if len(lots) == 1 else None
    serial = serials.pop() if len(serials) == 1 else None
    return Half(lot=lot, serial=serial) if lot or serial else None


def joined(connection: Connection, half: Half, heard: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """The same meanings as without the half where they have nothing to do with each other."""
    goods = [one for one in heard if isinstance(one, GoodsScan)]
    whole = [one for each in goods if (one := joined_with(connection, half, each))]
    return tuple(whole) or heard


def joined_with(connection: Connection, half: Half, goods: GoodsScan) -> GoodsScan | None:
    """The goods that both labels name together, or None where they do not go together."""
    if half.product_id not in (None, goods.product.id):
        return None
    lot = None if goods.lot_code else half.lot
    serial = None if goods.serial_code else half.serial
    if not lot and not serial:
        return goods if half.product_id else None
    whole = of_one(connection, goods, lot, serial)
    known = (whole.lot or not lot) and (whole.serial or not serial)
    return whole if known else None


def half_of(reply: Reply, heard: tuple[Meaning, ...]) -> Half | None:
    """What another label has to complete after this reply, or None where nothing is left open."""
    goods = [one for one in heard if isinstance(one, GoodsScan)]
    lots, serials = {one.lot_code for one in goods}, {one.serial_code for one in goods}
    lot = lots.pop() if len(lots) == 1 else None
    serial = serials.pop() if len(serials) == 1 else None
    products = {one.product.id: one.product.sku for one in goods}
    if reply.status is ScanStatus.REFUSED and reply.code in FINER and len(products) == 1:
        return Half(*products.popitem(), lot, serial)
    return shared_code(goods) if reply.status is ScanStatus.CHOOSE else None


def keep(talk: Talk, half: Half) -> None:
    """Remember it for the next scan of the task."""
    talk.state[HALF] = asdict(half)


def dropped(talk: Talk) -> bool:
    """`LW*CANCEL`: let go of what was kept; False where nothing was."""
    return bool(talk.task and talk.state.pop(HALF, None))
