"""A complete draft becomes a move: from the supplier onto the dock, or a license plate there."""

from __future__ import annotations

from dataclasses import asdict, replace

from webapp.flows.receiving_draft import (
    Case,
    Draft,
    Step,
    dates_of,
    entry_of,
    keep,
    known_lot,
)
from webapp.flows.receiving_labels import label_goods
from webapp.flows.receiving_return_rules import (
    Origin,
    given_back_to,
    goods_that_left,
    taken_from,
)
from webapp.flows.receiving_rules import objection, short_life
from webapp.flows.replies import Reply, accepted, refused
from webapp.models import MoveKind
from webapp.operations import ledger, lots, receipts, short_lives
from webapp.operations.ledger import Entry, Goods, Spot
from webapp.queries import receiving as reads
from webapp.queries.receiving import LineUnderWay
from webapp.rules import refusals
from webapp.words import T


def record(case: Case) -> Reply:
    """Write the move: from the supplier onto the dock, or onto the license plate there.

    Of a return it comes from the customer, and has its label already.
    """
    draft, line = case.draft, case.line
    goods = goods_that_left(case) if case.receipt.is_return else goods_in_book(case)
    if not receipts.add_received(case.talk.work, line.id, draft.quantity):
        return refused(refusals.busy_elsewhere())
    move(case, goods, draft.quantity)
    label_goods(case, goods, draft.quantity)
    if short_life(case):
        short_lives.report(case.talk.work, case.receipt, goods, draft.quantity, case.talk.by)
    counted = counted_before(case, goods) + draft.quantity
    case.talk.state["entry"] = {**asdict(goods), "counted": counted, "lot": draft.lot_code}
    keep(replace(case, draft=what_stays(case)), next_step(case))
    return received(case, draft.quantity)


def move(case: Case, goods: Goods, quantity: int) -> None:
    """The ledger entry of the draft; of a return one for each place that goods come from."""
    talk = case.talk
    spot = Spot(case.receipt.dock_id, talk.state.get("plate"))
    for one in origins(case, goods, quantity):
        entry = Entry(
            MoveKind.RECEIVE,
            goods,
            one.units,
            one.spot,
            spot,
            receipt_line_id=case.line.id,
            order_line_id=one.order_line_id,
            reason=one.reason,
        )
        ledger.record(talk.work, entry, talk.by)


def origins(case: Case, goods: Goods, quantity: int) -> list[Origin]:
    """Where so many of the goods come from."""
    if case.receipt.is_return:
        return taken_from(case, goods, quantity)
    return [Origin(Spot(reads.where_goods_come_from(case.talk.work.connection)), quantity)]


def goods_in_book(case: Case) -> Goods:
    """The draft's goods by their ids; a new lot or serial is written here."""
    draft, product, work = case.draft, case.line.product, case.talk.work
    lot_id = None
    if product.tracking.by_lot and draft.lot_code:
        lot_id = lot_in_book(case)
    if not (product.tracking.by_serial and draft.serial_code):
        return Goods(product.id, lot_id)
    serial_id = lots.create_serial(work, product.id, draft.serial_code, lot_id, batch=draft.batch)
    return Goods(product.id, lot_id, serial_id)


def lot_in_book(case: Case) -> int:
    """The lot's id: known (given its date where it had none), or new."""
    draft, work = case.draft, case.talk.work
    known, dates = known_lot(case), dates_of(case)
    if known:
        if draft.expires_on and not known["expires_on"]:
            lots.date_lot(work, known["id"], dates)
        return int(known["id"])
    new = lots.NewLot(case.line.product.id, str(draft.lot_code), dates, case.receipt.supplier_id)
    return lots.create_lot(work, new)


def counted_before(case: Case, goods: Goods) -> int:
    """How many of the very same goods this entry already counted."""
    entry = case.talk.state.get("entry") or {}
    same = all(entry.get(name) == value for name, value in asdict(goods).items())
    return int(entry.get("counted", 0)) if same else 0


def what_stays(case: Case) -> Draft:
    """After a serial its product (and lot) stay, so that the next unit is one scan."""
    if next_step(case) is not Step.SERIAL:
        return Draft()
    lot = {name: getattr(case.draft, name) for name in ("product_id", "lot_id", "lot_code")}
    days = {name: getattr(case.draft, name) for name in ("expires_on", "best_before")}
    return Draft(**lot, **days)


def next_step(case: Case) -> Step:
    """Where a recorded scan leads."""
    line = case.line
    if line.received + case.draft.quantity >= line.expected:
        return Step.PRODUCT
    return Step.SERIAL if line.product.tracking.by_serial else Step.QUANTITY


def received(case: Case, quantity: int, *, corrected: bool = False) -> Reply:
    """What the worker hears: what came, and how far its line is."""
    draft, line = case.draft, case.line
    amount = line.product.amount
    done = T(
        "%(done)s of %(expected)s",
        done=amount(line.received + quantity),
        expected=amount(line.expected),
    )
    talk_line(case, quantity)
    what = draft.serial_code or (T("lot %(lot)s", lot=draft.lot_code) if draft.lot_code else "")
    text = (
        T(
            "+%(n)s %(sku)s %(what)s: %(done)s.",
            n=amount(quantity),
            sku=line.product.sku,
            what=what,
            done=done,
        )
        if what
        else T("+%(n)s %(sku)s: %(done)s.", n=amount(quantity), sku=line.product.sku, done=done)
    )
    if corrected:
        text = T("%(sku)s corrected: %(done)s.", sku=line.product.sku, done=done)
    return accepted("received", text)


def talk_line(case: Case, quantity: int) -> None:
    """The line as the answer shows it, after `quantity` more."""
    line, draft = case.line, case.draft
    case.talk.line = {
        "product": line.product.sku,
        "name": line.product.name,
        "lot": draft.lot_code,
        "serial": draft.serial_code,
        "location": case.receipt.dock,
        "planned": line.expected,
        "done": line.received + quantity,
        "unit": line.product.unit,
    }


def correct_entry(case: Case, line: LineUnderWay, units: int) -> Reply:
    """Record the difference: more is one more move, less goes back where it came from."""
    entry = entry_of(case) or {}
    more = units - int(entry["counted"])
    draft = Draft(product_id=line.product.id, lot_code=entry.get("lot"), typed=abs(more))
    case = replace(case, draft=draft)
    if more == 0:
        return received(case, 0, corrected=True)
    if more > 0 and (said := objection(case)):
        return refused(said)
    goods = Goods(entry["product_id"], entry["lot_id"], entry["serial_id"])
    if not receipts.add_received(case.talk.work, line.id, more):
        return refused(refusals.busy_elsewhere())
    if more > 0:
        move(case, goods, more)
        label_goods(case, goods, more)
    else:
        give_back(case, goods, -more)
    case.talk.state["entry"] = {**entry, "counted": units}
    keep(replace(case, draft=Draft()), Step.QUANTITY)
    return received(case, more, corrected=True)


def give_back(case: Case, goods: Goods, quantity: int) -> None:
    """Too many were counted: the ledger entry from the dock back to where they came from."""
    talk = case.talk
    spot = Spot(case.receipt.dock_id, talk.state.get("plate"))
    outside = [Origin(Spot(reads.where_goods_come_from(talk.work.connection)), quantity)]
    if case.receipt.is_return:
        outside = given_back_to(case, goods, quantity)
    for one in outside:
        entry = Entry(
            MoveKind.RECEIVE,
            goods,
            one.units,
            spot,
            one.spot,
            receipt_line_id=case.line.id,
            order_line_id=one.order_line_id,
            reason=one.reason or "counted too many",
        )
        ledger.record(talk.work, entry, talk.by)
