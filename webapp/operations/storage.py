"""Storage categories, their limits and the classes that keep apart; what a product weighs.

Every act leaves a row in the history of settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import text

from webapp.models import Mixing, PlateKind
from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.words import T, Words

ROOM, PRODUCTS, CLASSES = "storage categories", "product storage", "class conflicts"
LONGEST_CODE, LONGEST_NAME, LONGEST_CLASS = 24, 64, 16
Faults = dict[str, Words]


@dataclass(frozen=True, slots=True)
class Category:
    """A storage category as somebody wants it; None where nobody counts."""

    code: str
    name: str
    max_weight_g: int | None = None
    max_units: int | None = None
    max_plates: int | None = None
    max_height_mm: int | None = None
    mixing: Mixing = Mixing.MIXED
    one_expiry: bool = False


NAMES = tuple(field.name for field in fields(Category))
ADD = text(
    f"insert into storage_categories ({', '.join(NAMES)})"
    f" values ({', '.join(f':{name}' for name in NAMES)}) returning id"
)
CHANGE = text(
    f"update storage_categories set {', '.join(f'{name} = :{name}' for name in NAMES)}"
    " where id = :id"
)
ONE = text(f"select id, {', '.join(NAMES)} from storage_categories where id = :id")
SAME_CODE = text("select 1 from storage_categories where lower(code) = lower(:code) and id <> :id")


def add_category(work: UnitOfWork, wanted: Category, *, by: int) -> int | Faults:
    """Put a category into the book: its id, or what is wrong by field."""
    if faults := faults_of(work, wanted, 0):
        return faults
    made = int(work.connection.execute(ADD, values_of(wanted)).scalar_one())
    changes.record(work, ROOM, wanted.code, by=by, after=told(wanted))
    return made


def change_category(work: UnitOfWork, category_id: int, wanted: Category, *, by: int) -> Faults:
    """Let a category be as wanted; what lies in its bins already stays there."""
    if faults := faults_of(work, wanted, category_id):
        return faults
    before = category(work, category_id)
    if before != wanted:
        work.connection.execute(CHANGE, values_of(wanted) | {"id": category_id})
        changes.record(work, ROOM, wanted.code, by=by, before=told(before), after=told(wanted))
    return {}


def faults_of(work: UnitOfWork, wanted: Category, category_id: int) -> Faults:
    """What is wrong with a category, by field."""
    faults: Faults = {}
    if not 1 <= len(wanted.code) <= LONGEST_CODE or not wanted.code.isprintable():
        faults["code"] = T("A code has 1 to %(most)s characters.", most=LONGEST_CODE)
    elif work.connection.execute(SAME_CODE, {"code": wanted.code, "id": category_id}).first():
        faults["code"] = T("There is a category %(code)s already.", code=wanted.code)
    if not 1 <= len(wanted.name) <= LONGEST_NAME:
        faults["name"] = T("A name has 1 to %(most)s characters.", most=LONGEST_NAME)
    return faults


def category(work: UnitOfWork, category_id: int) -> Category:
    """A category that is known to be there, as somebody could want it."""
    row = work.connection.execute(ONE, {"id": category_id}).one()
    values = {name: getattr(row, name) for name in NAMES}
    return Category(**values | {"mixing": Mixing(row.mixing), "one_expiry": bool(row.one_expiry)})


def values_of(wanted: Category) -> dict[str, Any]:
    """A category's columns."""
    return {name: getattr(wanted, name) for name in NAMES} | {"mixing": str(wanted.mixing)}


def told(wanted: Category) -> str:
    """A category in one line, for the history."""
    parts = {
        "g": wanted.max_weight_g,
        "units": wanted.max_units,
        "plates": wanted.max_plates,
        "mm": wanted.max_height_mm,
    }
    numbers = [f"{value} {name}" for name, value in parts.items() if value]
    one_date = ["one date"] if wanted.one_expiry else []
    return " · ".join([wanted.name, *numbers, str(wanted.mixing), *one_date])


# Limits of one product or of one kind of license plate

LIMIT = text(
    "insert into storage_limits (category_id, product_id, plate_kind, most)"
    " values (:category, :product, :plate_kind, :most)"
)
SAME_LIMIT = text(
    "select id, most from storage_limits where category_id = :category"
    " and (product_id = :product or plate_kind = :plate_kind)"
)
SET_LIMIT = text("update storage_limits set most = :most where id = :id")
DROP_LIMIT = text("delete from storage_limits where id = :id and category_id = :category")
LIMIT_OF = text(
    "select i.most, coalesce(p.sku, i.plate_kind) as of from storage_limits i"
    " left join products p on p.id = i.product_id where i.id = :id and i.category_id = :category"
)


def set_limit(
    work: UnitOfWork, category_id: int, of: tuple[int, str] | PlateKind, most: int, *, by: int
) -> None:
    """At most so many of a product (its id and SKU) or of a kind of license plate in a bin."""
    product_id, name = of if isinstance(of, tuple) else (None, str(of))
    values: Mapping[str, object] = {
        "category": category_id,
        "product": product_id,
        "plate_kind": None if product_id else name,
        "most": most,
    }
    same = work.connection.execute(SAME_LIMIT, values).first()
    if same:
        work.connection.execute(SET_LIMIT, {"id": same.id, "most": most})
    else:
        work.connection.execute(LIMIT, values)
    before = f"{name}: {same.most}" if same else None
    subject = category(work, category_id).code
    changes.record(work, ROOM, subject, by=by, before=before, after=f"{name}: {most}")


def drop_limit(work: UnitOfWork, category_id: int, limit_id: int, *, by: int) -> bool:
    """No limit of this kind any more; False where there is none."""
    values = {"id": limit_id, "category": category_id}
    row = work.connection.execute(LIMIT_OF, values).first()
    if row is None:
        return False
    work.connection.execute(DROP_LIMIT, values)
    subject = category(work, category_id).code
    changes.record(work, ROOM, subject, by=by, before=f"{row.of}: {row.most}")
    return True


# Classes that keep apart

APART = text("insert into class_conflicts (first, second) values (:first, :second)")
ARE_APART = text("select 1 from class_conflicts where first = :first and second = :second")
TOGETHER = text("delete from class_conflicts where id = :id")
PAIR = text("select first, second from class_conflicts where id = :id")


def keep_apart(work: UnitOfWork, one: str, other: str, *, by: int) -> Faults:
    """Two classes may not share a bin; empty, or what is wrong by field."""
    for name, value in (("first", one), ("second", other)):
        if not 1 <= len(value) <= LONGEST_CLASS or not value.isprintable():
            return {name: T("A class has 1 to %(most)s characters.", most=LONGEST_CLASS)}
    first, second = sorted((one, other))
    if first == second:
        return {"second": T("A class cannot be kept apart from itself.")}
    values = {"first": first, "second": second}
    if work.connection.execute(ARE_APART, values).first():
        return {"second": T("These two are kept apart already.")}
    work.connection.execute(APART, values)
    changes.record(work, CLASSES, f"{first} / {second}", by=by, after="kept apart")
    return {}


def let_together(work: UnitOfWork, conflict_id: int, *, by: int) -> bool:
    """They may share a bin again; False where nothing keeps them apart."""
    row = work.connection.execute(PAIR, {"id": conflict_id}).first()
    if row is None:
        return False
    work.connection.execute(TOGETHER, {"id": conflict_id})
    subject = f"{row.first} / {row.second}"
    changes.record(work, CLASSES, subject, by=by, before="kept apart", after="may be together")
    return True


# Products


@dataclass(frozen=True, slots=True)
class ProductStorage:
    """What a product needs in a bin; `heights` are of its packagings, by their ids."""

    weight_g: int | None = None
    height_mm: int | None = None
    storage_class: str | None = None
    category_id: int | None = None
    heights: tuple[tuple[int, int | None], ...] = ()

    def told(self, category: str | None) -> str:
        """All of it in one line, for the history."""
        parts = [
            f"{self.weight_g} g" if self.weight_g is not None else "",
            f"{self.height_mm} mm" if self.height_mm is not None else "",
            f"class {self.storage_class}" if self.storage_class else "",
            category or "",
            *(f"size {number}: {mm} mm" for number, mm in self.heights if mm is not None),
        ]
        return " · ".join(part for part in parts if part) or "nothing"


PRODUCT = text(
    "select p.sku, p.weight_g, p.height_mm, p.storage_class, p.storage_category_id,"
    " c.code as category from products p"
    " left join storage_categories c on c.id = p.storage_category_id where p.id = :product"
)
HEIGHTS = text("select id, height_mm from packagings where product_id = :product order by id")
SET_PRODUCT = text(
    "update products set weight_g = :weight, height_mm = :height, storage_class = :class,"
    " storage_category_id = :category where id = :product"
)
SET_HEIGHT = text("update packagings set height_mm = :mm where id = :id and product_id = :product")


def measure(work: UnitOfWork, product_id: int, wanted: ProductStorage, *, by: int) -> None:
    """Write what a product needs; whoever looks at a bin next counts with it."""
    product = {"product": product_id}
    row = work.connection.execute(PRODUCT, product).one()
    heights = tuple((size.id, size.height_mm) for size in work.connection.execute(HEIGHTS, product))
    before = ProductStorage(
        row.weight_g, row.height_mm, row.storage_class, row.storage_category_id, heights
    )
    if before == wanted:
        return
    values = {"weight": wanted.weight_g, "height": wanted.height_mm, "class": wanted.storage_class}
    work.connection.execute(SET_PRODUCT, product | values | {"category": wanted.category_id})
    for number, mm in wanted.heights:
        work.connection.execute(SET_HEIGHT, product | {"id": number, "mm": mm})
    after = wanted.told(work.connection.execute(PRODUCT, product).one().category)
    told_before = before.told(row.category)
    changes.record(work, PRODUCTS, row.sku, by=by, before=told_before, after=after)
