"""Each day's moves are sealed over the seal before: whoever changes one changes all that follow."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.warehouse import NOW, Warehouse, warehouse_of
from webapp.models import MoveKind
from webapp.operations import ledger, seals
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.seals import Sealed
from webapp.operations.unit_of_work import unit_of_work
from webapp.operations.verify import verify

ZONE = "Asia/Ho_Chi_Minh"  # seven hours ahead: 17:00 UTC is midnight there
LATER = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse, its book still empty."""
    return warehouse_of(app)


def moves_at(house: Warehouse, *moments: datetime) -> None:
    """One water from the supplier at each moment, in this order."""
    for moment in moments:
        with unit_of_work(house.engine, now=lambda moment=moment: moment) as work:
            ends = Spot(house.ids["SUPPLIERS"]), Spot(house.ids["A-1"])
            entry = Entry(MoveKind.RECEIVE, Goods(house.ids["WATER"]), 1, *ends)
            ledger.record(work, entry, By(house.ids["ann"], NOW))


def june(day: int, hour: int) -> datetime:
    """A moment in UTC."""
    return datetime(2026, 6, day, hour, 0, tzinfo=UTC)


def breaches(house: Warehouse, *statements: str) -> list[str]:
    """What verify finds after the statements, which are then taken back."""
    engine = create_engine(house.engine.url)
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            connection.execute(text("begin"))
        for statement in (
            "create table bare as select * from moves",
            f"drop table moves{'' if sqlite else ' cascade'}",
            "alter table bare rename to moves",
            *statements,
        ):
            connection.execute(text(statement))
        found = list(seals.breaches(connection))
        connection.rollback()
    engine.dispose()
    return found


# The seals without what keeps them from being changed.
OPEN_SEALS = (
    "create table bare_seals as select * from seals",
    "drop table seals",
    "alter table bare_seals rename to seals",
)


def test_a_day_is_sealed_when_it_is_over_in_the_warehouse(house: Warehouse) -> None:
    moves_at(house, june(15, 9), june(15, 16), june(15, 18))
    made = seals.seal_days(house.engine, ZONE, now=june(16, 12))
    assert [(one.day, one.last_move_id, one.moves) for one in made] == [(date(2026, 6, 15), 2, 2)]


def test_each_seal_stands_on_the_one_before(house: Warehouse) -> None:
    moves_at(house, june(15, 9), june(17, 9))
    first, second = seals.seal_days(house.engine, ZONE, now=LATER)
    with house.engine.connect() as connection:
        rows = list(seals.moves_between(connection, first, second.last_move_id))
    begins = [f"{first.digest} 2026-06-17", f"{seals.NOTHING} 2026-06-17", first.digest]
    count, digests = seals.digests_of(begins, rows)
    assert (second.moves, second.digest) == (count, digests[0])
    assert len(set(digests)) == 3


def test_sealing_again_changes_nothing(house: Warehouse) -> None:
    moves_at(house, june(15, 9))
    assert len(seals.seal_days(house.engine, ZONE, now=LATER)) == 1
    assert seals.seal_days(house.engine, ZONE, now=LATER) == []
    assert house.count("seals") == 1


def test_a_move_written_late_is_in_the_next_seal(house: Warehouse) -> None:
    moves_at(house, june(15, 9), june(16, 9), june(15, 10))
    made = seals.seal_days(house.engine, ZONE, now=LATER)
    assert [(one.day.day, one.last_move_id, one.moves) for one in made] == [(15, 1, 1), (16, 3, 2)]
    moves_at(house, june(15, 11))
    late = seals.seal_days(house.engine, ZONE, now=LATER)
    assert [(one.day.day, one.last_move_id, one.moves) for one in late] == [(17, 4, 1)]


def test_the_same_moves_have_the_same_digest_on_every_engine(house: Warehouse) -> None:
    moves_at(house, june(15, 9), june(15, 10))
    with house.engine.connect() as connection:
        rows = list(seals.moves_between(connection, Sealed(date.min, 0, 0, seals.NOTHING), 2))
    assert seals.written(rows[0]) == (
        b'[1,"receive",3,null,null,1,%d,null,%d,null,null,null,null,null,null,%d,null,'
        b'"2026-06-15T09:00:00+00:00","2026-06-15T09:00:00+00:00"]\n'
        % (house.ids["SUPPLIERS"], house.ids["A-1"], house.ids["ann"])
    )


@pytest.mark.parametrize(
    "tampering",
    [
        "update moves set quantity = 2 where id = 1",
        "delete from moves where id = 2",
        "update moves set recorded_at = '2026-06-15 09:00:01.000000+00' where id = 1",
        "update moves set user_id = 2 where id = 2",
    ],
)
def test_whatever_is_changed_in_a_sealed_day_is_found(house: Warehouse, tampering: str) -> None:
    moves_at(house, june(15, 9), june(15, 10), june(17, 9))
    first = seals.seal_days(house.engine, ZONE, now=LATER)[0]
    if house.engine.dialect.name == "sqlite":
        tampering = tampering.replace("+00'", "'")
    found = breaches(house, tampering)
    # The digest of the seal before is what stands in the book, so the later day still holds.
    assert len(found) == 1
    assert f"day {first.day}, moves 2 sealed" in found[0]
    assert f"digest {first.digest[:12]} sealed" in found[0]
    assert breaches(house) == []


@pytest.mark.parametrize("day", ["2026-06-14", "2026-06-16"])
def test_the_day_of_a_seal_is_sealed_too(house: Warehouse, day: str) -> None:
    moves_at(house, june(15, 9), june(17, 9))
    seals.seal_days(house.engine, ZONE, now=LATER)
    found = breaches(house, *OPEN_SEALS, f"update seals set day = '{day}' where last_move_id = 1")
    assert len(found) == 1
    assert f"day {day}, moves 1 sealed and 1 found" in found[0]


def test_a_seal_over_the_moves_alone_still_holds(house: Warehouse) -> None:
    """The first seals that were made say nothing of their day."""
    moves_at(house, june(15, 9), june(15, 10))
    with house.engine.connect() as connection:
        rows = list(seals.moves_between(connection, Sealed(date.min, 0, 0, seals.NOTHING), 2))
    alone = seals.digests_of([seals.NOTHING], rows)[1][0]
    seals.seal_days(house.engine, ZONE, now=LATER)
    assert breaches(house, *OPEN_SEALS, f"update seals set digest = '{alone}'") == []


def test_verify_tells_of_a_broken_seal_and_counts_them(house: Warehouse) -> None:
    moves_at(house, june(15, 9))
    seals.seal_days(house.engine, ZONE, now=LATER)
    with house.engine.connect() as connection:
        report = verify(connection)
    assert (report.counts["seals"], report.breaches) == (1, [])


@pytest.mark.parametrize("act", ["update seals set moves = 7", "delete from seals"])
def test_the_database_refuses_to_change_a_seal(house: Warehouse, act: str) -> None:
    moves_at(house, june(15, 9))
    seals.seal_days(house.engine, ZONE, now=LATER)
    with (
        pytest.raises(DBAPIError, match="seals are never changed or deleted"),
        house.engine.begin() as connection,
    ):
        connection.execute(text(act))


def test_two_who_seal_at_once_make_each_seal_once(house: Warehouse) -> None:
    moves_at(house, *(june(day, 9) for day in range(1, 15)))
    start = threading.Barrier(4)

    def seal() -> None:
        start.wait()
        seals.seal_days(house.engine, ZONE, now=LATER)

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert house.count("seals") == 14
    assert breaches(house) == []
