"""Each day's moves are sealed by a digest over the seal before it: a chain nobody can mend unseen.

    seal 1 ◄── digest(nothing, Monday,  moves 1 … 412)
    seal 2 ◄── digest(seal 1,  Tuesday, moves 413 … 907)      … and so on

A seal covers ids, not times, so that each move is in exactly one: those after the seal before it,
up to the last before the first move that was recorded on a later day. A move that was still being
written when its day ended is in the next seal. Whoever changes a move changes every digest after
it; a printed or exported digest of any day proves the book up to that day. The first seals that
were ever made are over their moves alone, without the day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Date, Engine, bindparam, text

from webapp.models.types import Moment
from webapp.operations.unit_of_work import UnitOfWork, clock, run
from webapp.rules import days

NOTHING = "0" * 64
AT_ONCE = 5000
# Every column of a move but its id, which comes first; the order is part of the digest for ever.
COLUMNS = (
    *("kind", "product_id", "lot_id", "serial_id", "quantity"),
    *("source_id", "source_plate_id", "destination_id", "destination_plate_id"),
    *("receipt_line_id", "order_line_id", "scan_id", "reverses_id", "reason"),
    *("user_id", "device_id", "captured_at", "recorded_at"),
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """One seal as it stands in the book."""

    day: date
    last_move_id: int
    moves: int
    digest: str


SEALS = text("select day, last_move_id, moves, digest from seals order by id").columns(day=Date)
LAST = text("select day, last_move_id, moves, digest from seals order by id desc limit 1").columns(
    day=Date
)
MOVES = text(
    f"select id, {', '.join(COLUMNS)} from moves where id > :after and id <= :last order by id"
).columns(captured_at=Moment, recorded_at=Moment)
NEXT_MOVE = text("select recorded_at from moves where id > :after order by id limit 1").columns(
    recorded_at=Moment
)
# Whoever writes a move holds the table in a mode that this one waits for; ids given out later are
# larger, so no move can come to stand among those that are sealed.
SETTLE = text("lock table moves in share mode")
LAST_BEFORE = text(
    "select coalesce((select min(id) - 1 from moves where id > :after and recorded_at >= :end),"
    " (select max(id) from moves))"
).bindparams(bindparam("end", type_=Moment))
WRITE = text(
    "insert into seals (day, last_move_id, moves, digest, sealed_at)"
    " select :day, :last, :moves, :digest, :now"
    " where not exists (select 1 from seals where last_move_id >= :last or day >= :day)"
).bindparams(bindparam("day", type_=Date), bindparam("now", type_=Moment))


def seal_days(engine: Engine, zone: str, *, now: datetime | None = None) -> list[Sealed]:
    """Seal every day that is over and not sealed yet; the seals that were made.

    Done again it makes none; two at the same time make each one once.
    """
    made = []
    while (seal := seal_next(engine, zone, now or clock())) is not None:
        made.append(seal)
    return made


def seal_next(engine: Engine, zone: str, now: datetime) -> Sealed | None:
    """Seal the oldest open day with moves, if it is over."""
    due = run(engine, lambda work: next_due(work, zone, now))
    if due is None:
        return None
    before, day, last = due
    with engine.connect() as connection:
        count, (digest,) = digests_of(
            (begun(before, day),), moves_between(connection, before, last)
        )
    seal = Sealed(day, last, count, digest)
    run(engine, lambda work: write(work, seal))
    return seal


def next_due(work: UnitOfWork, zone: str, now: datetime) -> tuple[Sealed, date, int] | None:
    """The seal before, the day to seal, and its last move; None where nothing is due."""
    before = last_seal(work.connection)
    if work.for_update:
        work.connection.execute(SETTLE)
    first = work.connection.execute(NEXT_MOVE, {"after": before.last_move_id}).scalar()
    if first is None:
        return None
    day = max(days.today(first, zone), before.day + timedelta(days=1))
    if day >= days.today(now, zone):
        return None
    end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)
    values = {"after": before.last_move_id, "end": end}
    return before, day, int(work.connection.execute(LAST_BEFORE, values).scalar_one())


def last_seal(connection: Connection) -> Sealed:
    """The newest seal; before there is any, the beginning of the chain."""
    row = connection.execute(LAST).first()
    return Sealed(date.min, 0, 0, NOTHING) if row is None else Sealed(*row)


def write(work: UnitOfWork, seal: Sealed) -> None:
    """Write one seal, unless somebody else has just done so."""
    values = {"day": seal.day, "last": seal.last_move_id, "moves": seal.moves}
    work.connection.execute(WRITE, values | {"digest": seal.digest, "now": work.now})


def moves_between(connection: Connection, before: Sealed, last: int) -> Iterator[Any]:
    """The moves after a seal, up to `last`, a few thousand at a time."""
    streamed = connection.execution_options(yield_per=AT_ONCE)
    return iter(streamed.execute(MOVES, {"after": before.last_move_id, "last": last}))


def begun(before: Sealed, day: date) -> str:
    """What the digest of a day begins with: the seal before it, and the day itself."""
    return f"{before.digest} {day.isoformat()}"


def digests_of(begins: Sequence[str], moves: Iterable[Any]) -> tuple[int, list[str]]:
    """How many moves there are, and the digest over them after each of these beginnings."""
    digests, count = [hashlib.sha256(begin.encode()) for begin in begins], 0
    for row in moves:
        line = written(row)
        for digest in digests:
            digest.update(line)
        count += 1
    return count, [digest.hexdigest() for digest in digests]


def written(row: Any) -> bytes:
    """A move as one line that is the same on every engine."""
    *values, captured_at, recorded_at = row
    moments = (moment.astimezone(UTC).isoformat() for moment in (captured_at, recorded_at))
    return json.dumps([*values, *moments], separators=(",", ":")).encode() + b"\n"


def breaches(connection: Connection) -> Iterator[str]:
    """One line for each seal that is not what its moves say."""
    before = Sealed(date.min, 0, 0, NOTHING)
    for row in connection.execute(SEALS).all():
        seal = Sealed(*row)
        count, (digest, without_day) = digests_of(
            (begun(before, seal.day), before.digest),
            moves_between(connection, before, seal.last_move_id),
        )
        if count != seal.moves or seal.digest not in (digest, without_day):
            yield (
                f"a sealed day is as it was sealed: day {seal.day}, moves {seal.moves} sealed and"
                f" {count} found, digest {seal.digest[:12]} sealed and {digest[:12]} found"
            )
        before = seal
