"""A lot or a serial gets another code: it stays the same one, and its old labels still scan.

The code it had stays its own for good. Moves, balances and seals name things by their ids, so
nothing of the book changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, text

from webapp.models.types import Moment
from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.rules.codes import fault_of, trimmed
from webapp.words import T, Words

ROOM = "lots"


class Kind(StrEnum):
    """What is renamed."""

    LOT = "lot"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Statements:
    """What is asked and written of one kind."""

    one: Any
    other: Any
    rename: Any
    keep: Any
    forget: Any


def statements(kind: Kind) -> Statements:
    """The statements for lots, or for serials."""
    table = f"{kind}s"
    return Statements(
        one=text(
            f"select t.id, t.code, t.product_id, p.sku from {table} t"
            " join products p on p.id = t.product_id where t.id = :id"
        ),
        other=text(
            f"select code, 1 as now from {table}"
            " where product_id = :product and code = :code and id <> :id"
            f" union all select t.code, 0 from former_codes f join {table} t on t.id = f.{kind}_id"
            f" where f.product_id = :product and f.code = :code and f.{kind}_id <> :id"
        ),
        rename=text(f"update {table} set code = :code where id = :id"),
        keep=text(
            f"insert into former_codes (product_id, {kind}_id, code, by_user_id, created_at)"
            " values (:product, :id, :before, :by, :now)"
        ).bindparams(bindparam("now", type_=Moment)),
        forget=text(f"delete from former_codes where {kind}_id = :id and code = :code"),
    )


STATEMENTS = {kind: statements(kind) for kind in Kind}


def rename(work: UnitOfWork, kind: Kind, thing_id: int, code: str, *, by: int) -> Words | None:
    """Give a lot or a serial another code; None when it is done, else why not.

    Its own former code may be taken back. Raises LookupError where there is no such thing.
    """
    ask, wanted = STATEMENTS[kind], trimmed(code)
    found = work.connection.execute(ask.one, {"id": thing_id}).first()
    if found is None:
        raise LookupError(f"there is no {kind} {thing_id}")
    if fault := fault_of(wanted):
        return fault
    if wanted == found.code:
        return None
    values = {"id": thing_id, "product": found.product_id, "code": wanted}
    if other := work.connection.execute(ask.other, values).first():
        return taken(found.sku, wanted, other)
    work.connection.execute(ask.forget, values)
    work.connection.execute(ask.rename, values)
    work.connection.execute(ask.keep, values | {"before": found.code, "by": by, "now": work.now})
    changes.record(work, ROOM, subject(kind, thing_id), by=by, before=found.code, after=wanted)
    return None


def subject(kind: Kind, thing_id: int) -> str:
    """How the history names a thing whose code may change."""
    return f"{kind}:{thing_id}"


def taken(sku: str, code: str, other: Any) -> Words:
    """Who has the code already, or had it."""
    if other.now:
        return T("%(sku)s has %(code)s already.", sku=sku, code=code)
    return T(
        "%(code)s was the code of %(other)s of %(sku)s, and its labels still say so.",
        code=code,
        other=other.code,
        sku=sku,
    )
