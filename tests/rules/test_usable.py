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
STATUSES = [None, "released", "on_hold", "recalled"]
HOLDS = [None, "smell"]
KINDS = ["dock", "storage", "pick_face", "staging", "quarantine"]
CASES = list(product(STATUSES, DAYS, HOLDS, HOLDS, KINDS))


def said_by_the_database(
    status: str | None, day: date | None, plate: str | None, place: str | None, kind: str
) -> bool:
    """The predicate in SQL, of one lot on one plate in one location."""
    asked = text(
        f"select {USABLE_SQL} from (select case when :status is null then null else 1 end as id,"
        " :status as status,"
        " case when :status is null then null else :day end as expires_on) l,"
        " (select :plate as hold_reason) k, (select :place as hold_reason, :kind as kind) o"
    ).bindparams(bindparam("day", type_=Date), bindparam("today", type_=Date))
    values = {"status": status, "day": day, "plate": plate, "place": place, "kind": kind}
    with create_engine("sqlite://").connect() as connection:
        return bool(connection.execute(asked, values | {"today": TODAY}).scalar())


@pytest.mark.feature("ST-07", "ST-08")
def test_the_statement_says_what_the_function_says_of_everything_that_can_be() -> None:
    for status, day, plate, place, kind in CASES:
        held = {"plate_hold": plate, "location_hold": place, "location_kind": kind}
        expected = usable(status, day if status else None, TODAY, **held)
        found = said_by_the_database(status, day, plate, place, kind)
        assert found is expected, (status, day, plate, place, kind)


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
