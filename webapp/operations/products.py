"""Products: made with their first GTIN, and tracked otherwise while nothing of them is inside."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text

from webapp.models import ExpiryPolicy, PackagingKind, Tracking
from webapp.operations import changes, codes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries.tracking import tracking_settings
from webapp.rules.quantities import Amount
from webapp.words import T, Words

ROOM = "products"
LONGEST_SKU, LONGEST_NAME, LONGEST_UNIT = 64, 200, 16
Faults = dict[str, Words]

CREATE = text(
    "insert into products (sku, name, tracking, expiry_policy, unit, scale, active)"
    " values (:sku, :name, :tracking, :expiry, :unit, :scale, (1 = 1)) returning id"
)
HOLD = "select sku, tracking, expiry_policy, scale from products where id = :product"
INSIDE = text(
    "select coalesce(sum(on_hand), 0) as units, count(*) as places from balances"
    " where product_id = :product and inside and on_hand > 0"
)
TRACK = text(
    "update products set tracking = :tracking, expiry_policy = :expiry where id = :product"
)


@dataclass(frozen=True, slots=True)
class NewProduct:
    """What is kept from now on; `gtin` may be empty."""

    sku: str
    name: str
    tracking: Tracking
    expiry: ExpiryPolicy = ExpiryPolicy.NONE
    unit: str = "each"
    scale: int = 0
    gtin: str = ""


def create(work: UnitOfWork, new: NewProduct, *, by: int) -> int | Faults:
    """The new product's id, or what is wrong by field."""
    codes.begin(work)
    faults = faults_of(work, new)
    if faults:
        return faults
    values = {
        "sku": new.sku,
        "name": new.name,
        "tracking": str(new.tracking),
        "expiry": str(new.expiry),
        "unit": new.unit,
        "scale": new.scale,
    }
    made = int(work.connection.execute(CREATE, values).scalar_one())
    changes.record(work, ROOM, new.sku, by=by, after=said(new.tracking, new.expiry))
    if new.gtin:
        size = codes.NewPackaging(made, PackagingKind.EACH, 10**new.scale, new.gtin)
        if wrong := codes.add_packaging(work, size, by=by):
            raise ValueError(f"{new.gtin} was free a moment ago: {wrong}")
    return made


def faults_of(work: UnitOfWork, new: NewProduct) -> Faults:
    """What is wrong with a new product, by field."""
    found = {
        "sku": codes.why_not(work, new.sku),
        "name": text_fault(new.name, LONGEST_NAME),
        "unit": text_fault(new.unit, LONGEST_UNIT),
        "scale": None if 0 <= new.scale <= 6 else T("0 to 6 places after the point."),
        "gtin": codes.gtin_fault(work, new.gtin),
        "expiry": expiry_fault(new.tracking, new.expiry),
        "tracking": switched_off(work, new.tracking),
    }
    if new.scale and new.tracking.by_serial:
        found["scale"] = T("Units with serial numbers are counted whole.")
    if new.gtin and codes.normal(new.gtin) == codes.normal(new.sku):
        found["gtin"] = T("This is the SKU already.")
    return {name: words for name, words in found.items() if words}


def text_fault(value: str, most: int) -> Words | None:
    """Why this cannot be written, or None."""
    if not value:
        return T("A text is needed.")
    if len(value) > most:
        return T("At most %(most)s characters.", most=most)
    return None if value.isprintable() else T("Only characters that can be printed.")


def expiry_fault(tracking: Tracking, expiry: ExpiryPolicy) -> Words | None:
    """A date belongs to a lot."""
    if expiry is ExpiryPolicy.NONE or tracking.by_lot:
        return None
    return T("Only a product with lots has dates.")


def switched_off(work: UnitOfWork, tracking: Tracking) -> Words | None:
    """Whether the warehouse tracks lots and serial numbers at all."""
    if tracking is Tracking.NONE or tracking_settings(work.connection).codes:
        return None
    return T("Lots and serial numbers are switched off in this warehouse.")


def track(
    work: UnitOfWork, product_id: int, tracking: Tracking, expiry: ExpiryPolicy, *, by: int
) -> Faults:
    """Track a product otherwise; empty when it is done, else what stands against it by field.

    Stock that is inside would have codes that nobody asks for, or lack those that are asked for.
    """
    statement = text(HOLD + work.for_update)
    found = work.connection.execute(statement, {"product": product_id}).one()
    before, dated = Tracking(found.tracking), ExpiryPolicy(found.expiry_policy)
    faults = {
        "expiry": expiry_fault(tracking, expiry),
        "tracking": None
        if tracking is before
        else switched_off(work, tracking) or stock_inside(work, product_id, found, tracking),
    }
    if tracking.by_serial and found.scale:
        faults["tracking"] = T("Units with serial numbers are counted whole.")
    if any(faults.values()):
        return {name: words for name, words in faults.items() if words}
    if (tracking, expiry) == (before, dated):
        return {}
    values = {"tracking": str(tracking), "expiry": str(expiry), "product": product_id}
    work.connection.execute(TRACK, values)
    changes.record(
        work,
        ROOM,
        found.sku,
        by=by,
        before=said(before, dated),
        after=said(tracking, expiry),
    )
    return {}


def stock_inside(
    work: UnitOfWork, product_id: int, found: object, tracking: Tracking
) -> Words | None:
    """How much is inside, and what to do about it first."""
    inside = work.connection.execute(INSIDE, {"product": product_id}).one()
    if not inside.units:
        return None
    amount = Amount(int(inside.units), found.scale)  # type: ignore[attr-defined]
    if tracking is Tracking.NONE:
        return T(
            "%(n)s %(sku)s in stock have codes. Move them out, or count them to 0, first.",
            n=amount,
            sku=found.sku,  # type: ignore[attr-defined]
        )
    return T(
        "%(n)s %(sku)s in stock (places: %(places)s) would have no such code."
        " Move them out, or count them to 0, then change it and bring them in with their codes.",
        n=amount,
        sku=found.sku,  # type: ignore[attr-defined]
        places=inside.places,
    )


def said(tracking: Tracking, expiry: ExpiryPolicy) -> str:
    """How a product is tracked, as the history writes it."""
    return f"{tracking}, expiry {expiry}"
