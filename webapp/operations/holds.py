"""Holds: a lot, a license plate or a location that may not leave, until somebody releases it.

place ──► open ──► released          a recall takes the place of a hold, never the other way

Whoever holds something takes back what was promised of it: each order line that loses units is
promised others where there are any, and is told what it lost. Held stock may be put away, counted
and relocated, but no order gets it. What is released is promised again to the lines that lost it,
where their work is still open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, text

from webapp.models import HoldStatus, LocationKind
from webapp.models.types import Moment
from webapp.operations.held import Held, Placed, Released, Subject, Why
from webapp.operations.ledger import By
from webapp.operations.lost_promises import promise_again, take_back
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries.promises import Today
from webapp.rules import holds as rules
from webapp.words import T, Words

LOOK = {
    Held.LOT: "select l.status, l.hold_reason, 1 as inside, '' as kind from lots l",
    Held.PLATE: "select case when l.hold_reason is null then 'released' else 'on_hold' end"
    " as status, l.hold_reason, 1 as inside, '' as kind from license_plates l",
    Held.LOCATION: "select case when l.hold_reason is null then 'released' else 'on_hold' end"
    " as status, l.hold_reason, case when l.inside then 1 else 0 end as inside, l.kind"
    " from locations l",
}
WRITE = text(
    "insert into holds (lot_id, plate_id, location_id, status, cause, reason, by_user_id,"
    " placed_at) values (:lot, :plate, :location, :status, :cause, :reason, :by, :now)"
    " returning id"
).bindparams(bindparam("now", type_=Moment))
CLOSE = {
    kind: text(
        "update holds set released_at = :now, released_by_id = :by, release_reason = :reason"
        f" where {kind}_id = :id and released_at is null returning id"
    ).bindparams(bindparam("now", type_=Moment))
    for kind in Held
}
MARK = {
    Held.LOT: text("update lots set status = :status, hold_reason = :reason where id = :id"),
    Held.PLATE: text("update license_plates set hold_reason = :reason where id = :id"),
    Held.LOCATION: text("update locations set hold_reason = :reason where id = :id"),
}


def place(
    work: UnitOfWork, subject: Subject, why: Why, by: By, today: Today
) -> Placed | Words | None:
    """Hold it: what became of its promises, why not, or None where there is no such thing.

    A license plate is held with all that stand on it; what is held already keeps its own reason.
    """
    found = look(work, subject)
    if found is None:
        return None
    why = replace(why, text=why.text.strip())
    if said := rules.fault(why.cause, why.text) or objection(subject, why, found):
        return said
    reason = rules.written(why.cause, why.text)
    if found.status != "released":
        close(work, subject, by, "recalled")
    columns = {str(kind): subject.id if kind is subject.kind else None for kind in Held}
    values = columns | {"status": str(why.status), "cause": why.cause, "reason": reason}
    made = work.connection.execute(WRITE, values | {"by": by.user_id, "now": work.now})
    mark(work, subject, str(why.status), reason)
    done = take_back(work, Placed(int(made.scalar_one())), subject, why, by, today)
    for plate_id in plates_upon(work, subject):
        above = place(work, Subject(Held.PLATE, plate_id), why, by, today)
        if isinstance(above, Placed):
            done = Placed(done.id, done.lost + above.lost, done.found + above.found)
    return done


def release(
    work: UnitOfWork, subject: Subject, by: By, today: Today, *, reason: str = ""
) -> Released | Words | None:
    """End the hold; the lines that lost units to it are promised some again, where still open."""
    found = look(work, subject)
    if found is None:
        return None
    if found.status == "released":
        return T("It is not on hold.")
    if len(reason.strip()) > rules.LONGEST:
        return T("A reason has at most %(most)s characters.", most=rules.LONGEST)
    if not reason.strip():
        return T("A reason is needed: why may it leave again?")
    if under := held_under(work, subject):
        return T("It stands on license plate %(plate)s, which is on hold.", plate=under)
    held_together = plates_held_with(work, subject)
    hold_id = close(work, subject, by, reason.strip())
    mark(work, subject, "released", None)
    promised = promise_again(work, hold_id, today)
    for plate_id in held_together:
        above = release(work, Subject(Held.PLATE, plate_id), by, today, reason=reason)
        promised += above.promised if isinstance(above, Released) else 0
    return Released(promised)


UPON = text("select id from license_plates where parent_id = :plate order by id")
UNDER = text(
    "select p.code from license_plates t join license_plates p on p.id = t.parent_id"
    " where t.id = :plate and p.hold_reason is not null"
)
# One act has one moment and one reason, so what was held in it is known by them.
WITH = text(
    "select t.id from license_plates t join holds h on h.plate_id = t.id and h.released_at is null"
    " join holds g on g.plate_id = :plate and g.released_at is null"
    " where t.parent_id = :plate and h.placed_at = g.placed_at and h.reason = g.reason"
    " order by t.id"
)


def plates_upon(work: UnitOfWork, subject: Subject) -> list[int]:
    """The license plates that stand on a held one; none upon anything else."""
    if subject.kind is not Held.PLATE:
        return []
    return list(work.connection.execute(UPON, {"plate": subject.id}).scalars())


def plates_held_with(work: UnitOfWork, subject: Subject) -> list[int]:
    """Those of them that were held in the same act."""
    if subject.kind is not Held.PLATE:
        return []
    return list(work.connection.execute(WITH, {"plate": subject.id}).scalars())


def held_under(work: UnitOfWork, subject: Subject) -> str | None:
    """The held license plate that this one stands on."""
    if subject.kind is not Held.PLATE:
        return None
    found: str | None = work.connection.execute(UNDER, {"plate": subject.id}).scalar()
    return found


def look(work: UnitOfWork, subject: Subject) -> Any:
    """What it is now, under lock until the end; None where there is no such thing."""
    lock = " for no key update" if work.for_update else ""
    statement = text(f"{LOOK[subject.kind]} where l.id = :id{lock}")
    return work.connection.execute(statement, {"id": subject.id}).first()


def objection(subject: Subject, why: Why, found: Any) -> Words | None:
    """Why it cannot be held so, or None."""
    if not found.inside or found.kind == LocationKind.AREA:
        return T("Only a place that holds stock can be on hold.")
    if why.status is HoldStatus.RECALLED and subject.kind is not Held.LOT:
        return T("Only a lot is recalled. Put this on hold.")
    if found.status == "recalled":
        return T("It is recalled: %(reason)s.", reason=rules.spoken(found.hold_reason))
    if found.status == str(why.status):
        return T("It is on hold already: %(reason)s.", reason=rules.spoken(found.hold_reason))
    return None


def mark(work: UnitOfWork, subject: Subject, status: str, reason: str | None) -> None:
    """Write the hold on what is held, where every scan sees it."""
    values: Mapping[str, object] = {"id": subject.id, "reason": reason, "status": status}
    if subject.kind is not Held.LOT:
        values = {"id": subject.id, "reason": reason}
    work.connection.execute(MARK[subject.kind], values)


def close(work: UnitOfWork, subject: Subject, by: By, reason: str) -> int:
    """End the open hold; its id, or 0 where the book had none."""
    values = {"id": subject.id, "by": by.user_id, "reason": reason, "now": work.now}
    return int(work.connection.execute(CLOSE[subject.kind], values).scalar() or 0)
