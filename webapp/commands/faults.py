"""What a command says when it cannot do its work: one sentence on stderr and exit code 1."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import DBAPIError

from webapp.backups.files import BackupRefusedError
from webapp.operations.unit_of_work import DatabaseBusyError


@contextmanager
def said_clearly() -> Iterator[None]:
    """Turn what the database objects to into a sentence, never a traceback."""
    try:
        yield
    except DBAPIError as fault:
        raise refusal(str(fault.orig)) from fault
    except DatabaseBusyError as fault:
        raise refusal(str(fault)) from fault
    except sqlite3.Error as fault:
        raise refusal(str(fault)) from fault
    except BackupRefusedError as fault:
        raise click.ClickException(str(fault)) from fault
    except OSError as fault:
        raise click.ClickException(f"A file could not be read or written: {fault}.") from fault


def refusal(reason: str) -> click.ClickException:
    """The sentence, with the mend where it is known."""
    first = (reason.strip().splitlines() or ["no reason given"])[0]
    if "no such table" in reason or "does not exist" in reason:
        return click.ClickException(
            f"The database is not ready ({first}). Run: flask --app wsgi db upgrade"
        )
    return click.ClickException(f"The database did not take it: {first}. Try again.")
