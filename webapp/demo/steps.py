"""The steps of the sheet: which codes, in which order, and what each of them does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from webapp.demo import codes, open_work
from webapp.demo.codes import Code, Goods
from webapp.demo.open_work import OpenOrder, OpenReceipt, SeenLot
from webapp.demo.people import SignIn
from webapp.demo.products import BY_SKU
from webapp.queries.putaway import Waiting
from webapp.rules.quantities import Amount
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class Step:
    """One label: what it is, what scanning it does, and its code."""

    what: Words
    does: Words
    code: Code


@dataclass(frozen=True, slots=True)
class Now:
    """The demo as it stands."""

    connection: Connection
    today: date
    users: list[SignIn]
    receipts: tuple[OpenReceipt, ...]
    orders: tuple[OpenOrder, ...]
    waiting: list[Waiting]
    lots: dict[tuple[str, str], SeenLot]
    serials: set[tuple[str, str]]
    totes: list[str]


def now(connection: Connection, today: date) -> Now:
    """Read it once for the whole sheet."""
    return Now(
        connection,
        today,
        open_work.sign_ins(connection),
        open_work.receipts(connection),
        open_work.orders(connection),
        open_work.waiting(connection),
        open_work.lots(connection),
        open_work.serials(connection),
        open_work.free_totes(connection),
    )


def called(goods: Goods) -> Words:
    """What to call goods on a label."""
    if goods.serial:
        return T("%(product)s serial %(code)s", product=goods.sku, code=goods.serial)
    if goods.lot:
        return T("%(product)s lot %(code)s", product=goods.sku, code=goods.lot)
    return T("Product %(product)s", product=goods.sku)


def amount(goods: Goods) -> Amount:
    """How many one scan counts, as it is shown."""
    return Amount(goods.units, BY_SKU[goods.sku].scale)


def bin_step(bin: str, does: Words) -> Step:
    """A bin's own label."""
    return Step(T("Bin %(bin)s", bin=bin), does, codes.plain(bin))


def plate_step(code: str, does: Words) -> Step:
    """A license plate's own label."""
    return Step(T("License plate %(code)s", code=code), does, codes.plate(code))
