"""The page of one thing that was looked up, ready to show: facts, numbers, places, open work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_login import current_user
from sqlalchemy import Connection

from webapp.blueprints import shown
from webapp.blueprints.label_words import label_url
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor.hold_rows import HoldForm, form_of
from webapp.models import INSIDE, Flow, LabelKind, PackagingKind, Role, Tracking
from webapp.queries import documents, look_up, lots, plates, stock_by_lot
from webapp.queries.availability import LotState
from webapp.queries.documents import Family
from webapp.queries.look_up import Kind, WorkRow
from webapp.queries.orders import ORDERS
from webapp.queries.plates import PlateFacts
from webapp.queries.receipts import RECEIPTS
from webapp.queries.stock_by_lot import Grouping, StockRow
from webapp.queries.stock_filter import StockFilter
from webapp.rules.holds import spoken
from webapp.words import T, Words

Fact = tuple[str, str, str | None]
PLACES = 60
DEEPEST = 5
KINDS = {
    Kind.PRODUCT: (T("Product"), "package"),
    Kind.LOT: (T("Lot"), "tag"),
    Kind.SERIAL: (T("Serial number"), "hash"),
    Kind.LOCATION: (T("Location"), "map-pin"),
    Kind.PLATE: (T("License plate"), "container"),
    Kind.RECEIPT: (T("Receipt"), "file-text"),
    Kind.ORDER: (T("Order"), "clipboard-list"),
}
TRACKING = {
    Tracking.NONE: T("None"),
    Tracking.LOT: T("By lot"),
    Tracking.SERIAL: T("By serial number"),
    Tracking.LOT_AND_SERIAL: T("By lot and serial number"),
}
FINER = {
    Tracking.LOT: T("Scan its lot for that lot alone."),
    Tracking.SERIAL: T("Scan its serial number for that unit alone."),
    Tracking.LOT_AND_SERIAL: T("Scan its lot or serial number for that alone."),
}
PACKAGINGS = {
    PackagingKind.EACH: T("Each"),
    PackagingKind.INNER: T("Inner"),
    PackagingKind.CASE: T("Case"),
    PackagingKind.PALLET: T("Pallet"),
}
WORK = {
    Flow.RECEIVING: (T("Receive"), "receive"),
    Flow.PUTAWAY: (T("Put away"), "putaway"),
    Flow.PICKING: (T("Pick"), "pick"),
    Flow.MOVING: (T("Move"), "move"),
    Flow.PLATES: (T("License plates"), "license-plates"),
}

# What has a page that takes it up to be moved.
MOVED = (Kind.LOT, Kind.LOCATION)


@dataclass(frozen=True, slots=True)
class Thing:
    """What one kind of thing says of itself, and which stock is its own."""

    code: str
    name: str
    facts: tuple[Fact | None, ...]
    stock: StockFilter | None
    status: tuple[str, Words] | None = None
    finer: Words | None = None
    hold: HoldForm | None = None


@dataclass(frozen=True, slots=True)
class PileRow:
    """One license plate of a pile; `depth` says how far it is moved in."""

    code: str
    url: str | None
    depth: int
    detail: str
    tone: str
    word: str


@dataclass(frozen=True, slots=True)
class Found:
    """The page of one thing; the names are those of the template. `finer` is what to scan next."""

    kind: str
    icon: str
    code: str
    name: str
    finer: str | None
    tone: str | None
    word: str | None
    facts: tuple[Fact, ...]
    numbers: tuple[tuple[str, str, str], ...]
    places: tuple[tuple[str, str, str, str, str, str, str], ...]
    pile: tuple[PileRow, ...]
    work: tuple[tuple[str, str, str], ...]
    label_url: str | None
    move_url: str | None
    hold: HoldForm | None


def found_of(connection: Connection, kind: Kind, wanted: int, *, today: date) -> Found | None:
    """The page of the thing with this id, or None."""
    thing = THINGS[kind](connection, wanted, today)
    if thing is None:
        return None
    label, icon = KINDS[kind]
    places, totals = stock_of(connection, thing.stock, today)
    tone, word = thing.status or (None, None)
    return Found(
        kind=said(label),
        icon=icon,
        code=thing.code,
        name=thing.name,
        finer=said(thing.finer) if thing.finer else None,
        tone=tone,
        word=said(word) if word else None,
        facts=tuple(one for one in thing.facts if one is not None),
        numbers=tuple(figure for total in totals for figure in shown.figures(total)),
        places=tuple(place_of(row, kind) for row in places),
        pile=pile_of(connection, kind, wanted),
        work=tuple(work_of(row) for row in look_up.open_work(connection, kind, wanted)),
        hold=thing.hold if current_user.role.covers(Role.SUPERVISOR) else None,
        label_url=label_url(LabelKind(kind), wanted, current_user.role),
        move_url=f"/move?{kind}={wanted}" if kind in MOVED else None,
    )


def stock_of(
    connection: Connection, asked: StockFilter | None, today: date
) -> tuple[tuple[StockRow, ...], tuple[StockRow, ...]]:
    """Where it is, and how much altogether."""
    if asked is None:
        return (), ()
    page = stock_by_lot.page(connection, asked, Grouping.PLACE, today=today, limit=PLACES)
    return page.rows, stock_by_lot.totals(connection, asked, today=today)


def product(connection: Connection, wanted: int, today: date) -> Thing | None:
    """A product: how it is tracked, how it comes."""
    found = look_up.product(connection, wanted)
    if found is None:
        return None
    comes = (
        fact(PACKAGINGS[one.kind], f"{one.quantity} · {one.gtin}" if one.gtin else one.quantity)
        for one in found.packagings
    )
    answers = (
        fact(T("Further code"), one.code if one.units == 1 else f"{one.units} · {one.code}")
        for one in found.codes
    )
    facts = (fact(T("Tracked"), said(TRACKING[found.tracking])), *comes, *answers)
    stock, finer = StockFilter(product=found.sku), FINER.get(found.tracking)
    return Thing(found.sku, found.name, facts, stock, finer=finer)


def lot(connection: Connection, wanted: int, today: date) -> Thing | None:
    """A lot: its dates, its origin, why it may not leave."""
    found = lots.lot(connection, wanted, today=today)
    if found is None:
        return None
    facts = (
        fact(T("Product"), found.sku, Kind.PRODUCT, found.product_id),
        fact(T("Expires on"), shown.day(found.expires_on)),
        fact(T("Best before"), shown.day(found.best_before)),
        fact(T("Produced on"), shown.day(found.produced_on)),
        fact(T("Supplier"), found.supplier),
        fact(T("Why it is held"), why_held(found.hold_reason)),
    )
    state = shown.STATES[found.state]
    hold = form_of("lot", found.id, str(found.status))
    return Thing(found.code, found.name, facts, StockFilter(lot_id=found.id), state, hold=hold)


def serial(connection: Connection, wanted: int, today: date) -> Thing | None:
    """A serial number: its product, its lot, who had it last."""
    found = look_up.serial(connection, wanted)
    if found is None:
        return None
    facts = (
        fact(T("Product"), found.sku, Kind.PRODUCT, found.product_id),
        fact(T("Lot"), found.lot, Kind.LOT, found.lot_id),
        fact(T("Delivered to"), found.customer),
        another_code(wanted),
    )
    stock = StockFilter(product=found.sku, serial=found.code)
    return Thing(found.code, found.name, facts, stock)


def another_code(serial_id: int) -> Fact | None:
    """For a supervisor, the way to rename a serial."""
    if not current_user.role.covers(Role.SUPERVISOR):
        return None
    url = url_for("supervisor.serial_code", serial_id=serial_id)
    return (said(T("Code")), said(T("Rename")), url)


def location(connection: Connection, wanted: int, today: date) -> Thing | None:
    """A location: what it is for; what is below it counts as being there."""
    found = look_up.location(connection, wanted)
    if found is None:
        return None
    facts = (
        fact(T("Kind"), said(shown.LOCATION_KINDS[found.kind])),
        fact(T("In"), found.parent),
        fact(T("Room for"), found.capacity),
        fact(T("Blocked"), said(T("Nothing may be put here"))) if found.blocked_in else None,
        fact(T("Blocked"), said(T("Nothing may be taken"))) if found.blocked_out else None,
        fact(T("Why it is held"), why_held(found.hold_reason)),
    )
    holds_stock = found.kind in INSIDE
    return Thing(
        found.code,
        found.name,
        facts,
        StockFilter(location=found.code),
        ON_HOLD if found.hold_reason else None,
        hold=form_of("location", found.id, standing(found.hold_reason)) if holds_stock else None,
    )


def plate(connection: Connection, wanted: int, today: date) -> Thing | None:
    """A license plate: where it stands, the order a tote is bound to."""
    found = look_up.plate(connection, wanted)
    if found is None:
        return None
    facts = (
        fact(T("Stands at"), found.location, Kind.LOCATION, found.location_id),
        fact(T("Bound to order"), found.order, Kind.ORDER, found.order_id),
        fact(T("Why it is held"), why_held(found.hold_reason)),
    )
    held = found.hold_reason
    state = ON_HOLD if held else shown.PLATE_STATES[found.status]
    form = form_of("plate", found.id, standing(held))
    kind = said(shown.PLATE_KINDS[found.kind])
    return Thing(found.code, kind, facts, StockFilter(lpn=found.code), state, hold=form)


def pile_of(connection: Connection, kind: Kind, wanted: int) -> tuple[PileRow, ...]:
    """The plates that a license plate stands with, as a tree; nothing where it stands alone."""
    rows = plates.pile(connection, wanted) if kind is Kind.PLATE else ()
    return tuple(pile_row(row, wanted) for row in rows) if len(rows) > 1 else ()


def pile_row(row: PlateFacts, wanted: int) -> PileRow:
    """One plate of the tree; the one that was looked up is no link."""
    tone, word = shown.PLATE_STATES[row.status]
    return PileRow(
        code=row.code,
        url=None if row.id == wanted else url_for("floor.look_up", kind=Kind.PLATE, id=row.id),
        depth=min(row.depth, DEEPEST),
        detail=said(T("Kinds of goods on it: %(count)s", count=row.goods)),
        tone=tone,
        word=said(word),
    )


ON_HOLD = shown.STATES[LotState.ON_HOLD]


def why_held(reason: str | None) -> str | None:
    """The reason in the reader's language, or None."""
    return None if reason is None else said(spoken(reason))


def standing(reason: str | None) -> str:
    """Whether a place or a license plate is on hold."""
    return "released" if reason is None else "on_hold"


def document(family: Family, states: dict[str, tuple[str, Words]]) -> Looking:
    """A receipt or an order: from or for whom, and how far each line is."""

    def thing(connection: Connection, wanted: int, today: date) -> Thing | None:
        found = documents.one(connection, family, wanted)
        if found is None:
            return None
        rows = documents.lines(connection, family, wanted)
        lines = (
            fact(
                row.sku,
                f"{shown.quantity(row.done, row.scale)} / "
                f"{shown.quantity(row.planned, row.scale)} {shown.unit(row.unit)}",
            )
            for row in rows
        )
        due = shown.moment(found.due_at) if found.due_at else None
        return Thing(
            found.number, found.party, (fact(T("Due"), due), *lines), None, states[found.status]
        )

    return thing


Looking = Callable[[Connection, int, date], Thing | None]
THINGS: dict[Kind, Looking] = {
    Kind.PRODUCT: product,
    Kind.LOT: lot,
    Kind.SERIAL: serial,
    Kind.LOCATION: location,
    Kind.PLATE: plate,
    Kind.RECEIPT: document(RECEIPTS, shown.RECEIPT_STATES),
    Kind.ORDER: document(ORDERS, shown.ORDER_STATES),
}


def fact(
    label: Words | str, value: object, kind: Kind | None = None, wanted: int | None = None
) -> Fact | None:
    """One fact, with the page of what it names; None where there is nothing to say."""
    if value is None:
        return None
    url = url_for("floor.look_up", kind=kind, id=wanted) if kind and wanted else None
    return said(label), str(value), url


def place_of(row: StockRow, kind: Kind) -> tuple[str, str, str, str, str, str, str]:
    """Some stock: where, what, how much."""
    what = row.serial or row.lot or row.sku or ""
    names = (row.sku if what != row.sku else row.name, row.lot if row.serial else None, row.lpn)
    if kind in (Kind.LOT, Kind.SERIAL):
        names = (row.lpn, None, None)
    detail = " · ".join(name for name in names if name)
    reserved = shown.quantity(row.reserved, row.scale) if row.reserved else ""
    return (
        row.location or "",
        url_for("floor.look_up", kind=Kind.LOCATION, id=row.location_id),
        what,
        detail,
        shown.quantity(row.on_hand, row.scale),
        reserved,
        shown.unit(row.unit),
    )


def work_of(row: WorkRow) -> tuple[str, str, str]:
    """An open task and its address."""
    label, way = WORK[row.flow]
    detail = " · ".join(part for part in (row.number, row.party) if part)
    return said(label), detail, f"/{way}/{row.task_id}"
