"""On SQLite acts that wait for the writer's place share a commit, and nothing else.

One act holds the place until all the others stand in line behind it, so that it is always the same
company that is written together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from tests.databases import Engine as Databases
from tests.operations.company import NOTE, Company, at_once, noted, notes
from tests.scenarios.faults import full_disk
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import StorageCategory
from webapp.operations import one_commit
from webapp.operations.one_commit import MOST_AT_ONCE, run_in_company
from webapp.operations.unit_of_work import (
    ChangedMeanwhileError,
    DatabaseBusyError,
    UnitOfWork,
    refused_lately,
    unit_of_work,
)
from webapp.trouble import Trouble


@pytest.fixture
def house(make_app: Callable[..., Flask], sqlite: Databases) -> Warehouse:
    """The small warehouse on SQLite."""
    return warehouse_of(make_app(DATABASE_URL=sqlite.migrated()))


@pytest.fixture
def company(house: Warehouse) -> Iterator[Company]:
    """Enough threads for more than one commit takes."""
    with ThreadPoolExecutor(MOST_AT_ONCE + 3) as pool:
        yield Company(house.engine, pool)


def test_acts_that_wait_are_written_with_one_commit_and_each_is_answered(
    company: Company, house: Warehouse
) -> None:
    asked = company.together(notes("A"), notes("B"), notes("C"))
    assert [one.result() for one in asked] == ["noted A", "noted B", "noted C"]
    assert (noted(house), company.commits) == (["A", "B", "C"], 1)


def test_no_commit_takes_more_than_its_share(company: Company, house: Warehouse) -> None:
    codes = [f"C{number:02}" for number in range(MOST_AT_ONCE + 2)]
    company.together(*map(notes, codes))
    assert (noted(house), company.commits) == (codes, 2)


def test_an_act_that_raises_is_undone_alone_and_its_own_caller_is_told(
    company: Company, house: Warehouse
) -> None:
    def fails(work: UnitOfWork) -> None:
        notes("B")(work)
        raise LookupError("no such thing")

    asked = company.together(notes("A"), fails, notes("C"))
    assert str(asked[1].exception()) == "no such thing"
    assert (noted(house), company.commits) == (["A", "C"], 1)


def test_the_first_act_that_raises_leaves_the_others_their_turn(
    company: Company, house: Warehouse
) -> None:
    def fails(work: UnitOfWork) -> None:
        notes("A")(work)
        raise LookupError("no such thing")

    asked = company.together(fails, notes("B"), notes("C"))
    assert str(asked[0].exception()) == "no such thing"
    assert [one.result() for one in asked[1:]] == ["noted B", "noted C"]
    assert noted(house) == ["B", "C"]


def test_what_an_act_leaves_for_its_end_is_written_with_it(
    company: Company, house: Warehouse
) -> None:
    statement = one_commit.Statement(NOTE.text)

    def later(work: UnitOfWork) -> None:
        work.at_last(statement, {"code": "B"})

    def later_and_fails(work: UnitOfWork) -> None:
        work.at_last(statement, {"code": "C"})
        raise LookupError("no such thing")

    company.together(notes("A"), later, later_and_fails)
    assert noted(house) == ["A", "B"]


def test_an_act_that_was_overtaken_begins_again_by_itself(
    company: Company, house: Warehouse
) -> None:
    tries = []

    def overtaken(work: UnitOfWork) -> str:
        tries.append(notes("B")(work))
        if len(tries) == 1:
            raise ChangedMeanwhileError("somebody was faster")
        return "at the second time"

    asked = company.together(notes("A"), overtaken)
    assert (asked[1].result(), noted(house)) == ("at the second time", ["A", "B"])


def test_a_transaction_that_breaks_keeps_nothing_and_each_act_is_done_again_once(
    company: Company, house: Warehouse
) -> None:
    def breaks(work: UnitOfWork) -> str:
        # A row twice: the session takes the whole transaction back, and not the savepoint alone.
        work.session.add_all(
            StorageCategory(code="A", name="", mixing="mixed", one_expiry=False) for _ in "twice"
        )
        work.session.flush()
        return "never"

    asked = company.together(notes("A"), breaks, notes("C"))
    assert [one.exception() is None for one in asked] == [True, False, True]
    assert "UNIQUE constraint failed" in str(asked[1].exception())
    assert noted(house) == ["A", "C"]


def test_where_the_disk_is_full_each_act_is_refused_and_nothing_is_kept(
    company: Company, house: Warehouse
) -> None:
    def large(code: str) -> Callable[[UnitOfWork], None]:
        values = {"code": code * 100_000}
        return lambda work: work.connection.execute(NOTE, values).close()

    with full_disk(house):
        asked = company.together(*map(large, "ABC"))
    faults = [one.exception() for one in asked]
    assert all(isinstance(fault, DatabaseBusyError) for fault in faults)
    assert {fault.trouble for fault in faults if isinstance(fault, DatabaseBusyError)} == {
        Trouble.FULL
    }
    assert noted(house) == []
    assert (run_in_company(house.engine, at_once(notes("D"))), noted(house)) == ("noted D", ["D"])


def test_who_waits_too_long_is_refused_and_leaves_the_line(
    company: Company, house: Warehouse
) -> None:
    def impatient(work: UnitOfWork) -> str:
        with pytest.raises(DatabaseBusyError):
            run_in_company(house.engine, at_once(notes("B")), wait_seconds=0)
        return notes("A")(work)

    assert company.together(impatient)[0].result() == "noted A"
    assert (noted(house), len(company.arrivals)) == (["A"], 0)


def test_the_line_waits_for_writers_that_stand_in_none(company: Company, house: Warehouse) -> None:
    with unit_of_work(house.engine) as work:
        with pytest.raises(DatabaseBusyError):
            run_in_company(house.engine, at_once(notes("B")), wait_seconds=0)
        notes("A")(work)
    assert company.together(notes("C"))[0].result() == "noted C"
    assert noted(house) == ["A", "C"]


def test_a_place_that_takes_no_lock_file_is_remembered_until_it_does(house: Warehouse) -> None:
    lock = Path(f"{house.engine.url.database}.lock")
    lock.unlink()
    lock.mkdir()
    with pytest.raises(DatabaseBusyError):
        run_in_company(house.engine, at_once(notes("A")))
    assert refused_lately(house.engine) is Trouble.FULL
    lock.rmdir()
    assert run_in_company(house.engine, at_once(notes("B"))) == "noted B"
    assert (refused_lately(house.engine), noted(house)) == (None, ["B"])
