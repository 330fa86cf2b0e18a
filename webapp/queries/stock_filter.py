"""Which stock is asked for: the filters of the stock page and of the API, as conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Alias, ColumnElement, String, and_, cast, func, or_, select

from webapp.models import LicensePlate, Location, Lot, LotStatus, Product, Serial
from webapp.queries.availability import NEAR_DAYS, STATE, TODAY, LotState, near_until
from webapp.queries.tables import balances, locations, lots, named, plates, products, serials

__all__ = ["INSIDE", "MONTH", "NEAR_DAYS", "UNDATED", "StockFilter"]

INSIDE = and_(balances.c.inside, balances.c.on_hand > 0)
# Undated stock comes after every month.
UNDATED = "9999-12"
MONTH = func.coalesce(func.substr(cast(lots.c.expires_on, String), 1, 7), UNDATED)
NO_LOT = 0
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class StockFilter:
    """What narrows a view of stock; an empty one shows all that is inside.

    `product` is a SKU, `location` a code that stands for all below it, `place` a code for itself
    alone. `lot_id` 0 is stock without a lot. Every word of `words` must be found somewhere in
    SKU, name, lot, serial, location or license plate. `as_of` is the moment that is asked about;
    None is now.
    """

    product: str | None = None
    lot: str | None = None
    lot_id: int | None = None
    serial: str | None = None
    location: str | None = None
    place: str | None = None
    lpn: str | None = None
    state: LotState | None = None
    month: str | None = None
    near_expiry: bool = False
    words: str = ""
    as_of: datetime | None = None

    def conditions(self, today: date) -> Iterator[ColumnElement[bool]]:
        """One condition per filter that is set, over the tables of `tables`."""
        yield INSIDE
        for column, value in self.codes():
            if value is not None:
                yield column == value
        if self.lot_id is not None:
            yield func.coalesce(balances.c.lot_id, NO_LOT) == self.lot_id
        if self.location is not None:
            yield balances.c.location_id.in_(subtree(self.location))
        if self.state is not None:
            yield STATE.in_([str(self.state)])
        if self.month is not None:
            yield MONTH.in_([self.month])
        if self.near_expiry:
            yield near_expiry(today)
        for word in self.words.split()[:MOST_WORDS]:
            yield found_in_any(word)

    def codes(self) -> tuple[tuple[ColumnElement[Any], str | None], ...]:
        """The filters that name one code exactly."""
        return (
            (products.c.sku, self.product),
            (lots.c.code, self.lot),
            (serials.c.code, self.serial),
            (locations.c.code, self.place),
            (plates.c.code, self.lpn),
        )

    @property
    def is_narrow(self) -> bool:
        """Whether little is left, so that it is quicker to look at what is left than to walk."""
        exact = (self.product, self.lot, self.lot_id, self.serial, self.place)
        return bool(self.words) or self.lpn is not None or any(one is not None for one in exact)


def subtree(code: str) -> ColumnElement[int]:
    """The ids of the location `code` and of all below it."""
    top, below = named(Location, "top"), named(Location, "below")
    tree = select(top.c.id).where(top.c.code == code).cte(recursive=True)
    tree = tree.union(select(below.c.id).where(below.c.parent_id == tree.c.id))
    return select(tree.c.id)  # type: ignore[return-value]


def near_expiry(today: date) -> ColumnElement[bool]:
    """Released stock whose lot expires from today on within the days that count as near."""
    return and_(
        lots.c.status == LotStatus.RELEASED,
        lots.c.expires_on >= TODAY,
        lots.c.expires_on <= near_until(today),
    )


def found_in_any(word: str) -> ColumnElement[bool]:
    """Stock where `word` is part of one of the names it goes by."""
    wanted = (
        (balances.c.product_id, named(Product, "wp"), ("sku", "name")),
        (balances.c.lot_id, named(Lot, "wl"), ("code",)),
        (balances.c.serial_id, named(Serial, "ws"), ("code",)),
        (balances.c.location_id, named(Location, "wo"), ("code",)),
        (balances.c.plate_id, named(LicensePlate, "wk"), ("code",)),
    )
    return or_(*(column.in_(ids_with(word, table, names)) for column, table, names in wanted))


def ids_with(word: str, table: Alias, names: tuple[str, ...]) -> ColumnElement[int]:
    """The ids of rows of `table` with `word` in one of the columns `names`, in any case."""
    found = (table.c[name].icontains(word, autoescape=True) for name in names)
    return select(table.c.id).where(or_(*found))  # type: ignore[return-value]
