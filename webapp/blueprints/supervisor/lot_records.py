"""Records of lots: a new one before its goods come, what is known of one, and another code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.admin.product_shown import change_of
from webapp.blueprints.edits import Versions, edit, versions_of
from webapp.blueprints.identity import operator
from webapp.blueprints.ids import id_named
from webapp.blueprints.reading import reading, today
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.extensions import db
from webapp.models import Role
from webapp.operations import lot_records, renaming
from webapp.operations.lot_records import About
from webapp.operations.renaming import Kind, subject
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries import changes
from webapp.queries import lot_records as reads
from webapp.queries.codes_made import next_lot
from webapp.queries.lot_records import LotRecord
from webapp.rules.free_facts import facts_in, written
from webapp.words import T, Words

LOT = "/lots/<int(max=2147483647):lot_id>"
SERIAL = "/serials/<int(max=2147483647):serial_id>/code"
Faults = Mapping[str, Words]
TEXTS = ("reference", "description", "supplier_lot")


@blueprint.get("/lots/new")
@allow(Role.SUPERVISOR)
def new_lot() -> Response:
    """The form of a lot that is not here yet; for a product, its next code is proposed."""
    product = id_named(request.args, "product")
    with reading() as connection:
        proposed = next_lot(connection, product) if product else None
    return form_page(None, {"product": str(product or ""), "code": proposed or ""}, {})


@blueprint.post("/lots/new")
@allow(Role.SUPERVISOR)
def make_lot() -> ResponseReturnValue:
    """Write the record, or say beside the fields what is wrong."""
    about, faults = about_given()
    product = id_named(request.form, "product")
    code, by = request.form.get("code", ""), operator().id

    def act(work: UnitOfWork) -> int | dict[str, Words]:
        if faults:
            return lot_records.faults_of(work, about, today()) | dict(faults)
        return lot_records.create(work, product, code, about, by=by, today=today())

    made = run(db.engine, act)
    if isinstance(made, dict):
        return form_page(None, request.form, made)
    flash(said(T("The lot is known now. Nothing of it is in stock yet.")), "good")
    return redirect(url_for("supervisor.lot", lot_id=made), 303)


@blueprint.get(f"{LOT}/record")
@allow(Role.SUPERVISOR)
def lot_record(lot_id: int) -> Response:
    """What is known of a lot, to be changed."""
    with reading() as connection:
        versions = versions_of_lot(connection, lot_id)
        found = found_or_404(connection, lot_id)
    return form_page(found, values_of(found), {}, versions)


@blueprint.post(f"{LOT}/record")
@allow(Role.SUPERVISOR)
def change_lot_record(lot_id: int) -> ResponseReturnValue:
    """Write what is known now, or say beside the fields what is wrong."""
    with reading() as connection:
        versions = versions_of_lot(connection, lot_id)
        found = found_or_404(connection, lot_id)
    about, faults = about_given()
    product, by = id_named(request.form, "product") or None, operator().id

    def act(work: UnitOfWork) -> dict[str, Words]:
        if faults:
            return lot_records.faults_of(work, about, today()) | dict(faults)
        return lot_records.edit(work, lot_id, about, by=by, today=today(), product_id=product)

    if wrong := edit("lot_record", lot_id, act):
        return form_page(found, request.form, wrong, versions)
    flash(said(T("Saved.")), "good")
    return redirect(url_for("supervisor.lot", lot_id=lot_id), 303)


@blueprint.post(f"{LOT}/code")
@allow(Role.SUPERVISOR)
def rename_lot(lot_id: int) -> ResponseReturnValue:
    """Give the lot another code; the old one still scans."""
    with reading() as connection:
        versions = versions_of_lot(connection, lot_id)
        found = found_or_404(connection, lot_id)
    code, by = request.form.get("new_code", ""), operator().id
    no = edit("lot_code", lot_id, lambda work: renaming.rename(work, Kind.LOT, lot_id, code, by=by))
    if no:
        values = values_of(found) | {"new_code": code}
        return form_page(found, values, {"new_code": no}, versions)
    flash(said(T("Renamed. Its old labels still scan.")), "good")
    return redirect(url_for("supervisor.lot", lot_id=lot_id), 303)


@blueprint.get(SERIAL)
@allow(Role.SUPERVISOR)
def serial_code(serial_id: int) -> Response:
    """The code of a serial, to be changed."""
    return serial_page(serial_id, None)


@blueprint.post(SERIAL)
@allow(Role.SUPERVISOR)
def rename_serial(serial_id: int) -> ResponseReturnValue:
    """Give the serial another code; the old one still scans."""
    with reading() as connection:
        if reads.serial(connection, serial_id) is None:
            abort(404)
    code, by = request.form.get("new_code", ""), operator().id
    no = edit(
        "serial_code",
        serial_id,
        lambda work: renaming.rename(work, Kind.SERIAL, serial_id, code, by=by),
    )
    if no:
        return serial_page(serial_id, no)
    flash(said(T("Renamed. Its old labels still scan.")), "good")
    return redirect(url_for("supervisor.serial_code", serial_id=serial_id), 303)


def found_or_404(connection: Connection, lot_id: int) -> LotRecord:
    """The record of a lot, or 404."""
    found = reads.record(connection, lot_id)
    if found is None:
        abort(404)
    return found


def about_given() -> tuple[About, dict[str, Words]]:
    """What the form says, and what of it cannot be read."""
    form = request.form
    reference, description, lot = (form.get(name, "").strip() or None for name in TEXTS)
    country = form.get("country", "").strip().upper() or None
    supplier = id_named(form, "supplier") or None
    more = written(facts_in(form.get("more")))
    about = About(reference, description, lot, country, supplier, more=more)
    day = form.get("produced_on", "").strip()
    try:
        return replace(about, produced_on=date.fromisoformat(day) if day else None), {}
    except ValueError:
        wrong = T("%(text)s is not a date such as 2027-03-31.", text=day[:40])
        return about, {"produced_on": wrong}


def values_of(found: LotRecord) -> dict[str, str]:
    """A record as the fields of its form."""
    texts = {name: getattr(found, name) or "" for name in (*TEXTS, "country")}
    return texts | {
        "product": str(found.product_id),
        "supplier": str(found.supplier_id or ""),
        "more": found.more or "",
        "produced_on": found.produced_on.isoformat() if found.produced_on else "",
    }


def versions_of_lot(connection: Connection, lot_id: int) -> Versions:
    """The versions of both forms of a lot."""
    return versions_of(connection, lot_record=[lot_id], lot_code=[lot_id])


def form_page(
    found: LotRecord | None,
    values: Mapping[str, str],
    faults: Faults,
    versions: Versions | None = None,
) -> Response:
    """The form of a new lot, or of one that is known."""
    with reading() as connection:
        products = reads.products_with_lots(connection)
        suppliers = reads.suppliers(connection)
    text = render_template(
        "supervisor/lot_form.html",
        versions=versions,
        lot=found,
        url=url_for("supervisor.lot_record", lot_id=found.id) if found else "/lots/new",
        products=[(str(one.id), f"{one.sku} · {one.name}") for one in products],
        suppliers=[(str(one.id), one.name) for one in suppliers],
        values=values,
        errors={name: said(words) for name, words in faults.items()},
    )
    return make_response(text, 422 if faults else 200)


def serial_page(serial_id: int, fault: Words | None) -> Response:
    """The form of a serial's code, with the codes it had."""
    with reading() as connection:
        versions = versions_of(connection, serial_code=[serial_id])
        found = reads.serial(connection, serial_id)
        if found is None:
            abort(404)
        former = reads.former(connection, "serial", serial_id)
        history = changes.changes_of(connection, renaming.ROOM, subject(Kind.SERIAL, serial_id))
    text = render_template(
        "supervisor/serial_code.html",
        versions=versions,
        serial=found,
        former=former,
        history=[change_of(row) for row in history],
        new_code=request.form.get("new_code", found.code),
        error=said(fault) if fault else "",
    )
    return make_response(text, 422 if fault else 200)


def shown_on_lot(connection: Connection, lot_id: int) -> dict[str, object]:
    """The part of a lot's page that tells its record and its history."""
    found = found_or_404(connection, lot_id)
    history = changes.changes_of(connection, renaming.ROOM, subject(Kind.LOT, lot_id))
    known = (
        (T("Own reference"), found.reference),
        (T("Description"), found.description),
        (T("Supplier's lot"), found.supplier_lot),
        (T("Country of origin"), shown.country(found.country) if found.country else None),
        (T("Earlier codes"), ", ".join(found.former)),
    )
    named = [(said(name), value) for name, value in known if value]
    return {
        "url": url_for("supervisor.lot_record", lot_id=lot_id),
        "facts": [*named, *facts_in(found.more)],
        "history": [change_of(row) for row in history],
    }
