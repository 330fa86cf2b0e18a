"""Promises that a hold takes back from orders, and that its release gives again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, text

from webapp.models.types import Moment
from webapp.operations import reservations, tasks
from webapp.operations.held import Placed, Subject, Why
from webapp.operations.ledger import By
from webapp.operations.unit_of_work import ChangedMeanwhileError, UnitOfWork
from webapp.queries.promises import Today, wish_of

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
