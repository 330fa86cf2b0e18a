"""What left for an order, what of it is back, and the button that opens its return."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, redirect, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.documents import Also
from webapp.extensions import db
from webapp.models import Role
from webapp.operations import returns
from webapp.operations.unit_of_work import run
from webapp.queries import returns as reads
from webapp.queries.documents import DocumentRow
from webapp.queries.returns import Delivered
from webapp.rules.refusals import Refusal
from webapp.words import T


@dataclass(frozen=True, slots=True)
class Row:
    """The same goods of one lot or serial: how many left, and how many are back."""

    product: str
    name: str
    code: str
    left: str
    back: str
    unit: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The panel of what left: its rows, the returns that were opened, and where one is opened."""

    rows: tuple[Row, ...]
    returns: tuple[tuple[str, str], ...]
    url: str | None


@blueprint.post("/orders/<int(max=2147483647):document_id>/return")
@allow(Role.SUPERVISOR)
def take_back(document_id: int) -> Response:
    """Open the return of an order, or go to the one that is open."""
    opened = run(db.engine, lambda work: returns.open_return(work, document_id))
    if opened is None:
        abort(404)
    if isinstance(opened, Refusal):
        flash(f"{said(opened.problem)} {said(opened.remedy)}", "stop")
        return redirect(url_for("supervisor.order", document_id=document_id), 303)
    flash(said(T("Return %(number)s is open.", number=opened.number)), "good")
    return redirect(url_for("supervisor.receipt", document_id=opened.id), 303)


def gone_of(connection: Connection, order_id: int) -> Gone | None:
    """The panel, or nothing where nothing has left."""
    found = reads.delivered_to(connection, order_id)
    if not found:
        return None
    may_open = any(row.left > 0 for row in found)
    return Gone(
        tuple(row_of(same) for same in reads.alike(found).values()),
        tuple(
            (one.number, url_for("supervisor.receipt", document_id=one.id))
            for one in reads.returns_of(connection, order_id)
        ),
        url_for("supervisor.take_back", document_id=order_id) if may_open else None,
    )


def row_of(same: list[Delivered]) -> Row:
    """The same goods of several lines are one row."""
    first, scale = same[0], same[0].product.scale
    return Row(
        product=first.product.sku,
        name=first.product.name,
        code=first.serial or first.lot or "",
        left=shown.quantity(sum(row.delivered for row in same), scale),
        back=shown.quantity(sum(row.returned for row in same), scale),
        unit=shown.unit(first.product.unit),
    )


def origin_of(connection: Connection, row: DocumentRow) -> Also:
    """Of a return the order it is of; of a receipt where its license plates are announced."""
    order = reads.order_of_return(connection, row.id)
    if order is None:
        return Also(
            values={"plates_url": url_for("supervisor.announced_plates", document_id=row.id)}
        )
    url = url_for("supervisor.order", document_id=order.id)
    return Also(facts=[(said(T("Return of order")), str(order.number), url)])
