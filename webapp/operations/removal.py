"""Arranging what leaves first and when it is promised. Every change is in the history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import removal as reads
from webapp.queries.removal import ReservationSetting
from webapp.rules.removal import RemovalStrategy, ReservationMethod
from webapp.words import T, Words

ROOM = "removal"
MOST_DAYS = 365
SAVE = text(
    "insert into reservation_settings (id, method, days_before) values (1, :method, :days)"
    " on conflict (id) do update set method = excluded.method, days_before = excluded.days_before"
)
CATEGORY = text("select id, name, removal_strategy from product_categories where code = :code")
KEEP_CATEGORY = text(
    "insert into product_categories (code, name, removal_strategy) values (:code, :name, :strategy)"
    " on conflict (code) do update set name = excluded.name,"
    " removal_strategy = excluded.removal_strategy"
)
PRODUCT = text(
    "select p.id, c.code as category from products p"
    " left join product_categories c on c.id = p.category_id where p.sku = :sku"
)
PUT_PRODUCT = text("update products set category_id = :category where id = :product")
PLACE = text("select id, removal_strategy from locations where code = :code")
KEEP_PLACE = text("update locations set removal_strategy = :strategy where id = :place")


def arrange_reservations(work: UnitOfWork, wanted: ReservationSetting, *, by: int) -> None:
    """Keep when released orders are promised their stock."""
    before, after = written(reads.reservation_setting(work.connection)), written(wanted)
    if before != after:
        values = {"method": str(wanted.method), "days": wanted.days_before}
        work.connection.execute(SAVE, values)
        changes.record(work, ROOM, "reservations", by=by, before=before, after=after)


def written(setting: ReservationSetting) -> str:
    """A setting as the history writes it: the days only where they count."""
    if setting.method is ReservationMethod.DAYS_BEFORE:
        return f"{setting.method}, {setting.days_before}"
    return str(setting.method)


def keep_category(
    work: UnitOfWork, code: str, name: str, strategy: RemovalStrategy | None, *, by: int
) -> None:
    """Add a category, or change the one with this code."""
    found = work.connection.execute(CATEGORY, {"code": code}).first()
    values = {"code": code, "name": name, "strategy": said(strategy)}
    work.connection.execute(KEEP_CATEGORY, values)
    before = None if found is None else shown(found.name, found.removal_strategy)
    after = shown(name, said(strategy))
    if before != after:
        changes.record(work, ROOM, code, by=by, before=before, after=after)


def put_product(work: UnitOfWork, sku: str, category: str | None, *, by: int) -> Words | None:
    """Let a product be of a category, or of none; why it cannot be, or None."""
    product = work.connection.execute(PRODUCT, {"sku": sku}).first()
    if product is None:
        return T("No product has the SKU %(sku)s.", sku=sku)
    found = work.connection.execute(CATEGORY, {"code": category}).first() if category else None
    if category and found is None:
        return T("There is no category %(code)s.", code=category)
    values = {"product": product.id, "category": None if found is None else found.id}
    work.connection.execute(PUT_PRODUCT, values)
    if product.category != category:
        changes.record(work, ROOM, sku, by=by, before=product.category, after=category)
    return None


def keep_place(
    work: UnitOfWork, code: str, strategy: RemovalStrategy | None, *, by: int
) -> Words | None:
    """Say what leaves first at a location and below it; why it cannot be said, or None."""
    place = work.connection.execute(PLACE, {"code": code}).first()
    if place is None:
        return T("There is no location %(code)s.", code=code)
    work.connection.execute(KEEP_PLACE, {"place": place.id, "strategy": said(strategy)})
    if place.removal_strategy != said(strategy):
        before, after = place.removal_strategy, said(strategy)
        changes.record(work, ROOM, code, by=by, before=before, after=after)
    return None


def said(strategy: RemovalStrategy | None) -> str | None:
    """A strategy as the database keeps it."""
    return None if strategy is None else str(strategy)


def shown(name: str, strategy: Any) -> str:
    """A category as the history writes it."""
    return f"{name}, {strategy}" if strategy else name
