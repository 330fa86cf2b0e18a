"""The demo barcode sheet, open to everybody: on a screen to scan from, and as PDF to print."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template, url_for
from markupsafe import Markup

from webapp.barcodes import shown
from webapp.blueprints.access import public
from webapp.blueprints.errors import Problem
from webapp.blueprints.floor import blueprint
from webapp.blueprints.look import language
from webapp.blueprints.reading import reading, today
from webapp.blueprints.shown import said
from webapp.demo.sheet import Printed, PrintedGroup, for_paper, sheet
from webapp.labels import bracketed, sheet_pdf, svg
from webapp.words import T


@dataclass(frozen=True, slots=True)
class OnScreen:
    """One label of the page."""

    step: int | None
    title: str
    lines: tuple[str, ...]
    svg: Markup
    text: str


@dataclass(frozen=True, slots=True)
class GroupOnScreen:
    """Labels under a heading."""

    heading: str
    lead: str
    labels: tuple[OnScreen, ...]


@blueprint.get("/sheet")
@public
def sheet_page() -> str:
    """Every code of the first walk, in order, and more to try."""
    groups = [
        GroupOnScreen(group.heading, group.lead, tuple(on_screen(one) for one in group.labels))
        for group in printed()
    ]
    return render_template(
        "sheet.html", groups=groups, pdf_url=url_for("floor.sheet_paper"), back="/"
    )


@blueprint.get("/sheet.pdf")
@public
def sheet_paper() -> Response:
    """The same on A4."""
    body = sheet_pdf(for_paper(printed()), heading=said(T("Demo barcode sheet")))
    response = Response(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="lotwise-demo-sheet.pdf"'
    return response


def printed() -> tuple[PrintedGroup, ...]:
    """The sheet as it is now; a 404 that says why where there is no demo."""
    with reading() as connection:
        groups = sheet(connection, today(), language())
    if not groups:
        raise Problem(404, T("There is no demo warehouse in this database."))
    return groups


def on_screen(printed: Printed) -> OnScreen:
    """A label with its symbol drawn."""
    label = printed.label
    text = bracketed(label.text) if label.symbology.is_gs1 else shown(label.text)
    # The symbol is our own drawing: the text in it is escaped there.
    return OnScreen(printed.number, label.title, label.lines, Markup(svg(label)), text)  # noqa: S704
