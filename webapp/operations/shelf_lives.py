"""The days of a product and of a partner: how long goods live, how long they must. With history."""

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
PRODUCT = text(
    f"select sku, expiry_policy, short_life, {', '.join(DAYS)} from products where id = :id"
)
CHANGE = text(
    "update products set short_life = :short_life,"
    f" {', '.join(f'{days} = :{days}' for days in DAYS)} where id = :id"
)
PARTNER = text("select kind, code, min_life_days from partners where id = :id")
CHANGE_PARTNER = text("update partners set min_life_days = :days where id = :id")


def fault(typed: str) -> Words | None:
    """Why this is no number of days, or None; nothing is no days at all."""
    if typed == "" or (typed.isascii() and typed.isdigit() and int(typed[:9]) <= LONGEST):
        return None
    return T("A number of days from 0 to %(most)s is needed.", most=LONGEST)


def change_product(
    work: UnitOfWork, product_id: int, typed: Mapping[str, str], short_life: str, *, by: int | None
) -> dict[str, Words]:
    """Keep the days of a product, empty ones as none; what is wrong, by field."""
    row = work.connection.execute(PRODUCT, {"id": product_id}).one()
    faults = {name: said for name in DAYS if (said := fault(typed.get(name, "")))}
    if short_life not in set(ShortLife):
        faults["short_life"] = T("Choose one of the two.")
    if faults:
        return faults
    new: dict[str, Any] = {name: number(typed.get(name, "")) for name in DAYS}
    new["short_life"] = short_life
    before, after = written(row._asdict()), written(new)
    if before != after:
        work.connection.execute(CHANGE, new | {"id": product_id})
        changes.record(work, PRODUCTS, row.sku, by=by, before=before, after=after)
    return {}


def change_partner(
    work: UnitOfWork, partner_id: int, typed: str, *, by: int | None
) -> str | Words | None:
    """Keep how long goods must live: the partner's code, why not, or None where there is none."""
    row = work.connection.execute(PARTNER, {"id": partner_id}).first()
    if row is None:
        return None
    if said := fault(typed):
        return said
    new = number(typed)
    if new != row.min_life_days:
        work.connection.execute(CHANGE_PARTNER, {"id": partner_id, "days": new})
        told = {"before": days_of(row.min_life_days), "after": days_of(new)}
        changes.record(work, PARTNERS, f"{row.kind} {row.code}", by=by, **told)
    return str(row.code)


def number(typed: str) -> int | None:
    """Days, or none."""
    return int(typed) if typed else None


def days_of(days: int | None) -> str:
    """Days as the history keeps them."""
    return "" if days is None else str(days)


def written(values: Mapping[str, Any]) -> str:
    """The days of a product as the history keeps them."""
    names = dict(zip(DAYS, ("expiry", "best before", "removal", "alert", "receipt"), strict=True))
    known = [f"{words} {values[name]}" for name, words in names.items() if values[name] is not None]
    if values["min_receipt_days"] is not None:
        known.append(str(values["short_life"]))
    return ", ".join(known)
