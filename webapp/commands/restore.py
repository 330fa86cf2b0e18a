"""`restore FILE`: the book of a backup becomes the book.

Into an empty database, or with --force in the place of the one that is there: SQLite keeps that one
beside, with .before-restore behind its name; PostgreSQL replaces it in one transaction. A restore
that fails changes nothing. A backup of an older program is migrated afterwards; one of a newer
program is refused. Exit code 0: restored, and every law holds; 1: why not.
"""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import Engine, inspect, select, table

from webapp.backups import on_postgresql, on_sqlite
from webapp.backups.files import BackupRefusedError, Kind, check_kind
from webapp.backups.versions import check_known, newest
from webapp.commands.faults import said_clearly
from webapp.commands.ledger import say_report
from webapp.extensions import db
from webapp.operations.verify import verify
from webapp.trouble import DBAPIError


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the book that is there.")
@with_appcontext
def commands(file: Path, *, force: bool) -> None:
    """Make the book in FILE, a backup, the book of this program."""
    with said_clearly():
        version = checked(db.engine, file)
        if not force and not is_empty(db.engine):
            raise BackupRefusedError(
                "The database is not empty. To replace what is in it, add --force."
            )
        kept = restored(db.engine, file)
        if version != newest(migrations()):
            upgrade()
            click.echo(f"Migrated from version {version} to {newest(migrations())}.")
        with db.engine.connect() as connection:
            report = verify(connection)
    if kept:
        click.echo(f"The book before is kept as {kept}.")
    if not say_report(report):
        raise click.ClickException(f"{file} is restored, but the book in it breaks laws.")
    click.echo(f"{file} is restored.")


def migrations() -> Path:
    """Where this program's migrations are."""
    return Path(current_app.root_path) / "migrations"


def checked(engine: Engine, file: Path) -> str:
    """The version of the backup; refuses what is none of ours or too new."""
    kind = Kind(engine.dialect.name)
    check_kind(file, kind)
    if kind is Kind.SQLITE:
        on_sqlite.check_is_another(engine, file)
        version = on_sqlite.version_of(file)
    else:
        version = on_postgresql.version_of(engine, file)
    check_known(version, migrations(), file)
    return str(version)


def is_empty(engine: Engine) -> bool:
    """Whether no table of the database holds a row, but for the one that names its version.

    A file that is no database any more is not empty: somebody may want to have it mended.
    """
    if engine.dialect.name == "sqlite" and not on_sqlite.path_of(engine).exists():
        return True
    try:
        with engine.connect() as connection:
            names = set(inspect(connection).get_table_names()) - {"alembic_version"}
            looks = (select(1).select_from(table(name)).limit(1) for name in names)
            return all(connection.scalar(look) is None for look in looks)
    except DBAPIError as fault:
        if engine.dialect.name == "sqlite" and "not a database" in str(fault.orig):
            return False
        raise


def restored(engine: Engine, file: Path) -> Path | None:
    """The engine's own way; where the book before is kept, if it is."""
    if engine.dialect.name == "sqlite":
        return on_sqlite.restore(engine, file)
    on_postgresql.restore(engine, file)
    return None
