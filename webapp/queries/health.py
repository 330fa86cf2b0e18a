"""Whether the database is there, and how far it was migrated."""

from __future__ import annotations

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

IS_READ_ONLY = {
    "sqlite": text("pragma query_only"),
    "postgresql": text("select current_setting('transaction_read_only') = 'on'"),
}
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


def is_read_only(engine: Engine) -> bool:
    """Whether the database says of itself that it takes no changes."""
    try:
        with engine.connect() as connection:
            return bool(connection.scalar(IS_READ_ONLY[engine.dialect.name]))
    except DBAPIError:
        return False
