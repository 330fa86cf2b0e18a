"""Receiving: what a supplier brought becomes stock on the dock.

                      ┌──────────── product ◄──────────────┐
                      │ goods          ▲                   │ OK · CANCEL
     what is missing  ▼                │                   │
    ┌──────────── lot ──► expiry ──► serial ──► (recorded) ──► quantity
    └─ asked one at a time, skipped where the label said it     │  same goods again: +1, a case: +12
                                                                └─ QTY*n: this entry is n

A draft gathers what labels tell, in any order and over several codes; as soon as nothing is
missing the move is recorded. New lots and serials come into being here and only here.
`LW*DONE` closes the receipt; where goods are missing it asks whether to expect the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from webapp.flows.replies import Choice, Reply, accepted, choose, confirm, refused
from webapp.flows.talk import Talk
from webapp.models import ExpiryPolicy, Flow, MoveKind, PlateKind
from webapp.operations import ledger, lots, plates, receipts, tasks
from webapp.operations.ledger import Entry, Goods, Spot
from webapp.queries import receiving as reads
from webapp.queries.meanings import DocumentScan, GoodsScan, LooseScan, PlateScan
from webapp.queries.receiving import LineUnderWay, ReceiptUnderWay
from webapp.rules import refusals
from webapp.rules.quantities import units_of
from webapp.rules.usable import expired
from webapp.words import T, Words


class Step(StrEnum):
    """Where the conversation stands."""

    PRODUCT = "product"
    LOT = "lot"
    EXPIRY = "expiry"
    SERIAL = "serial"
    QUANTITY = "quantity"


LONGEST_CODE = 20  # GS1 AI 10 and 21 hold no more, and every label we print carries them.
WANTED = {
    Step.PRODUCT: T("Scan a product of this receipt."),
    Step.LOT: T("Scan the lot."),
    Step.EXPIRY: T("Scan the date it expires on."),
    Step.SERIAL: T("Scan the serial number."),
    Step.QUANTITY: T("Scan the same goods again, or the next product."),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known so far of the goods in the worker's hand; kept in the task between scans."""

    product_id: int | None = None
    lot_id: int | None = None
    lot_code: str | None = None
    expires_on: str | None = None
    best_before: str | None = None
    serial_id: int | None = None
    serial_code: str | None = None
    units: int = 1
    count: int | None = None
    typed: int | None = None

    @property
    def quantity(self) -> int:
        """How many base units the draft stands for: keyed in, on the label, or one scan's worth."""
        return self.typed or self.units * (self.count or 1)


@dataclass(frozen=True, slots=True)
class Case:
    """A talk with its receipt and the draft as it stands."""

    talk: Talk
    receipt: ReceiptUnderWay
    draft: Draft = field(default_factory=Draft)

    @property
    def line(self) -> LineUnderWay:
        """The line that expects the draft's product."""
        line = self.receipt.line_of(self.draft.product_id)
        assert line is not None, "a draft only holds products of its receipt"  # noqa: S101
        return line


def answer(talk: Talk) -> Reply:
    """Answer one scan of a receipt's conversation."""
    if talk.task is None:
        return open_by_scan(talk)
    receipt = reads.receipt_under_way(talk.work.connection, int(talk.held.receipt_id or 0))
    if receipt.status != "open":
        return refused(refusals.receipt_closed(receipt.number))
    case = Case(talk, receipt, Draft(**talk.state.get("draft", {})))
    handler = COMMANDS.get(talk.command.verb) if talk.command else None
    return handler(case) if handler else hear(case)


# Opening


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


# Hearing goods


def hear(case: Case) -> Reply:
    """A scan that is no command: what it adds to the draft depends on the step."""
    match Step(case.talk.held.step):
        case Step.LOT:
            return hear_lot(case)
        case Step.EXPIRY:
            return hear_expiry(case)
        case Step.SERIAL:
            return hear_serial(case)
        case step:
            return hear_goods(case, WANTED[step])


def hear_goods(case: Case, wanted: Words) -> Reply:
    """Goods, a license plate to put them on, or a label that waits for its product."""
    found = case.talk.one_of(GoodsScan, LooseScan, PlateScan, wanted=wanted)
    if isinstance(found, Reply):
        return found
    if isinstance(found, PlateScan):
        return use_plate(case, found)
    if isinstance(found, LooseScan):
        return keep_loose(case, found)
    return take_up(case, found)


def take_up(case: Case, goods: GoodsScan) -> Reply:
    """Goods of the receipt: join them with what a label before said, then go on."""
    if case.receipt.line_of(goods.product.id) is None:
        refusal = refusals.product_not_on_receipt(goods.product.sku, case.receipt.number)
        return refused(refusal)
    waiting = case.draft if case.draft.product_id is None else Draft()
    return go_on(replace(case, draft=joined(waiting, goods)))


def joined(draft: Draft, goods: GoodsScan) -> Draft:
    """The draft with all that the scan tells; what it does not tell stays."""
    known: dict[str, Any] = {
        "product_id": goods.product.id,
        "lot_id": goods.lot.id if goods.lot else None,
        "lot_code": goods.lot_code,
        "expires_on": iso(goods.expires_on),
        "best_before": iso(goods.best_before),
        "serial_id": goods.serial.id if goods.serial else None,
        "serial_code": goods.serial_code,
        "units": goods.units,
        "count": goods.count,
    }
    return replace(draft, **{name: value for name, value in known.items() if value is not None})


def iso(day: date | None) -> str | None:
    """A day as the draft keeps it."""
    return None if day is None else day.isoformat()


def keep_loose(case: Case, label: LooseScan) -> Reply:
    """A label without its product: remember it and ask for the product."""
    draft = Draft(
        lot_code=label.lot_code,
        serial_code=label.serial_code,
        expires_on=iso(label.expires_on),
        best_before=iso(label.best_before),
        count=label.count,
    )
    keep(replace(case, draft=draft), Step.PRODUCT)
    return accepted("label_kept", T("Read %(label)s. Now scan its product.", label=label.called))


def hear_lot(case: Case) -> Reply:
    """A lot: known, on a label, or a new code of its own."""
    return hear_code(case, "lot_code", lambda code: replace(case.draft, lot_code=code, lot_id=None))


def hear_serial(case: Case) -> Reply:
    """A serial number: known, on a label, or a new code of its own."""
    return hear_code(
        case, "serial_code", lambda code: replace(case.draft, serial_code=code, serial_id=None)
    )


def hear_code(case: Case, name: str, with_code: Callable[[str], Draft]) -> Reply:
    """What a scan means where a lot or a serial is asked for.

    The same code may be known for another product; then it takes a second scan to make it a new
    one of this product.
    """
    talk, product = case.talk, case.line.product
    own = [m for m in talk.meanings if isinstance(m, GoodsScan) and m.product.id == product.id]
    told = [m for m in own if getattr(m, name)]
    if len(told) == 1:
        return go_on(
            replace(case, draft=joined(case.draft, replace(told[0], units=case.draft.units)))
        )
    if own:
        return take_up(case, own[0])
    loose = [m for m in talk.meanings if isinstance(m, LooseScan) and getattr(m, name)]
    if loose:
        return go_on(replace(case, draft=with_label(with_code(getattr(loose[0], name)), loose[0])))
    return hear_new_code(case, with_code)


def with_label(draft: Draft, label: LooseScan) -> Draft:
    """The dates and the count of a label that named no product."""
    return replace(
        draft,
        lot_code=draft.lot_code or label.lot_code,
        serial_code=draft.serial_code or label.serial_code,
        expires_on=label.expires_on.isoformat() if label.expires_on else draft.expires_on,
        best_before=label.best_before.isoformat() if label.best_before else draft.best_before,
        count=label.count or draft.count,
    )


def hear_new_code(case: Case, with_code: Callable[[str], Draft]) -> Reply:
    """A code that this product has not had: new, unless it is something else altogether."""
    talk, product = case.talk, case.line.product
    code = talk.parsed.text
    if talk.command or not code:
        return refused(talk.why_not(WANTED[Step(talk.held.step)]))
    if talk.parsed.readings:
        return hear_goods(case, WANTED[Step(talk.held.step)])
    goods = [m for m in talk.meanings if isinstance(m, GoodsScan)]
    if goods and goods[0].by == "code" and goods[0].lot_code is None and not goods[0].serial_code:
        return take_up(case, goods[0])
    if goods and not talk.confirmed("same_code", code):
        talk.ask_once_more("same_code", code)
        return confirm(
            "same_code_other_product",
            T("%(code)s is already %(known)s.", code=code, known=goods[0].called),
            T("Scan it again to use it for %(sku)s too.", sku=product.sku),
            expected=product.sku,
            scanned=goods[0].product.sku,
        )
    others = [m for m in talk.meanings if not isinstance(m, GoodsScan)]
    if others:
        return refused(refusals.code_is_something_else(talk.shown, others[0].called))
    return go_on(replace(case, draft=with_code(code)))


def hear_expiry(case: Case) -> Reply:
    """The date: on a label, or keyed in as YYYY-MM-DD."""
    typed = day_of(case.talk.parsed.text)
    if typed:
        return go_on(replace(case, draft=replace(case.draft, expires_on=typed)))
    for found in case.talk.meanings:
        scanned = getattr(found, "expires_on", None)
        if scanned and getattr(found, "product", case.line.product).id == case.line.product.id:
            return go_on(replace(case, draft=replace(case.draft, expires_on=scanned.isoformat())))
    return refused(refusals.expiry_needed(case.line.product.sku))


def key_date(case: Case) -> Reply:
    """`LW*DATE*2027-03-31` from the screen's date field."""
    text = "*".join(case.talk.command.arguments) if case.talk.command else ""
    typed = day_of(text)
    if case.talk.held.step != Step.EXPIRY or typed is None:
        return refused(refusals.bad_date(text))
    return go_on(replace(case, draft=replace(case.draft, expires_on=typed)))


def day_of(text: str) -> str | None:
    """An ISO date as it is kept, or None."""
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else None
    except ValueError:
        return None


# Going on: ask for what is missing, or record


def go_on(case: Case) -> Reply:
    """Object, ask for the next missing thing, or record the draft."""
    case = replace(case, draft=only_what_is_tracked(case))
    for rule in RULES:
        objection = rule(case)
        if objection:
            return refused(objection)
    missing = first_missing(case)
    if missing is None:
        return record(case)
    keep(case, missing)
    product = case.line.product
    return accepted("goods_recognised", T("%(sku)s, %(name)s.", sku=product.sku, name=product.name))


def only_what_is_tracked(case: Case) -> Draft:
    """The draft without codes that this product is not tracked by, though the label has them."""
    tracking = case.line.product.tracking
    draft = case.draft
    if not tracking.by_lot:
        draft = replace(draft, lot_id=None, lot_code=None, expires_on=None, best_before=None)
    if not tracking.by_serial:
        draft = replace(draft, serial_id=None, serial_code=None)
    return draft


def first_missing(case: Case) -> Step | None:
    """The one thing to ask for next, or None when the goods are fully known."""
    draft, product = case.draft, case.line.product
    if product.tracking.by_lot and not draft.lot_code:
        return Step.LOT
    needs_date = product.expiry_policy is ExpiryPolicy.REQUIRED
    if needs_date and not draft.expires_on and not known_lot(case).get("expires_on"):
        return Step.EXPIRY
    if product.tracking.by_serial and not draft.serial_code:
        return Step.SERIAL
    return None


def known_lot(case: Case) -> dict[str, Any]:
    """What the warehouse knows of the draft's lot; empty for a new one."""
    code, product = case.draft.lot_code, case.line.product
    if not code:
        return {}
    key = f"lot {product.id} {code}"
    if key not in case.talk.cache:
        case.talk.cache[key] = lots.known(case.talk.work, product.id, code)
    return case.talk.cache[key]  # type: ignore[no-any-return]


def known_serial(case: Case) -> int | None:
    """The id of the draft's serial, where it was ever seen."""
    code, product = case.draft.serial_code, case.line.product
    key = f"serial {product.id} {code}"
    if code and key not in case.talk.cache:
        case.talk.cache[key] = lots.serial_id(case.talk.work, product.id, code)
    return case.talk.cache.get(key)


# The rules of receiving, in the order they are asked; the first objection is the refusal.


def codes_fit_a_label(case: Case) -> refusals.Refusal | None:
    """A code that is longer than GS1 allows could never be printed again."""
    for code in (case.draft.lot_code, case.draft.serial_code):
        if code and len(code) > LONGEST_CODE:
            return refusals.code_too_long(code[:80])
    return None


def expiry_agrees(case: Case) -> refusals.Refusal | None:
    """A lot has one date; a label that says another is a conflict, never an update."""
    known, scanned = known_lot(case).get("expires_on"), case.draft.expires_on
    if known and scanned and known.isoformat() != scanned:
        return refusals.expiry_conflict(
            str(case.draft.lot_code), known, date.fromisoformat(scanned)
        )
    return None


def has_not_expired(case: Case) -> refusals.Refusal | None:
    """Expired goods are not taken in."""
    scanned = case.draft.expires_on
    day = date.fromisoformat(scanned) if scanned else known_lot(case).get("expires_on")
    if day and expired(day, case.talk.today):
        return refusals.already_expired(case.draft.lot_code or case.line.product.sku, day)
    return None


def serial_is_not_here(case: Case) -> refusals.Refusal | None:
    """One unit is in one place, once; one that left comes back as a return."""
    known = known_serial(case)
    if known is None or case.draft.serial_code is None:
        return None
    connection = case.talk.work.connection
    place = reads.place_of_serial(connection, known)
    if place and reads.serial_received_on(connection, known, case.line.id):
        return refusals.serial_already_used(case.draft.serial_code)
    if place:
        return refusals.serial_in_stock(case.draft.serial_code, place)
    if reads.serial_is_outside(connection, known):
        return refusals.serial_left_before(case.draft.serial_code)
    return None


def serial_counts_one(case: Case) -> refusals.Refusal | None:
    """A serial number with a case's GTIN or a count would be many units of one number."""
    if case.draft.serial_code and case.draft.quantity != 1:
        return refusals.serial_is_one(case.draft.serial_code)
    return None


def is_expected(case: Case) -> refusals.Refusal | None:
    """No more than the supplier announced."""
    line = case.line
    if line.received + case.draft.quantity <= line.expected:
        return None
    amount = line.product.amount
    return refusals.over_expected(line.product.sku, amount(line.expected), amount(line.received))


RULES: tuple[Callable[[Case], refusals.Refusal | None], ...] = (
    codes_fit_a_label,
    expiry_agrees,
    has_not_expired,
    serial_is_not_here,
    serial_counts_one,
    is_expected,
)


# Recording


def record(case: Case) -> Reply:
    """Write the move: from the supplier onto the dock, or onto the license plate there."""
    draft, line = case.draft, case.line
    goods = goods_in_book(case)
    if not receipts.add_received(case.talk.work, line.id, draft.quantity):
        return refused(refusals.busy_elsewhere())
    move(case, goods, draft.quantity)
    counted = counted_before(case, goods) + draft.quantity
    case.talk.state["entry"] = {**asdict(goods), "counted": counted, "lot": draft.lot_code}
    keep(replace(case, draft=what_stays(case)), next_step(case))
    return received(case, draft.quantity)


def move(case: Case, goods: Goods, quantity: int) -> None:
    """The ledger entry of the draft."""
    talk = case.talk
    source = Spot(reads.where_goods_come_from(talk.work.connection))
    spot = Spot(case.receipt.dock_id, talk.state.get("plate"))
    entry = Entry(MoveKind.RECEIVE, goods, quantity, source, spot, receipt_line_id=case.line.id)
    ledger.record(talk.work, entry, talk.by)


def goods_in_book(case: Case) -> Goods:
    """The draft's goods by their ids; a new lot or serial is written here."""
    draft, product, work = case.draft, case.line.product, case.talk.work
    lot_id = None
    if product.tracking.by_lot and draft.lot_code:
        lot_id = lot_in_book(case)
    if not (product.tracking.by_serial and draft.serial_code):
        return Goods(product.id, lot_id)
    return Goods(
        product.id, lot_id, lots.create_serial(work, product.id, draft.serial_code, lot_id)
    )


def lot_in_book(case: Case) -> int:
    """The lot's id: known (given its date where it had none), or new."""
    draft, work = case.draft, case.talk.work
    expires_on = date.fromisoformat(draft.expires_on) if draft.expires_on else None
    best_before = date.fromisoformat(draft.best_before) if draft.best_before else None
    known = known_lot(case)
    if known:
        if expires_on and not known["expires_on"]:
            lots.date_lot(work, known["id"], expires_on)
        return int(known["id"])
    new = lots.NewLot(
        case.line.product.id,
        str(draft.lot_code),
        expires_on,
        best_before,
        case.receipt.supplier_id,
    )
    return lots.create_lot(work, new)


def counted_before(case: Case, goods: Goods) -> int:
    """How many of the very same goods this entry already counted."""
    entry = case.talk.state.get("entry") or {}
    same = all(entry.get(name) == value for name, value in asdict(goods).items())
    return int(entry.get("counted", 0)) if same else 0


def what_stays(case: Case) -> Draft:
    """After a serial its product (and lot) stay, so that the next unit is one scan."""
    if not case.line.product.tracking.by_serial:
        return Draft()
    return replace(case.draft, serial_id=None, serial_code=None, typed=None, count=None, units=1)


def next_step(case: Case) -> Step:
    """Where a recorded scan leads."""
    line = case.line
    if line.received + case.draft.quantity >= line.expected:
        return Step.PRODUCT
    return Step.SERIAL if line.product.tracking.by_serial else Step.QUANTITY


def received(case: Case, quantity: int) -> Reply:
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


def keep(case: Case, step: Step) -> None:
    """Remember the draft and the step."""
    task = case.talk.held
    blank = asdict(Draft())
    task.state["draft"] = {
        name: value for name, value in asdict(case.draft).items() if value != blank[name]
    }
    task.step = step


# Commands


def set_quantity(case: Case) -> Reply:
    """`LW*QTY*n`: before anything is recorded, the draft is n; after it, this entry is n."""
    line = case.receipt.line_of(case.draft.product_id or (entry_of(case) or {}).get("product_id"))
    if line is None:
        return refused(refusals.scan_goods_first())
    text = "*".join(case.talk.command.arguments) if case.talk.command else ""
    units = units_of(text, line.product.scale)
    if units is None:
        return refused(refusals.bad_quantity(text or "?"))
    if case.draft.product_id is not None:
        return go_on(replace(case, draft=replace(case.draft, typed=units)))
    return correct_entry(case, line, units)


def entry_of(case: Case) -> dict[str, Any] | None:
    """What was recorded last and may still be corrected by the keypad."""
    entry = case.talk.state.get("entry")
    return entry if entry and case.talk.held.step == Step.QUANTITY else None


def correct_entry(case: Case, line: LineUnderWay, units: int) -> Reply:
    """Record the difference: more is one more move, less goes back where it came from."""
    entry = entry_of(case) or {}
    more = units - int(entry["counted"])
    draft = Draft(product_id=line.product.id, lot_code=entry.get("lot"), typed=abs(more))
    case = replace(case, draft=draft)
    if more == 0:
        return received(case, 0)
    if more > 0 and (objection := is_expected(case)):
        return refused(objection)
    goods = Goods(entry["product_id"], entry["lot_id"], entry["serial_id"])
    if not receipts.add_received(case.talk.work, line.id, more):
        return refused(refusals.busy_elsewhere())
    if more > 0:
        move(case, goods, more)
    else:
        give_back(case, goods, -more)
    case.talk.state["entry"] = {**entry, "counted": units}
    keep(replace(case, draft=Draft()), Step.QUANTITY)
    return received(case, more)


def give_back(case: Case, goods: Goods, quantity: int) -> None:
    """Too many were counted: the ledger entry from the dock back to the supplier."""
    talk = case.talk
    outside = Spot(reads.where_goods_come_from(talk.work.connection))
    spot = Spot(case.receipt.dock_id, talk.state.get("plate"))
    entry = Entry(
        MoveKind.RECEIVE,
        goods,
        quantity,
        spot,
        outside,
        receipt_line_id=case.line.id,
        reason="counted too many",
    )
    ledger.record(talk.work, entry, talk.by)


def use_plate(case: Case, plate: PlateScan) -> Reply:
    """Goods scanned from now on stand on this license plate; a new one begins here."""
    if plate.id is None:
        plate_id = plates.register(
            case.talk.work, plate.code, PlateKind.PALLET, case.receipt.dock_id
        )
    elif plate.location_id != case.receipt.dock_id or plate.kind is PlateKind.TOTE:
        return refused(refusals.plate_elsewhere(plate.code, str(plate.location)))
    else:
        plate_id = plate.id
    case.talk.state["plate"], case.talk.state["plate_code"] = plate_id, plate.code
    case.talk.state.pop("entry", None)
    keep(case, Step.PRODUCT)
    return accepted(
        "plate_opened", T("Goods now go onto license plate %(plate)s.", plate=plate.code)
    )


def leave_plate(case: Case) -> Reply:
    """`LW*LOOSE`: goods stand on the dock itself again."""
    case.talk.state.pop("plate", None)
    case.talk.state.pop("plate_code", None)
    case.talk.state.pop("entry", None)
    return accepted("plate_left", T("Goods now go onto %(dock)s.", dock=case.receipt.dock))


def finish_entry(case: Case) -> Reply:
    """`LW*OK`: these goods are counted; the next product, please."""
    if first := (case.draft.product_id and first_missing(case)):
        return refused(refusals.wrong_kind(T("the OK button"), WANTED[first]))
    case.talk.state.pop("entry", None)
    keep(replace(case, draft=Draft()), Step.PRODUCT)
    return accepted("entry_finished", T("Counted. Scan the next product."))


def drop_draft(case: Case) -> Reply:
    """`LW*CANCEL`: forget what was scanned but not recorded."""
    case.talk.state.pop("entry", None)
    keep(replace(case, draft=Draft()), Step.PRODUCT)
    return accepted("cancelled", T("Forgotten. Scan a product of this receipt."))


def finish(case: Case) -> Reply:
    """`LW*DONE`: close the receipt; where goods are missing, ask what becomes of the rest."""
    arguments = case.talk.command.arguments if case.talk.command else ()
    way = arguments[0].upper() if arguments else ""
    if case.receipt.complete or way == "CLOSE":
        receipts.close(case.talk.work, case.receipt.id, backorder=False)
        return closed(case, T("Receipt %(number)s is closed.", number=case.receipt.number))
    if way == "BACKORDER":
        number = receipts.close(case.talk.work, case.receipt.id, backorder=True)
        text = T(
            "Receipt %(number)s is closed; %(rest)s expects the rest.",
            number=case.receipt.number,
            rest=number,
        )
        return closed(case, text)
    missing = sum(1 for line in case.receipt.lines if line.received < line.expected)
    return choose(
        "not_complete",
        T("%(count)s lines are not complete.", count=missing),
        (
            Choice("LW*DONE*BACKORDER", T("Expect the rest later"), T("Makes a backorder")),
            Choice("LW*DONE*CLOSE", T("Close without the rest"), T("Nothing more will come")),
        ),
    )


def closed(case: Case, message: Words) -> Reply:
    """The receipt is closed, and with it every task on it."""
    task = case.talk.held
    task.status = type(task.status).DONE
    task.state.pop("draft", None)
    task.state.pop("entry", None)
    return accepted("receipt_closed", message)


COMMANDS: dict[str, Callable[[Case], Reply]] = {
    "QTY": set_quantity,
    "DATE": key_date,
    "OK": finish_entry,
    "CANCEL": drop_draft,
    "LOOSE": leave_plate,
    "DONE": finish,
}


def prompt(talk: Talk) -> Words:
    """What to scan next."""
    if talk.task is None:
        return T("Scan a receipt number or a product")
    if talk.task.status != "open":
        return T("This receipt is closed")
    return PROMPTS[Step(talk.task.step)]


PROMPTS = {
    Step.PRODUCT: T("Scan a product"),
    Step.LOT: T("Scan the lot"),
    Step.EXPIRY: T("Scan or key in the date it expires on"),
    Step.SERIAL: T("Scan the serial number"),
    Step.QUANTITY: T("Scan again, or key in the quantity"),
}
