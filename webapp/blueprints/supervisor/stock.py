"""Stock by lot: the page, what an opened row shows, and the CSV of any view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.csv_file import Cell, csv_file
from webapp.blueprints.look import language
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import day_of, reading, zone
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.chart import Bar, bar_chart
from webapp.blueprints.supervisor.stock_asked import Status, StockAsked, asked_of
from webapp.blueprints.supervisor.stock_rows import numbers_of, rows_of, totals_of
from webapp.models import Role
from webapp.queries import expiry, stock_by_lot
from webapp.queries.expiry import Week
from webapp.queries.stock_by_lot import Grouping, StockRow
from webapp.queries.zones import zones
from webapp.words import T

BELOW = 200
GROUPINGS = {
    Grouping.PRODUCT: T("Product"),
    Grouping.LOT: T("Lot"),
    Grouping.LOCATION: T("Location"),
    Grouping.EXPIRY_MONTH: T("Expiry month"),
    Grouping.STATUS: T("Status"),
}
STATUSES = {
    Status.USABLE: T("Usable"),
    Status.NEAR_EXPIRY: T("Expires within 30 days"),
    Status.EXPIRED: T("Expired"),
    Status.ON_HOLD: T("On hold"),
    Status.RECALLED: T("Recalled"),
}
CSV = {
    Grouping.PRODUCT: ("sku", "name"),
    Grouping.LOT: ("sku", "name", "lot", "expires_on", "state"),
    Grouping.LOCATION: ("location",),
    Grouping.EXPIRY_MONTH: ("month",),
    Grouping.STATUS: ("state",),
    Grouping.PLACE: (
        *("sku", "name", "lot", "expires_on", "state"),
        *("serial", "location", "lpn"),
    ),
}
HEADINGS = {"sku": "product", "state": "status", "month": "expiry_month"}


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice above the table; options are (value, label, is chosen)."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def in_field(moment: datetime) -> str:
    """A moment for a field of the form, so that sending it again asks for the same."""
    here = moment.astimezone(zone()).replace(tzinfo=None)
    exact = "milliseconds" if here.second or here.microsecond else "minutes"
    return here.isoformat(timespec=exact)


@blueprint.get("/stock")
@allow(Role.SUPERVISOR)
def stock() -> ResponseReturnValue:
    """One page of stock as asked, its totals, and when it expires."""
    asked, cursor = asked_here()
    wanted = asked.filter
    day = day_of(wanted.as_of)
    with reading() as connection:
        page = stock_by_lot.page(connection, wanted, asked.group, today=day, cursor=cursor)
        totals = stock_by_lot.totals(connection, wanted, today=day)
        weeks = () if wanted.as_of else expiry.by_week(connection, wanted, today=day)
        filters = filters_of(connection, asked)
    return render_template(
        "supervisor/stock.html",
        search=asked.q or "",
        groupings=groupings_of(asked),
        filters=filters,
        totals=totals_of(totals, asked),
        csv_url=asked.address("stock_csv"),
        next_url=asked.address("stock", cursor=page.next) if page.next else None,
        rows=rows_of(page.rows, asked),
        as_of=wanted.as_of and in_field(wanted.as_of),
        then=shown.moment(wanted.as_of) if wanted.as_of else None,
        now_url=asked.address("stock", as_of=None),
        kept=asked.kept("q", "location", "status", "as_of"),
        **chart_of(weeks),
    )


@blueprint.get("/stock/below")
@allow(Role.SUPERVISOR)
def stock_below() -> ResponseReturnValue:
    """The rows below one that was opened."""
    asked, cursor = asked_here()
    with reading() as connection:
        wanted = asked.filter
        page = stock_by_lot.page(
            connection, wanted, asked.group, today=day_of(wanted.as_of), cursor=cursor, limit=BELOW
        )
    return render_template("supervisor/stock_rows.html", rows=rows_of(page.rows, asked))


@blueprint.get("/stock.csv")
@allow(Role.SUPERVISOR)
def stock_csv() -> Response:
    """Every row of a view, quantities in the product's own unit."""
    asked, _ = asked_here()
    wanted = asked.filter
    day = day_of(wanted.as_of)
    with reading() as connection:
        found = tuple(stock_by_lot.everything(connection, wanted, asked.group, today=day))
    names = CSV[asked.group]
    sums = numbers_of(asked)
    header = [*(HEADINGS.get(name, name) for name in names), *sums, "unit"]
    return csv_file(f"stock-by-{asked.group}", header, (cells(row, names, sums) for row in found))


def asked_here() -> tuple[StockAsked, str | None]:
    """What this request asks for, and from where on."""
    given = Parameters(request.args)
    asked = asked_of(given)
    given.check()
    return asked, given.cursor()


def cells(row: StockRow, names: Iterable[str], sums: Iterable[str]) -> list[Cell]:
    """One row of the file."""
    numbers = (Decimal(getattr(row, name)).scaleb(-row.scale) for name in sums)
    return [*(getattr(row, name) for name in names), *numbers, row.unit]


def groupings_of(asked: StockAsked) -> list[tuple[str, str, bool]]:
    """The ways to group, each with its address."""
    return [
        (said(label), asked.address("stock", group=group), group is asked.group)
        for group, label in GROUPINGS.items()
    ]


def filters_of(connection: Connection, asked: StockAsked) -> tuple[Filter, ...]:
    """The choices above the table."""
    places = ((zone.code, f"{zone.code} {zone.name}".strip()) for zone in zones(connection))
    return (
        options("status", said(T("Status")), labels(), asked.status),
        options("location", said(T("Place")), places, asked.location),
    )


def labels() -> Iterable[tuple[str, str]]:
    """The statuses to choose from."""
    return ((str(status), said(words)) for status, words in STATUSES.items())


def options(name: str, label: str, among: Iterable[tuple[str, str]], chosen: str | None) -> Filter:
    """A choice that begins with "All"."""
    every = ("", said(T("All")), chosen is None)
    return Filter(name, label, (every, *((value, text, value == chosen) for value, text in among)))


def chart_of(weeks: tuple[Week, ...]) -> dict[str, Any]:
    """The chart of what expires when, and its table; nothing where nothing expires."""
    if not any(week.on_hand for week in weeks):
        return {"chart": None, "chart_rows": []}
    bars = [
        Bar(short(week.begins), week.on_hand, shown.quantity(week.on_hand), tone(at))
        for at, week in enumerate(weeks)
    ]
    rows = [(named(week.begins), shown.quantity(week.on_hand)) for week in weeks]
    return {"chart": bar_chart(bars), "chart_rows": rows}


def tone(at: int) -> str:
    """Expired first, then the weeks that are near, then the others."""
    return "stop" if at == 0 else "wait" if at <= 5 else "good"


def short(begins: date | None) -> str:
    """A week below its bar."""
    if begins is None:
        return said(T("Expired"))
    return format_date(begins, "d MMM", locale=language())


def named(begins: date | None) -> str:
    """A week in the table."""
    return shown.day(begins) or said(T("Expired"))
