"""The places of a product as its page shows them, and the products of a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import Connection

from webapp.blueprints import shown
from webapp.blueprints.admin.product_shown import Change, change_of
from webapp.blueprints.shown import said
from webapp.models import PlaceRole
from webapp.operations.product_places import ROOM
from webapp.queries import changes
from webapp.queries import locations as sizes_read
from webapp.queries import product_places as reads
from webapp.queries.packagings import KINDS
from webapp.queries.product_places import PlaceRow
from webapp.queries.products import ProductRow
from webapp.words import T, Words

ROLES: dict[PlaceRole, tuple[str, Words]] = {
    PlaceRole.TOPPED_UP: ("busy", T("Topped up")),
    PlaceRole.SOURCE: ("good", T("Source")),
    PlaceRole.IGNORE: ("quiet", T("Left alone")),
}
FIELDS = ("location", "role", "priority", "minimum", "target", "pack")


@dataclass(frozen=True, slots=True)
class Shown:
    """One place: a bin of a product, or a product of a bin."""

    code: str
    url: str
    name: str
    kind: str
    tone: str
    role: str
    priority: int
    levels: str
    on_hand: str
    drop_url: str


@dataclass(frozen=True, slots=True)
class Places:
    """The table, its history, and the form: what was typed and refused, or the usual."""

    rows: list[Shown]
    history: list[Change]
    roles: list[tuple[str, str]]
    sizes: list[tuple[str, str]]
    form: Mapping[str, str]


def places_of(connection: Connection, product: ProductRow, typed: Mapping[str, str]) -> Places:
    """The places of a product."""
    sizes = [row for row in sizes_read.needs_of(connection, product.id)[1] if row.quantity > 1]
    history = changes.changes_of(connection, ROOM, product.sku)
    return Places(
        rows=[bin_of(row) for row in reads.of_product(connection, product.id)],
        history=[change_of(row) for row in history],
        roles=[(role.value, said(words)) for role, (_, words) in ROLES.items()],
        sizes=[
            (
                str(row.quantity),
                f"{said(KINDS[row.kind])} · {shown.quantity(row.quantity, product.scale)}",
            )
            for row in sizes
        ],
        form={name: typed.get(name, "") for name in FIELDS},
    )


def bin_of(row: PlaceRow) -> Shown:
    """A place on the page of its product."""
    return shown_as(row, row.code, url_for("admin.location_page", location_id=row.location_id), "")


def product_at(row: PlaceRow) -> Shown:
    """A place on the page of its bin."""
    return shown_as(row, row.sku, url_for("admin.product", product_id=row.product_id), row.name)


def shown_as(row: PlaceRow, code: str, url: str, name: str) -> Shown:
    """One place under a code."""
    tone, role = ROLES[row.role]
    return Shown(
        code=code,
        url=url,
        name=name,
        kind=said(shown.LOCATION_KINDS[row.kind]),
        tone=tone,
        role=said(role),
        priority=row.priority,
        levels=levels_of(row),
        on_hand=f"{shown.quantity(row.on_hand, row.scale)} {shown.unit(row.unit)}",
        drop_url=url_for("admin.drop_place", product_id=row.product_id, place_id=row.id),
    )


def levels_of(row: PlaceRow) -> str:
    """From what to what it is filled; nothing where it is not."""
    if row.minimum is None or row.target is None:
        return ""
    minimum, target = (shown.quantity(units, row.scale) for units in (row.minimum, row.target))
    words = T("under %(minimum)s up to %(target)s", minimum=minimum, target=target)
    if row.size == 1:
        return said(words)
    size = shown.quantity(row.size, row.scale)
    return said(T("%(levels)s, in packs of %(size)s", levels=words, size=size))
