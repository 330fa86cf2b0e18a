"""One hand at a bin: whoever puts goods there, or plans to, looks and writes before the next one.

SQLite has one writer, so its look is certain already. PostgreSQL is told in one statement: goods
put into different bins do not wait for each other, only a new plan waits for all of them.
"""

from __future__ import annotations

from webapp.operations.unit_of_work import UnitOfWork
from webapp.statements import Statement

PLANS = 4012
PLAN = Statement(f"select pg_advisory_xact_lock({PLANS})")
PUT = Statement(
    f"select pg_advisory_xact_lock_shared({PLANS}), pg_advisory_xact_lock({PLANS}, :location)"
)


def before_planning(work: UnitOfWork) -> None:
    """Nobody else chooses a bin, or fills one, until this act ends."""
    if work.connection.dialect.name == "postgresql":
        PLAN.first(work.connection, {})


def before_putting(work: UnitOfWork, location_id: int) -> None:
    """Nobody else fills or changes this bin until this act ends."""
    if work.connection.dialect.name == "postgresql":
        PUT.first(work.connection, {"location": location_id})
