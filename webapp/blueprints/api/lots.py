"""GET /api/v1/lots, one lot, and its trace back to receipts or forward to orders."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from webapp.blueprints.access import allow
from webapp.blueprints.api import blueprint
from webapp.blueprints.api.moves import move_of
from webapp.blueprints.api.stock import row_of
from webapp.blueprints.errors import Problem
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading, today
from webapp.models import LotStatus, Role
from webapp.queries import lots, stock_by_lot, trace
from webapp.queries.lots import LotFilter, LotRow
from webapp.queries.stock_by_lot import Grouping
from webapp.queries.stock_filter import StockFilter
from webapp.queries.trace import Branch, Direction
from webapp.words import T

KNOWN = ("product", "code", "status", "expires_before", "cursor", "limit")
# A larger number is no id that the book could hold.
LOT = "<int(max=2147483647):lot_id>"
PLACES = 500


@blueprint.get("/lots", endpoint="lots")
@allow(Role.WORKER)
def some_lots() -> ResponseReturnValue:
    """One page of lots, in the order they were first seen."""
    given = Parameters(request.args)
    asked = LotFilter(
        product=given.text("product"),
        code=given.text("code"),
        status=given.choice("status", LotStatus),
        expires_before=given.day("expires_before"),
    )
    limit = given.number("limit", default=100, least=1, most=500)
    given.check(KNOWN)
    with reading() as connection:
        page = lots.page(connection, asked, today=today(), cursor=given.cursor(), limit=limit)
    return jsonify(items=[lot_of(row) for row in page.rows], next_cursor=page.next)


@blueprint.get(f"/lots/{LOT}", endpoint="lot")
@allow(Role.WORKER)
def one_lot(lot_id: int) -> ResponseReturnValue:
    """One lot, and where it is now."""
    Parameters(request.args).check(())
    with reading() as connection:
        found = known(lots.lot(connection, lot_id, today=today()), lot_id)
        places = stock_by_lot.page(
            connection,
            StockFilter(lot_id=lot_id),
            Grouping.PLACE,
            today=today(),
            limit=PLACES,
        )
    return jsonify(lot_of(found) | {"places": [row_of(row) for row in places.rows]})


@blueprint.get(f"/lots/{LOT}/trace")
@allow(Role.WORKER)
def lot_trace(lot_id: int) -> ResponseReturnValue:
    """Where a lot came from, or where it went."""
    given = Parameters(request.args)
    direction = given.choice("direction", Direction) or Direction.BACK
    given.check(("direction",))
    with reading() as connection:
        found = known(lots.lot(connection, lot_id, today=today()), lot_id)
        branches = trace.trace(connection, lot_id, direction)
    return jsonify(
        lot=lot_of(found),
        direction=direction,
        branches=[branch_of(branch) for branch in branches],
    )


def known(lot: LotRow | None, lot_id: int) -> LotRow:
    """The lot, or a 404 that names the id."""
    if lot is None:
        raise Problem(404, T("There is no lot with the id %(id)s.", id=lot_id))
    return lot


def lot_of(row: LotRow) -> dict[str, Any]:
    """A lot with its dates and the sums of what is inside, in base units."""
    dates = {
        name: day.isoformat() if (day := getattr(row, name)) else None
        for name in ("expires_on", "best_before", "removal_date", "produced_on")
    }
    sums = {name: getattr(row, name) for name in stock_by_lot.NUMBERS}
    return {
        "id": row.id,
        "code": row.code,
        "product": row.sku,
        "name": row.name,
        "unit": row.unit,
        "scale": row.scale,
        "status": row.state,
        "hold_reason": row.hold_reason,
        "supplier": row.supplier,
        **dates,
        **sums,
    }


def branch_of(branch: Branch) -> dict[str, Any]:
    """The moves under one document, or those made for none."""
    document = None
    if branch.number is not None:
        document = {"kind": branch.cause, "id": branch.id, "number": branch.number}
    return {
        "cause": branch.cause,
        "document": document,
        "partner": branch.partner,
        "quantity": branch.quantity,
        "delivered": branch.delivered,
        "moves": [move_of(move) for move in branch.moves],
    }
