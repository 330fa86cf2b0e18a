"""Records of lots: made before the goods come, and what is written down about a lot.

A record puts nothing into stock. What was said of a lot before stays in the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel import Locale
from sqlalchemy import Date, bindparam, text

from webapp.models import Tracking
from webapp.models.types import Moment
from webapp.operations import changes
from webapp.operations.renaming import ROOM, Kind, subject
from webapp.operations.unit_of_work import UnitOfWork
from webapp.rules.codes import fault_of, trimmed
from webapp.rules.free_facts import facts_in, fault_in
from webapp.words import T, Words

# What may be written about a lot, and how long it may be.
TEXTS: Mapping[str, int] = {
    "reference": 64,
    "description": 200,
    "supplier_lot": 64,
    "country": 2,
}
NO_COUNTRY = {"EU", "EZ", "UN", "ZZ", "XA", "XB"}  # Groups, and places that are none.
COUNTRIES = frozenset(map(str, Locale("en").territories)) - NO_COUNTRY


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a lot besides its code and the dates of its life."""

    reference: str | None = None
    description: str | None = None
    supplier_lot: str | None = None
    country: str | None = None
    supplier_id: int | None = None
    produced_on: date | None = None
    more: str | None = None


PRODUCT = text("select sku, tracking from products where id = :product and active")
CLASH = text(
    "select p.sku from lots l join products p on p.id = l.product_id"
    " where l.product_id = :product and l.code = :code union all"
    " select p.sku from former_codes f join products p on p.id = f.product_id"
    " where f.product_id = :product and f.code = :code and f.lot_id is not null"
)
FIELDS = ", ".join(About.__slots__)
CREATE = text(
    f"insert into lots (product_id, code, status, created_at, {FIELDS}) values (:product, :code,"
    f" 'released', :now, {', '.join(f':{name}' for name in About.__slots__)}) returning id"
).bindparams(bindparam("now", type_=Moment), bindparam("produced_on", type_=Date))
READ = text(f"select product_id, code, {FIELDS} from lots where id = :lot").columns(
    produced_on=Date
)
WRITE = text(
    f"update lots set product_id = :product,"
    f" {', '.join(f'{name} = :{name}' for name in About.__slots__)} where id = :lot"
).bindparams(bindparam("produced_on", type_=Date))
SUPPLIER = text("select name from partners where id = :id and kind = 'supplier'")
# The codes a lot had belong to its product, too; they are not there while it changes.
FORMER = text("select code, by_user_id, created_at from former_codes where lot_id = :lot").columns(
    created_at=Moment
)
FORGET = text("delete from former_codes where lot_id = :lot")
REMEMBER = text(
    "insert into former_codes (product_id, lot_id, code, by_user_id, created_at)"
    " values (:product, :lot, :code, :by_user_id, :created_at)"
).bindparams(bindparam("created_at", type_=Moment))
MOVED = text(
    "select 1 from moves where lot_id = :lot union all"
    " select 1 from serials where lot_id = :lot limit 1"
)


def create(
    work: UnitOfWork, product_id: int, code: str, about: About, *, by: int, today: date
) -> int | dict[str, Words]:
    """The new lot's id, or what is wrong by field. Nothing of it is in stock."""
    code = trimmed(code)
    faults = faults_of(work, about, today)
    product = work.connection.execute(PRODUCT, {"product": product_id}).first()
    if product is None or not Tracking(product.tracking).by_lot:
        faults["product"] = T("Choose a product that has lots.")
    if fault := fault_of(code):
        faults["code"] = fault
    elif work.connection.execute(CLASH, {"product": product_id, "code": code}).first():
        faults["code"] = T(
            "%(sku)s has lot %(code)s already.", sku=product.sku if product else "", code=code
        )
    if faults:
        return faults
    values = said(about) | {"product": product_id, "code": code, "now": work.now}
    made = int(work.connection.execute(CREATE, values).scalar_one())
    after = f"{product.sku if product else ''} {code}"
    changes.record(work, ROOM, subject(Kind.LOT, made), by=by, after=after)
    return made


def faults_of(work: UnitOfWork, about: About, today: date) -> dict[str, Words]:
    """What is wrong with what is to be written, by field; `today` is the warehouse's."""
    found = {}
    for name, most in TEXTS.items():
        value = getattr(about, name)
        if value and len(value) > most:
            found[name] = T("At most %(most)s characters.", most=most)
        elif value and not value.isprintable():
            found[name] = T("Only characters that can be printed.")
    if about.country and not (about.country in COUNTRIES and len(about.country) == 2):
        found["country"] = T(
            "%(code)s is no country: two letters were expected, for example VN.",
            code=about.country[:20],
        )
    if fault := fault_in(facts_in(about.more)):
        found["more"] = fault
    if about.produced_on and about.produced_on > today:
        found["produced_on"] = T("This day is still to come.")
    supplier = about.supplier_id
    if supplier and not work.connection.execute(SUPPLIER, {"id": supplier}).first():
        found["supplier"] = T("Choose a supplier of the list.")
    return found


def said(about: About) -> dict[str, object]:
    """The fields by name."""
    return {name: getattr(about, name) for name in About.__slots__}


def read(work: UnitOfWork, lot_id: int) -> About | None:
    """What is written about a lot now."""
    row = work.connection.execute(READ, {"lot": lot_id}).first()
    return None if row is None else About(**{name: getattr(row, name) for name in About.__slots__})


def edit(
    work: UnitOfWork,
    lot_id: int,
    about: About,
    *,
    by: int,
    today: date,
    product_id: int | None = None,
) -> dict[str, Words]:
    """Write what is known of a lot; empty when it is done, else what is wrong by field.

    Another product is possible only while nothing of the lot was ever moved.
    """
    before = read(work, lot_id)
    if before is None:
        raise LookupError(f"there is no lot {lot_id}")
    now = int(work.connection.execute(READ, {"lot": lot_id}).one().product_id)
    wanted = product_id or now
    faults = faults_of(work, about, today)
    if wanted != now and (fault := fault_of_product(work, lot_id, wanted)):
        faults["product"] = fault
    if faults:
        return faults
    write(work, lot_id, wanted, about)
    was, is_now = facts_of(before), facts_of(about)
    for name in was | is_now:
        old, new = was.get(name), is_now.get(name)
        if old != new:
            changes.record(
                work,
                ROOM,
                subject(Kind.LOT, lot_id),
                by=by,
                before=f"{name}: {old}" if old else None,
                after=f"{name}: {new}" if new else None,
            )
    return {}


def write(work: UnitOfWork, lot_id: int, product_id: int, about: About) -> None:
    """The record; the codes that the lot had go along to its product."""
    lot = {"lot": lot_id, "product": product_id}
    former = list(work.connection.execute(FORMER, lot).mappings())
    if former:
        work.connection.execute(FORGET, lot)
    work.connection.execute(WRITE, said(about) | lot)
    for one in former:
        work.connection.execute(REMEMBER, dict(one) | lot)


def fault_of_product(work: UnitOfWork, lot_id: int, product_id: int) -> Words | None:
    """Why a lot cannot become one of another product, or None."""
    if work.connection.execute(MOVED, {"lot": lot_id}).first():
        return T("This lot was moved, so it stays a lot of its product.")
    product = work.connection.execute(PRODUCT, {"product": product_id}).first()
    if product is None or not Tracking(product.tracking).by_lot:
        return T("Choose a product that has lots.")
    now = work.connection.execute(READ, {"lot": lot_id}).one().code
    for code in (now, *work.connection.execute(FORMER, {"lot": lot_id}).scalars()):
        if work.connection.execute(CLASH, {"product": product_id, "code": code}).first():
            return T("%(sku)s has lot %(code)s already.", sku=product.sku, code=code)
    return None


def facts_of(about: About) -> dict[str, object]:
    """All that is written, by name: the fields, then the facts that have none."""
    fields = said(about)
    return {name: fields[name] for name in fields if name != "more"} | dict(facts_in(about.more))
