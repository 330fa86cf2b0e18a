"""The device check: what this handheld's scanner does, found out by two scans and kept.

    first code ─► second code ─► what was found ─► save for this device
                      └─ it does not read ─┘

The scans are judged on the page; what arrives here are the settings, by its form or by hand.
"""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.floor.device_codes import HEAD, PLAIN, TAIL, for_paper, labels
from webapp.blueprints.floor.script_words import DEVICE_TEXTS, TEXTS, open_texts
from webapp.blueprints.floor.sheet import GroupOnScreen, OnScreen
from webapp.blueprints.identity import device_id, operator, scanner
from webapp.blueprints.look import language
from webapp.blueprints.shown import said
from webapp.extensions import db
from webapp.labels import bracketed, sheet_pdf, svg
from webapp.models import Role
from webapp.operations.devices import keep_scanner
from webapp.operations.unit_of_work import run
from webapp.rules.scanners import USUAL, Faults, Scanner, in_words, scanner_typed
from webapp.words import T


@blueprint.get("/device")
@allow(Role.WORKER)
def device() -> ResponseReturnValue:
    """The check, and what is done for this device now."""
    return page(scanner())


@blueprint.post("/device")
@allow(Role.WORKER)
def keep_device() -> ResponseReturnValue:
    """Keep the settings for this device; what is wrong is said beside its field."""
    if request.form.get("act") == "usual":
        return kept(USUAL, T("Back to the usual: nothing is put right on this device."))
    typed = scanner_typed(request.form, request.form.getlist("separators"))
    if isinstance(typed, dict):
        return make_response(page(scanner(), typed), 422)
    return kept(typed, T("Saved. It holds from the next scan on."))


def kept(settings: Scanner, words: object) -> ResponseReturnValue:
    """The settings are in the book; back to the page with one sentence."""
    device, by = device_id(), operator().id
    if device is not None:
        run(db.engine, lambda work: keep_scanner(work, device, settings, by=by))
    flash(said(words), "good")
    return redirect("/device", 303)


def page(now: Scanner, faults: Faults | None = None) -> str:
    """The whole page; a form with faults shows again what was typed."""
    typed = request.form
    return render_template(
        "floor/device.html",
        back="/",
        plain=PLAIN,
        head=HEAD,
        tail=TAIL,
        # The symbols are our own drawing: the text in them is escaped there.
        symbols=[Markup(svg(label)) for label in labels(language())],  # noqa: S704
        now=[said(words) for words in in_words(now)],
        typed=typed or form_of(now),
        separators=typed.getlist("separators") or list(now.separators) or [""],
        faults={name: said(words) for name, words in (faults or {}).items()},
        js_words=open_texts(TEXTS | DEVICE_TEXTS),
    )


def form_of(settings: Scanner) -> dict[str, str]:
    """The settings as the fields of the form hold them."""
    return {
        "quiet_ms": str(settings.quiet_ms or ""),
        "gap_ms": str(settings.gap_ms),
        "layout": settings.layout,
        "letters": settings.letters,
        "prefix": settings.prefix,
        "several": "yes" if settings.several else "",
    }


@blueprint.get("/device/sheet")
@allow(Role.WORKER)
def device_sheet() -> str:
    """The codes of the check to print, or to scan from another screen."""
    cards = tuple(
        OnScreen(
            number,
            label.title,
            label.lines,
            Markup(svg(label)),  # noqa: S704
            bracketed(label.text) if label.symbology.is_gs1 else label.text,
        )
        for number, label in enumerate(labels(language()), start=1)
    )
    lead = said(T("Open the device check on the handheld, then scan these from paper or screen."))
    return render_template(
        "sheet.html",
        title=said(T("Codes of the device check")),
        lead=lead,
        groups=[GroupOnScreen("", "", cards)],
        pdf_url=url_for("floor.device_paper"),
        back="/device",
    )


@blueprint.get("/device/sheet.pdf")
@allow(Role.WORKER)
def device_paper() -> Response:
    """The same on A4."""
    heading = said(T("Codes of the device check"))
    response = Response(
        sheet_pdf(for_paper(language()), heading=heading), content_type="application/pdf"
    )
    response.headers["Content-Disposition"] = 'inline; filename="lotwise-device-check.pdf"'
    return response
