"""Locations as the templates show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from webapp.blueprints import shown
from webapp.blueprints.admin.product_shown import Change
from webapp.blueprints.admin.product_shown import change_of as change_of
from webapp.blueprints.shown import said
from webapp.models import INSIDE, LocationKind, Mixing
from webapp.queries.locations import CategoryRow, Held, LocationRow
from webapp.rules.storage import Bin, plates_of
from webapp.words import T, Words

__all__ = ["Change", "change_of"]

MIXINGS: dict[Mixing, Words] = {
    Mixing.MIXED: T("Anything beside anything"),
    Mixing.SAME_PRODUCT: T("One product at a time"),
    Mixing.SAME_LOT: T("One lot at a time"),
    Mixing.EMPTY_ONLY: T("Only while it is empty"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A location of the list; `depth` indents it."""

    code: str
    url: str
    name: str
    kind: str
    parent: str
    depth: int
    units: str
    capacity: str
    category: str
    blocked: str


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a location's page, and where its forms go."""

    id: int
    code: str
    name: str
    url: str
    stock_url: str
    label_url: str | None
    blocked: str
    blocked_in: bool
    blocked_out: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """How full a location is by one measure."""

    label: str
    now: int
    most: int
    words: str


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods there or on their way."""

    sku: str
    url: str
    name: str
    lot: str
    lot_url: str
    expires_on: str
    plate: str
    quantity: str
    who: str


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a location: what is kept, or what was typed and refused."""

    code: str
    name: str
    kind: str
    parent: str
    walk_order: str
    capacity: str
    category: str
    takes_returns: bool
    count_every_days: str
    kinds: list[tuple[str, str]]
    categories: list[tuple[str, str]]


def kinds() -> list[tuple[str, str]]:
    """Every kind with its word."""
    return [(kind.value, said(words)) for kind, words in shown.LOCATION_KINDS.items()]


def blocked_words(row: LocationRow) -> str:
    """What is blocked, in a word."""
    if row.blocked_in and row.blocked_out:
        return said(T("Blocked"))
    if row.blocked_in:
        return said(T("Nothing in"))
    return said(T("Nothing out")) if row.blocked_out else ""


def row_of(row: LocationRow, *, flat: bool) -> Row:
    """One location of the list."""
    holds = row.kind in INSIDE
    return Row(
        code=row.code,
        url=url_for("admin.location_page", location_id=row.id),
        name=row.name,
        kind=said(shown.LOCATION_KINDS[row.kind]),
        parent=(row.parent or "") if flat else "",
        depth=0 if flat else min(row.depth, 4),
        units=shown.quantity(row.units) if holds else "",
        capacity=shown.quantity(row.capacity) if row.capacity else "",
        category=row.category or "",
        blocked=blocked_words(row),
    )


def head_of(row: LocationRow) -> Head:
    """The top of the page; a place outside the warehouse has no label."""
    inside = row.kind in INSIDE
    return Head(
        id=row.id,
        code=row.code,
        name=row.name,
        url=url_for("admin.location_page", location_id=row.id),
        stock_url=url_for("supervisor.stock", location=row.code, group="lot"),
        label_url=f"/labels/print?thing=location:{row.id}" if inside else None,
        blocked=blocked_words(row),
        blocked_in=row.blocked_in,
        blocked_out=row.blocked_out,
    )


def facts_of(row: LocationRow, bin: Bin) -> list[tuple[str, str]]:
    """What it is, and what its category asks for."""
    facts: list[tuple[Words, str]] = [
        (T("Kind"), said(shown.LOCATION_KINDS[row.kind])),
        (T("In"), row.parent or said(T("no other"))),
        (T("Walk order"), shown.quantity(row.walk_order)),
        (T("Storage category"), row.category or said(T("none"))),
    ]
    if row.takes_returns:
        facts.append((T("Returns"), said(T("wait here"))))
    if row.count_every_days:
        rhythm = T("every %(days)s days", days=row.count_every_days)
        facts.append((T("Counted"), said(rhythm)))
    if row.category:
        facts.append((T("Beside each other"), said(MIXINGS[Mixing(bin.mixing)])))
    if bin.one_expiry:
        facts.append((T("Expires on"), said(T("One date of a product"))))
    if bin.max_height_mm:
        facts.append((T("Height"), said(T("up to %(mm)s mm", mm=bin.max_height_mm))))
    return [(said(label), value) for label, value in facts]


def bars_of(bin: Bin) -> list[Bar]:
    """How full it is, with what is on its way; only what somebody counts has a bar."""
    plates = len(plates_of(bin.content))
    found = (
        bar(T("Room"), bin.units, bin.capacity),
        bar(T("Units of its category"), bin.units, bin.max_units),
        bar(T("Weight (kg)"), bin.weight_g, bin.max_weight_g, scale=3),
        bar(T("License plates"), plates, bin.max_plates),
    )
    return [one for one in found if one]


def bar(label: Words, now: int, most: int | None, *, scale: int = 0) -> Bar | None:
    """One measure; None where nobody counts."""
    if most is None:
        return None
    words = T(
        "%(now)s of %(most)s", now=shown.quantity(now, scale), most=shown.quantity(most, scale)
    )
    return Bar(said(label), min(now, most), most, said(words))


def held_of(row: Held) -> Goods:
    """Goods there or on their way."""
    return Goods(
        sku=row.sku,
        url=url_for("admin.product", product_id=row.product_id),
        name=row.name,
        lot=row.lot or "",
        lot_url=url_for("supervisor.lot", lot_id=row.lot_id) if row.lot_id else "",
        expires_on=shown.day(row.expires_on) or "",
        plate=row.plate or "",
        quantity=f"{shown.quantity(row.units, row.scale)} {shown.unit(row.unit)}",
        who=row.who or "",
    )


def form_of(
    row: LocationRow | None, categories: Sequence[CategoryRow], typed: Mapping[str, str]
) -> Form:
    """The form of a location."""
    kept = {
        "code": row.code if row else "",
        "name": row.name if row else "",
        "kind": str(row.kind) if row else str(LocationKind.STORAGE),
        "parent": (row.parent or "") if row else "",
        "walk_order": str(row.walk_order) if row else "",
        "capacity": str(row.capacity or "") if row else "",
        "category": str(row.category_id or "") if row else "",
        "count_every_days": str(row.count_every_days or "") if row else "",
    }
    now = {name: typed.get(name, value) for name, value in kept.items()}
    named = [(str(one.id), f"{one.code} · {one.name}") for one in categories]
    # A tick that is not set sends nothing: what was typed is known by its other fields.
    ticked = "takes_returns" in typed if "code" in typed else bool(row and row.takes_returns)
    return Form(**now, takes_returns=ticked, kinds=kinds(), categories=named)
