"""Statements go to PostgreSQL together and are answered together; what is prepared stays so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from tests.databases import Engine as Databases
from webapp.extensions import db
from webapp.journeys import WIRE, Sent, Wire
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.statements import Statement, together

SAY = Statement("select cast(:said as text) as said")
COUNT = Statement("select cast(:units as integer) + 1 as units, cast(:lot as integer) as lot")
WRITE = Statement("insert into things (id, name) values (:id, :name)")
READ = Statement("select id, name from things order by id")
PLANS = text("select count(*) from pg_prepared_statements where name like 'lotwise%'")


@pytest.fixture
def server(make_app: Callable[..., Flask], postgresql: Databases) -> Iterator[Engine]:
    """A PostgreSQL with one table of things."""
    app = make_app(DATABASE_URL=postgresql.migrated())
    with app.app_context():
        server = db.engine
        with server.begin() as connection:
            connection.execute(text("create table things (id integer primary key, name text)"))
        yield server
        server.dispose()


@pytest.fixture
def connection(server: Engine) -> Iterator[Connection]:
    """A connection in a transaction."""
    with server.connect() as connection, connection.begin():
        yield connection


@pytest.fixture
def journeys(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements went in each journey."""
    made: list[int] = []
    go = Wire.go

    def counted(wire: Wire, asked: list[Sent]) -> None:
        made.append(len(asked))
        go(wire, asked)

    monkeypatch.setattr(Wire, "go", counted)
    return made


def names(connection: Connection) -> list[str]:
    """What the things are called."""
    return [row.name for row in READ.all(connection, {})]


def writes(connection: Connection, *ids: int) -> None:
    """Things with these numbers, in one journey."""
    with together(connection):
        for id in ids:
            WRITE.run(connection, {"id": id, "name": f"no. {id}"})


def plans(connection: Connection) -> int:
    """How many plans the server keeps for us."""
    return int(connection.execute(PLANS).scalar_one())


def test_what_is_asked_together_goes_in_one_journey_and_is_answered_in_its_order(
    connection: Connection, journeys: list[int]
) -> None:
    with together(connection):
        asked = [SAY.run(connection, {"said": said}) for said in "abc"]
    assert [SAY.rows(one, connection)[0].said for one in asked] == ["a", "b", "c"]
    assert journeys == [3]


def test_what_is_asked_together_sees_what_was_written_before_it(connection: Connection) -> None:
    with together(connection):
        WRITE.run(connection, {"id": 1, "name": "one"})
        found = READ.run(connection, {})
    assert [tuple(row) for row in READ.rows(found, connection)] == [(1, "one")]


def test_a_group_within_a_group_goes_with_it(connection: Connection, journeys: list[int]) -> None:
    with together(connection):
        SAY.run(connection, {"said": "a"})
        with together(connection):
            SAY.run(connection, {"said": "b"})
        SAY.run(connection, {"said": "c"})
    assert journeys == [3]


def test_nothing_is_sent_of_a_group_that_is_given_up(
    connection: Connection, journeys: list[int]
) -> None:
    def gives_up() -> None:
        with together(connection):
            WRITE.run(connection, {"id": 1, "name": "one"})
            raise LookupError

    with pytest.raises(LookupError):
        gives_up()
    assert journeys == []
    assert names(connection) == []


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, "", "a'b%s$1;--", "\u1ea1", 7, 40_000, 3_000_000_000, -1),
        datetime(2026, 3, 29, 1, 30, 15, 123456, tzinfo=UTC),
        date(2028, 2, 29),
    ],
    ids=str,
)
def test_values_come_back_as_they_went(connection: Connection, value: object) -> None:
    kinds = {int: "bigint", bool: "boolean", datetime: "timestamptz", date: "date"}
    kind = kinds.get(type(value), "text")
    echo = Statement(f"select cast(:value as {kind}) as value")
    assert echo.value(connection, {"value": value}) == value


def test_more_than_the_line_holds_goes_and_comes(connection: Connection) -> None:
    large = ["x" * 3_000_000, "y" * 3_000_000, "z" * 3_000_000]
    with together(connection):
        asked = [SAY.run(connection, {"said": said}) for said in large]
    assert [SAY.rows(one, connection)[0].said for one in asked] == large


def test_a_fault_is_raised_as_any_and_what_stood_behind_it_is_not_done(server: Engine) -> None:
    with server.connect() as connection, connection.begin() as act:
        with pytest.raises(IntegrityError, match="things_pkey"):
            writes(connection, 1, 1, 2)
        act.rollback()
    with server.connect() as connection:
        assert names(connection) == []


def test_a_value_that_no_text_holds_is_refused_before_anything_is_sent(
    connection: Connection, journeys: list[int]
) -> None:
    with pytest.raises(DataError):
        SAY.run(connection, {"said": "a\0b"})
    assert journeys == []
    assert SAY.value(connection, {"said": "fine"}) == "fine"


def test_what_is_prepared_stays_so_after_a_rollback(server: Engine) -> None:
    with server.connect() as connection:
        before = plans(connection)
        SAY.value(connection, {"said": "a"})
        for _ in range(9):
            connection.execute(text("select 1"))
            connection.rollback()
        SAY.value(connection, {"said": "b"})
        assert plans(connection) == before + 1


def test_one_plan_serves_small_numbers_large_ones_and_none(connection: Connection) -> None:
    before = plans(connection)
    for units, lot in ((1, 2), (40_000, 2), (1, 40_000), (5, None)):
        assert COUNT.first(connection, {"units": units, "lot": lot}) == (units + 1, lot)
    assert plans(connection) == before + 1


def test_a_statement_that_failed_to_be_prepared_is_prepared_the_next_time(server: Engine) -> None:
    statement = Statement("select id from later")
    with server.connect() as connection:
        with pytest.raises(DBAPIError, match="later"):
            statement.run(connection, {})
        connection.connection.rollback()
        connection.execute(text("create temporary table later as select 7 as id"))
        assert statement.value(connection, {}) == 7


@pytest.mark.parametrize(
    "happens", ["deallocate all", "alter table things alter column name type varchar(9)"]
)
def test_plans_that_are_gone_or_outdated_are_made_anew(server: Engine, happens: str) -> None:
    def act(work: UnitOfWork) -> list[str]:
        found = names(work.connection)
        WRITE.run(work.connection, {"id": len(found), "name": f"no. {len(found)}"})
        return found

    assert run(server, act) == []
    with server.begin() as connection:
        connection.execute(text(happens))
    assert run(server, act) == ["no. 0"]
    assert run(server, act) == ["no. 0", "no. 1"]


def test_a_connection_that_the_server_ends_is_let_go_of(server: Engine) -> None:
    with server.connect() as connection:
        pid = connection.connection.info[WIRE].pgconn.backend_pid
        with server.begin() as other:
            other.execute(text("select pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        with pytest.raises(OperationalError) as raised:
            writes(connection, 1, 2)
        assert raised.value.connection_invalidated
    with server.connect() as connection:
        assert SAY.value(connection, {"said": "again"}) == "again"


def test_who_is_stopped_on_the_way_leaves_no_connection_behind(
    server: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: Wire) -> Any:
        raise KeyboardInterrupt

    with server.connect() as connection:
        wire = connection.connection.info[WIRE]
        monkeypatch.setattr(Wire, "receive", stopped)
        with pytest.raises(KeyboardInterrupt):
            WRITE.run(connection, {"id": 1, "name": "one"})
        monkeypatch.undo()
        assert wire.raw.closed
    with server.connect() as connection:
        assert names(connection) == []
