"""The sealed days, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Date, text

from webapp.models.types import Moment


@dataclass(frozen=True, slots=True)
class SealRow:
    """One sealed day: how many moves, and the digest that proves them."""

    day: date
    moves: int
    digest: str
    sealed_at: datetime


SEALS = text(
    "select day, moves, digest, sealed_at from seals order by id desc limit :most"
).columns(day=Date, sealed_at=Moment)
EVERY = 1_000_000


def seals(connection: Connection, *, most: int = EVERY) -> tuple[SealRow, ...]:
    """The newest `most` seals; all of them without it."""
    return tuple(SealRow(*row) for row in connection.execute(SEALS, {"most": most}))


def last_seal(connection: Connection) -> SealRow | None:
    """The newest seal, if there is one."""
    return next(iter(seals(connection, most=1)), None)
