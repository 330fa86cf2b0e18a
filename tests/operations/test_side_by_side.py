"""On PostgreSQL acts that wait ask in one journey, decide, and are written with one commit.

One act is under way until all the others stand in line behind it, so that it is always the same
company that comes after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from tests.databases import Engine as Databases
from tests.operations.company import NOTE, Company, at_once, noted, notes
from tests.warehouse import Warehouse, warehouse_of
from webapp.journeys import Sent, Wire
from webapp.operations.one_commit import MOST_AT_ONCE, run_in_company
from webapp.operations.unit_of_work import ChangedMeanwhileError, UnitOfWork
from webapp.statements import Statement

WRITE = Statement(NOTE.text)
CHANGE = Statement("update storage_categories set name = :name where code = 'X'")


@pytest.fixture
def house(make_app: Callable[..., Flask], postgresql: Databases) -> Warehouse:
    """The small warehouse on PostgreSQL."""
    return warehouse_of(make_app(DATABASE_URL=postgresql.migrated(), WRITE_WAIT_SECONDS=60))


@pytest.fixture
def company(house: Warehouse) -> Iterator[Company]:
    """Enough threads for more than one commit takes."""
    with ThreadPoolExecutor(MOST_AT_ONCE + 3) as pool:
        yield Company(house.engine, pool)


@pytest.fixture
def held(house: Warehouse) -> Iterator[Connection]:
    """A row X that somebody else writes, until this is rolled back."""
    with house.engine.connect() as connection:
        connection.execute(NOTE, {"code": "X"})
        connection.commit()
        connection.execute(text(CHANGE.sql), {"name": "of another"})
        yield connection


def leaves(code: str, *takes: int) -> Callable[[UnitOfWork], str]:
    """An act that leaves what it writes to its end, as a pick does."""

    def act(work: UnitOfWork) -> str:
        work.takes = takes
        work.at_last(WRITE, {"code": code})
        return f"left {code}"

    return act


def changes(work: UnitOfWork) -> str:
    """An act that needs the row X now."""
    return f"changed {CHANGE.change(work.connection, {'name': 'ours'})}"


def changes_at_last(work: UnitOfWork) -> str:
    """An act that needs the row X when it is written."""
    work.at_last(CHANGE, {"name": "ours"})
    return "changed at last"


def name_of_x(house: Warehouse) -> str:
    """What the row X says."""
    return str(house.ask("select name from storage_categories where code = 'X'"))


def test_acts_that_wait_are_written_with_one_commit_and_each_is_answered(
    company: Company, house: Warehouse
) -> None:
    asked = company.together(leaves("A"), leaves("B"), leaves("C"), notes("D"))
    assert [one.result() for one in asked] == ["left A", "left B", "left C", "noted D"]
    assert (noted(house), company.commits) == (["A", "B", "C", "D"], 2)


def test_they_ask_in_one_journey_and_are_written_in_another(
    house: Warehouse, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    journeys: list[int] = []
    go = Wire.go

    def counted(wire: Wire, asked: list[Sent]) -> None:
        journeys.append(len(asked))
        go(wire, asked)

    def asks(code: str) -> Callable[[UnitOfWork], Callable[[], str]]:
        def act(work: UnitOfWork) -> Callable[[], str]:
            found = statement.run(work.connection, {"code": code})
            return lambda: statement.rows(found, work.connection)[0].said + leaves(code)(work)

        return act

    statement = Statement("select cast(:code as text) || ' asked and ' as said")
    company.gather(notes("A"))
    asked = []
    for code in "BC":
        asked.append(company.pool.submit(run_in_company, house.engine, asks(code), about=code))
        assert company.arrivals.came.acquire(timeout=60)
    monkeypatch.setattr(Wire, "go", counted)
    company.go.set()
    assert [one.result(60) for one in asked] == ["B asked and left B", "C asked and left C"]
    # How long each is willing to wait, and what the two ask; then what they write, and the commit.
    assert journeys == [3, 3]


def test_no_commit_takes_more_than_its_share(company: Company, house: Warehouse) -> None:
    codes = [f"C{number:02}" for number in range(MOST_AT_ONCE + 2)]
    company.together(*map(leaves, codes))
    assert (noted(house), company.commits) == (codes, 3)


def test_two_acts_about_the_same_are_never_in_one_company(
    company: Company, house: Warehouse
) -> None:
    company.together(*map(leaves, "ABCD"), about=lambda number: number % 2)
    assert (noted(house), company.commits) == (["A", "B", "C", "D"], 3)


def test_what_one_raises_is_its_own_affair_in_the_end(company: Company, house: Warehouse) -> None:
    def fails(work: UnitOfWork) -> None:
        leaves("C")(work)
        raise LookupError("no such thing")

    asked = company.together(leaves("A"), notes("B"), fails, leaves("D"))
    assert str(asked[2].exception()) == "no such thing"
    assert [one.result() for one in (asked[1], asked[3])] == ["noted B", "left D"]
    assert (noted(house), company.commits) == (["A", "B", "D"], 3)


def test_an_act_that_cannot_be_written_lets_the_others_be(
    company: Company, house: Warehouse
) -> None:
    asked = company.together(leaves("A"), leaves("B"), leaves("A"), leaves("C"))
    assert [one.exception() is None for one in asked] == [True, True, False, True]
    assert "uq_storage_categories_code" in str(asked[2].exception())
    assert noted(house) == ["A", "B", "C"]


def test_an_act_that_was_overtaken_begins_again_by_itself(
    company: Company, house: Warehouse
) -> None:
    tries = []

    def overtaken(work: UnitOfWork) -> str:
        tries.append(leaves("B")(work))
        if len(tries) == 1:
            raise ChangedMeanwhileError("somebody was faster")
        return "at the second time"

    asked = company.together(leaves("A"), overtaken, leaves("C"))
    assert (asked[1].result(), noted(house)) == ("at the second time", ["A", "B", "C"])


@pytest.mark.parametrize("act", [changes, changes_at_last])
def test_nobody_waits_for_a_row_that_another_act_of_the_company_needs(
    company: Company, house: Warehouse, held: Connection, act: Callable[[UnitOfWork], str]
) -> None:
    asked = company.gather(leaves("A"), leaves("B"), act, leaves("C"))
    company.go.set()
    assert [one.result(60) for one in (asked[0], asked[1], asked[3])] == [
        "left A",
        "left B",
        "left C",
    ]
    assert not asked[2].done()
    held.rollback()
    assert asked[2].result(60).startswith("changed")
    assert (noted(house), name_of_x(house)) == (["A", "B", "C", "X"], "ours")


def test_while_an_act_is_being_written_the_next_ones_are_done(
    company: Company, house: Warehouse, held: Connection
) -> None:
    asked = company.gather(changes_at_last, leaves("B"), leaves("C"))
    company.go.set()
    assert [one.result(60) for one in asked[1:]] == ["left B", "left C"]
    assert not asked[0].done()
    held.rollback()
    assert (asked[0].result(60), name_of_x(house)) == ("changed at last", "ours")


def test_goods_are_taken_in_one_order_by_all_who_are_written_together(
    company: Company, house: Warehouse
) -> None:
    company.together(leaves("A"), leaves("B", 2, 7), leaves("C", 1, 9), leaves("D", 2, 1))
    written = "select string_agg(code, '' order by id) from storage_categories where code <> 'A'"
    assert house.ask(written) == "CDB"


def test_an_act_that_does_not_say_what_it_is_about_goes_by_itself(
    company: Company, house: Warehouse
) -> None:
    asked = company.gather(leaves("A"))
    assert run_in_company(house.engine, at_once(notes("B"))) == "noted B"
    assert (noted(house), asked[0].done()) == (["B"], False)
    company.go.set()
    assert asked[0].result(60) == "left A"
