"""GET /api/v1/stock: stock by whatever it is grouped by, with its totals."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from webapp.blueprints.access import allow
from webapp.blueprints.api import blueprint
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import day_of, moment_asked, reading
from webapp.models import Role
from webapp.queries import stock_by_lot
from webapp.queries.availability import LotState
from webapp.queries.stock_by_lot import Grouping, StockRow
from webapp.queries.stock_filter import StockFilter

KNOWN = (
    *("product", "lot", "serial", "location", "status", "q", "group_by"),
    *("as_of", "cursor", "limit"),
)
LIMIT = 100
MOST = 500


@blueprint.get("/stock")
@allow(Role.WORKER)
def stock() -> ResponseReturnValue:
    """One page of stock and the totals of all that was asked for, in base units.

    `as_of` asks for a past moment; what was reserved, on hold or available then is not known.
    """
    given = Parameters(request.args)
    asked = StockFilter(
        product=given.text("product"),
        lot=given.text("lot"),
        serial=given.text("serial"),
        location=given.text("location"),
        state=given.choice("status", LotState),
        words=given.text("q") or "",
        as_of=moment_asked(given, "as_of"),
    )
    day = day_of(asked.as_of)
    grouping = given.choice("group_by", Grouping) or Grouping.PLACE
    limit = given.number("limit", default=LIMIT, least=1, most=MOST)
    given.check(KNOWN)
    with reading() as connection:
        page = stock_by_lot.page(
            connection, asked, grouping, today=day, cursor=given.cursor(), limit=limit
        )
        totals = stock_by_lot.totals(connection, asked, today=day)
    then = asked.as_of is not None
    return jsonify(
        items=[row_of(row, then=then) for row in page.rows],
        totals=[total_of(row, then=then) for row in totals],
        as_of=asked.as_of.isoformat() if asked.as_of else None,
        group_by=grouping,
        next_cursor=page.next,
    )


def row_of(row: StockRow, *, then: bool = False) -> dict[str, Any]:
    """A row; what its grouping adds up over is null."""
    return {
        "product": row.sku,
        "name": row.name,
        "lot": row.lot,
        "lot_id": row.lot_id,
        "serial": row.serial,
        "location": row.location,
        "lpn": row.lpn,
        "expires_on": row.expires_on.isoformat() if row.expires_on else None,
        "expiry_month": row.month,
        "status": row.state,
        **total_of(row, then=then),
    }


def total_of(row: StockRow, *, then: bool) -> dict[str, Any]:
    """The sums in base units and the unit they are shown in; of the past only one is known."""
    return {
        "unit": row.unit,
        "scale": row.scale,
        "on_hand": row.on_hand,
        "reserved": None if then else row.reserved,
        "available": None if then else row.available,
        "on_hold": None if then else row.on_hold,
    }
