"""Locations: added, changed, blocked and freed; each act leaves a row in the history of settings.

Whoever changes a bin holds it first, as whoever puts goods there does: so a bin that is blocked or
made smaller is so for the very next scan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from webapp.models import BINS, LocationKind
from webapp.operations import bins, changes, codes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.words import T, Words

ROOM = "locations"
LONGEST_NAME = 200
LONGEST_RHYTHM = 3650
Faults = dict[str, Words]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A location as somebody wants it; `capacity` in base units, None where nobody counts."""

    code: str
    name: str
    kind: LocationKind
    parent_id: int | None = None
    walk_order: int = 0
    capacity: int | None = None
    category_id: int | None = None
    takes_returns: bool = False
    count_every_days: int | None = None


FOUND = text(
    "select o.*, p.code as parent, c.code as category from locations o"
    " left join locations p on p.id = o.parent_id"
    " left join storage_categories c on c.id = o.storage_category_id where o.id = :location"
)
NAMES = text(
    "select (select code from locations where id = :parent) as parent,"
    " (select code from storage_categories where id = :category) as category"
)
ADD = text(
    "insert into locations (code, name, kind, parent_id, walk_order, capacity,"
    " storage_category_id, takes_returns, count_every_days, blocked_in, blocked_out)"
    " values (:code, :name, :kind, :parent, :walk, :capacity, :category, :returns, :days,"
    " (1 = 0), (1 = 0)) returning id"
)
CHANGE = text(
    "update locations set code = :code, name = :name, kind = :kind, parent_id = :parent,"
    " walk_order = :walk, capacity = :capacity, storage_category_id = :category,"
    " takes_returns = :returns, count_every_days = :days where id = :id"
)
BLOCK = text("update locations set blocked_in = :in, blocked_out = :out where id = :location")


def add(work: UnitOfWork, wanted: Wanted, *, by: int) -> int | Faults:
    """Put a location into the book: its id, or what is wrong by field."""
    codes.begin(work)
    if faults := faults_of(work, wanted, None):
        return faults
    made = int(work.connection.execute(ADD, values_of(wanted)).scalar_one())
    changes.record(work, ROOM, wanted.code, by=by, after=told(work, wanted))
    return made


def change(work: UnitOfWork, location_id: int, wanted: Wanted, *, by: int) -> Faults:
    """Let a location be as wanted; empty, or what is wrong by field."""
    codes.begin(work)
    bins.before_putting(work, location_id)
    before = found(work, location_id)
    if faults := faults_of(work, wanted, before):
        return faults
    old = as_wanted(before)
    if old == wanted:
        return {}
    told_before = told(work, old)
    work.connection.execute(CHANGE, values_of(wanted) | {"id": location_id})
    after = told(work, wanted)
    changes.record(work, ROOM, wanted.code, by=by, before=told_before, after=after)
    return {}


def block(
    work: UnitOfWork, location_id: int, *, blocked_in: bool, blocked_out: bool, reason: str, by: int
) -> Faults:
    """Close a location for what goes in or comes out, or free it; a reason is always asked for."""
    bins.before_putting(work, location_id)
    row = found(work, location_id)
    if not reason or len(reason) > LONGEST_NAME:
        return {"reason": T("A reason is needed, of at most %(most)s characters.", most=200)}
    before, after = blocks(row.blocked_in, row.blocked_out), blocks(blocked_in, blocked_out)
    if before == after:
        return {}
    values = {"location": location_id, "in": blocked_in, "out": blocked_out}
    work.connection.execute(BLOCK, values)
    changes.record(work, ROOM, row.code, by=by, before=before, after=after, reason=reason)
    return {}


def blocks(blocked_in: bool, blocked_out: bool) -> str:
    """What is blocked, as the history keeps it."""
    parts = [word for word, on in (("blocked in", blocked_in), ("blocked out", blocked_out)) if on]
    return ", ".join(parts) or "open"


# What is wrong


def faults_of(work: UnitOfWork, wanted: Wanted, before: Any) -> Faults:
    """What is wrong with a location as it is wanted, by field."""
    faults = {
        "code": code_fault(work, wanted, before),
        "name": T("A name has at most %(most)s characters.", most=LONGEST_NAME)
        if len(wanted.name) > LONGEST_NAME
        else None,
        "parent": parent_fault(work, wanted, before),
        "kind": kind_fault(work, wanted, before),
        "category": T("This category is not known.") if no_category(work, wanted) else None,
        "takes_returns": returns_fault(wanted),
        "count_every_days": T("At most %(most)s days.", most=LONGEST_RHYTHM)
        if (wanted.count_every_days or 0) > LONGEST_RHYTHM
        else None,
    }
    return {name: words for name, words in faults.items() if words}


def code_fault(work: UnitOfWork, wanted: Wanted, before: Any) -> Words | None:
    """A code names one thing in the whole warehouse."""
    if before is not None and wanted.code == before.code:
        return None
    return codes.why_not(work, wanted.code)


INSIDE_OF = text(
    "with recursive up (id, parent_id) as (select id, parent_id from locations where id = :parent"
    " union select o.id, o.parent_id from locations o join up on o.id = up.parent_id)"
    " select count(*) as known, sum(case when id = :location then 1 else 0 end) as mine from up"
)


def parent_fault(work: UnitOfWork, wanted: Wanted, before: Any) -> Words | None:
    """The tree has no circles: nothing lies in itself, nor in what lies in it."""
    if wanted.parent_id is None:
        return None
    values = {"parent": wanted.parent_id, "location": before.id if before is not None else 0}
    row = work.connection.execute(INSIDE_OF, values).one()
    if not row.known:
        return T("This location is not known.")
    if row.mine:
        return T("A location cannot lie in itself, nor in one that lies in it.")
    return None


USED = text(
    "select coalesce(sum(case when on_hand <> 0 then 1 else 0 end), 0) as holding,"
    " count(*) as ever, (select count(*) from tasks where destination_id = :location"
    " and status = 'open') as coming,"
    " (select count(*) from product_places where location_id = :location) as places"
    " from balances where location_id = :location"
)


def kind_fault(work: UnitOfWork, wanted: Wanted, before: Any) -> Words | None:
    """What a place is for does not change under the goods that are there or on their way."""
    if before is None or str(wanted.kind) == before.kind:
        return None
    used = work.connection.execute(USED, {"location": before.id}).one()
    if used.holding:
        return T("There are goods in %(code)s. Move them away first.", code=before.code)
    if used.coming:
        return T("Goods are on their way to %(code)s. Wait for them first.", code=before.code)
    if used.places and wanted.kind not in BINS:
        return T("Products have %(code)s as a bin of theirs. Remove it there.", code=before.code)
    if used.ever and LocationKind(before.kind).inside is not wanted.kind.inside:
        return T(
            "Goods have been in %(code)s, so its history keeps its kind. Add a new location.",
            code=before.code,
        )
    return None


def returns_fault(wanted: Wanted) -> Words | None:
    """What comes back waits for a decision, and only quarantine is kept from everybody else."""
    if not wanted.takes_returns or wanted.kind is LocationKind.QUARANTINE:
        return None
    return T("Returns wait in quarantine: choose that kind, or take the tick away.")


def no_category(work: UnitOfWork, wanted: Wanted) -> bool:
    """Whether a category was named that is not there."""
    if wanted.category_id is None:
        return False
    names = work.connection.execute(NAMES, {"parent": None, "category": wanted.category_id}).one()
    return names.category is None


# Values


def found(work: UnitOfWork, location_id: int) -> Any:
    """A location that is known to be there."""
    return work.connection.execute(FOUND, {"location": location_id}).one()


def as_wanted(row: Any) -> Wanted:
    """A row as somebody could want it."""
    return Wanted(
        row.code,
        row.name,
        LocationKind(row.kind),
        row.parent_id,
        row.walk_order,
        row.capacity,
        row.storage_category_id,
        bool(row.takes_returns),
        row.count_every_days,
    )


def values_of(wanted: Wanted) -> dict[str, object]:
    """A location's columns."""
    return {
        "code": wanted.code,
        "name": wanted.name,
        "kind": str(wanted.kind),
        "parent": wanted.parent_id,
        "walk": wanted.walk_order,
        "capacity": wanted.capacity,
        "category": wanted.category_id,
        "returns": wanted.takes_returns,
        "days": wanted.count_every_days,
    }


def told(work: UnitOfWork, wanted: Wanted) -> str:
    """A location in one line, for the history."""
    values = {"parent": wanted.parent_id, "category": wanted.category_id}
    names = work.connection.execute(NAMES, values).one()
    parts = [
        wanted.code,
        wanted.name,
        str(wanted.kind),
        f"in {names.parent}" if names.parent else "",
        f"walk {wanted.walk_order}",
        f"room {wanted.capacity}" if wanted.capacity else "",
        names.category or "",
        "returns wait here" if wanted.takes_returns else "",
        f"counted every {wanted.count_every_days} days" if wanted.count_every_days else "",
    ]
    return " · ".join(part for part in parts if part)
