"""The delivery slip of an order, to be printed and laid beside its goods."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, current_app, render_template, url_for

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.reading import reading
from webapp.blueprints.supervisor import blueprint
from webapp.models import Role
from webapp.operations.unit_of_work import clock
from webapp.queries.slips import Piece, SlipLine, slip_of
from webapp.queries.tracking import TrackingSettings, tracking_settings
from webapp.rules.days import today


@dataclass(frozen=True, slots=True)
class PieceShown:
    """One lot or serial of a line, ready to print."""

    quantity: str
    lot: str | None
    serial: str | None
    expires: str | None


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line, ready to print; `missing` is empty where all of it goes."""

    sku: str
    name: str
    unit: str
    ordered: str
    picked: str
    missing: str
    pieces: tuple[PieceShown, ...]


@blueprint.get("/orders/<int(max=2147483647):order_id>/slip")
@allow(Role.SUPERVISOR)
def delivery_slip(order_id: int) -> str:
    """The slip as the order was picked until now."""
    with reading() as connection:
        found = slip_of(connection, order_id)
        settings = tracking_settings(connection)
    if found is None:
        abort(404)
    zone = current_app.config["WAREHOUSE_TIMEZONE"]
    return render_template(
        "supervisor/slip.html",
        number=found.number,
        customer=found.customer,
        due=shown.day(today(found.due_at, zone)) if found.due_at else None,
        printed=shown.day(today(clock(), zone)),
        back=url_for("supervisor.order", document_id=order_id),
        lines=[line_shown(line, settings) for line in found.lines],
    )


def line_shown(line: SlipLine, settings: TrackingSettings) -> LineShown:
    """A line with its lots and serials where the warehouse prints them."""
    pieces = line.pieces if settings.slips else ()
    return LineShown(
        sku=line.sku,
        name=line.name,
        unit=shown.unit(line.unit),
        ordered=shown.quantity(line.ordered, line.scale),
        picked=shown.quantity(line.picked, line.scale),
        missing=shown.quantity(line.missing, line.scale) if line.missing else "",
        pieces=tuple(piece_shown(piece, line.scale, settings) for piece in pieces),
    )


def piece_shown(piece: Piece, scale: int, settings: TrackingSettings) -> PieceShown:
    """One lot or serial, with its date where the warehouse keeps dates."""
    expires = shown.day(piece.expires_on) if settings.expiry else None
    return PieceShown(shown.quantity(piece.quantity, scale), piece.lot, piece.serial, expires)
