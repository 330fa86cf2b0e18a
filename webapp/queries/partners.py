"""Partners: suppliers and customers, and how long goods must live for each."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

MOST = 500


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One partner."""

    id: int
    kind: str
    code: str
    name: str
    min_life_days: int | None
    min_life_percent: int | None


EVERY = text(
    "select id, kind, code, name, min_life_days, min_life_percent from partners"
    " order by kind, code limit :most"
)


def partners(connection: Connection) -> tuple[PartnerRow, ...]:
    """Customers, then suppliers, by code."""
    return tuple(PartnerRow(*row) for row in connection.execute(EVERY, {"most": MOST}))
