"""`backup FILE`: the whole book in one file, while scans go on.

The copy is of one moment: every scan that was answered before is in it. It is read again and held
against the laws before it gets its name. Exit code 0: FILE is a good backup; 1: it is not there,
and why; a copy that breaks a law is kept as FILE.not-good.
"""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import Engine

from webapp.backups import on_postgresql, on_sqlite
from webapp.backups.files import NOT_GOOD, BackupRefusedError, check_free, part_of, put_in_place
from webapp.commands.faults import said_clearly
from webapp.commands.ledger import say_report
from webapp.extensions import db
from webapp.operations.verify import Report


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over FILE where it is there already.")
@with_appcontext
def commands(file: Path, *, force: bool) -> None:
    """Copy the whole book into FILE, while scans go on."""
    with said_clearly():
        check_free(file, force=force)
        with part_of(file) as part:
            report = copied(db.engine, file, part)
            size = part.stat().st_size
            good = not report.breaches
            put_in_place(part, file if good else file.with_name(file.name + NOT_GOOD))
    if not say_report(report):
        raise click.ClickException(
            f"The copy is whole, but the book in it breaks laws; it is kept as {file}{NOT_GOOD}."
        )
    click.echo(f"{file} is a good backup ({size} bytes).")


def copied(engine: Engine, file: Path, part: Path) -> Report:
    """The engine's own way to copy a book that is being written, into the part of `file`."""
    if engine.dialect.name == "sqlite":
        on_sqlite.check_is_another(engine, file)
        if not on_sqlite.path_of(engine).exists():
            raise BackupRefusedError(f"There is no database {on_sqlite.path_of(engine)}.")
        return on_sqlite.copy(engine, part)
    return on_postgresql.copy(engine, part)
