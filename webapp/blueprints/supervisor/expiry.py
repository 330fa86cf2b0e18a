"""The near-expiry board: what has expired, and what will within 7, 30 and 90 days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import Response, render_template, url_for

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.csv_file import Cell, csv_file
from webapp.blueprints.reading import reading, today
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.hold_rows import HoldForm, form_of
from webapp.blueprints.supervisor.stock import chart_of
from webapp.models import Role
from webapp.queries import expiry
from webapp.queries.availability import LotState
from webapp.queries.expiry_board import NearRow, near_expiry
from webapp.queries.stock_filter import StockFilter
from webapp.rules.shelf_life import BANDS
from webapp.words import T

HEADER = (
    *("band_days", "expires_on", "product", "name", "lot", "status", "location"),
    *("on_hand", "reserved", "unit"),
)
TONES = {0: "stop", 7: "wait", 30: "busy", 90: "quiet"}


@dataclass(frozen=True, slots=True)
class Near:
    """Some of a lot in one place, ready to show."""

    lot: str
    lot_url: str
    product: str
    name: str
    expires_on: str
    left: str
    tone: str
    word: str
    location: str
    location_url: str
    on_hand: str
    reserved: str
    unit: str
    hold: HoldForm | None
    move_url: str


@dataclass(frozen=True, slots=True)
class Band:
    """One band of the board; its rows are in one order, the nearest day first."""

    anchor: str
    title: str
    tone: str
    lots: int
    rows: list[Near]


@blueprint.get("/expiry")
@allow(Role.SUPERVISOR)
def expiry_board() -> str:
    """Every band with its lots, and what expires by week."""
    day = today()
    with reading() as connection:
        rows = near_expiry(connection, today=day)
        weeks = expiry.by_week(connection, StockFilter(), today=day)
    return render_template(
        "supervisor/expiry.html",
        bands=[band_of(band, rows) for band in (0, *BANDS)],
        csv_url=url_for("supervisor.expiry_csv"),
        **chart_of(weeks),
    )


@blueprint.get("/expiry.csv")
@allow(Role.SUPERVISOR)
def expiry_csv() -> Response:
    """The whole board."""
    with reading() as connection:
        rows = near_expiry(connection, today=today(), most=None)
    return csv_file("near-expiry", HEADER, map(cells, rows))


def band_of(band: int, every: Sequence[NearRow]) -> Band:
    """One band of the board."""
    rows = [row for row in every if row.band == band]
    title = T("Within %(days)s days", days=band) if band else T("Expired")
    lots = len({row.lot_id for row in rows})
    return Band(f"band-{band}", said(title), TONES[band], lots, [near_of(row) for row in rows])


def near_of(row: NearRow) -> Near:
    """One row, ready to show."""
    tone, word = shown.STATES[row.state]
    held = row.state in (LotState.ON_HOLD, LotState.RECALLED)
    left = (row.expires_on - today()).days
    words = T("%(days)s days left", days=left) if left >= 0 else T("%(days)s days ago", days=-left)
    return Near(
        lot=row.lot,
        lot_url=url_for("supervisor.lot", lot_id=row.lot_id),
        product=row.sku,
        name=row.name,
        expires_on=shown.day(row.expires_on) or "",
        left=said(words),
        tone=tone,
        word=said(word),
        location=row.location,
        location_url=url_for("floor.look_up", kind="location", id=row.location_id),
        on_hand=shown.quantity(row.on_hand, row.scale),
        reserved=shown.quantity(row.reserved, row.scale) if row.reserved else "",
        unit=shown.unit(row.unit),
        hold=None if held else form_of("lot", row.lot_id, "released", back="expiry"),
        move_url=url_for("floor.goods_to_move", lot=row.lot_id),
    )


def cells(row: NearRow) -> tuple[Cell, ...]:
    """One row of the file, quantities in the product's own unit."""
    numbers = (Decimal(units).scaleb(-row.scale) for units in (row.on_hand, row.reserved))
    names = (row.sku, row.name, row.lot, str(row.state), row.location)
    return (row.band, row.expires_on.isoformat(), *names, *numbers, row.unit)
