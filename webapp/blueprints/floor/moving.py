"""Where goods to move are asked for; what a page wants moved is listed there, to be tapped."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Connection

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.floor.lists import Row
from webapp.blueprints.identity import operator
from webapp.blueprints.ids import id_named
from webapp.blueprints.reading import reading
from webapp.models import Flow, Role
from webapp.queries import moving, work
from webapp.queries.look_up import location
from webapp.queries.moving import GoodsThere


@blueprint.get("/move")
@allow(Role.WORKER)
def goods_to_move() -> ResponseReturnValue:
    """What is to be moved, by `?lot=` or `?location=`; else a conversation under way is gone on."""
    with reading() as connection:
        mine = work.open_moving(connection, operator().id)
        rows = asked_for(connection)
    if mine is not None and not rows:
        return redirect(f"/move/{mine}")
    return render_template(
        "floor/list.html",
        flow=Flow.MOVING,
        heading=_("Move"),
        prompt=_("Tap what you take") if rows else _("Scan a bin, goods or a license plate"),
        hint=_("Then scan the place it goes to: a bin, quarantine or scrap."),
        back="/",
        rows=rows,
        empty_heading=_("Nothing in hand"),
        empty_advice=_("What you take up is kept for you until you put it down."),
        answer=None,
    )


def asked_for(connection: Connection) -> list[Row]:
    """The rows to tap: each place of a lot, or a location."""
    lot_id = id_named(request.args, "lot")
    location_id = id_named(request.args, "location")
    if location_id and (place := location(connection, location_id)):
        return [row(place.code, place.name, "", f"LW*FROM*{location_id}")]
    found = moving.of_lot(connection, lot_id) if lot_id else []
    return lot_rows(found)


def lot_rows(found: Sequence[GoodsThere]) -> list[Row]:
    """Each place of a lot; a license plate is one row, because it moves as a whole."""
    rows: dict[str, Row] = {}
    for one in found:
        key = one.plate or str(one.balance_id)
        rows.setdefault(key, plate_row(one) if one.plate else goods_row(one))
    return list(rows.values())


def plate_row(there: GoodsThere) -> Row:
    """A license plate that some of the lot is on."""
    name = str(_("License plate"))
    return row(str(there.plate), name, there.location, f"LW*STOCK*{there.balance_id}")


def goods_row(there: GoodsThere) -> Row:
    """Some of the lot, loose in one place."""
    code = there.serial or (there.lot.code if there.lot else there.product.sku)
    units = shown.said(there.product.amount(there.on_hand))
    detail = f"{units} {shown.unit(there.product.unit)} · {there.location}"
    return row(code, there.product.name, detail, f"LW*STOCK*{there.balance_id}")


def row(code: str, party: str, detail: str, text: str) -> Row:
    """A row without progress."""
    return Row(code, party, detail, done=0, total=0, progress="", text=text)
