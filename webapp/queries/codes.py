"""What a product answers to, in its order, and who has a code already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, text

from webapp.models import PackagingKind
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A further code of a product; the kind of its packaging, where it is the code of one."""

    id: int
    code: str
    units: int
    kind: PackagingKind | None


@dataclass(frozen=True, slots=True)
class PackagingRow:
    """One way a product comes; without a kind it is one unit by itself."""

    id: int
    kind: PackagingKind | None
    quantity: int
    gtin: str | None


CODES = text(
    "select c.id, c.code, c.units, k.kind from product_codes c"
    " left join packagings k on k.id = c.packaging_id"
    " where c.product_id = :product and c.active order by c.position, c.id"
)
PACKAGINGS = text(
    "select id, kind, quantity, gtin from packagings where product_id = :product"
    " order by quantity, id"
)


def codes_of(connection: Connection, product_id: int) -> tuple[CodeRow, ...]:
    """The further codes of a product, the main one first."""
    rows = connection.execute(CODES, {"product": product_id})
    return tuple(
        CodeRow(row.id, row.code, row.units, PackagingKind(row.kind) if row.kind else None)
        for row in rows
    )


def packagings_of(connection: Connection, product_id: int) -> tuple[PackagingRow, ...]:
    """The packagings of a product, the smallest first."""
    rows = connection.execute(PACKAGINGS, {"product": product_id})
    return tuple(
        PackagingRow(row.id, PackagingKind(row.kind), row.quantity, row.gtin) for row in rows
    )


# Whatever a code can name that is unique here, and what it is called then.
OWNERS = text(
    " union all ".join(
        f"select '{what}' as what, {name} as name from {source} where {column} in :codes"
        for what, name, source, column in (
            ("product", "sku", "products", "sku"),
            (
                "packaging",
                "p.sku",
                "packagings k join products p on p.id = k.product_id",
                "k.gtin",
            ),
            (
                "code",
                "p.sku",
                "product_codes c join products p on p.id = c.product_id and c.active",
                "c.code",
            ),
            ("location", "code", "locations", "code"),
            ("plate", "code", "license_plates", "code"),
            ("receipt", "number", "receipts", "number"),
            ("order", "number", "orders", "number"),
        )
    )
).bindparams(bindparam("codes", expanding=True))


def owner_of(connection: Connection, codes: Sequence[str]) -> Words | None:
    """What one of these texts names already, or None."""
    row = connection.execute(OWNERS, {"codes": list(codes)}).first()
    return None if row is None else called(row)


def called(row: Any) -> Words:
    """What to call whoever has a code."""
    match row.what:
        case "packaging" | "code":
            return T("a code of %(product)s", product=row.name)
        case "location":
            return T("bin %(code)s", code=row.name)
        case "plate":
            return T("license plate %(code)s", code=row.name)
        case "receipt":
            return T("receipt %(number)s", number=row.name)
        case "order":
            return T("order %(number)s", number=row.name)
        case _:
            return T("product %(product)s", product=row.name)
