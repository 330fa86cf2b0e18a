"""Labels to pick by: an order, then bin, goods, quantity and tote, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.demo import codes
from webapp.demo.codes import Goods
from webapp.demo.open_work import OpenOrder
from webapp.demo.steps import Now, Step, bin_step, called
from webapp.queries.picking import PickLine
from webapp.words import T


def first_order(now: Now) -> Iterator[Step]:
    """The order of the first walk."""
    for order, tote in with_totes(now)[:1]:
        yield from pick(order, tote)


def more_orders(now: Now) -> Iterator[Step]:
    """The other orders that can be picked."""
    for order, tote in with_totes(now)[1:]:
        yield from pick(order, tote)


def with_totes(now: Now) -> list[tuple[OpenOrder, str]]:
    """Each order with the tote it is picked into, or the next free one."""
    free = iter(now.totes)
    pairs = [(order, order.tote or next(free, None)) for order in now.orders]
    return [(order, tote) for order, tote in pairs if tote]


def pick(order: OpenOrder, tote: str) -> Iterator[Step]:
    """The order's number, then line by line: bin, goods, quantity; the tote once."""
    yield Step(
        T("Order %(number)s", number=order.under_way.number),
        T("Opens the order of %(customer)s.", customer=order.under_way.customer),
        codes.plain(order.under_way.number),
    )
    at = None
    for number, line in enumerate(order.under_way.lines):
        if line.location != at:
            yield bin_step(line.location, T("Says that you stand there."))
        at = line.location
        yield from take(line)
        if number == 0:
            yield Step(
                T("Tote %(code)s", code=tote),
                T("The order is picked into it from now on."),
                codes.plain(tote),
            )


def take(line: PickLine) -> Iterator[Step]:
    """The goods of a line, and all of them."""
    goods = Goods(line.product.sku, lot=line.lot.code if line.lot else None, serial=line.serial)
    quantity = line.product.amount(line.quantity)
    yield Step(called(goods), T("Take %(quantity)s of it.", quantity=quantity), codes.goods(goods))
    if line.quantity > goods.units:
        yield Step(
            T("OK"), T("All %(quantity)s are taken.", quantity=quantity), codes.plain("LW*OK")
        )
