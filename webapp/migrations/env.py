"""Alembic's way in: the app's own engine and tables, one transaction for all."""

from alembic import context
from flask import current_app

db = current_app.extensions["migrate"].db


def comparable(thing, name, kind, reflected, compare_to) -> bool:
    """Leave out the index over expressions: neither engine gives its text back to compare."""
    return name != "uq_balances_what_and_where"


def run_migrations() -> None:
    """Bring the database of this app to the asked revision, whole or not at all."""
    with db.engine.connect().execution_options(writes=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transactional_ddl=True,
            render_as_batch=True,
            compare_type=False,
            include_object=comparable,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
