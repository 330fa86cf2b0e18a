"""The rows of the stock tree as templates show them: same shape at every level."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from webapp.blueprints import shown
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor.stock_asked import StockAsked
from webapp.queries.stock_by_lot import NUMBERS, Grouping, StockRow
from webapp.queries.stock_filter import NO_LOT, UNDATED
from webapp.words import T


@dataclass(frozen=True, slots=True)
class Row:
    """One row, ready to show. `more_url` gives what is below it when it is opened."""

    icon: str
    label: str
    detail: str
    url: str | None
    tone: str | None
    word: str | None
    expires_on: str | None
    on_hand: str
    reserved: str
    available: str
    on_hold: str
    unit: str
    rows: tuple[Row, ...] = ()
    more_url: str | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of everything asked for; several units stand beside each other."""

    on_hand: str
    reserved: str
    available: str
    on_hold: str
    unit: str


def rows_of(found: Iterable[StockRow], asked: StockAsked) -> tuple[Row, ...]:
    """Rows of a query as rows of the tree."""
    return tuple(row_of(row, asked) for row in found)


def row_of(row: StockRow, asked: StockAsked) -> Row:
    """One row; how it is called depends on what it is grouped by."""
    tone, word = (None, None) if row.state is None else shown.STATES[row.state]
    return Row(
        tone=tone,
        word=None if word is None else said(word),
        expires_on=shown.day(row.expires_on),
        unit=shown.unit(row.unit),
        **numbers(row, asked),
        **NAMED[asked.group](row, asked),
    )


def numbers_of(asked: StockAsked) -> tuple[str, ...]:
    """The sums that are known: of a past moment only what was on hand."""
    return NUMBERS if asked.as_of is None else NUMBERS[:1]


def numbers(row: StockRow, asked: StockAsked) -> dict[str, Any]:
    """The four sums as they are shown; empty where one is not known."""
    known = numbers_of(asked)
    return dict.fromkeys(NUMBERS, "") | {
        name: shown.quantity(getattr(row, name), row.scale) for name in known
    }


def product(row: StockRow, asked: StockAsked) -> dict[str, Any]:
    """A product opens to its lots, or to its places where it has none."""
    by_lot = row.tracking is not None and row.tracking.by_lot
    below = Grouping.LOT if by_lot else Grouping.PLACE
    return {
        "icon": "package",
        "label": row.sku,
        "detail": row.name,
        "url": url_for("supervisor.stock", product=row.sku, group=below),
        "more_url": asked.address("stock_below", group=below, within_product=row.sku),
    }


def lot(row: StockRow, asked: StockAsked) -> dict[str, Any]:
    """A lot opens to where it is."""
    within: dict[str, Any] = {"within_product": row.sku, "within_lot": row.lot_id or NO_LOT}
    return {
        "icon": "tag",
        "label": row.lot or said(T("No lot")),
        "detail": "" if asked.within_product else f"{row.sku} · {row.name}",
        "url": None if row.lot_id is None else url_for("supervisor.lot", lot_id=row.lot_id),
        "more_url": asked.address("stock_below", group=Grouping.PLACE, **within),
    }


def location(row: StockRow, asked: StockAsked) -> dict[str, Any]:
    """A location opens to what stands there."""
    below = asked.address("stock_below", group=Grouping.PLACE, within_place=row.location)
    return {
        "icon": "map-pin",
        "label": row.location,
        "detail": "",
        "url": url_for("floor.look_up", kind="location", id=row.location_id),
        "more_url": below,
    }


def month(row: StockRow, asked: StockAsked) -> dict[str, Any]:
    """A month opens to the lots that expire in it."""
    within = row.month or UNDATED
    return {
        "icon": "calendar",
        "label": shown.month(row.month),
        "detail": "",
        "url": None,
        "more_url": asked.address("stock_below", group=Grouping.LOT, within_month=within),
    }


def status(row: StockRow, asked: StockAsked) -> dict[str, Any]:
    """A status opens to the lots that have it."""
    below = asked.address("stock_below", group=Grouping.LOT, within_state=row.state)
    label = "" if row.state is None else said(shown.STATES[row.state][1])
    return {"icon": "layers", "label": label, "detail": "", "url": None, "more_url": below}


def place(row: StockRow, asked: StockAsked) -> dict[str, Any]:
    """One balance: called by its location, or, below a location, by its goods."""
    goods = row.serial or row.lot or row.sku
    at = url_for("floor.look_up", kind="location", id=row.location_id)
    if asked.within_place is not None:
        url = url_for("supervisor.lot", lot_id=row.lot_id) if row.lot_id else None
        detail = joined(row.sku if goods != row.sku else row.name, row.lpn)
        return {"icon": "package", "label": goods, "detail": detail, "url": url}
    known = asked.within_product is not None
    first = row.serial if known else joined(row.sku, row.lot, row.serial)
    return {"icon": "map-pin", "label": row.location, "detail": joined(first, row.lpn), "url": at}


def joined(*parts: str | None) -> str:
    """The parts that there are, with a dot between them."""
    return " · ".join(part for part in parts if part)


NAMED: dict[Grouping, Callable[[StockRow, StockAsked], dict[str, Any]]] = {
    Grouping.PRODUCT: product,
    Grouping.LOT: lot,
    Grouping.LOCATION: location,
    Grouping.EXPIRY_MONTH: month,
    Grouping.STATUS: status,
    Grouping.PLACE: place,
}


def totals_of(found: tuple[StockRow, ...], asked: StockAsked) -> Totals:
    """The totals; where there are several units, each number names its own."""
    if len(found) == 1:
        return Totals(**numbers(found[0], asked), unit=shown.unit(found[0].unit))
    known = numbers_of(asked)
    sums = [(numbers(row, asked), shown.unit(row.unit)) for row in found]
    each = {name: " · ".join(f"{one[name]} {unit}" for one, unit in sums) for name in known}
    texts = {name: text or "0" for name, text in each.items()}
    return Totals(**(dict.fromkeys(NUMBERS, "") | texts), unit="")
