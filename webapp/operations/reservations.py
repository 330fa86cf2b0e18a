"""Promises of stock: taken and given back in one place, so that they always add up.

`reserved` of a balance is the sum of its reservations: both are changed here together, or by the
pick that takes what was promised.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, bindparam, text

from webapp.operations.unit_of_work import ChangedMeanwhileError, UnitOfWork
from webapp.queries.promises import Wish
from webapp.rules.shelf_life import after
from webapp.rules.usable import NOT_HELD_SQL, USABLE_SQL
from webapp.statements import Statement


@dataclass(frozen=True, slots=True)
class Need:
    """What a task wants promised: units of a product, for a line of an order."""

    task_id: int
    product_id: int
    quantity: int
    order_line_id: int


# A hold may have come between the look and the reach; goods on their way to a bin may be held.
PROMISE = text(
    "update balances set reserved = reserved + :quantity"
    " where id = :balance and inside and on_hand - reserved >= :quantity"
    " and (cast(:line as integer) is null or exists (select 1 from locations o"
    " left join lots l on l.id = balances.lot_id"
    " left join license_plates k on k.id = balances.plate_id"
    f" where o.id = balances.location_id and {NOT_HELD_SQL}))"
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
# First expired first out: the day to be gone by, then the day it came in; no date comes last.
CANDIDATES = (
    "select b.id, b.on_hand - b.reserved as free from balances b"
    " join locations o on o.id = b.location_id left join lots l on l.id = b.lot_id"
    " left join license_plates k on k.id = b.plate_id"
    " where b.product_id = :product and b.inside and b.on_hand > b.reserved"
    " and o.kind in ('storage', 'pick_face') and not o.blocked_out"
    f" and {USABLE_SQL} and (l.removal_date is null or l.removal_date >= :planned)"
    " and (l.expires_on is null or l.expires_on >= :alive_on)"
    " and b.id <> :except"
    " order by case when coalesce(l.removal_date, l.expires_on) is null then 1 else 0 end,"
    " coalesce(l.removal_date, l.expires_on), b.arrived_at, o.walk_order, b.id"
)
_DAYS = tuple(bindparam(name, type_=Date) for name in ("today", "planned", "alive_on"))
CANDIDATES_SQLITE = text(CANDIDATES).bindparams(*_DAYS)
CANDIDATES_POSTGRESQL = text(CANDIDATES + " for no key update of b").bindparams(*_DAYS)


def allocate(
    work: UnitOfWork,
    need: Need,
    today: date,
    *,
    wish: Wish | None = None,
    avoid_balance: int = 0,
) -> int:
    """Promise what there is of `need`, first expired first; how many units were promised.

    Stock that is held, recalled, expired, blocked or not in a bin is never promised, nor what is
    past its removal date, or lives too short, on the day that `wish` plans to send it (today, where
    there is none). `avoid_balance` leaves one balance out, as after a short pick.
    """
    promised = 0
    for balance_id, free in candidates(work, need.product_id, today, wish, avoid_balance):
        quantity = min(free, need.quantity - promised)
        if quantity <= 0:
            break
        promised += reserve(work, balance_id, need.task_id, need.order_line_id, quantity)
    return promised


def candidates(
    work: UnitOfWork, product_id: int, today: date, wish: Wish | None, avoid_balance: int
) -> list[tuple[int, int]]:
    """Balances that may be promised, in the order of removal, each with its free units."""
    statement = CANDIDATES_SQLITE if not work.for_update else CANDIDATES_POSTGRESQL
    wish = wish or Wish(today)
    alive_on = after(wish.planned, wish.least_days or 0) or date.max
    values = {
        "product": product_id,
        "today": today,
        "planned": wish.planned,
        "alive_on": alive_on,
        "except": avoid_balance,
    }
    return [(row.id, row.free) for row in work.connection.execute(statement, values)]


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
