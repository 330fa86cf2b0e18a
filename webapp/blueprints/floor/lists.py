"""What there is to do, to choose from by scanning or by a tap (which is a scan, too)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date, format_time
from flask_babel import gettext as _

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.identity import operator
from webapp.blueprints.reading import reading, today, zone
from webapp.models import Flow, Role
from webapp.queries import putaway, work
from webapp.queries.putaway import Waiting
from webapp.queries.work import Choosable


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list; tapping it sends `text` as a scan."""

    code: str
    party: str
    detail: str
    done: int
    total: int
    progress: str
    text: str
    tone: str | None = None
    word: str | None = None


@blueprint.get("/receive")
@allow(Role.WORKER)
def receipts() -> ResponseReturnValue:
    """Open receipts."""
    with reading() as connection:
        found = work.open_receipts(connection)
    return render_template(
        "floor/list.html",
        flow=Flow.RECEIVING,
        heading=_("Receive"),
        prompt=_("Scan a receipt or a product"),
        hint=_("Its number, or anything the supplier brought."),
        back="/",
        rows=[row_of(one) for one in found],
        empty_heading=_("No open receipts"),
        empty_advice=_("A supervisor announces what suppliers will bring."),
        answer=None,
    )


@blueprint.get("/pick")
@allow(Role.WORKER)
def orders() -> ResponseReturnValue:
    """Orders with something to pick."""
    with reading() as connection:
        found = work.orders_to_pick(connection, operator().id)
    return render_template(
        "floor/list.html",
        flow=Flow.PICKING,
        heading=_("Pick"),
        prompt=_("Take the next order, or scan one"),
        hint=None,
        back="/",
        next_text="LW*PICK" if found else None,
        next_label=_("Take the next order"),
        rows=[row_of(one) for one in found],
        empty_heading=_("Nothing to pick"),
        empty_advice=_("Orders appear here when a supervisor releases them."),
        answer=None,
    )


@blueprint.get("/putaway")
@allow(Role.WORKER)
def waiting() -> ResponseReturnValue:
    """What stands on the docks; a putaway under way is gone on with."""
    with reading() as connection:
        mine = work.open_putaway(connection, operator().id)
        if mine is not None:
            return redirect(f"/putaway/{mine}")
        found = [row for row in putaway.waiting(connection) if row.free > 0]
    return render_template(
        "floor/list.html",
        flow=Flow.PUTAWAY,
        heading=_("Put away"),
        prompt=_("Scan goods on the dock"),
        hint=_("A lot, a serial number or a license plate."),
        back="/",
        rows=waiting_rows(found),
        empty_heading=_("The docks are empty"),
        empty_advice=_("Goods appear here as soon as they are received."),
        answer=None,
    )


@blueprint.get("/license-plates")
@allow(Role.WORKER)
def plates_to_scan() -> ResponseReturnValue:
    """Where a license plate is asked for; a conversation under way is gone on with."""
    with reading() as connection:
        mine = work.open_plates(connection, operator().id)
    if mine is not None:
        return redirect(f"/license-plates/{mine}")
    return render_template(
        "floor/list.html",
        flow=Flow.PLATES,
        heading=_("License plates"),
        prompt=_("Scan a license plate"),
        hint=_("Then goods or plates to put on it, or the place it goes to."),
        back="/",
        rows=[],
        empty_heading=_("No plate in hand"),
        empty_advice=_("Its card shows where it stands and what is on it."),
        answer=None,
    )


def row_of(one: Choosable) -> Row:
    """A document as a row."""
    tone, word = (None, None)
    if one.mine:
        tone, word = "open", _("yours")
    elif one.worker:
        tone, word = "hold", _("taken by %(name)s", name=one.worker)
    return Row(
        code=one.number,
        party=one.party,
        detail=due(one.due_at) if one.due_at else "",
        done=one.done,
        total=one.all,
        progress=_("Lines: %(done)s of %(all)s", done=one.lines_done, all=one.lines),
        text=one.number,
        tone=tone,
        word=word,
    )


def due(moment: datetime) -> str:
    """When an order is due: the time alone today, the day and the time otherwise."""
    local = moment.astimezone(zone())
    if local.date() == today():
        return str(_("due at %(time)s", time=format_time(local.time(), "short")))
    words = _(
        "due %(day)s, %(time)s",
        day=format_date(local.date(), "EEE d MMM"),
        time=format_time(local.time(), "short"),
    )
    return str(words)


def waiting_rows(found: Sequence[Waiting]) -> list[Row]:
    """Goods on docks; a license plate is one row, whatever it carries."""
    rows: dict[str, Row] = {}
    for row in found:
        key = row.plate or str(row.balance_id)
        rows[key] = plate_row(row) if row.plate else goods_row(row)
    return list(rows.values())


def plate_row(row: Waiting) -> Row:
    """A license plate that waits."""
    return Row(
        code=str(row.plate),
        party=_("License plate"),
        detail=row.location,
        done=0,
        total=0,
        progress="",
        text=str(row.plate),
    )


def goods_row(row: Waiting) -> Row:
    """Loose goods that wait."""
    code = row.serial or (row.lot.code if row.lot else row.product.sku)
    amount = f"{shown.said(row.product.amount(row.free))} {shown.unit(row.product.unit)}"
    return Row(
        code=code,
        party=row.product.name,
        detail=f"{amount} · {row.location}",
        done=0,
        total=0,
        progress="",
        text=f"LW*STOCK*{row.balance_id}",
    )
