"""Forms that change what is there: they take along what they showed, and are answered with 409
where somebody else has changed it meanwhile.

A page asks for `versions_of` before it reads what it shows, so that a form is never newer than its
version. A request without a version, as a program may send it, is not compared with anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from flask import request
from sqlalchemy import Connection

from webapp.blueprints.errors import Problem
from webapp.extensions import db
from webapp.operations import versions as operations
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries import versions
from webapp.queries.versions import Key
from webapp.rules.versions import Values, VersionRefusedError, read, written
from webapp.words import T

Result = TypeVar("Result")
Versions = dict[str, dict[Key, str]]
# Of short lists: the version of everything there is.
EVERY = None


def edit(kind: str, key: Key, act: Callable[[UnitOfWork], Result]) -> Result:
    """`act` in a unit of work, where the record is as the form in this request was drawn with.

    Raises ChangedSinceError (409) where it is not, and then nothing of `act` was done.
    """
    version = request.form.get("version")

    def as_shown(work: UnitOfWork) -> Result:
        if version is not None:
            operations.as_shown(work, kind, key, version)
        return act(work)

    try:
        return run(db.engine, as_shown)
    except VersionRefusedError as refused:
        detail = T("The version is not one of this page. Open the page again.")
        raise Problem(422, detail, code="malformed", errors={"version": detail}) from refused


def versions_of(connection: Connection, **records: Iterable[Key] | None) -> Versions:
    """For each kind the version of each record, as `{{ edits(…) }}` puts it into a form.

    A form that comes back with what was typed keeps the version it was first drawn with.
    """
    return {
        kind: {key: kept(kind, key) or written(kind, key, now) for key, now in found.items()}
        for kind, keys in records.items()
        for found in [everything(connection, kind, keys)]
    }


def everything(connection: Connection, kind: str, keys: Iterable[Key] | None) -> dict[Key, Values]:
    """What is there of each; a setting that nobody has arranged yet has no values."""
    if keys is EVERY:
        return versions.states(connection, kind)
    wanted = list(keys or ())
    found = versions.states(connection, kind, wanted)
    return {key: found.get(key, {}) for key in wanted}


def kept(kind: str, key: Key) -> str | None:
    """The version in the form that was sent, where it is of this record."""
    sent = request.form.get("version")
    try:
        return sent if sent and read(sent, kind, key) is not None else None
    except VersionRefusedError:
        return None
