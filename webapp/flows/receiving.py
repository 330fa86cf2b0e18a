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
from dataclasses import replace

from webapp.flows.receiving_draft import (
    Case,
    Draft,
    Step,
    day_of,
    entry_of,
    first_missing,
    iso,
    joined,
    keep,
    known_lot,
    known_serial,
    newest,
    only_what_is_tracked,
    with_label,
)
from webapp.flows.receiving_labels import (
    label_new_plate,
    new_plate,
    tell,
    wants_new_plate,
)
from webapp.flows.receiving_record import correct_entry, record
from webapp.flows.receiving_rules import objection, plate_objection
from webapp.flows.replies import Choice, Reply, accepted, choose, confirm, refused
from webapp.flows.talk import Talk
from webapp.models import Flow, PlateKind
from webapp.operations import lots, plates, receipts, tasks
from webapp.queries import receiving as reads
from webapp.queries.meanings import DocumentScan, GoodsScan, LooseScan, PlateScan
from webapp.queries.resolve import loose_of
from webapp.rules import refusals
from webapp.rules.quantities import units_of
from webapp.words import T, Words

MOST_CHOICES = 4
WANTED = {
    Step.PRODUCT: T("Scan a product of this receipt."),
    Step.LOT: T("Scan the lot."),
    Step.EXPIRY: T("Scan the date it expires on."),
    Step.SERIAL: T("Scan the serial number."),
    Step.QUANTITY: T("Scan the same goods again, or the next product."),
}


def answer(talk: Talk) -> Reply:
    """Answer one scan of a receipt's conversation."""
    if talk.task is None:
        return open_by_scan(talk)
    receipt = reads.receipt_under_way(talk.work.connection, int(talk.held.receipt_id or 0))
    if receipt.status != "open":
        return refused(refusals.receipt_closed(receipt.number))
    case = Case(talk, receipt, Draft(**talk.state.get("draft", {})))
    handler = COMMANDS.get(talk.command.verb) if talk.command else None
    return tell(talk, handler(case) if handler else hear(case))


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
    found = case.talk.one_of(
        GoodsScan,
        LooseScan,
        PlateScan,
        wanted=wanted,
        fits=lambda one: (
            not isinstance(one, GoodsScan) or case.receipt.line_of(one.product.id) is not None
        ),
    )
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


def keep_loose(case: Case, label: LooseScan) -> Reply:
    """A label without its product: remember it beside the ones before, and ask for the product."""
    waiting = case.draft if case.draft.product_id is None else Draft()
    keep(replace(case, draft=newest(waiting, label)), Step.PRODUCT)
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
    return hear_new_code(case, name, with_code)


def hear_new_code(case: Case, name: str, with_code: Callable[[str], Draft]) -> Reply:
    """A code that this product has not had: new, unless it is something else altogether."""
    talk, product = case.talk, case.line.product
    code = talk.parsed.text
    if talk.command or not code or not code.isprintable():
        return refused(talk.why_not(WANTED[Step(talk.held.step)]))
    if talk.parsed.readings:
        return hear_goods(case, WANTED[Step(talk.held.step)])
    named = labels_without_start(case, name)
    if known := [label for label in named if is_known(case, name, label)]:
        return go_on(replace(case, draft=with_label(with_code(getattr(known[0], name)), known[0])))
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
        wanted = T("Scan the lot or serial number on the label.")
        return refused(refusals.wrong_kind(others[0].called, wanted))
    if named:
        return ask_what_it_says(talk, name, code, named)
    if alike := differs_in_capitals(case, name):
        return alike
    return go_on(replace(case, draft=with_code(code)))


def differs_in_capitals(case: Case, name: str) -> Reply | None:
    """A code that this product has with other capitals was perhaps typed: asked for once more."""
    talk, product = case.talk, case.line.product
    code = talk.parsed.text
    known = lots.other_capitals(talk.work, product.id, code, serial=name == "serial_code")
    if known is None or talk.confirmed("other_capitals", code):
        return None
    talk.ask_once_more("other_capitals", code)
    return confirm(
        "other_capitals",
        T("%(sku)s has %(known)s, with other capitals.", sku=product.sku, known=known),
        T("Scan the label. Or scan %(code)s once more to make it new.", code=code),
        expected=known,
        scanned=code,
    )


def labels_without_start(case: Case, name: str) -> list[LooseScan]:
    """What the text says as a GS1 label, where the scanner may have kept that to itself."""
    found = [loose_of(reading) for reading in case.talk.as_if_marked]
    return [label for label in found if getattr(label, name)]


def is_known(case: Case, name: str, label: LooseScan) -> bool:
    """Whether the product has had the lot, or the serial, that a label names."""
    code = getattr(label, name)
    if name == "lot_code":
        return bool(known_lot(replace(case, draft=replace(case.draft, lot_code=code))))
    return known_serial(replace(case, draft=replace(case.draft, serial_code=code))) is not None


def ask_what_it_says(talk: Talk, name: str, code: str, labels: list[LooseScan]) -> Reply:
    """A new code that is also a label's way to write another one: the worker looks at the label."""
    ai, words = ("10", T("lot")) if name == "lot_code" else ("21", T("serial number"))
    choices = [Choice(label.text, f"{getattr(label, name)}", label.said) for label in labels]
    return choose(
        "several_readings",
        T("Which %(kind)s does the label say?", kind=words),
        (*choices[:MOST_CHOICES], Choice(f"({ai}){code}", code)),
    )


def hear_expiry(case: Case) -> Reply:
    """The date: on a label, or keyed in as YYYY-MM-DD."""
    typed = day_of(case.talk.parsed.text)
    if typed:
        return go_on(replace(case, draft=replace(case.draft, expires_on=typed)))
    marked = {one.expires_on for one in case.talk.as_if_marked if one.expires_on}
    if len(marked) == 1 and not case.talk.meanings:
        return go_on(replace(case, draft=replace(case.draft, expires_on=iso(marked.pop()))))
    for found in case.talk.meanings:
        scanned = getattr(found, "expires_on", None)
        if scanned and getattr(found, "product", case.line.product).id == case.line.product.id:
            return go_on(replace(case, draft=replace(case.draft, expires_on=scanned.isoformat())))
    sku = case.line.product.sku
    goods = [found for found in case.talk.meanings if isinstance(found, GoodsScan)]
    if goods and all(found.product.id != case.line.product.id for found in goods):
        return refused(refusals.wrong_product(goods[0].product.sku, sku))
    return refused(refusals.expiry_needed(sku))


def key_date(case: Case) -> Reply:
    """`LW*DATE*2027-03-31` from the screen's date field."""
    text = "*".join(case.talk.command.arguments) if case.talk.command else ""
    typed = day_of(text)
    if case.talk.held.step != Step.EXPIRY:
        return refused(refusals.unknown_command(case.talk.shown))
    if typed is None:
        return refused(refusals.bad_date(text))
    return go_on(replace(case, draft=replace(case.draft, expires_on=typed)))


# Going on: ask for what is missing, or record


def go_on(case: Case) -> Reply:
    """Object, ask for the next missing thing, or record the draft."""
    case = replace(case, draft=only_what_is_tracked(case))
    if said := objection(case):
        return refused(said)
    if case.draft.plate:
        case = onto_plate(case)
    missing = first_missing(case)
    if missing is None:
        return record(case)
    keep(case, missing)
    product = case.line.product
    return accepted("goods_recognised", T("%(sku)s, %(name)s.", sku=product.sku, name=product.name))


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
    if line.product.tracking.by_serial and units != 1:
        return refused(refusals.serial_needed(line.product.sku))
    if case.draft.product_id is not None:
        return go_on(replace(case, draft=replace(case.draft, typed=units)))
    return correct_entry(case, line, units)


def use_plate(case: Case, plate: PlateScan) -> Reply:
    """Goods scanned from now on stand on this license plate; a new one begins here."""
    if said := plate_objection(plate, case.receipt.dock_id):
        return refused(said)
    case = onto_plate(replace(case, draft=replace(case.draft, plate=plate.code)))
    keep(case, Step.PRODUCT)
    return accepted(
        "plate_opened", T("Goods now go onto license plate %(plate)s.", plate=plate.code)
    )


def onto_plate(case: Case) -> Case:
    """Open the license plate that the draft's label names; a new one is registered here."""
    talk, code = case.talk, str(case.draft.plate)
    found = plates.known(talk.work, code)
    plate_id = found or plates.register(talk.work, code, PlateKind.PALLET, case.receipt.dock_id)
    talk.state["plate"], talk.state["plate_code"] = plate_id, code
    talk.state.pop("entry", None)
    if found is None:
        label_new_plate(case, plate_id)
    return replace(case, draft=replace(case.draft, plate=None))


def plate_command(case: Case) -> Reply:
    """`LW*PLATE*NEW` makes a plate; `LW*PLATE*7` is the button of one that is known."""
    return new_plate(case) if wants_new_plate(case.talk) else hear(case)


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
        T(
            "Lines not complete: %(count)s of %(all)s.",
            count=missing,
            all=len(case.receipt.lines),
        ),
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
    "PLATE": plate_command,
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
