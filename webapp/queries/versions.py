"""What the forms of pages show of each record, as the versions that they take along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, text

from webapp.models.types import Moment
from webapp.queries.version_kinds import KINDS, Kind
from webapp.rules.versions import Values

Key = int | str
JOIN = {"sqlite": "group_concat", "postgresql": "string_agg"}


def states(
    connection: Connection, kind: str, keys: Iterable[Key] | None = None
) -> dict[Key, Values]:
    """What the form of each record, or of every one, would show now."""
    wanted = KINDS[kind]
    if keys is None:
        rows = connection.execute(text(f"{asked(connection, wanted)} is not null"))
    elif chosen := list(keys):
        listed: Any = bindparam("keys", expanding=True)
        statement = text(f"{asked(connection, wanted)} in :keys").bindparams(listed)
        rows = connection.execute(statement, {"keys": chosen})
    else:  # An empty list has no type, and PostgreSQL takes it for one of numbers.
        return {}
    return {row.key: values_of(wanted, row) for row in rows}


def state(connection: Connection, kind: str, key: Key, *, held: bool = False) -> Values:
    """The same of one record; `held` keeps it as it is until the transaction ends."""
    wanted = KINDS[kind]
    lock = " for no key update of t" if held and connection.dialect.name != "sqlite" else ""
    row = connection.execute(
        text(f"{asked(connection, wanted)} = :key{lock}"), {"key": key}
    ).first()
    return {} if row is None else values_of(wanted, row)


def asked(connection: Connection, kind: Kind) -> str:
    """The statement up to its condition on the key."""
    listed = ", ".join(f'{one.sql} as "{name}"' for name, one in kind.fields.items())
    statement = f'select t.{kind.key} as "key", {listed} from {kind.table} t where t.{kind.key}'
    return statement.replace("{join}", JOIN[connection.dialect.name])


def values_of(kind: Kind, row: Any) -> Values:
    """A row as texts."""
    return {name: said(row._mapping[name]) for name in kind.fields}


def said(value: object) -> str:
    """A value of either engine as one text."""
    if isinstance(value, float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a record last, where the book says so."""

    user: str | None
    at: datetime


def last_change(connection: Connection, kind: str, key: Key) -> LastChange | None:
    """The latest row of the history of this record."""
    wanted = KINDS[kind]
    if wanted.who is None:
        return None
    statement = text(wanted.who).columns(at=Moment)
    row = connection.execute(statement, {"key": key}).first()
    return None if row is None or row.at is None else LastChange(row.name, row.at)


def called(connection: Connection, kind: str, typed: Mapping[str, str]) -> dict[str, str]:
    """What somebody entered, with the name of what was chosen in place of its number."""
    fields = KINDS[kind].fields
    told = {name: typed[name].strip() for name in fields if name in typed}
    told |= {name: "yes" if name in typed else "" for name in fields if fields[name].is_tick}
    for name, value in told.items():
        if (lookup := fields[name].lookup) and value.isdecimal() and len(value) < 10:
            found = connection.execute(text(lookup), {"id": int(value)}).scalar()
            told[name] = said(found) if found is not None else value
    return told
