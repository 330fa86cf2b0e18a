"""An order's stock: promised when it is asked for, given back when somebody says so.

The lock of an order's task is the lock of its promises: the floor picks under it, and so everything
here takes it first, then the stock, product by product and row by row in the order of their ids.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Engine, bindparam, text

from webapp.models import OrderStatus
from webapp.models.types import Moment
from webapp.operations import reservations, tasks
from webapp.operations.reservations import Allotted, Need
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries import removal
from webapp.rules.days import planned_day
from webapp.rules.removal import ReservationMethod, reserves_on
from webapp.words import T, Words

NEEDS_STOCK = (OrderStatus.OPEN, OrderStatus.RELEASED)
TASK = text("select id from tasks where order_id = :order")
OPEN = text(
    "insert into tasks (flow, status, step, state, order_id, opened_at)"
    " values ('picking', 'open', 'location', '{}', :order, :now) returning id"
).bindparams(bindparam("now", type_=Moment))
ORDER = text(
    "select d.number, d.status, d.due_at, c.min_life_days from orders d"
    " join partners c on c.id = d.customer_id where d.id = :order"
).columns(due_at=Moment)
WORKER = text(
    "select u.name from tasks k join users u on u.id = k.user_id"
    " where k.order_id = :order and k.status = 'open'"
)
# By product, so that everybody locks stock in the same order.
WANTED = text(
    "select i.id, i.product_id, i.ordered - i.picked - i.short"
    " - coalesce((select sum(r.quantity) from reservations r where r.order_line_id = i.id), 0)"
    " as missing from order_lines i where i.order_id = :order order by i.product_id, i.id"
)
PROMISED = text(
    "select r.id, r.balance_id, r.quantity, b.product_id from reservations r"
    " join balances b on b.id = r.balance_id where r.task_id = :task"
    " order by b.product_id, r.balance_id, r.id"
)
DUE = text(
    "select d.id, d.due_at from orders d join tasks k on k.order_id = d.id"
    " where d.status = 'released' and k.status = 'open' and exists (select 1 from order_lines i"
    " where i.order_id = d.id and i.picked + i.short < i.ordered)"
    " order by d.priority desc, d.due_at, d.id"
).columns(due_at=Moment)


def check_availability(
    work: UnitOfWork, order_id: int, today: date, *, zone: str = "UTC"
) -> dict[int, Allotted] | Words | None:
    """Promise now what is missing and there; by line what became of it.

    Words say why nothing was looked for; None where there is no such order. An order that is not
    released keeps its promises too, and is not shown to the floor.
    """
    hold_task(work, order_id)
    order = order_of(work, order_id)
    if order is None:
        return None
    if order.status not in NEEDS_STOCK:
        return T("Order %(number)s needs nothing any more.", number=order.number)
    planned = planned_day(order.due_at, today, zone)
    least = order.min_life_days or 0
    return promise_lines(work, order_id, task_of(work, order_id), planned, least_life_days=least)


def unreserve(work: UnitOfWork, order_id: int) -> int | Words | None:
    """Give everything back that is promised to the order and not picked; how many units.

    Words say why it was not done: a worker is at it. None where there is no such order.
    """
    task_id = hold_task(work, order_id)
    order = order_of(work, order_id)
    if order is None:
        return None
    worker = work.connection.execute(WORKER, {"order": order_id}).scalar()
    if worker is not None:
        return T(
            "%(name)s is picking order %(number)s. Let it be finished, or reported short.",
            name=worker,
            number=order.number,
        )
    promised = work.connection.execute(PROMISED, {"task": task_id}).all()
    for row in promised:
        reservations.release(work, row.id, row.balance_id, row.quantity)
    return sum(int(row.quantity) for row in promised)


def reserve_due(engine: Engine, today: date, zone: str) -> int:
    """Promise released orders their stock where their day has come; how many got some.

    Each order is an act of its own, so that the floor waits for none of the others.
    """
    with engine.connect() as connection:
        setting = removal.reservation_setting(connection)
        rows = connection.execute(DUE).all()
    if setting.method is not ReservationMethod.DAYS_BEFORE:
        return 0
    due = [(row.id, planned_day(row.due_at, today, zone)) for row in rows]
    return sum(
        run(engine, lambda work, id=id, planned=planned: serve(work, id, planned))  # type: ignore[misc]
        for id, planned in due
        if reserves_on(setting.method, planned, today, setting.days_before)
    )


def serve(work: UnitOfWork, order_id: int, planned: date) -> bool:
    """Promise a released order what is missing; whether it got anything."""
    task_id = task_of(work, order_id)
    order = order_of(work, order_id)
    if order.status != OrderStatus.RELEASED:
        return False
    least = order.min_life_days or 0
    made = promise_lines(work, order_id, task_id, planned, least_life_days=least)
    return any(one.promised for one in made.values())


# What the acts are made of


def promise_lines(
    work: UnitOfWork, order_id: int, task_id: int, planned: date, *, least_life_days: int = 0
) -> dict[int, Allotted]:
    """Promise what is missing of every line; by line what was promised and why the rest is not."""
    return {
        row.id: reservations.allocate(
            work,
            Need(task_id, row.product_id, int(row.missing), row.id),
            planned,
            least_life_days=least_life_days,
        )
        for row in work.connection.execute(WANTED, {"order": order_id}).all()
    }


def task_of(work: UnitOfWork, order_id: int) -> int:
    """The order's pick task, held until the end; opened where there is none."""
    found = hold_task(work, order_id)
    if found is not None:
        return found
    values = {"order": order_id, "now": work.now}
    return int(work.connection.execute(OPEN, values).scalar_one())


def hold_task(work: UnitOfWork, order_id: int) -> int | None:
    """The order's pick task, held until the end, or None where none was opened yet."""
    found = work.connection.execute(TASK, {"order": order_id}).scalar()
    if found is not None:
        tasks.hold(work, int(found))
    return found


def order_of(work: UnitOfWork, order_id: int) -> Any:
    """An order's number, status, due moment and its customer's least life; None where none is."""
    return work.connection.execute(ORDER, {"order": order_id}).first()
