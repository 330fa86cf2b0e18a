"""Orders: entered, released to the floor with promised stock, picked or short, and shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from webapp.models import Order, OrderLine, OrderStatus
from webapp.operations import promising
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import removal
from webapp.rules.days import planned_day
from webapp.rules.removal import reserves_on
from webapp.statements import Statement
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What a customer asks for: base units by product id, and where picked goods are brought."""

    number: str
    customer_id: int
    staging_id: int
    asked: Mapping[int, int]
    priority: int = 0
    due_at: datetime | None = None


def enter_order(work: UnitOfWork, new: NewOrder) -> int:
    """Write the order and its lines; its id. Nothing is promised before it is released."""
    order = Order(
        number=new.number,
        customer_id=new.customer_id,
        staging_id=new.staging_id,
        priority=new.priority,
        due_at=new.due_at,
        created_at=work.now,
        status=OrderStatus.OPEN,
        lines=[OrderLine(product_id=id, ordered=units) for id, units in new.asked.items()],
    )
    work.session.add(order)
    work.session.flush()
    return order.id


def release_order(work: UnitOfWork, order_id: int, today: date, *, zone: str = "UTC") -> int:
    """Give the order to the floor, and promise it stock where that is done at release; its task.

    `zone` is the warehouse's: the order leaves on the day that its due time falls on there.
    What cannot be promised now stays open on its line and is not on the task.
    """
    task_id = promising.task_of(work, order_id)
    work.connection.execute(RELEASED, {"order": order_id})
    order = promising.order_of(work, order_id)
    planned = planned_day(order.due_at, today, zone)
    setting = removal.reservation_setting(work.connection)
    if reserves_on(setting.method, planned, today, setting.days_before):
        promising.promise_lines(
            work, order_id, task_id, planned, least_life_days=order.min_life_days or 0
        )
    return task_id


def release(work: UnitOfWork, order_id: int, today: date, *, zone: str) -> int | Words | None:
    """The same for an order that may be anything: why it is not released, None where none is."""
    promising.hold_task(work, order_id)
    order = promising.order_of(work, order_id)
    if order is None:
        return None
    if order.status != OrderStatus.OPEN:
        return T("Order %(number)s was released before.", number=order.number)
    return release_order(work, order_id, today, zone=zone)


RELEASED = text("update orders set status = 'released' where id = :order and status = 'open'")
PICKED = Statement(
    "update order_lines set picked = picked + :quantity"
    " where id = :line and picked + :quantity >= 0 and picked + short + :quantity <= ordered"
)
SHORT = text(
    "update order_lines set short = short + :quantity"
    " where id = :line and picked + short + :quantity <= ordered"
)
REST = text(
    "select id, product_id, ordered - picked - short as quantity from order_lines"
    " where order_id = :order and picked + short < ordered order by id"
)
FINISHED = Statement(
    "update orders set status = 'picked' where id = :order and status = 'released'"
)


def add_picked(work: UnitOfWork, line_id: int, quantity: int) -> bool:
    """Count `quantity` (negative to take back) on a line; False where it would be over-picked."""
    return PICKED.change(work.connection, {"line": line_id, "quantity": quantity}) == 1


def add_short(work: UnitOfWork, line_id: int, quantity: int) -> bool:
    """Give `quantity` of a line up; False where it is not open any more."""
    return work.connection.execute(SHORT, {"line": line_id, "quantity": quantity}).rowcount == 1


def give_up_the_rest(work: UnitOfWork, order_id: int) -> list[Any]:
    """Count what is open on the order as short: id, product_id and quantity of each such line."""
    rows = list(work.connection.execute(REST, {"order": order_id}))
    for row in rows:
        add_short(work, row.id, row.quantity)
    return rows


LEFT = text("update orders set status = 'shipped' where id = :order and status = 'picked'")
BACK = text("update orders set status = 'picked' where id = :order and status = 'shipped'")


def leave(work: UnitOfWork, order_id: int) -> None:
    """All that was picked for the order has left."""
    work.connection.execute(LEFT, {"order": order_id})


def come_back(work: UnitOfWork, order_id: int) -> None:
    """Some of it is here again."""
    work.connection.execute(BACK, {"order": order_id})


def finish(work: UnitOfWork, order_id: int) -> None:
    """Everything promised to the order is picked or given up."""
    FINISHED.change(work.connection, {"order": order_id})


def finish_at_last(work: UnitOfWork, order_id: int) -> None:
    """The same right before the commit, for an act that looks at the order no more."""
    work.at_last(FINISHED, {"order": order_id})
