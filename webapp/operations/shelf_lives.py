"""The days of a product and of a partner: how long goods live, how long they must. With history.

What must be left on receipt is so many days, or a share of the whole life, or both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from webapp.models import ShortLife
from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.rules.shelf_life import LONGEST
from webapp.words import T, Words

PRODUCTS, PARTNERS = "shelf life", "partners"
DAYS = ("expiry_days", "best_before_days", "removal_days", "alert_days", "min_receipt_days")
SHARE = "min_receipt_percent"
FIELDS = (*DAYS, SHARE)
PRODUCT = text(
    f"select sku, expiry_policy, short_life, {', '.join(FIELDS)} from products where id = :id"
)
CHANGE = text(
    "update products set short_life = :short_life,"
    f" {', '.join(f'{name} = :{name}' for name in FIELDS)} where id = :id"
)
PARTNER = text("select kind, code, min_life_days, min_life_percent from partners where id = :id")
CHANGE_PARTNER = text(
    "update partners set min_life_days = :days, min_life_percent = :percent where id = :id"
)


def fault(typed: str) -> Words | None:
    """Why this is no number of days, or None; nothing is no days at all."""
    if typed == "" or (is_number(typed) and int(typed) <= LONGEST):
        return None
    return T("A number of days from 0 to %(most)s is needed.", most=LONGEST)


def fault_of_share(typed: str) -> Words | None:
    """Why this is no share of a life, or None; nothing is no share at all."""
    if typed == "" or (is_number(typed) and 1 <= int(typed) <= 100):
        return None
    return T("A percentage from 1 to 100 is needed.")


def is_number(typed: str) -> bool:
    """Digits of a keypad, and not so many that nobody could mean them."""
    return typed.isascii() and typed.isdigit() and len(typed) < 10


def change_product(
    work: UnitOfWork, product_id: int, typed: Mapping[str, str], short_life: str, *, by: int | None
) -> dict[str, Words]:
    """Keep the days and the share of a product, empty ones as none; what is wrong, by field."""
    row = work.connection.execute(PRODUCT, {"id": product_id}).one()
    faults = {name: said for name in DAYS if (said := fault(typed.get(name, "")))}
    if said := fault_of_share(typed.get(SHARE, "")):
        faults[SHARE] = said
    if short_life not in set(ShortLife):
        faults["short_life"] = T("Choose one of the two.")
    if faults:
        return faults
    new: dict[str, Any] = {name: number(typed.get(name, "")) for name in FIELDS}
    new["short_life"] = short_life
    before, after = written(row._asdict()), written(new)
    if before != after:
        work.connection.execute(CHANGE, new | {"id": product_id})
        changes.record(work, PRODUCTS, row.sku, by=by, before=before, after=after)
    return {}


def change_partner(
    work: UnitOfWork, partner_id: int, days: str, percent: str, *, by: int | None
) -> str | Words | None:
    """Keep how long goods must live: the partner's code, why not, or None where there is none.

    The share is a supplier's alone.
    """
    row = work.connection.execute(PARTNER, {"id": partner_id}).first()
    if row is None:
        return None
    if said := fault(days) or fault_of_share(percent):
        return said
    new = {"days": number(days), "percent": number(percent)}
    before = said_of(row.min_life_days, row.min_life_percent)
    after = said_of(new["days"], new["percent"])
    if before != after:
        work.connection.execute(CHANGE_PARTNER, new | {"id": partner_id})
        subject = f"{row.kind} {row.code}"
        changes.record(work, PARTNERS, subject, by=by, before=before, after=after)
    return str(row.code)


def number(typed: str) -> int | None:
    """Days, or none."""
    return int(typed) if typed else None


def said_of(days: int | None, percent: int | None) -> str:
    """Days and a share as the history keeps them."""
    told = (None if days is None else str(days), None if percent is None else f"{percent} %")
    return ", ".join(one for one in told if one is not None)


def written(values: Mapping[str, Any]) -> str:
    """The days of a product as the history keeps them."""
    names = dict(zip(DAYS, ("expiry", "best before", "removal", "alert", "receipt"), strict=True))
    known = [f"{words} {values[name]}" for name, words in names.items() if values[name] is not None]
    if values[SHARE] is not None:
        known.append(f"receipt {values[SHARE]} %")
    if values["min_receipt_days"] is not None or values[SHARE] is not None:
        known.append(str(values["short_life"]))
    return ", ".join(known)
