"""License plates that a supplier announces: pasted, looked at line by line, then saved as shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.identity import operator
from webapp.blueprints.reading import reading, today
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.extensions import db
from webapp.models import Role, ShortLife
from webapp.operations import announcing
from webapp.operations.announced_lines import Judged, Verdict, look
from webapp.operations.unit_of_work import run
from webapp.queries import announced as reads
from webapp.queries import documents
from webapp.queries.announced import Announced
from webapp.queries.receipts import RECEIPTS
from webapp.words import T, Words

LONGEST_BOX = 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the paste with its verdict."""

    number: int
    plate: str
    goods: str
    tone: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Plate:
    """An announced license plate: what is on it, and whether it has come in."""

    code: str
    goods: tuple[str, ...]
    tone: str
    word: str
    may_withdraw: bool


@blueprint.route("/receipts/<int(max=2147483647):document_id>/plates", methods=["GET", "POST"])
@allow(Role.SUPERVISOR)
def announced_plates(document_id: int) -> ResponseReturnValue:
    """What is announced; check what was pasted, save it, or announce a plate no more."""
    with reading() as connection:
        receipt = documents.one(connection, RECEIPTS, document_id)
    if receipt is None:
        abort(404)
    box = request.form.get("lines", "")[:LONGEST_BOX]
    if request.method == "GET":
        return page(document_id, receipt.number)
    if plate := request.form.get("withdraw"):
        return withdraw(document_id, plate)
    if not request.form.get("digest"):
        with reading() as connection:
            found = look(connection, document_id, box, today())
        return page(document_id, receipt.number, box, found)
    return save(document_id, receipt.number, box)


def withdraw(receipt_id: int, plate: str) -> Response:
    """Announce it no more, where it has not come in."""
    who = operator().id
    done = run(db.engine, lambda work: announcing.withdraw(work, receipt_id, plate, by=who))
    words = T("License plate %(plate)s is not announced any more.", plate=plate)
    kept = T("License plate %(plate)s has come in, or was not announced.", plate=plate)
    flash(said(words if done else kept), "good" if done else "stop")
    return redirect(url_for("supervisor.announced_plates", document_id=receipt_id), 303)


def save(receipt_id: int, number: str, box: str) -> Response:
    """Write what was looked at; where it is something else now, show that."""
    digest, day, who = request.form["digest"], today(), operator().id
    done = run(
        db.engine,
        lambda work: announcing.save(work, receipt_id, box, digest, day, by=who),
    )
    if done is not None:
        return page(receipt_id, number, box, done, changed=isinstance(done, Judged))
    flash(said(T("Announced.")), "good")
    return redirect(url_for("supervisor.announced_plates", document_id=receipt_id), 303)


def page(
    receipt_id: int,
    number: str,
    box: str = "",
    found: Judged | Words | None = None,
    *,
    changed: bool = False,
) -> Response:
    """The page."""
    judged = found if isinstance(found, Judged) else None
    with reading() as connection:
        plates = plates_of(connection, receipt_id)
    text = render_template(
        "supervisor/announced.html",
        url=url_for("supervisor.announced_plates", document_id=receipt_id),
        back=url_for("supervisor.receipt", document_id=receipt_id),
        number=number,
        plates=plates,
        box=box,
        fault=said(found) if isinstance(found, Words) else "",
        changed=changed,
        rows=[row_of(one) for one in judged.verdicts] if judged else [],
        summary=said(summary(judged)) if judged else "",
        digest=judged.digest if judged and judged.good else "",
    )
    return make_response(text, 422 if isinstance(found, Words) else 200)


def plates_of(connection: Connection, receipt_id: int) -> list[Plate]:
    """Every announced license plate with all that is on it."""
    by_plate: dict[str, list[Announced]] = {}
    for one in reads.announced_on(connection, receipt_id):
        by_plate.setdefault(one.plate, []).append(one)
    return [plate_of(code, goods) for code, goods in by_plate.items()]


def plate_of(code: str, goods: Sequence[Announced]) -> Plate:
    """One license plate."""
    has_come = goods[0].has_come
    return Plate(
        code,
        tuple(goods_of(one) for one in goods),
        "good" if has_come else "wait",
        said(T("Came in") if has_come else T("Announced")),
        not has_come,
    )


def goods_of(one: Announced) -> str:
    """ "12 each CREAM L1, expires on Jun 30, 2027"."""
    quantity = f"{shown.said(one.product.amount(one.quantity))} {shown.unit(one.product.unit)}"
    text = " ".join(part for part in (quantity, one.product.sku, one.called()) if part)
    if one.expires_on is None:
        return text
    return said(T("%(goods)s, expires on %(date)s", goods=text, date=one.expires_on))


def row_of(one: Verdict) -> Row:
    """One line of the paste."""
    quantity = said(one.line.product.amount(one.quantity)) if one.line and one.quantity else ""
    goods = " ".join(part for part in (quantity, one.product, one.serial or one.lot or "") if part)
    if one.fault:
        return Row(one.number, one.plate, goods, "stop", said(T("Left out")), said(one.fault))
    word = said(T("Can be announced"))
    if one.ends_soon is None:
        return Row(one.number, one.plate, goods, "good", word, "")
    is_reported = one.line is not None and one.line.short_life is ShortLife.REPORT
    asked = T("%(problem)s It will be reported.", problem=one.ends_soon)
    if not is_reported:
        asked = T("%(problem)s Only a supervisor can take it in.", problem=one.ends_soon)
    return Row(one.number, one.plate, goods, "wait", word, said(asked))


def summary(judged: Judged) -> Words:
    """How many lines stand, on how many license plates."""
    return T(
        "%(good)s of %(all)s lines can be announced. License plates: %(plates)s.",
        good=len(judged.good),
        all=len(judged.verdicts),
        plates=judged.plates,
    )
