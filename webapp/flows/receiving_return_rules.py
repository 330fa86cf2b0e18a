"""The rules that goods must keep to come back: they had left for this order, and are not back yet.

What their dates say is not asked: goods that came back too old are no worse than any, where they
wait for a decision.
"""

from __future__ import annotations

from dataclasses import dataclass

from webapp.flows.receiving_allow import is_let_in, offered, reason_of
from webapp.flows.receiving_draft import Case, known_lot, known_serial
from webapp.operations.ledger import Goods, Spot
from webapp.queries import receiving as reads
from webapp.queries import returns
from webapp.queries.returns import Delivered, OtherLot
from webapp.rules import refusals
from webapp.words import T

LEFT = "left for the order"
OTHERS = "came back in place of it"


def delivered(case: Case) -> tuple[Delivered, ...]:
    """What left for the order of this return, read once in a scan."""
    cache = case.talk.cache
    if LEFT not in cache:
        cache[LEFT] = returns.delivered_to(
            case.talk.work.connection, int(case.receipt.order_id or 0)
        )
    return cache[LEFT]  # type: ignore[no-any-return]


def of_product(case: Case) -> list[Delivered]:
    """What left of the product in hand."""
    product_id = case.draft.product_id
    return [row for row in delivered(case) if row.product.id == product_id]


def product_had_left(case: Case) -> refusals.Refusal | None:
    """A product that did not leave, or whose shipment was reversed since."""
    return None if of_product(case) else none_had_left(case, case.line.product.sku)


def none_had_left(case: Case, sku: str) -> refusals.Refusal:
    """None of a product left; what did is named."""
    left = dict.fromkeys(row.product.sku for row in delivered(case) if row.left > 0)
    return refusals.product_not_delivered(sku, case.receipt.order, list(left))


def lot_had_left(case: Case) -> refusals.Refusal | None:
    """Another lot than those that left is named, and so are they."""
    code, rows = case.draft.lot_code, of_product(case)
    if not code:
        return None
    lot_id = known_lot(case).get("id")
    if lot_id is not None and any(row.lot_id == lot_id for row in rows):
        return None
    if is_let_in(case, lot_id):
        return None
    lots = list(dict.fromkeys(row.lot for row in rows if row.lot and row.left > 0))
    sku = case.line.product.sku
    return offered(case, refusals.lot_not_delivered(code, sku, case.receipt.order, lots))


def serial_had_left(case: Case) -> refusals.Refusal | None:
    """A unit that is here, came back before, or left for somebody else."""
    code, rows = case.draft.serial_code, of_product(case)
    if not code:
        return None
    known = known_serial(case)
    here = [row for row in rows if known is not None and row.serial_id == known]
    if sum(row.left for row in here) == 1:
        return of_its_lot(case, here[0])
    if known is None:
        among = returns.not_back(rows)
        return refusals.serial_not_delivered(code, case.receipt.order, among)
    return where_it_is(case, code, known, here)


def of_its_lot(case: Case, unit: Delivered) -> refusals.Refusal | None:
    """A unit keeps the lot it came in; a label that says another is a conflict."""
    lot = case.draft.lot_code
    if not lot or known_lot(case).get("id") == unit.lot_id:
        return None
    return refusals.serial_of_another_lot(str(unit.serial), lot)


def where_it_is(case: Case, code: str, serial_id: int, here: list[Delivered]) -> refusals.Refusal:
    """A known unit that did not leave for this order, or is back from it."""
    connection, order = case.talk.work.connection, case.receipt.order
    place = reads.place_of_serial(connection, serial_id)
    if place and reads.serial_received_on(connection, serial_id, case.line.id):
        return refusals.serial_already_used(code)
    if place:
        return refusals.serial_in_stock(code, place)
    other = returns.order_of_serial(connection, serial_id)
    if other and other != order:
        return refusals.serial_left_elsewhere(code, order, other)
    if here:
        return refusals.serial_came_back(code, order)
    return refusals.serial_not_delivered(code, order, returns.not_back(of_product(case)))


def no_more_than_left(case: Case) -> refusals.Refusal | None:
    """The customer cannot bring back more than the customer got: of the goods, and of the product.

    What was let in of other lots counts as the product's.
    """
    sku, lot = case.line.product.sku, case.draft.lot_code
    product, hand = of_product(case), in_hand(case)
    others = sum(one.units for one in let_in(case) if one.product_id == case.draft.product_id)
    what = T("%(product)s lot %(code)s", product=sku, code=lot) if lot else sku
    return (too_many(case, what, hand, 0) if hand else None) or too_many(case, sku, product, others)


def too_many(
    case: Case, what: object, rows: list[Delivered], others: int
) -> refusals.Refusal | None:
    """More than went of these, with what came back of them and of others in their place."""
    went, back = (sum(getattr(row, name) for row in rows) for name in ("delivered", "returned"))
    quantity, amount = case.draft.quantity, case.line.product.amount
    if quantity <= went - back - others:
        return None
    return refusals.over_returned(what, amount(went), amount(back + others), amount(quantity))


def let_in(case: Case) -> tuple[OtherLot, ...]:
    """What came back of lots that never left for the order, read once in a scan."""
    cache = case.talk.cache
    if OTHERS not in cache:
        cache[OTHERS] = returns.other_lots(
            case.talk.work.connection, int(case.receipt.order_id or 0)
        )
    return cache[OTHERS]  # type: ignore[no-any-return]


def in_hand(case: Case) -> list[Delivered]:
    """What left of the very goods in hand, as far as their labels have said."""
    rows = of_product(case)
    if case.draft.lot_code:
        lot_id = known_lot(case).get("id")
        rows = [row for row in rows if row.lot_id == lot_id]
    if case.draft.serial_code:
        rows = [row for row in rows if row.serial_id == known_serial(case)]
    return rows


def goods_that_left(case: Case) -> Goods:
    """The draft's goods by their ids, all of which the warehouse knows."""
    rows = in_hand(case)
    if not rows:
        return Goods(case.line.product.id, int(known_lot(case)["id"]))
    row = rows[0]
    return Goods(row.product.id, row.lot_id, row.serial_id)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where goods come from, how many of them, and the order's line they had left for.

    `reason` is what somebody said who let them in.
    """

    spot: Spot
    units: int
    order_line_id: int | None = None
    reason: str | None = None


def taken_from(case: Case, goods: Goods, quantity: int) -> list[Origin]:
    """Where so many of the goods are with the customer, line by line."""
    if is_let_in(case, goods.lot_id):
        return [Origin(with_customer(case), quantity, reason=reason_of(case))]
    found = []
    for row in same_goods(case, goods):
        units = min(row.left, quantity)
        if units > 0:
            found.append(Origin(Spot(row.location_id), units, row.line_id))
            quantity -= units
    return found


def given_back_to(case: Case, goods: Goods, quantity: int) -> list[Origin]:
    """Where goods go that were counted too many: back to the customer, line by line."""
    if is_let_in(case, goods.lot_id):
        return [Origin(with_customer(case), quantity, reason=reason_of(case))]
    found = []
    for row in same_goods(case, goods):
        units = min(row.returned, quantity)
        if units > 0:
            found.append(Origin(Spot(row.location_id), units, row.line_id))
            quantity -= units
    return found


def with_customer(case: Case) -> Spot:
    """Where the goods of this order went."""
    return Spot(delivered(case)[0].location_id)


def same_goods(case: Case, goods: Goods) -> list[Delivered]:
    """What left of the very same product, lot and serial."""
    key = (goods.product_id, goods.lot_id, goods.serial_id)
    return returns.alike(delivered(case)).get(key, [])
