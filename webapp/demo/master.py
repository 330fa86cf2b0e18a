"""Places, partners, products, lots and empty totes: what is there before anything moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta

from webapp.demo import filled, partners, places, products, stock
from webapp.demo.book import Book
from webapp.models import (
    ClassConflict,
    HoldStatus,
    LicensePlate,
    Location,
    Lot,
    Packaging,
    Partner,
    PartnerKind,
    PlateKind,
    Product,
    ProductPlace,
    StorageCategory,
)
from webapp.operations import holds
from webapp.operations.held import Held, Subject, Why
from webapp.operations.ledger import By
from webapp.queries.promises import Today
from webapp.rules.shelf_life import Dates, complete


def write(book: Book) -> None:
    """All of it, and where each is found again in `book`."""
    write_categories(book)
    write_places(book)
    write_partners(book)
    write_products(book)
    write_filled(book)
    write_lots(book)
    write_totes(book)
    book.work.session.flush()


def write_categories(book: Book) -> None:
    """What bins carry, and what is kept apart."""
    for carries in places.CATEGORIES:
        category = StorageCategory(**asdict(carries), one_expiry=False)
        book.work.session.add(category)
        book.work.session.flush()
        book.categories[carries.code] = category.id
    first, second = places.APART
    book.work.session.add(ClassConflict(first=first, second=second))


def write_places(book: Book) -> None:
    """The tree of locations; the order of the list is the way a picker walks."""
    for order, place in enumerate(places.places()):
        location = Location(
            code=place.code,
            name=place.name,
            kind=place.kind,
            parent_id=book.places[place.parent] if place.parent else None,
            walk_order=order,
            capacity=place.capacity,
            blocked_in=place.blocked,
            blocked_out=place.blocked,
            storage_category_id=book.categories.get(place.category or ""),
        )
        book.work.session.add(location)
        book.work.session.flush()
        book.places[place.code] = location.id


def write_partners(book: Book) -> None:
    """Suppliers and customers."""
    sides = {PartnerKind.SUPPLIER: partners.SUPPLIERS, PartnerKind.CUSTOMER: partners.CUSTOMERS}
    for kind, names in sides.items():
        rows = [Partner(kind=kind, code=code, name=name) for code, name in names.items()]
        book.work.session.add_all(rows)
        book.work.session.flush()
        book.partners |= {row.code: row.id for row in rows}


def write_products(book: Book) -> None:
    """Products with their packagings."""
    rows = [product_of(kept, book.categories) for kept in products.PRODUCTS]
    book.work.session.add_all(rows)
    book.work.session.flush()
    book.products |= {row.sku: row.id for row in rows}


def product_of(kept: products.Kept, categories: Mapping[str, int]) -> Product:
    """One product as its row."""
    return Product(
        sku=kept.sku,
        name=kept.name,
        tracking=kept.tracking,
        expiry_policy=kept.expiry,
        unit=kept.unit,
        scale=kept.scale,
        weight_g=kept.weight_g,
        storage_category_id=categories.get(kept.category or ""),
        **asdict(kept.life),
        packagings=[
            Packaging(kind=pack.kind, quantity=pack.quantity, gtin=pack.gtin) for pack in kept.packs
        ],
    )


def write_filled(book: Book) -> None:
    """Which bins are filled from which."""
    for place in filled.PLACES:
        minimum, target = place.levels or (None, None)
        row = ProductPlace(
            product_id=book.products[place.sku],
            location_id=book.places[place.bin],
            role=place.role,
            priority=place.priority,
            minimum=minimum,
            target=target,
            size=place.size,
        )
        book.work.session.add(row)


def write_lots(book: Book) -> None:
    """Lots with their dates, counted from today."""
    for seen in stock.LOTS:
        supplier = products.BY_SKU[seen.sku].supplier
        lot = Lot(
            product_id=book.products[seen.sku],
            code=seen.code,
            **asdict(dates_of(book, seen)),
            supplier_id=book.partners[supplier] if supplier else None,
            created_at=book.work.now,
        )
        book.work.session.add(lot)
        book.work.session.flush()
        book.lots[seen.sku, seen.code] = lot.id
        if seen.hold_cause:
            why = Why(HoldStatus.ON_HOLD, seen.hold_cause)
            subject = Subject(Held.LOT, lot.id)
            holds.place(book.work, subject, why, By(book.user_id, book.work.now), Today(book.today))


def dates_of(book: Book, seen: stock.LotSeen) -> Dates:
    """The day a lot expires on, and the others by the days of its product."""
    life = products.BY_SKU[seen.sku].life
    if seen.days is None:
        return Dates()
    return complete(life, Dates(book.today + timedelta(days=seen.days)), book.today)


def write_totes(book: Book) -> None:
    """Empty totes, ready to be filled."""
    rows = [
        LicensePlate(
            code=code,
            kind=PlateKind.TOTE,
            location_id=book.places[places.TOTES_STAND_AT],
            created_at=book.work.now,
        )
        for code in places.TOTES
    ]
    book.work.session.add_all(rows)
