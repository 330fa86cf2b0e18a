"""Write the demo warehouse into an empty book, once, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum

from sqlalchemy import Engine, text

from webapp.demo import master, opening, work_to_do
from webapp.demo.book import Book
from webapp.demo.documents import RECEIPTS
from webapp.demo.people import SIGN_INS
from webapp.models import Role
from webapp.operations import people
from webapp.operations.people import Digests, NewUser
from webapp.operations.unit_of_work import UnitOfWork, clock, run
from webapp.rules.days import today

Prepared = tuple[tuple[NewUser, Digests], ...]


class Outcome(Enum):
    """What came of loading."""

    LOADED = "loaded"
    WAS_THERE = "was there"
    NOT_EMPTY = "not empty"


def load(engine: Engine, zone: str, *, now: Callable[[], datetime] = clock) -> Outcome:
    """Write everything, or nothing: where it was written before, or the book holds other goods.

    `zone` is the warehouse's time zone; days of expiry are counted from today there.
    """
    # Digests take long, and nobody should wait for the writer meanwhile.
    users = tuple(prepared())
    return run(engine, lambda work: load_in(work, users, zone), now=now)


def prepared() -> Prepared:
    """The users with their secrets digested."""
    new = [NewUser(one.name, Role(one.role), one.password, one.badge, one.pin) for one in SIGN_INS]
    return tuple((user, Digests.of(user)) for user in new)


def load_in(work: UnitOfWork, users: Prepared, zone: str) -> Outcome:
    """The same inside the unit of work."""
    if work.connection.dialect.name == "postgresql":
        # Two loads at once: the second waits here, then finds what the first has written.
        work.connection.execute(text("lock table products in share row exclusive mode"))
    if found(work, "select 1 from receipts where number = :it", RECEIPTS[0].number):
        return Outcome.WAS_THERE
    if found(work, "select 1 from products union all select 1 from locations"):
        return Outcome.NOT_EMPTY
    book = Book(work, today(work.now, zone), user_id=add_users(work, users))
    master.write(book)
    opening.write(book)
    work_to_do.write(book)
    return Outcome.LOADED


def found(work: UnitOfWork, statement: str, it: str = "") -> bool:
    """Whether there is such a row."""
    values = {"it": it} if it else {}
    return work.connection.execute(text(statement + " limit 1"), values).first() is not None


def add_users(work: UnitOfWork, users: Prepared) -> int:
    """Add those whose name and badge are free; the id of the user the demo is written as."""
    for new, digests in users:
        people.add_user(work, new, digests, by=None)
    statement = text("select id from users order by role <> 'supervisor', id limit 1")
    return int(work.connection.execute(statement).scalar_one())
