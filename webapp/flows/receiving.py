"""Receiving: what a supplier brought becomes stock on the dock.

                      ┌──────────── product ◄──────────────┐
                      │ goods          ▲                   │ OK · CANCEL
     what is missing  ▼                │                   │
    ┌──────────── lot ──► expiry ──► serial ──► (recorded) ──► quantity
    └─ asked one at a time, skipped where the label said it     │  same goods again: +1, a case: +12
                                                                └─ QTY*n, PLUS, MINUS: so many

A draft gathers what labels tell, in any order and over several codes; as soon as nothing is
missing the move is recorded. New lots and serials come into being here and only here.
`LW*DONE` closes the receipt; where goods are missing it asks whether to expect the rest.
`LW*LEARN` links a code that nobody knows to a product, for a supervisor; `LW*REMEMBER` reads the
labels of this supplier the way the worker has just chosen. `LW*SERIALS*first*n` takes in serials
that follow each other. `LW*ALLOW*reason` lets another lot come back, for a supervisor.

    receiving_opening.py    a receipt's number, or a product that one receipt expects
    receiving_returns.py    an order that has left: what comes back of it is received, too
    receiving_allow.py      a lot that never left for the order, let in by a supervisor
    receiving_goods.py      what labels say, joined, until nothing is missing
    receiving_codes.py      a lot, a serial or a date that is asked for
    receiving_serials.py    serials that follow each other
    receiving_readings.py   several readings of one label
    receiving_learn.py      a code that nobody knows
    receiving_plates.py     license plates
    receiving_announced.py  license plates whose content was announced
    receiving_closing.py    the end of a receipt
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from webapp.flows import amounts
from webapp.flows import receiving_learn as learn
from webapp.flows import receiving_readings as readings
from webapp.flows.receiving_allow import allow
from webapp.flows.receiving_closing import finish
from webapp.flows.receiving_codes import hear_expiry, hear_lot, hear_serial, key_date
from webapp.flows.receiving_draft import Case, Draft, Step, entry_of, first_missing, keep
from webapp.flows.receiving_goods import go_on, hear_goods
from webapp.flows.receiving_labels import new_plate, tell, wants_new_plate
from webapp.flows.receiving_notes import noted
from webapp.flows.receiving_opening import open_by_scan, open_return
from webapp.flows.receiving_plates import leave_plate
from webapp.flows.receiving_prompts import PROMPTS, WANTED
from webapp.flows.receiving_record import correct_entry, talk_line
from webapp.flows.receiving_serials import receive_range
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.operations import returns
from webapp.queries import receiving as reads
from webapp.queries.receiving import ReceiptUnderWay
from webapp.rules import refusals
from webapp.words import T, Words

__all__ = ["COMMANDS", "PROMPTS", "WANTED", "answer", "open_by_scan", "open_return", "prompt"]
OFFERS = ("learn", "readings", "shape")  # What the answer before this one offered, for one scan.


def answer(talk: Talk) -> Reply:
    """Answer one scan of a receipt's conversation."""
    if talk.task is None:
        return open_by_scan(talk)
    receipt = receipt_of(talk)
    if receipt.status != "open":
        return refused(refusals.receipt_closed(receipt.number))
    before = {name: talk.state.pop(name, None) for name in OFFERS}
    case = Case(talk, receipt, Draft(**talk.state.get("draft", {})), before)
    handler = COMMANDS.get(talk.command.verb) if talk.command else None
    reply = noted(talk, tell(talk, handler(case) if handler else hear(case)))
    return learn.offered(case, readings.settled(case, reply))


def receipt_of(talk: Talk) -> ReceiptUnderWay:
    """The receipt as it stands; no other hand takes goods of the same order back meanwhile.

    A return takes back what has left since it was opened, too.
    """
    receipt = reads.receipt_under_way(talk.work.connection, int(talk.held.receipt_id or 0))
    if receipt.order_id is None:
        return receipt
    returns.keep_up(talk.work, receipt.order_id)
    return reads.receipt_under_way(talk.work.connection, receipt.id)


def hear(case: Case) -> Reply:
    """A scan that is no command: what it adds to the draft depends on the step."""
    match Step(case.talk.held.step):
        case Step.LOT:
            return hear_lot(case)
        case Step.EXPIRY:
            return hear_expiry(case)
        case Step.SERIAL:
            return hear_serial(case)
        case Step.PRODUCT | Step.QUANTITY as step:
            return hear_goods(case, WANTED[step])


# Commands


def set_quantity(case: Case) -> Reply:
    """`LW*QTY*n`: before anything is recorded, the draft is n; after it, this entry is n.

    `LW*PLUS` and `LW*MINUS` make it one more or one less.
    """
    entry = entry_of(case) or {}
    line = case.receipt.line_of(case.draft.product_id or entry.get("product_id"))
    if line is None:
        return refused(refusals.scan_goods_first())
    now = case.draft.quantity if case.draft.product_id else int(entry["counted"])
    units = amounts.said(case.talk, line.product.scale, line.product.unit, now=now)
    if isinstance(units, refusals.Refusal):
        return refused(units)
    if line.product.tracking.by_serial and units != 1:
        return refused(refusals.serial_needed(line.product.sku))
    if case.draft.product_id is not None:
        return go_on(replace(case, draft=replace(case.draft, typed=units)))
    return correct_entry(case, line, units)


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


def plate_command(case: Case) -> Reply:
    """`LW*PLATE*NEW` makes a plate; `LW*PLATE*7` is the button of one that is known."""
    return new_plate(case) if wants_new_plate(case.talk) else hear(case)


COMMANDS: dict[str, Callable[[Case], Reply]] = {
    **dict.fromkeys(("QTY", *amounts.STEPS), set_quantity),
    "DATE": key_date,
    "SERIALS": receive_range,
    "OK": finish_entry,
    "CANCEL": drop_draft,
    "LOOSE": leave_plate,
    "PLATE": plate_command,
    "DONE": finish,
    "LEARN": learn.begin,
    "REMEMBER": readings.remember,
    "ALLOW": allow,
}


def present(talk: Talk) -> None:
    """Show the line of the goods that were scanned last."""
    receipt = reads.receipt_under_way(talk.work.connection, int(talk.held.receipt_id or 0))
    case = Case(talk, receipt, Draft(**talk.state.get("draft", {})))
    if case.draft.product_id is None and (entry := entry_of(case)):
        case = replace(case, draft=Draft(product_id=entry["product_id"]))
    if receipt.line_of(case.draft.product_id):
        talk_line(case, 0)


def prompt(talk: Talk) -> Words:
    """What to scan next."""
    if talk.task is None:
        return T("Scan a receipt number or a product")
    if talk.task.status != "open":
        return T("This receipt is closed")
    return PROMPTS[Step(talk.task.step)]
