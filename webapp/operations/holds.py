"""Holds: a lot, a license plate or a location that may not leave, until somebody releases it.

place ──► open ──► released          a recall takes the place of a hold, never the other way

Whoever holds something takes back what was promised of it: each order line that loses units is
promised others where there are any, and is told what it lost. Held stock may be put away, counted
and relocated, but no order gets it. What is released is promised again to the lines that lost it,
where their work is still open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, text

from webapp.models import HoldStatus, LocationKind
from webapp.models.types import Moment
from webapp.operations import reservations, tasks
from webapp.operations.ledger import By
from webapp.operations.unit_of_work import ChangedMeanwhileError, UnitOfWork
from webapp.queries.promises import Today, wish_of
from webapp.rules import holds as rules
from webapp.rules.codes import is_between
from webapp.words import T, Words


class Held(StrEnum):
    """What can be held."""

    LOT = "lot"
    PLATE = "plate"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is held or could be."""

    kind: Held
    id: int


@dataclass(frozen=True, slots=True)
class Why:
    """A hold as a supervisor asks for it: the reason from the list, and words beside it."""

    status: HoldStatus
    cause: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A hold that stands: units that orders lost to it, and units found for them elsewhere."""

    id: int
    lost: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class Released:
    """A hold that is over, and how many units were promised again."""

    promised: int = 0


@dataclass(frozen=True, slots=True)
class Lots:
    """Lots of one product: all, or those within codes or days of coming in, ends included."""

    product_id: int
    code_from: str = ""
    code_to: str = ""
    since: datetime | None = None
    until: datetime | None = None


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


FIND_LOTS = text(
    "select id, code, status from lots where product_id = :product"
    " and (:since is null or created_at >= :since) and (:until is null or created_at < :until)"
    " order by id"
)


def place_on_lots(
    work: UnitOfWork, wanted: Lots, why: Why, by: By, today: Today
) -> tuple[Placed, ...] | Words:
    """Hold every lot asked for that is not held so already; all of them, or why none."""
    why = replace(why, text=why.text.strip())
    if said := rules.fault(why.cause, why.text):
        return said
    each = (
        place(work, Subject(Held.LOT, id), why, by, today)
        for id, status in lots_of(work, wanted)
        if status != str(why.status) and status != "recalled"
    )
    return tuple(one for one in each if isinstance(one, Placed))


def release_lots(
    work: UnitOfWork, wanted: Lots, by: By, today: Today, *, reason: str
) -> tuple[Released, ...] | Words:
    """Release every lot asked for that is on hold; what is recalled is released one by one."""
    if not reason.strip():
        return T("A reason is needed: why may it leave again?")
    made = []
    for id, status in lots_of(work, wanted):
        if status == "on_hold":
            done = release(work, Subject(Held.LOT, id), by, today, reason=reason)
            if isinstance(done, Words):
                return done
            made += [done] if done else []
    return tuple(made)


def lots_of(work: UnitOfWork, wanted: Lots) -> list[tuple[int, str]]:
    """The lots asked for, each with its status; codes are in the order in which people count."""
    statement = FIND_LOTS.bindparams(
        bindparam("since", wanted.since, type_=Moment),
        bindparam("until", wanted.until, type_=Moment),
    )
    return [
        (row.id, row.status)
        for row in work.connection.execute(statement, {"product": wanted.product_id})
        if is_between(row.code, wanted.code_from, wanted.code_to)
    ]


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


# Promises that are taken back, and given again

PROMISED = (
    "select r.id, r.balance_id, r.task_id, r.order_line_id, r.quantity, b.product_id, b.lot_id,"
    " b.serial_id, b.location_id from reservations r join balances b on b.id = r.balance_id"
    " where b.{kind}_id = :id and r.order_line_id is not null order by b.id, r.id"
)
HOLD_TASKS = text(
    "select id from tasks where id in :tasks order by id for no key update"
).bindparams(bindparam("tasks", expanding=True))
HOLD_BALANCES = "select id from balances where {kind}_id = :id order by id for no key update"
LOST = text(
    "insert into lost_reservations (hold_id, task_id, order_line_id, lot_id, quantity, found,"
    " recorded_at) values (:hold, :task, :line, :lot, :quantity, :found, :now)"
).bindparams(bindparam("now", type_=Moment))


def take_back(
    work: UnitOfWork, placed: Placed, subject: Subject, why: Why, by: By, today: Today
) -> Placed:
    """Take every promise of it back, and promise other stock where there is some."""
    lost = taken_from_orders(work, subject)
    for row in lost:
        reservations.release(work, row.id, row.balance_id, row.quantity)
    for row in lost:
        found = lose(work, placed.id, f"{subject.kind}_{why.status}", row, by, today)
        placed = replace(placed, lost=placed.lost + row.quantity, found=placed.found + found)
    return placed


def lose(work: UnitOfWork, hold_id: int, reason: str, row: Any, by: By, today: Today) -> int:
    """Write down what an order line lost to a hold; how many units were found for it elsewhere."""
    need = reservations.Need(row.task_id, row.product_id, row.quantity, row.order_line_id)
    found = promise_other(work, need, today)
    note(work, row, reason, by)
    values = {"hold": hold_id, "task": row.task_id, "line": row.order_line_id}
    counts = {"lot": row.lot_id, "quantity": row.quantity, "found": found, "now": work.now}
    work.connection.execute(LOST, values | counts)
    return found


# The first hold on goods in one place: on their lot, their license plate or the place.
HOLD_ON = text(
    "select h.id, h.status, case when h.lot_id is not null then 'lot'"
    " when h.plate_id is not null then 'plate' else 'location' end as kind,"
    " b.product_id, b.lot_id, b.serial_id, b.location_id, cast(:task as integer) as task_id,"
    " cast(:line as integer) as order_line_id, cast(:quantity as integer) as quantity"
    " from balances b join holds h on h.released_at is null and (h.lot_id = b.lot_id"
    " or h.plate_id = b.plate_id or h.location_id = b.location_id)"
    " where b.id = :balance order by h.id limit 1"
)


def come_back_held(
    work: UnitOfWork, balance_id: int, need: reservations.Need, by: By, today: Today
) -> None:
    """Goods that an order had came back to where a hold keeps them: it loses them to that hold."""
    values = {"balance": balance_id, "task": need.task_id, "line": need.order_line_id}
    row = work.connection.execute(HOLD_ON, values | {"quantity": need.quantity}).first()
    if row is None:
        promise_other(work, need, today)
    else:
        lose(work, row.id, f"{row.kind}_{row.status}", row, by, today)


def taken_from_orders(work: UnitOfWork, subject: Subject) -> list[Any]:
    """What orders were promised of it, with their tasks and then the balances under lock.

    A scan locks its task before any balance, so this does too; whoever promised some of it in
    between was not seen by the first look, and the act begins again.
    """
    statement, values = text(PROMISED.format(kind=subject.kind)), {"id": subject.id}
    seen = list(work.connection.execute(statement, values))
    if not work.for_update:
        return seen
    known = sorted({row.task_id for row in seen})
    if known:
        work.connection.execute(HOLD_TASKS, {"tasks": known})
    work.connection.execute(text(HOLD_BALANCES.format(kind=subject.kind)), values)
    lost = list(work.connection.execute(statement, values))
    if not {row.task_id for row in lost} <= set(known):
        raise ChangedMeanwhileError(f"{subject.kind} {subject.id} was promised meanwhile")
    return lost


def promise_other(work: UnitOfWork, need: reservations.Need, today: Today) -> int:
    """Other stock for an order line, as it was promised at first; how many units."""
    wish = wish_of(work.connection, need.order_line_id, today)
    least = wish.least_days or 0
    return reservations.allocate(work, need, wish.planned, least_life_days=least).promised


def note(work: UnitOfWork, row: Any, reason: str, by: By) -> None:
    """An exception for whoever decides about the order."""
    tasks.note_exception(
        work,
        by,
        kind="lost_reservation",
        reason=reason,
        task_id=row.task_id,
        order_line_id=row.order_line_id,
        product_id=row.product_id,
        lot_id=row.lot_id,
        serial_id=row.serial_id,
        location_id=row.location_id,
        quantity=row.quantity,
    )


# What a line still lacks, at most what it lost to this hold; in the order of the products, as they
# were promised at first, so that a picker walks as before.
LACKING = text(
    "select x.task_id, i.id as line, i.product_id, min(i.ordered - i.picked - i.short"
    " - coalesce((select sum(r.quantity) from reservations r where r.order_line_id = i.id), 0))"
    " as lacking, sum(x.quantity - x.found) as lost"
    " from lost_reservations x join order_lines i on i.id = x.order_line_id"
    " join tasks k on k.id = x.task_id where x.hold_id = :hold and k.status = 'open'"
    " group by x.task_id, i.id, i.product_id order by x.task_id, i.product_id, i.id"
)


def promise_again(work: UnitOfWork, hold_id: int, today: Today) -> int:
    """Promise stock to the open lines that this hold left without; how many units."""
    wanting = list(work.connection.execute(LACKING, {"hold": hold_id}))
    if wanting and work.for_update:
        locked = {"tasks": sorted({row.task_id for row in wanting})}
        work.connection.execute(HOLD_TASKS, locked)
        wanting = list(work.connection.execute(LACKING, {"hold": hold_id}))
    return sum(
        promise_other(
            work,
            reservations.Need(row.task_id, row.product_id, min(row.lacking, row.lost), row.line),
            today,
        )
        for row in wanting
        if min(row.lacking, row.lost) > 0
    )
