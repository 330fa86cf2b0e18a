"""The places of a product: added, changed, taken away. Every act leaves a row in the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.rules.quantities import Amount
from webapp.rules.replenishment import PlaceRole
from webapp.words import T, Words

ROOM = "product places"
FIRST, LAST = 1, 99
Faults = dict[str, Words]


@dataclass(frozen=True, slots=True)
class Place:
    """A bin of a product as somebody wants it; the levels are base units, in whole sizes."""

    product_id: int
    location_id: int
    role: PlaceRole
    priority: int = FIRST
    minimum: int | None = None
    target: int | None = None
    size: int = 1


SET = text(
    "insert into product_places"
    " (product_id, location_id, role, priority, minimum, target, size)"
    " values (:product, :location, :role, :priority, :minimum, :target, :size)"
    " on conflict (product_id, location_id) do update set role = excluded.role,"
    " priority = excluded.priority, minimum = excluded.minimum, target = excluded.target,"
    " size = excluded.size"
)
FORGET_CALLS = text("delete from replenishment_calls where place_id = :place")
DROP = text("delete from product_places where id = :place")
PLACE = (
    "select f.*, o.code, p.sku, p.scale from product_places f"
    " join locations o on o.id = f.location_id join products p on p.id = f.product_id"
)
OF = text(f"{PLACE} where f.product_id = :product and f.location_id = :location")
ONE = text(f"{PLACE} where f.id = :place and f.product_id = :product")
ABOUT = text(
    "select o.code, o.kind, p.sku, p.scale, p.tracking, (select count(*) from packagings k"
    " where k.product_id = p.id and k.quantity = :size) as sizes"
    " from products p join locations o on o.id = :location where p.id = :product"
)


def keep(work: UnitOfWork, wanted: Place, *, by: int) -> Faults:
    """Let a place of a product be as wanted, new or as it was; what is wrong by field, or nothing.

    A worker who is filling the place goes on; only what is due next is counted anew.
    """
    values = values_of(wanted)
    about = work.connection.execute(ABOUT, values).one()
    if faults := faults_of(wanted, about):
        return faults
    before = work.connection.execute(OF, values).first()
    work.connection.execute(SET, values)
    after = work.connection.execute(OF, values).one()
    if before is None or told(before) != told(after):
        changes.record(
            work,
            ROOM,
            about.sku,
            by=by,
            before=None if before is None else told(before),
            after=told(after),
        )
    return {}


def drop(work: UnitOfWork, product_id: int, place_id: int, *, by: int) -> bool:
    """The product has no such place any more; False where it had none."""
    values = {"product": product_id, "place": place_id}
    row = work.connection.execute(ONE, values).first()
    if row is None:
        return False
    work.connection.execute(FORGET_CALLS, values)
    work.connection.execute(DROP, values)
    changes.record(work, ROOM, row.sku, by=by, before=told(row))
    return True


def faults_of(wanted: Place, about: Any) -> Faults:
    """What is wrong with a place, by field."""
    if about.kind not in ("storage", "pick_face"):
        return {"location": T("%(bin)s is not a bin.", bin=about.code)}
    if not FIRST <= wanted.priority <= LAST:
        return {"priority": T("A number from %(first)s to %(last)s.", first=FIRST, last=LAST)}
    if wanted.role is not PlaceRole.TOPPED_UP:
        return {}
    # Units with serial numbers are brought one by one.
    in_packs = about.sizes and about.tracking not in ("serial", "lot_and_serial")
    return level_faults(wanted, whole_sizes=bool(in_packs) or wanted.size == 1)


def level_faults(wanted: Place, *, whole_sizes: bool) -> Faults:
    """What is wrong with the levels of a place that is topped up."""
    if not wanted.minimum:
        return {"minimum": T("A number above 0 is needed.")}
    if not wanted.target or wanted.target <= wanted.minimum:
        return {"target": T("The target is more than the minimum.")}
    if not whole_sizes:
        return {"pack": T("Choose one of the list.")}
    return {}


def values_of(wanted: Place) -> dict[str, object]:
    """A place's columns; levels belong to a place that is topped up, and to no other."""
    levels = wanted.role is PlaceRole.TOPPED_UP
    return {
        "product": wanted.product_id,
        "location": wanted.location_id,
        "role": str(wanted.role),
        "priority": wanted.priority,
        "minimum": wanted.minimum if levels else None,
        "target": wanted.target if levels else None,
        "size": wanted.size if levels else 1,
    }


def told(row: Any) -> str:
    """A place in one line, for the history."""
    parts = [row.code, row.role, f"priority {row.priority}"]
    if row.minimum is not None:
        minimum, target = Amount(row.minimum, row.scale), Amount(row.target, row.scale)
        parts.append(f"{minimum} to {target}")
    if row.size > 1:
        parts.append(f"in sizes of {Amount(row.size, row.scale)}")
    return " · ".join(parts)
