"""The page on which lots and serial numbers of a receipt are pasted: check, look, then save.

It has two doors: on the desk, and on the floor for a worker whose device has a keyboard.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.blueprints import shown
from webapp.blueprints.identity import device_id, operator
from webapp.blueprints.ids import id_named
from webapp.blueprints.reading import reading, today
from webapp.blueprints.shown import said
from webapp.extensions import db
from webapp.operations import pasted_codes
from webapp.operations.incoming import Verdict
from webapp.operations.ledger import By
from webapp.operations.pasted_codes import Judged, Paste, Saved
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries import receiving as reads
from webapp.queries.receiving import LineUnderWay
from webapp.words import T, Words

LONGEST_BOX = 200_000


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the page stands: its template's frame, its own address, and the way back."""

    base: str
    url: str
    back: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the paste with its verdict."""

    number: int
    code: str
    detail: str
    tone: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the receipt to choose; how its codes are pasted."""

    id: int
    product: str
    open: str
    form: str
    is_chosen: bool


def answer(frame: Frame, receipt_id: int) -> Response:
    """The empty page, the verdicts, or back to the receipt when it is saved."""
    if request.method == "GET":
        return page(frame, receipt_id, None)
    paste = Paste(
        receipt_id,
        id_named(request.form, "line"),
        request.form.get("codes", "")[:LONGEST_BOX],
        keep=request.form.get("keep") == "yes",
        role=operator().role,
    )
    digest = request.form.get("digest", "")
    if not digest:
        with reading() as connection:
            return page(frame, receipt_id, paste, pasted_codes.look(connection, paste, today()))
    who = operator()

    def act(work: UnitOfWork) -> Saved | Judged | Words:
        by = By(who.id, work.now, device_id())
        return pasted_codes.save(work, paste, digest, by, today())

    done = run(db.engine, act)
    if not isinstance(done, Saved):
        return page(frame, receipt_id, paste, done, again=True)
    flash(said(told(done)), "good")
    return redirect(frame.back, 303)


def told(done: Saved) -> Words:
    """What was saved, in one sentence."""
    amount = done.line.product.amount(done.units)
    if done.gone:
        return T(
            "+%(n)s %(sku)s, instead of %(gone)s.",
            n=amount,
            sku=done.line.product.sku,
            gone=done.gone,
        )
    return T("+%(n)s %(sku)s.", n=amount, sku=done.line.product.sku)


def page(
    frame: Frame,
    receipt_id: int,
    paste: Paste | None,
    found: Judged | Words | None = None,
    *,
    again: bool = False,
) -> Response:
    """The page; `again` says that something has changed since it was shown."""
    with reading() as connection:
        receipt = reads.receipt_under_way(connection, receipt_id)
    judged = found if isinstance(found, Judged) else None
    lines = [one for one in receipt.lines if pasted_codes.has_codes(one)]
    text = render_template(
        "receipts/codes.html",
        frame=frame.base,
        url=frame.url,
        back=frame.back,
        number=receipt.number,
        lines=[line_of(one, paste) for one in lines],
        box=paste.box if paste else "",
        keep=paste.keep if paste else True,
        fault=said(found) if isinstance(found, Words) else "",
        changed=again and judged is not None,
        rows=[row_of(one, judged) for one in judged.verdicts] if judged else [],
        summary=said(summary(judged)) if judged else "",
        warning=said(warning(judged)) if judged and judged.surplus else "",
        digest=judged.digest if judged and judged.good else "",
        save=said(save_words(judged)) if judged else "",
    )
    return make_response(text, 422 if isinstance(found, Words) else 200)


def line_of(line: LineUnderWay, paste: Paste | None) -> Line:
    """A line to choose."""
    product = line.product
    missing = shown.quantity(max(0, line.expected - line.received), product.scale)
    return Line(
        id=line.id,
        product=f"{product.sku} · {product.name}",
        open=said(T("%(n)s open", n=missing)),
        form=said(form_of(line)),
        is_chosen=paste is not None and paste.line_id == line.id,
    )


def form_of(line: LineUnderWay) -> Words:
    """What one line of the box holds for this product."""
    tracking = line.product.tracking
    if tracking.by_serial and tracking.by_lot:
        return T("serial; lot; expires on (YYYY-MM-DD, for a new lot)")
    if tracking.by_serial:
        return T("serial")
    return T("lot; quantity; expires on (YYYY-MM-DD, for a new lot)")


def row_of(one: Verdict, judged: Judged) -> Row:
    """One line with its verdict: a word, and why."""
    product = judged.arrival.line.product
    quantity = f"{shown.quantity(one.quantity, product.scale)} {shown.unit(product.unit)}"
    detail = one.lot or ("" if product.tracking.by_serial else quantity)
    if one.fault:
        return Row(one.number, one.code, detail, "stop", said(T("Left out")), said(one.fault))
    notes = [one.note, one.ends_soon and reported(one.ends_soon)]
    why = " ".join(said(words) for words in notes if words)
    tone = "wait" if one.ends_soon else "good"
    return Row(one.number, one.code, detail, tone, said(T("Can be received")), why)


def reported(problem: Words) -> Words:
    """It comes in all the same."""
    return T("%(problem)s It comes in and is reported.", problem=problem)


def summary(judged: Judged) -> Words:
    """How many lines can be received."""
    return T(
        "%(good)s of %(all)s lines can be received.",
        good=len(judged.good),
        all=len(judged.verdicts),
    )


def warning(judged: Judged) -> Words:
    """More than the supplier announced."""
    line = judged.arrival.line
    return T(
        "That is %(more)s more %(sku)s than expected. Saving takes them in and expects them.",
        more=line.product.amount(judged.surplus),
        sku=line.product.sku,
    )


def save_words(judged: Judged) -> Words:
    """What the button does."""
    line = judged.arrival.line
    if judged.arrival.replaced:
        return T(
            "Receive %(n)s %(sku)s instead of %(gone)s",
            n=line.product.amount(judged.units),
            sku=line.product.sku,
            gone=len(judged.arrival.replaced),
        )
    return T("Receive %(n)s %(sku)s", n=line.product.amount(judged.units), sku=line.product.sku)


def desk(receipt_id: int) -> Frame:
    """The page on the desk."""
    return Frame(
        "supervisor/base.html",
        url_for("supervisor.receipt_codes", document_id=receipt_id),
        url_for("supervisor.receipt", document_id=receipt_id),
    )


def floor(task_id: int) -> Frame:
    """The page on the floor."""
    return Frame("floor/base.html", f"/receive/{task_id}/codes", f"/receive/{task_id}")
