"""The screen of a receipt under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from webapp.flows.card import Button, Card, Drawing, Line
from webapp.flows.receiving_draft import Draft, Step
from webapp.flows.receiving_prompts import PROMPTS
from webapp.models import Tracking
from webapp.queries import announced, packagings, print_jobs, returns
from webapp.queries import receiving as reads
from webapp.queries.codes_made import next_serial
from webapp.queries.receiving import LineUnderWay, ReceiptUnderWay
from webapp.queries.returns import Delivered, OtherLot
from webapp.rules.quantities import Amount
from webapp.words import T, Words


def draw(drawing: Drawing) -> Card:
    """The card of a receiving task."""
    task = drawing.task
    receipt = reads.receipt_under_way(drawing.connection, int(task.receipt_id or 0))
    draft = Draft(**task.state.get("draft", {}))
    entry = task.state.get("entry") or {}
    current = receipt.line_of(draft.product_id or entry.get("product_id"))
    closed = task.status != "open" or receipt.status != "open"
    lines = lines_of(drawing, receipt, current)
    counting = task.step == Step.QUANTITY or draft.product_id is not None
    return Card(
        flow="receiving",
        task=str(task.id),
        heading=f"{receipt.number} · {receipt.supplier}",
        place=place(drawing, lines),
        step=task.step,
        prompt=drawing.say(closed_words(receipt) if closed else prompt(task.step, draft, current)),
        hint=None if closed else hint(drawing, receipt, draft),
        goods=goods(drawing, receipt, draft, current) if current and not closed else None,
        lines=lines,
        buttons=() if closed else buttons(drawing, receipt, counting=counting),
        packagings=sizes(drawing, current) if current and counting and not closed else (),
        remaining=all_of_it(current, entry) if current and not closed else None,
        keypad=bool(current and counting and not closed),
        date_field=task.step == Step.EXPIRY and not closed,
        serials=serials(drawing, receipt, current) if current and not closed else None,
        codes_url=f"/receive/{task.id}/codes" if has_codes(receipt) and not closed else None,
        closed=closed,
    )


def closed_words(receipt: ReceiptUnderWay) -> Words:
    """That nothing more comes in on it."""
    if receipt.is_return:
        return T("Return %(number)s is closed", number=receipt.number)
    return T("Receipt %(number)s is closed", number=receipt.number)


def serials(
    drawing: Drawing, receipt: ReceiptUnderWay, line: LineUnderWay
) -> tuple[str, int] | None:
    """The serial number after the last one of the product, and how many are open.

    What comes back has its number.
    """
    if drawing.task.step != Step.SERIAL or receipt.is_return:
        return None
    proposed = next_serial(drawing.connection, line.product.id)
    return (proposed or "", line.expected - line.received)


def has_codes(receipt: ReceiptUnderWay) -> bool:
    """Whether lots or serial numbers are expected, which can be pasted."""
    return not receipt.is_return and any(
        line.product.tracking is not Tracking.NONE for line in receipt.lines
    )


def all_of_it(line: LineUnderWay, entry: dict[str, Any]) -> int:
    """The quantity that completes the line: what is counted so far and what is missing."""
    return int(entry.get("counted", 0)) + line.expected - line.received


def prompt(step: str, draft: Draft, current: LineUnderWay | None) -> Words:
    """What to scan next, with the lot that waits for its product."""
    if step == Step.PRODUCT and draft.lot_code:
        return T("Scan the product of lot %(lot)s", lot=draft.lot_code)
    if step == Step.LOT and current:
        return T("Scan the lot of %(sku)s", sku=current.product.sku)
    return PROMPTS[Step(step)]


def place(drawing: Drawing, lines: Sequence[Line]) -> str:
    """How many lines are complete."""
    done = sum(1 for line in lines if line.state == "done")
    return drawing.say(T("Lines: %(done)s of %(all)s", done=done, all=len(lines)))


def hint(drawing: Drawing, receipt: ReceiptUnderWay, draft: Draft) -> str | None:
    """Where the goods go, and what a label before has said already."""
    plate = drawing.task.state.get("plate_code")
    if plate:
        return drawing.say(T("Goods go onto license plate %(plate)s.", plate=plate))
    learning = drawing.task.state.get("learn") or {}
    if learning.get("open"):
        code = learning["code"]
        return drawing.say(T("Linking %(code)s: tap its product, or scan it.", code=code))
    if is_kept(drawing.task.step, draft):
        return kept(drawing, draft)
    if receipt.complete:
        return drawing.say(all_here(receipt))
    if draft.typed:
        return drawing.say(T("%(n)s of it, as keyed in.", n=draft.typed))
    if receipt.is_return:
        words = T(
            "Left for order %(order)s, back onto %(dock)s.", order=receipt.order, dock=receipt.dock
        )
        return drawing.say(words)
    if count := announced.plates_to_come(drawing.connection, receipt.id):
        return drawing.say(announced_words(count))
    return drawing.say(T("Goods go onto %(dock)s.", dock=receipt.dock))


def announced_words(count: int) -> Words:
    """One scan of such a license plate takes in all of it."""
    if count == 1:
        return T("1 license plate is announced: scan it to take in all of it.")
    return T("%(count)s license plates are announced: scan one to take in all of it.", count=count)


def all_here(receipt: ReceiptUnderWay) -> Words:
    """Nothing more can come."""
    if receipt.is_return:
        return T("Everything that left is back. Press Done.")
    return T("Everything expected is here. Press Done.")


def is_kept(step: str, draft: Draft) -> bool:
    """Whether labels have said something of goods whose product is not known yet."""
    said = (draft.lot_code, draft.serial_code, draft.expires_on, draft.best_before, draft.measure)
    return step == Step.PRODUCT and draft.product_id is None and any(said)


def kept(drawing: Drawing, draft: Draft) -> str:
    """What labels before this one have said of the goods whose product is still to be scanned."""
    day = date.fromisoformat(draft.expires_on) if draft.expires_on else None
    parts = (
        (T("lot %(code)s", code=draft.lot_code), draft.lot_code),
        (T("serial %(code)s", code=draft.serial_code), draft.serial_code),
        (T("expires on %(date)s", date=day), day),
        (T("weighs %(measure)s", measure=draft.measure), draft.measure),
        (T("count %(count)s", count=draft.count), draft.count),
    )
    said = ", ".join(drawing.say(words) for words, value in parts if value)
    return drawing.say(T("Kept: %(what)s. Now scan its product.", what=said))


def goods(drawing: Drawing, receipt: ReceiptUnderWay, draft: Draft, line: LineUnderWay) -> Line:
    """The line in hand with what is known of the goods."""
    entry = drawing.task.state.get("entry") or {}
    expires_on = date.fromisoformat(draft.expires_on) if draft.expires_on else None
    return Line(
        product=line.product.sku,
        name=line.product.name,
        lot=draft.lot_code or (entry.get("lot") if draft.product_id is None else None),
        serial=draft.serial_code,
        expires_on=drawing.day(expires_on),
        location=receipt.dock,
        lpn=drawing.task.state.get("plate_code"),
        done=drawing.say(line.product.amount(line.received)),
        planned=drawing.say(line.product.amount(line.expected)),
        unit=drawing.unit(line.product.unit),
        state="current",
    )


def line_shown(drawing: Drawing, line: LineUnderWay, current: LineUnderWay | None) -> Line:
    """One line of the receipt."""
    done = line.received >= line.expected
    state = "done" if done else "current" if line is current else "open"
    return Line(
        product=line.product.sku,
        name=line.product.name,
        done=drawing.say(line.product.amount(line.received)),
        planned=drawing.say(line.product.amount(line.expected)),
        unit=drawing.unit(line.product.unit),
        state=state,
    )


def lines_of(
    drawing: Drawing, receipt: ReceiptUnderWay, current: LineUnderWay | None
) -> tuple[Line, ...]:
    """What a supplier announced by product, or what left by lot and serial."""
    if receipt.is_return:
        return returned_lines(drawing, receipt)
    return tuple(line_shown(drawing, line, current) for line in receipt.lines)


def returned_lines(drawing: Drawing, receipt: ReceiptUnderWay) -> tuple[Line, ...]:
    """What left for the order, by lot and serial, and how much of it is back."""
    order_id = int(receipt.order_id or 0)
    together = returns.alike(returns.delivered_to(drawing.connection, order_id)).values()
    others = returns.other_lots(drawing.connection, order_id)
    return (
        *(returned_line(drawing, found) for found in together if went(found)),
        *(other_line(drawing, one) for one in others),
    )


def other_line(drawing: Drawing, one: OtherLot) -> Line:
    """A lot that never left for the order and was let in."""
    return Line(
        product=one.sku,
        name=one.name,
        lot=one.lot,
        done=drawing.say(Amount(one.units, one.scale)),
        planned=None,
        unit=drawing.unit(one.unit),
        state="done",
        note=drawing.say(T("Let in by a supervisor")),
    )


def went(found: Sequence[Delivered]) -> int:
    """How many units of the same goods left."""
    return sum(row.delivered for row in found)


def returned_line(drawing: Drawing, found: Sequence[Delivered]) -> Line:
    """One lot, serial or product."""
    first, back = found[0], sum(row.returned for row in found)
    return Line(
        product=first.product.sku,
        name=first.product.name,
        lot=first.lot,
        serial=first.serial,
        done=drawing.say(first.product.amount(back)),
        planned=drawing.say(first.product.amount(went(found))),
        unit=drawing.unit(first.product.unit),
        state="done" if back >= went(found) else "open",
    )


def buttons(drawing: Drawing, receipt: ReceiptUnderWay, *, counting: bool) -> tuple[Button, ...]:
    """What a thumb can do at this step."""
    task = drawing.task
    draft = Draft(**task.state.get("draft", {}))
    found = [*drawing.undo]
    if is_kept(task.step, draft) or (task.state.get("learn") or {}).get("open"):
        found.append(drawing.button(T("Forget it"), "LW*CANCEL", "x"))
    if counting and task.step != Step.QUANTITY:
        found.append(drawing.button(T("Cancel"), "LW*CANCEL", "x"))
    if task.state.get("plate"):
        found.append(drawing.button(T("Off the plate"), "LW*LOOSE", "package-open"))
    if drawing.supervisor and task.state.get("other_lot"):
        found.append(drawing.button(T("Let it in"), "LW*ALLOW", "shield-check"))
    if print_jobs.labels_ready(drawing.connection, task.id):
        found.append(drawing.button(T("Print"), "LW*PRINT", "printer"))
    if task.step == Step.QUANTITY:
        found.append(drawing.button(T("Next product"), "LW*OK", "check", main=True))
    close = T("Close the return") if receipt.is_return else T("Close the receipt")
    done = close if receipt.complete else T("Done")
    found.append(drawing.button(done, "LW*DONE", "check-check", main=receipt.complete))
    return tuple(found)


def sizes(drawing: Drawing, line: LineUnderWay) -> tuple[Button, ...]:
    """One button for every packaging that still fits: a case is one tap."""
    room = line.expected - line.received
    return tuple(
        drawing.button(
            T("%(kind)s of %(n)s", kind=packagings.KINDS[row.kind], n=row.quantity),
            f"LW*QTY*{line.product.amount(row.quantity)}",
            "package",
        )
        for row in packagings.of_product(drawing.connection, line.product.id)
        if 1 < row.quantity <= room
    )
