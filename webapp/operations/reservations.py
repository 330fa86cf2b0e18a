"""Promises of stock: taken and given back in one place, so that they always add up.

`reserved` of a balance is the sum of its reservations: both are changed here together, or by the
pick that takes what was promised.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from webapp.operations.unit_of_work import ChangedMeanwhileError, UnitOfWork
from webapp.queries.reservable import IN_A_BIN, Asked, candidates, why_missing
from webapp.rules.days import days_after
from webapp.rules.removal import Why, choose
from webapp.rules.usable import GIVES_SQL, NOT_HELD_SQL
from webapp.statements import Statement


@dataclass(frozen=True, slots=True)
class Need:
    """What a task wants promised: units of a product, for a line of an order."""

    task_id: int
    product_id: int
    quantity: int
    order_line_id: int


# A hold may have come between the look and the reach, or a plate been closed; goods on their way to
# a bin may be both.
PROMISE = text(
    "update balances set reserved = reserved + :quantity"
    " where id = :balance and inside and on_hand - reserved >= :quantity"
    " and (cast(:line as integer) is null or exists (select 1 from locations o"
    " left join lots l on l.id = balances.lot_id"
    " left join license_plates k on k.id = balances.plate_id"
    f" where o.id = balances.location_id and {NOT_HELD_SQL} and {GIVES_SQL}))"
)
GIVE_BACK = text(
    "update balances set reserved = reserved - :quantity"
    " where id = :balance and reserved >= :quantity"
)
# Two promises to one line from one balance are one row; a putaway has no line and one row anyway.
NOTE = text(
    "insert into reservations (balance_id, task_id, order_line_id, quantity)"
    " values (:balance, :task, :line, :quantity)"
    " on conflict (balance_id, task_id, order_line_id)"
    " do update set quantity = reservations.quantity + excluded.quantity returning id"
)
LESS = Statement(
    "update reservations set quantity = quantity - :quantity"
    " where id = :id and quantity > :quantity"
)
GONE = Statement("delete from reservations where id = :id and quantity = :quantity")
# Everybody who promises stock of a product locks its rows in the order of their ids, then looks:
# the second statement sees what was written while the first one waited. Only bins are locked: a
# pick takes from its bin first and then adds to staging, whichever of the two is the older row.
LOCK = Statement(
    "select b.id from balances b join locations o on o.id = b.location_id"
    f" where b.product_id = :product and b.inside and b.on_hand > 0 and {IN_A_BIN}"
    " order by b.id for no key update of b"
)


@dataclass(frozen=True, slots=True)
class Allotted:
    """What became of a need: the units promised, the units missing, and why those are missing."""

    promised: int
    missing: int
    why: tuple[Why, ...] = ()


def allocate(
    work: UnitOfWork,
    need: Need,
    planned: date,
    *,
    least_life_days: int = 0,
    avoid_balance: int = 0,
) -> Allotted:
    """Promise what there is of `need` in its order of removal, for the day it is planned to leave.

    Stock that is held, recalled, past its removal date or its last usable day on that day, with
    fewer than `least_life_days` left from then on, blocked, not in a bin or on a closed
    license plate is never promised.
    `avoid_balance` leaves one balance out, as after a short pick.
    """
    if need.quantity <= 0:
        return Allotted(0, 0)
    lock_stock(work, need.product_id)
    asked = Asked(need.product_id, planned, days_after(planned, least_life_days), avoid_balance)
    promised = 0
    for take in choose(candidates(work.connection, asked), need.quantity):
        promise(work, take.id, need.task_id, need.order_line_id, take.quantity)
        promised += take.quantity
    missing = need.quantity - promised
    if not missing:
        return Allotted(promised, 0)
    return Allotted(promised, missing, why_missing(work.connection, need.order_line_id, asked))


def lock_stock(work: UnitOfWork, product_id: int) -> None:
    """Lock the stock of a product until the end, as everybody does who promises some of it."""
    if work.for_update:
        LOCK.run(work.connection, {"product": product_id}).close()


def reserve(
    work: UnitOfWork, balance_id: int, task_id: int, order_line_id: int | None, quantity: int
) -> int:
    """Promise `quantity` of one balance; that number, or 0 where it is not free any more."""
    values = {
        "balance": balance_id,
        "task": task_id,
        "line": order_line_id,
        "quantity": quantity,
    }
    if work.connection.execute(PROMISE, values).rowcount != 1:
        return 0
    work.connection.execute(NOTE, values)
    return quantity


HOLD = text("select id from balances where id in (:one, :other) order by id for no key update")


def hold_two(work: UnitOfWork, one: int, other: int) -> None:
    """Lock two balances in the order of their ids, as everybody does who needs both."""
    if work.for_update:
        work.connection.execute(HOLD, {"one": one, "other": other}).all()


def promise(
    work: UnitOfWork, balance_id: int, task_id: int, order_line_id: int | None, quantity: int
) -> None:
    """Promise what was seen to be free; the act begins again where it no longer is."""
    if not reserve(work, balance_id, task_id, order_line_id, quantity):
        raise ChangedMeanwhileError(f"balance {balance_id} has less than {quantity} free")


def release(work: UnitOfWork, reservation_id: int, balance_id: int, quantity: int) -> None:
    """Give `quantity` of one reservation back to what is free."""
    values = {"balance": balance_id, "quantity": quantity}
    if work.connection.execute(GIVE_BACK, values).rowcount != 1:
        raise ChangedMeanwhileError(f"balance {balance_id} has less than {quantity} reserved")
    forget(work, reservation_id, quantity)


def forget(work: UnitOfWork, reservation_id: int, quantity: int) -> None:
    """Lower the reservation's own row: the units were taken, or are given back beside this."""
    values = {"id": reservation_id, "quantity": quantity}
    if GONE.change(work.connection, values) == 1:
        return
    if LESS.change(work.connection, values) != 1:
        raise ChangedMeanwhileError(f"reservation {reservation_id} is for less than {quantity}")
