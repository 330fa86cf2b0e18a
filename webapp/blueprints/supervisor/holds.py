"""Holds: what may not leave now, holding one thing or many lots of a product, and releasing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from webapp.blueprints.access import allow
from webapp.blueprints.edits import edit
from webapp.blueprints.identity import device_id, operator
from webapp.blueprints.ids import id_named
from webapp.blueprints.reading import begin_of, reading, today
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.hold_rows import holds_of, page_of, reasons, versions_as_shown
from webapp.extensions import db
from webapp.models import HoldStatus, Role
from webapp.operations import holds
from webapp.operations.held import Held, Placed, Released, Subject, Why
from webapp.operations.holds_on_lots import Lots, place_on_lots, release_lots
from webapp.operations.ledger import By
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries import holds as reads
from webapp.queries import products
from webapp.queries.promises import Today
from webapp.words import T, Words

LONGEST_CODE = 64
BACKS = {"expiry": "supervisor.expiry_board", "holds": "supervisor.holds_page"}


@blueprint.get("/holds")
@allow(Role.SUPERVISOR)
def holds_page() -> str:
    """What is held now, and the form for many lots."""
    return page({}, {})


@blueprint.post("/holds")
@allow(Role.SUPERVISOR)
def change_hold() -> Response:
    """Hold, recall or release one lot, license plate or location."""
    form, who = request.form, operator()
    kind, wanted, act = form.get("kind", ""), id_named(form, "id"), form.get("act", "")
    if kind not in set(Held) or act not in ("hold", "recall", "release"):
        abort(422)
    subject = Subject(Held(kind), wanted)

    def doing(work: UnitOfWork) -> Placed | Released | Words | None:
        by = By(who.id, work.now, device_id())
        if act == "release":
            return holds.release(work, subject, by, day(), reason=clean(form.get("text", "")))
        return holds.place(work, subject, why(), by, day())

    done = edit(f"hold_{subject.kind}", subject.id, doing)
    if done is None:
        abort(404)
    tone, words = told(done)
    flash(said(words), tone)
    back = BACKS.get(form.get("back", ""))
    return redirect(url_for(back) if back else page_of(kind, subject.id), 303)


@blueprint.post("/holds/lots")
@allow(Role.SUPERVISOR)
def change_lots() -> ResponseReturnValue:
    """Hold, recall or release lots of one product, all or within codes or days of coming in."""
    form, who = request.form, operator()
    act = form.get("act", "")
    if act not in ("hold", "recall", "release"):
        abort(422)
    wanted, faults = lots_asked()
    if wanted is None or faults:
        return page(form, faults), 422

    def doing(work: UnitOfWork) -> tuple[Placed, ...] | tuple[Released, ...] | Words:
        by = By(who.id, work.now, device_id())
        if act == "release":
            return release_lots(work, wanted, by, day(), reason=clean(form.get("text", "")))
        return place_on_lots(work, wanted, why(), by, day())

    done = run(db.engine, doing)
    if isinstance(done, Words):
        return page(form, {"text": done}), 422
    words = T("%(count)s lots are on hold now.", count=len(done))
    if act == "recall":
        words = T("%(count)s lots are recalled now.", count=len(done))
    if act == "release":
        words = T("%(count)s lots are released.", count=len(done))
    flash(said(words), "good" if done else "wait")
    return redirect(url_for("supervisor.holds_page"), 303)


def page(values: Any, faults: dict[str, Words]) -> str:
    """The page; what was typed stays with what is wrong."""
    with reading() as connection:
        rows = reads.open_holds(connection)
    return render_template(
        "supervisor/holds.html",
        versions=versions_as_shown(rows),
        holds=holds_of(rows),
        reasons=reasons(),
        values=values,
        errors={name: said(words) for name, words in faults.items()},
    )


def day() -> Today:
    """Today in the warehouse, with its zone."""
    return Today(today(), current_app.config["WAREHOUSE_TIMEZONE"])


def why() -> Why:
    """The reason that the form gives."""
    recalled = request.form.get("act") == "recall"
    status = HoldStatus.RECALLED if recalled else HoldStatus.ON_HOLD
    return Why(status, request.form.get("cause", ""), clean(request.form.get("text", "")))


def clean(typed: str) -> str:
    """A text on one line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split())


def told(done: Placed | Released | Words) -> tuple[str, Words]:
    """What became of it, in one sentence."""
    match done:
        case Words():
            return "stop", done
        case Released(promised=0):
            return "good", T("Released. It may leave again.")
        case Released(promised=units):
            return "good", T("Released. %(units)s units are promised again.", units=units)
        case Placed(lost=0):
            return "good", T("Nothing of it may leave now. No order had any of it.")
        case Placed(lost=lost, found=found):
            return "wait", T(
                "Nothing of it may leave now. Orders lost %(lost)s units; %(found)s were found"
                " elsewhere.",
                lost=lost,
                found=found,
            )


def lots_asked() -> tuple[Lots | None, dict[str, Words]]:
    """The lots that the form names, or what is wrong with it."""
    form, faults = request.form, {}
    sku = clean(form.get("product", ""))
    with reading() as connection:
        product_id = products.id_of(connection, sku)
    if product_id is None:
        faults["product"] = T("No product has this SKU.")
    days = {}
    for name in ("since", "until"):
        typed = form.get(name, "")
        try:
            days[name] = date.fromisoformat(typed) if typed else None
        except ValueError:
            days[name] = None
            faults[name] = T("A day such as 2026-06-15 is needed.")
    if product_id is None:
        return None, faults
    last = days["until"]
    codes = {name: clean(form.get(name, ""))[:LONGEST_CODE] for name in ("code_from", "code_to")}
    over = None if last in (None, date.max) else begin_of(last + timedelta(days=1))
    return Lots(int(product_id), **codes, since=begin_of(days["since"]), until=over), faults
