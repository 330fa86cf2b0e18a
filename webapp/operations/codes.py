"""The codes a product answers to: registered so that each names one thing, and never deleted.

`why_not` is asked before any code of a product, of a packaging or of a location comes into being.
A code that already names something, or that would be read as something else, is refused with the
name of the other; what was registered before always keeps its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, text

from webapp.barcodes import Kind, gtin14, parse
from webapp.models import PackagingKind
from webapp.models.types import Moment
from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import codes as reads
from webapp.words import T, Words

ROOM = "product codes"
LONGEST = 64
COMMAND = "LW*"

# PostgreSQL: whoever registers a code waits for whoever does just now, for no index spans tables.
ONE_AT_A_TIME = text("select pg_advisory_xact_lock(4004)")


@dataclass(frozen=True, slots=True)
class NewCode:
    """One more code of a product: of one of its packagings, or of `units` of it."""

    product_id: int
    code: str
    packaging_id: int | None = None
    units: int = 1


def normal(code: str) -> str:
    """A code as it is kept: a GTIN at 14 digits, any other text without blanks around it."""
    trimmed = code.strip()
    return gtin14(trimmed) or trimmed


def why_not(work: UnitOfWork, code: str) -> Words | None:
    """Why `code` cannot be registered for anything, with the name of what has it; or None."""
    kept = normal(code)
    return form_fault(kept) or meaning_fault(work, kept) or taken(work, kept)


def form_fault(code: str) -> Words | None:
    """Why nothing can have this text as its code."""
    if not code:
        return T("A code is needed.")
    if len(code) > LONGEST:
        return T("A code has at most %(most)s characters.", most=LONGEST)
    if not code.isprintable():
        return T("A code is written in letters, digits and signs.")
    return None


def meaning_fault(work: UnitOfWork, code: str) -> Words | None:
    """Why a scan of this text would be read as something else than a name."""
    if code.upper().startswith(COMMAND):
        return T("%(code)s is a command, so it cannot be a code.", code=code)
    if gtin14(code):
        return None
    read = parse(code, today=work.now.date())
    if read.identifier:
        return T("%(code)s begins with a scanner's sign; leave it out.", code=code)
    if not read.readings:
        return None
    if read.kind is Kind.SSCC:
        return T("%(code)s is the number of a license plate.", code=code)
    elements = "".join(f"({ai}){value}" for ai, value in read.readings[0].elements.items())
    return T("%(code)s is read as a label: %(elements)s.", code=code, elements=elements)


def taken(work: UnitOfWork, code: str) -> Words | None:
    """What already has this code."""
    other = reads.owner_of(work.connection, written(code))
    return T("%(code)s is already %(other)s.", code=code, other=other) if other else None


def written(code: str) -> tuple[str, ...]:
    """Every way one code is written: a GTIN with fewer leading noughts is the same GTIN."""
    if len(code) != 14 or not gtin14(code):
        return (code,)
    shorter = (code[-length:] for length in (13, 12, 8) if not code[:-length].strip("0"))
    return (code, *shorter)


# Products


PRODUCT = text("select id, sku, tracking from products where id = :product")
PACKAGING = text(
    "select id, kind, quantity, gtin from packagings where id = :id and product_id = :product"
)
ADD = text(
    "insert into product_codes"
    " (product_id, packaging_id, code, units, position, active, created_at)"
    " select :product, :packaging, :code, :units,"
    " coalesce((select max(position) from product_codes where product_id = :product), 0) + 1,"
    " (1 = 1), :now"
).bindparams(bindparam("now", type_=Moment))
GIVE_GTIN = text("update packagings set gtin = :gtin where id = :id and gtin is null")


def add(
    work: UnitOfWork, new: NewCode, *, by: int | None, reason: str | None = None
) -> Words | None:
    """Register a code; None when it is done, else why not.

    The GTIN of a packaging that has none becomes its own; any other code stands beside it.
    """
    begin(work)
    product = work.connection.execute(PRODUCT, {"product": new.product_id}).one()
    packaging = packaging_of(work, new)
    units = packaging.quantity if packaging else new.units
    no = why_not(work, new.code) or one_serial(product, units)
    if no:
        return no
    code = normal(new.code)
    if packaging and packaging.gtin is None and gtin14(code):
        work.connection.execute(GIVE_GTIN, {"id": packaging.id, "gtin": code})
    else:
        values = {"product": product.id, "packaging": new.packaging_id, "code": code}
        work.connection.execute(ADD, values | {"units": units, "now": work.now})
    after = stands_for(code, units)
    changes.record(work, ROOM, product.sku, by=by, after=after, reason=reason)
    return None


def begin(work: UnitOfWork) -> None:
    """One registration after the other."""
    if work.connection.dialect.name == "postgresql":
        work.connection.execute(ONE_AT_A_TIME)


def packaging_of(work: UnitOfWork, new: NewCode) -> Any:
    """The packaging that the code is for; None where it is for the product."""
    if new.packaging_id is None:
        return None
    values = {"id": new.packaging_id, "product": new.product_id}
    return work.connection.execute(PACKAGING, values).one()


def one_serial(product: Any, units: int) -> Words | None:
    """A code for several units of a product whose every unit has its own number."""
    if units > 1 and "serial" in product.tracking:
        return T(
            "Every %(product)s has its own serial number, so a code stands for one.",
            product=product.sku,
        )
    return None


def stands_for(code: str, units: int) -> str:
    """A code and what it counts, as the history keeps it."""
    return code if units == 1 else f"{code} × {units}"


CODE = text(
    "select c.id, c.product_id, c.code, c.units, c.active, p.sku from product_codes c"
    " join products p on p.id = c.product_id where c.id = :id and c.product_id = :product"
)
STOP = text("update product_codes set active = (1 = 0) where id = :id and active")
PUT_FIRST = text(
    "update product_codes set position = (select min(position) from product_codes"
    " where product_id = :product) - 1 where id = :id"
)


def remove(work: UnitOfWork, product_id: int, code_id: int, *, by: int | None) -> bool:
    """Let a code name nothing any more; False where it already does not."""
    row = work.connection.execute(CODE, {"id": code_id, "product": product_id}).one()
    if work.connection.execute(STOP, {"id": code_id}).rowcount != 1:
        return False
    changes.record(work, ROOM, row.sku, by=by, before=stands_for(row.code, row.units))
    return True


def make_main(work: UnitOfWork, product_id: int, code_id: int, *, by: int | None) -> None:
    """Put one code of a product before its others."""
    row = work.connection.execute(CODE, {"id": code_id, "product": product_id}).one()
    main = reads.codes_of(work.connection, product_id)[:1]
    if not row.active or (main and main[0].id == code_id):
        return
    work.connection.execute(PUT_FIRST, {"id": code_id, "product": product_id})
    before = f"main: {main[0].code}" if main else None
    changes.record(work, ROOM, row.sku, by=by, before=before, after=f"main: {row.code}")


# Packagings


ADD_PACKAGING = text(
    "insert into packagings (product_id, kind, quantity, gtin)"
    " values (:product, :kind, :quantity, :gtin)"
)


@dataclass(frozen=True, slots=True)
class NewPackaging:
    """One more way a product comes; `gtin` may be empty."""

    product_id: int
    kind: PackagingKind
    quantity: int
    gtin: str = ""


def add_packaging(work: UnitOfWork, new: NewPackaging, *, by: int | None) -> dict[str, Words]:
    """Write a packaging; empty when it is done, else what is wrong by field."""
    begin(work)
    product = work.connection.execute(PRODUCT, {"product": new.product_id}).one()
    faults = {"quantity": one_serial(product, new.quantity), "gtin": gtin_fault(work, new.gtin)}
    if any(faults.values()):
        return {name: words for name, words in faults.items() if words}
    gtin = normal(new.gtin) or None
    values = {"product": new.product_id, "kind": str(new.kind), "quantity": new.quantity}
    work.connection.execute(ADD_PACKAGING, values | {"gtin": gtin})
    after = f"{new.kind}: {stands_for(gtin or '', new.quantity)}"
    changes.record(work, ROOM, product.sku, by=by, after=after)
    return {}


def gtin_fault(work: UnitOfWork, gtin: str) -> Words | None:
    """Why a packaging cannot have this GTIN; it may have none."""
    if not gtin.strip():
        return None
    if gtin14(gtin.strip()) is None:
        return T("A GTIN has 8, 12, 13 or 14 digits and ends with its check digit.")
    return why_not(work, gtin)
