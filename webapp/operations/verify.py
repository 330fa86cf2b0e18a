"""`ledger verify`: every law over the whole book. What is found is told, never repaired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from webapp.barcodes import shown
from webapp.operations import seals
from webapp.operations.laws import LAWS, Law

__all__ = ["LAWS", "Law", "Report", "verify"]

COUNTED = ("products", "lots", "serials", "balances", "moves", "reservations", "scans", "seals")
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """How many rows the laws were held against, by table, and every breach in one line each."""

    counts: Mapping[str, int]
    breaches: list[str]


def verify(connection: Connection) -> Report:
    """Run every law and hold the moves against their seals; reads only."""
    counts = {name: rows_of(connection, name) for name in COUNTED}
    found = [line for law in LAWS for line in breaches_of(connection, law)]
    return Report(counts, [*found, *seals.breaches(connection)])


def rows_of(connection: Connection, table: str) -> int:
    """How many rows a table has."""
    return int(connection.execute(text(f"select count(*) from {table}")).scalar_one())


def breaches_of(connection: Connection, law: Law) -> Iterator[str]:
    """One line for each breach: the law, then what was found; empty columns are left out."""
    rows = connection.execute(text(law.statement), execution_options={"yield_per": AT_ONCE})
    for row in rows.mappings():
        found = [
            f"{name.replace('_', ' ')} {shown(str(value))}"
            for name, value in row.items()
            if value is not None
        ]
        yield f"{law.name}: {', '.join(found)}"
