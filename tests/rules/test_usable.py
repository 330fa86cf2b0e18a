"""Whether a lot may leave: one predicate, said in Python and in SQL, and its words."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import Date, bindparam, create_engine, text

from webapp.queries.meanings import LotFacts
from webapp.rules.picking import may_leave
from webapp.rules.usable import USABLE_SQL, usable

TODAY = date(2026, 6, 15)
DAYS = [None, *(TODAY + timedelta(days=days) for days in (-1, 0, 1))]
CASES = list(product([None, "released", "on_hold", "recalled"], DAYS))


@pytest.mark.parametrize(("status", "day"), CASES)
def test_the_statement_says_what_the_function_says(status: str | None, day: date | None) -> None:
    lot = "select case when :status is null then null else 1 end as id, :status as status,"
    asked = text(f"select {USABLE_SQL} from ({lot} :day as expires_on) l").bindparams(
        bindparam("day", type_=Date), bindparam("today", type_=Date)
    )
    with create_engine("sqlite://").connect() as connection:
        found = connection.execute(asked, {"status": status, "day": day, "today": TODAY}).scalar()
    assert bool(found) is usable(status, day if status else None, TODAY)


@pytest.mark.parametrize(
    ("status", "day", "code"),
    [
        ("released", date(2026, 6, 14), "expired"),
        ("on_hold", None, "lot_on_hold"),
        ("on_hold", date(2026, 6, 14), "lot_on_hold"),
        ("recalled", None, "lot_recalled"),
    ],
)
def test_the_refusal_says_why(status: str, day: date | None, code: str) -> None:
    said = may_leave(LotFacts(1, "L1", day, status, "smell"), TODAY)
    assert said is not None
    assert said.code == code


@pytest.mark.parametrize("lot", [None, LotFacts(1, "L1", TODAY, "released", None)])
def test_what_is_usable_may_leave(lot: LotFacts | None) -> None:
    assert may_leave(lot, TODAY) is None
