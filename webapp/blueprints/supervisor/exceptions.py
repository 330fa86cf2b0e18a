"""What the floor reported: short picks, goods without a bin, scans that are held."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.csv_file import Cell, csv_file
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.flows.picking_short import SHORT_REASONS
from webapp.models import Role
from webapp.queries import exceptions
from webapp.queries.exceptions import ExceptionRow
from webapp.words import T, Words

KINDS: dict[str, tuple[str, Words]] = {
    "short": ("wait", T("Short pick")),
    "no_putaway": ("stop", T("No bin has room")),
    "held_scan": ("stop", T("Held scan")),
    "lost_reservation": ("stop", T("Reservation lost")),
    "short_life": ("wait", T("Short life on receipt")),
    "expires_soon": ("wait", T("Expires soon")),
}
LOST = {
    "lot_on_hold": T("The lot is on hold"),
    "lot_recalled": T("The lot is recalled"),
    "plate_on_hold": T("The license plate is on hold"),
    "location_on_hold": T("The location is on hold"),
}
REASONS = SHORT_REASONS | {"not_in_stock": T("There is none in stock")}
HEADER = (
    "recorded_at",
    "kind",
    "reason",
    "product",
    "lot",
    "serial",
    "location",
    "quantity",
    "document",
    "scanned",
    "user",
)


@dataclass(frozen=True, slots=True)
class Reported:
    """One exception, ready to show."""

    when: str
    tone: str
    what: str
    why: str
    product: str | None
    lot: str | None
    lot_url: str | None
    serial: str | None
    location: str | None
    quantity: str
    unit: str
    document: str | None
    document_url: str | None
    scanned: str | None
    who: str


@blueprint.get("/exceptions", endpoint="exceptions")
@allow(Role.SUPERVISOR)
def some_exceptions() -> ResponseReturnValue:
    """One page of exceptions, newest first."""
    cursor = Parameters(request.args).cursor()
    with reading() as connection:
        page = exceptions.page(connection, cursor=cursor)
    following = url_for("supervisor.exceptions", cursor=page.next)
    return render_template(
        "supervisor/exceptions.html",
        exceptions=[exception_of(row) for row in page.rows],
        csv_url=url_for("supervisor.exceptions_csv"),
        next_url=following if page.next else None,
    )


@blueprint.get("/exceptions.csv")
@allow(Role.SUPERVISOR)
def exceptions_csv() -> Response:
    """Every exception."""
    with reading() as connection:
        found = tuple(exceptions.everything(connection))
    return csv_file("exceptions", HEADER, map(cells, found))


def exception_of(row: ExceptionRow) -> Reported:
    """One row, ready to show."""
    tone, what = KINDS.get(row.kind, ("wait", T("Exception")))
    return Reported(
        when=shown.moment(row.recorded_at),
        tone=tone,
        what=said(what),
        why=said(why(row)),
        product=row.sku,
        lot=row.lot,
        lot_url=url_for("supervisor.lot", lot_id=row.lot_id) if row.lot_id else None,
        serial=row.serial,
        location=row.location,
        quantity="" if row.quantity is None else shown.quantity(row.quantity, row.scale or 0),
        unit=shown.unit(row.unit),
        document=row.number,
        document_url=document_url(row),
        scanned=row.scanned if row.kind == "held_scan" else None,
        who=row.user,
    )


def why(row: ExceptionRow) -> object:
    """The reason in words, where it has some of its own."""
    if row.kind == "short":
        return REASONS.get(row.reason, row.reason)
    if row.kind == "lost_reservation":
        return LOST.get(row.reason, row.reason)
    return row.reason if row.kind == "held_scan" else ""


def document_url(row: ExceptionRow) -> str | None:
    """The page of the receipt or order it is of."""
    if row.receipt_id is not None:
        return url_for("supervisor.receipt", document_id=row.receipt_id)
    if row.order_id is not None:
        return url_for("supervisor.order", document_id=row.order_id)
    return None


def cells(row: ExceptionRow) -> tuple[Cell, ...]:
    """One row of the file, in the words of the database."""
    return (
        row.recorded_at.isoformat(),
        row.kind,
        row.reason,
        row.sku,
        row.lot,
        row.serial,
        row.location,
        row.quantity,
        row.number,
        row.scanned,
        row.user,
    )
