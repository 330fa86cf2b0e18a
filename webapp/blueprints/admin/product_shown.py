"""Products and their codes as the templates show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from webapp.blueprints import shown
from webapp.blueprints.shown import said
from webapp.models import ExpiryPolicy, Tracking
from webapp.queries.changes import ChangeRow
from webapp.queries.codes import CodeRow, PackagingRow
from webapp.queries.packagings import KINDS
from webapp.queries.products import ProductRow
from webapp.words import T, Words

TRACKED: dict[Tracking, Words] = {
    Tracking.NONE: T("Not tracked"),
    Tracking.LOT: T("By lot"),
    Tracking.SERIAL: T("By serial number"),
    Tracking.LOT_AND_SERIAL: T("By lot and serial number"),
}
DATED: dict[ExpiryPolicy, Words] = {
    ExpiryPolicy.NONE: T("No date"),
    ExpiryPolicy.OPTIONAL: T("A date where the label has one"),
    ExpiryPolicy.REQUIRED: T("Every lot has a date"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading that sorts; `sorted` is ascending, descending or None."""

    url: str
    sorted: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One product in the list."""

    sku: str
    url: str
    name: str
    tracking: str
    gtin: str
    main_code: str
    codes: int
    unit: str


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a product's page, and where its forms go."""

    id: int
    sku: str
    name: str
    url: str
    stock_url: str


@dataclass(frozen=True, slots=True)
class Packaging:
    """One way a product comes."""

    kind: str
    quantity: str
    gtin: str


@dataclass(frozen=True, slots=True)
class Code:
    """A further code, what it stands for, and where its form goes."""

    code: str
    stands_for: str
    url: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history."""

    when: str
    before: str
    after: str
    reason: str
    who: str


def row_of(row: ProductRow) -> Row:
    """A product of the list."""
    return Row(
        sku=row.sku,
        url=url_for("admin.product", product_id=row.id),
        name=row.name,
        tracking=said(TRACKED[row.tracking]),
        gtin=row.gtin or "",
        main_code=row.main_code or "",
        codes=row.codes,
        unit=shown.unit(row.unit),
    )


def head_of(row: ProductRow) -> Head:
    """The top of the page."""
    return Head(
        id=row.id,
        sku=row.sku,
        name=row.name,
        url=url_for("admin.product", product_id=row.id),
        stock_url=url_for("supervisor.stock", product=row.sku, group="lot"),
    )


def facts_of(row: ProductRow) -> list[tuple[str, str]]:
    """How it is tracked and counted."""
    return [
        (said(T("Tracked")), said(TRACKED[row.tracking])),
        (said(T("Expires on")), said(DATED[row.expiry_policy])),
        (said(T("Counted in")), shown.unit(row.unit)),
    ]


def life_of(life: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """The days of a product as fields: name, label, value and help."""
    before = said(T("days before it expires"))
    labels = (
        ("expiry_days", T("Expires after"), said(T("days after it is received"))),
        ("best_before_days", T("Best before"), before),
        ("removal_days", T("To be gone"), before),
        ("alert_days", T("Remind"), before),
        ("min_receipt_days", T("Least life on receipt"), said(T("days it must have left"))),
        (
            "min_receipt_percent",
            T("Least share of its life on receipt"),
            said(T("percent of its whole life that must be left")),
        ),
    )
    return [
        (name, said(label), "" if life[name] is None else str(life[name]), help)
        for name, label, help in labels
    ]


def packaging_of(row: PackagingRow, product: ProductRow) -> Packaging:
    """One way the product comes."""
    return Packaging(
        kind=said(KINDS[row.kind]) if row.kind else "",
        quantity=amount(row.quantity, product),
        gtin=row.gtin or "",
    )


def code_of(row: CodeRow, product: ProductRow) -> Code:
    """One further code."""
    size = said(KINDS[row.kind]) if row.kind else ""
    units = amount(row.units, product)
    return Code(
        code=row.code,
        stands_for=f"{size} · {units}" if size else units,
        url=url_for("admin.change_code", product_id=product.id, code_id=row.id),
    )


def sizes_of(rows: Sequence[PackagingRow], product: ProductRow) -> list[tuple[str, str]]:
    """The packagings that a new code can be on."""
    fitting = [row for row in rows if row.quantity == 1 or not product.tracking.by_serial]
    return [
        (str(row.id), f"{said(KINDS[row.kind])} · {amount(row.quantity, product)}")
        for row in fitting
        if row.kind
    ]


def amount(units: int, product: ProductRow) -> str:
    """Base units with their unit."""
    return f"{shown.quantity(units, product.scale)} {shown.unit(product.unit)}"


def change_of(row: ChangeRow) -> Change:
    """One change of the history."""
    return Change(
        when=shown.moment(row.recorded_at),
        before=row.before or "",
        after=row.after or "",
        reason=row.reason or "",
        who=row.user or said(T("command line")),
    )
