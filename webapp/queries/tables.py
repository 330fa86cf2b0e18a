"""The tables under the short names that the statements of this room use."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Alias, Table

from webapp.models import (
    Balance,
    LicensePlate,
    Location,
    Lot,
    Move,
    Order,
    OrderLine,
    Partner,
    Product,
    Receipt,
    ReceiptLine,
    Scan,
    Serial,
    Task,
    User,
)


def named(model: type, name: str) -> Alias:
    """The table of `model` under `name`."""
    return cast(Alias, cast(Table, model.__table__).alias(name))  # type: ignore[attr-defined]


balances = named(Balance, "b")
products = named(Product, "p")
# `l`, `o` and `k` are the names by which the predicate of `rules.usable` calls them.
lots = named(Lot, "l")
serials = named(Serial, "s")
locations = named(Location, "o")
plates = named(LicensePlate, "k")
moves = named(Move, "m")
sources = named(Location, "source")
destinations = named(Location, "destination")
receipts = named(Receipt, "r")
receipt_lines = named(ReceiptLine, "rl")
orders = named(Order, "c")
order_lines = named(OrderLine, "cl")
partners = named(Partner, "n")
tasks = named(Task, "t")
users = named(User, "u")
scans = named(Scan, "sc")
