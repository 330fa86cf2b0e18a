"""Whether the database is there, and how far it was migrated."""

from __future__ import annotations

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionError

__all__ = ["NoConnectionError", "answers", "applied_migrations"]

VERSIONS = text("select version_num from alembic_version")


def answers(engine: Engine) -> bool:
    """Whether the database answers at all."""
    try:
        with engine.connect() as connection:
            return bool(connection.scalar(text("select 1")))
    except DBAPIError:
        return False


def applied_migrations(engine: Engine) -> frozenset[str]:
    """The revisions the database is at; none where it was never migrated."""
    try:
        with engine.connect() as connection:
            return frozenset(connection.scalars(VERSIONS))
    except DBAPIError:
        return frozenset()
