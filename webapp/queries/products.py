"""The list of products: what each is called, how it is tracked, and the codes it answers to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal, or_, select, text

from webapp.models import ExpiryPolicy, Packaging, ProductCode, Tracking
from webapp.queries.paging import Page, after, cut, read_cursor, write_cursor
from webapp.queries.tables import named, products

PAGE = 50
MOST_WORDS = 6
packagings = named(Packaging, "g")
codes = named(ProductCode, "d")


class Sort(StrEnum):
    """The columns the list can be ordered by."""

    SKU = "sku"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """What narrows the list: words of the SKU, the name or any code."""

    words: str = ""
    sort: Sort = Sort.SKU
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One product; `gtin` is of its smallest packaging, `main_code` the first of its own codes."""

    id: int
    sku: str
    name: str
    tracking: Tracking
    expiry_policy: ExpiryPolicy
    unit: str
    scale: int
    active: bool
    gtin: str | None
    main_code: str | None
    codes: int


def page(
    connection: Connection,
    asked: ProductFilter,
    *,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[ProductRow]:
    """One page of products in the order asked for.

    Raises CursorRefusedError where `cursor` is not of this list in this order.
    """
    column = products.c.name if asked.sort is Sort.NAME else products.c.sku
    keys = (column, products.c.id)
    of = f"products/{asked.sort}/{int(asked.descending)}"
    ordered = (key.desc() if asked.descending else key for key in keys)
    statement = listed(asked).order_by(*ordered).limit(limit + 1)
    key = read_cursor(cursor, of, [str, int])
    if key is not None:
        statement = statement.where(after(keys, key, descending=asked.descending))
    found, more = cut(connection.execute(statement).all(), limit)
    rows = tuple(row_of(one) for one in found)
    if not more:
        return Page(rows)
    last = rows[-1]
    return Page(
        rows, write_cursor(of, [last.name if asked.sort is Sort.NAME else last.sku, last.id])
    )


def one(connection: Connection, product_id: int) -> ProductRow | None:
    """The product with this id, or None."""
    found = connection.execute(every().where(products.c.id == product_id)).first()
    return None if found is None else row_of(found)


ID_OF = text("select id from products where sku = :sku")


def id_of(connection: Connection, sku: str) -> int | None:
    """The id of the product with this SKU, or None."""
    found: int | None = connection.execute(ID_OF, {"sku": sku}).scalar()
    return found


LIFE = text(
    "select expiry_days, best_before_days, removal_days, alert_days, min_receipt_days,"
    " min_receipt_percent, short_life from products where id = :product"
)


def life_of(connection: Connection, product_id: int) -> dict[str, Any]:
    """The days of a product by name, and what becomes of a lot that lives too short."""
    return dict(connection.execute(LIFE, {"product": product_id}).mappings().one())


def listed(asked: ProductFilter) -> Select[Any]:
    """The products asked for."""
    statement = every()
    for word in asked.words.split()[:MOST_WORDS]:
        statement = statement.where(mentions(word))
    return statement


def every() -> Select[Any]:
    """Every product, one row each."""
    gtin = select(packagings.c.gtin).where(packagings.c.product_id == products.c.id)
    own = codes.c.product_id == products.c.id, codes.c.active
    main = select(codes.c.code).where(*own).order_by(codes.c.position, codes.c.id).limit(1)
    first = gtin.where(packagings.c.gtin.is_not(None)).order_by(
        packagings.c.quantity, packagings.c.id
    )
    return select(
        *(products.c[name] for name in ProductRow.__slots__[:8]),
        first.limit(1).correlate(products).scalar_subquery().label("gtin"),
        main.correlate(products).scalar_subquery().label("main_code"),
        select(func.count())
        .select_from(codes)
        .where(*own)
        .correlate(products)
        .scalar_subquery()
        .label("codes"),
    )


def mentions(word: str) -> ColumnElement[bool]:
    """Products with `word` in their SKU, their name, a GTIN or a further code."""
    gtins = select(literal(1)).where(
        packagings.c.product_id == products.c.id, packagings.c.gtin.contains(word, autoescape=True)
    )
    others = select(literal(1)).where(
        codes.c.product_id == products.c.id,
        codes.c.active,
        codes.c.code.icontains(word, autoescape=True),
    )
    return or_(
        products.c.sku.icontains(word, autoescape=True),
        products.c.name.icontains(word, autoescape=True),
        gtins.correlate(products).exists(),
        others.correlate(products).exists(),
    )


def row_of(found: Any) -> ProductRow:
    """A row of a statement as the frozen row."""
    return ProductRow(**found._mapping)
