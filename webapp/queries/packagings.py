"""The sizes a product comes in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from webapp.models import PackagingKind
from webapp.words import T

KINDS = {
    PackagingKind.EACH: T("Each"),
    PackagingKind.INNER: T("Inner"),
    PackagingKind.CASE: T("Case"),
    PackagingKind.PALLET: T("Pallet"),
}
SIZES = text("select kind, quantity from packagings where product_id = :product order by quantity")


def of_product(connection: Connection, product_id: int) -> list[Any]:
    """Kind and quantity of every packaging of a product, the smallest first."""
    return list(connection.execute(SIZES, {"product": product_id}))
