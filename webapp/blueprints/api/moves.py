"""GET /api/v1/moves: the ledger, newest first."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from webapp.blueprints.access import allow
from webapp.blueprints.api import blueprint
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import begin_of, reading
from webapp.models import MoveKind, Role
from webapp.queries import moves
from webapp.queries.moves import MoveFilter, MoveRow

KNOWN = (
    *("product", "lot", "serial", "location", "lpn", "kind", "document", "user"),
    *("since", "until", "cursor", "limit"),
)


@blueprint.get("/moves", endpoint="moves")
@allow(Role.WORKER)
def some_moves() -> ResponseReturnValue:
    """One page of moves; `since` and `until` are days of the warehouse, `until` not included."""
    given = Parameters(request.args)
    asked = filter_of(given)
    limit = given.number("limit", default=100, least=1, most=500)
    given.check(KNOWN)
    with reading() as connection:
        page = moves.page(connection, asked, cursor=given.cursor(), limit=limit)
    return jsonify(items=[move_of(row) for row in page.rows], next_cursor=page.next)


def filter_of(given: Parameters) -> MoveFilter:
    """The filter that the parameters ask for."""
    return MoveFilter(
        product=given.text("product"),
        lot=given.text("lot"),
        serial=given.text("serial"),
        location=given.text("location"),
        lpn=given.text("lpn"),
        kind=given.choice("kind", MoveKind),
        number=given.text("document"),
        user=given.text("user"),
        since=begin_of(given.day("since")),
        until=begin_of(given.day("until")),
    )


def move_of(row: MoveRow) -> dict[str, Any]:
    """One entry of the ledger; the quantity is in base units."""
    return {
        "id": row.id,
        "kind": row.kind,
        "product": row.sku,
        "lot": row.lot,
        "lot_id": row.lot_id,
        "serial": row.serial,
        "quantity": row.quantity,
        "unit": row.unit,
        "scale": row.scale,
        "from": {"location": row.source, "lpn": row.source_lpn},
        "to": {"location": row.destination, "lpn": row.destination_lpn},
        "document": document_of(row),
        "reason": row.reason,
        "reverses_id": row.reverses_id,
        "scan_id": row.scan_id,
        "user": row.user,
        "captured_at": row.captured_at.isoformat(),
        "recorded_at": row.recorded_at.isoformat(),
    }


def document_of(row: MoveRow) -> dict[str, Any] | None:
    """What a move was made for."""
    if row.number is None:
        return None
    kind = "order" if row.receipt_id is None else "receipt"
    document = row.receipt_id or row.order_id
    return {"kind": kind, "id": document, "number": row.number, "partner": row.partner}
