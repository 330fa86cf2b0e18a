"""One lot: its status, its dates, where it is, and every move of it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.admin.product_shown import change_of
from webapp.blueprints.csv_file import csv_file
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading, today
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.hold_rows import form_of, holds_of
from webapp.blueprints.supervisor.lot_records import shown_on_lot
from webapp.blueprints.supervisor.move_rows import HEADER, cells, moves_of
from webapp.models import Role
from webapp.operations import lot_dates
from webapp.queries import changes, holds, lots, moves, stock_by_lot
from webapp.queries.availability import LotState
from webapp.queries.lots import LotRow
from webapp.queries.moves import MoveFilter
from webapp.queries.stock_by_lot import Grouping, StockRow
from webapp.queries.stock_filter import StockFilter
from webapp.rules.holds import spoken
from webapp.rules.shelf_life import Dates
from webapp.words import T

LOT = "/lots/<int(max=2147483647):lot_id>"
PLACES = 500


@dataclass(frozen=True, slots=True)
class LotHead:
    """What the top of the page says."""

    code: str
    product: str
    product_name: str
    product_url: str
    tone: str
    word: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Some of the lot at one place."""

    location: str
    url: str
    lpn: str | None
    serial: str | None
    on_hand: str
    reserved: str
    unit: str


@blueprint.get(LOT)
@allow(Role.SUPERVISOR)
def lot(lot_id: int) -> ResponseReturnValue:
    """The lot's page."""
    cursor = Parameters(request.args).cursor()
    with reading() as connection:
        found = lots.lot(connection, lot_id, today=today())
        if found is None:
            abort(404)
        places = stock_by_lot.page(
            connection, StockFilter(lot_id=lot_id), Grouping.PLACE, today=today(), limit=PLACES
        )
        history = moves.page(connection, MoveFilter(lot_id=lot_id), cursor=cursor)
        record = shown_on_lot(connection, lot_id)
        held = holds.holds_of(connection, "lot", lot_id)
        dated = changes.changes_of(connection, lot_dates.ROOM, lot_dates.subject_of(lot_id))
    address = url_for("supervisor.lot", lot_id=lot_id, cursor=history.next)
    return render_template(
        "supervisor/lot.html",
        lot=head_of(found),
        figures=figures_of(found),
        facts=facts_of(found),
        hold=form_of("lot", lot_id, str(found.status)),
        holds=holds_of(held),
        dates=dates_of(found),
        dated=[change_of(row) for row in dated],
        places=[place_of(row) for row in places.rows],
        moves=moves_of(history.rows),
        record=record,
        csv_url=url_for("supervisor.lot_csv", lot_id=lot_id),
        label_url=url_for("floor.labels_to_print", thing=f"lot:{lot_id}"),
        move_url=url_for("floor.goods_to_move", lot=lot_id) if places.rows else None,
        next_url=address if history.next else None,
    )


@blueprint.get(f"{LOT}.csv")
@allow(Role.SUPERVISOR)
def lot_csv(lot_id: int) -> Response:
    """Every move of the lot."""
    with reading() as connection:
        found = lots.lot(connection, lot_id, today=today())
        if found is None:
            abort(404)
        history = tuple(moves.everything(connection, MoveFilter(lot_id=lot_id)))
    return csv_file(f"lot-{lot_id}-moves", HEADER, map(cells, history))


def head_of(row: LotRow) -> LotHead:
    """The top of the page."""
    tone, word = shown.STATES[row.state]
    return LotHead(
        code=row.code,
        product=row.sku,
        product_name=row.name,
        product_url=url_for("supervisor.stock", product=row.sku, group="lot"),
        tone=tone,
        word=said(word),
        why=why(row),
    )


def why(row: LotRow) -> str | None:
    """Why the lot may not leave, or None where it may."""
    match row.state:
        case LotState.USABLE:
            return None
        case LotState.EXPIRED:
            return said(T("It expired on %(date)s and may not leave.", date=row.expires_on))
        case LotState.ON_HOLD:
            return said(T("It is on hold: %(reason)s.", reason=spoken(row.hold_reason)))
        case LotState.RECALLED:
            return said(T("It is recalled: %(reason)s.", reason=spoken(row.hold_reason)))


def figures_of(row: LotRow) -> list[tuple[str, str, str]]:
    """The four sums of the lot."""
    sums = {name: getattr(row, name) for name in stock_by_lot.NUMBERS}
    return shown.figures(StockRow(**sums, unit=row.unit, scale=row.scale))


def facts_of(row: LotRow) -> list[tuple[str, str, str | None]]:
    """The dates and the origin that are known."""
    known = (
        (T("Expires on"), shown.day(row.expires_on)),
        (T("Best before"), shown.day(row.best_before)),
        (T("Removal date"), shown.day(row.removal_date)),
        (T("Remind on"), shown.day(row.alert_on)),
        (T("Produced on"), shown.day(row.produced_on)),
        (T("Supplier"), row.supplier),
    )
    return [(said(name), value, None) for name, value in known if value is not None]


def dates_of(row: LotRow) -> list[tuple[str, str, str]]:
    """The four dates as fields: name, label and value."""
    labels = (T("Expires on"), T("Best before"), T("Removal date"), T("Remind on"))
    values = (getattr(row, name) for name in Dates.__slots__)
    return [
        (name, said(label), value.isoformat() if value else "")
        for name, label, value in zip(Dates.__slots__, labels, values, strict=True)
    ]


def place_of(row: StockRow) -> Place:
    """Some of the lot at one place."""
    return Place(
        location=row.location or "",
        url=url_for("floor.look_up", kind="location", id=row.location_id),
        lpn=row.lpn,
        serial=row.serial,
        on_hand=shown.quantity(row.on_hand, row.scale),
        reserved=shown.quantity(row.reserved, row.scale),
        unit=shown.unit(row.unit),
    )
