"""What a product needs in a bin, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from webapp.blueprints import shown
from webapp.blueprints.shown import said
from webapp.queries import locations as reads
from webapp.queries.packagings import KINDS
from webapp.queries.products import ProductRow
from webapp.rules.quantities import Amount


@dataclass(frozen=True, slots=True)
class Size:
    """One size with its height; `name` is the field it is asked in."""

    name: str
    label: str
    height: str


@dataclass(frozen=True, slots=True)
class Storage:
    """The form: what is kept, or what was typed and refused."""

    weight: str
    height: str
    storage_class: str
    category: str
    categories: list[tuple[str, str]]
    sizes: list[Size]


def storage_of(connection: Connection, product: ProductRow, typed: Mapping[str, str]) -> Storage:
    """The form of a product's storage."""
    needs, sizes = reads.needs_of(connection, product.id)
    kept = {
        "weight": "" if needs.weight_g is None else str(Amount(needs.weight_g, 3)),
        "height": text_of(needs.height_mm),
        "class": needs.storage_class or "",
        "category": text_of(needs.storage_category_id),
    }
    now = {name: typed.get(name, value) for name, value in kept.items()}
    return Storage(
        weight=now["weight"],
        height=now["height"],
        storage_class=now["class"],
        category=now["category"],
        categories=[
            (str(row.id), f"{row.code} · {row.name}") for row in reads.categories(connection)
        ],
        sizes=[
            Size(
                f"height_{row.id}",
                f"{said(KINDS[row.kind])} · {shown.quantity(row.quantity, product.scale)}",
                typed.get(f"height_{row.id}", text_of(row.height_mm)),
            )
            for row in sizes
        ],
    )


def text_of(value: int | None) -> str:
    """A number as a field shows it."""
    return "" if value is None else str(value)
