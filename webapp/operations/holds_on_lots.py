"""Holds on many lots of one product in one act: all, or those within codes or days of coming in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, text

from webapp.models.types import Moment
from webapp.operations.held import Held, Placed, Released, Subject, Why
from webapp.operations.holds import place, release
from webapp.operations.ledger import By
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries.promises import Today
from webapp.rules import holds as rules
from webapp.rules.codes import is_between
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class Lots:
    """Lots of one product: all, or those within codes or days of coming in, ends included."""

    product_id: int
    code_from: str = ""
    code_to: str = ""
    since: datetime | None = None
    until: datetime | None = None


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
