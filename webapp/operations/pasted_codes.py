"""Codes pasted into a text box: shown with a verdict for each line, then taken in as shown.

What was shown has a digest. Saving judges everything again under the write lock, and where the
digest differs nothing is written and the new verdicts are shown instead.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from webapp.models import Role
from webapp.operations import incoming
from webapp.operations.incoming import Arrival, Verdict
from webapp.operations.ledger import By
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import receiving as reads
from webapp.queries.changes import why_blocked
from webapp.queries.receiving import LineUnderWay
from webapp.rules import codes, refusals
from webapp.words import T, Words

HOLD = text("select id from receipts where id = :receipt")


@dataclass(frozen=True, slots=True)
class Paste:
    """What was pasted for which line, by whom; `keep` leaves what was received before as it is."""

    receipt_id: int
    line_id: int
    box: str
    keep: bool = True
    role: Role = Role.WORKER


@dataclass(frozen=True, slots=True)
class Judged:
    """A paste with its verdicts, and what saving it does."""

    arrival: Arrival
    verdicts: tuple[Verdict, ...]
    digest: str

    @property
    def good(self) -> tuple[Verdict, ...]:
        """The lines that nothing stands against."""
        return tuple(one for one in self.verdicts if one.fault is None)

    @property
    def units(self) -> int:
        """How many base units they are."""
        return sum(one.quantity for one in self.good)

    @property
    def surplus(self) -> int:
        """How many more than expected."""
        return self.arrival.surplus(self.units)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was taken in: so many lines, and units of them."""

    line: LineUnderWay
    codes: int
    units: int
    gone: int


def look(connection: Connection, paste: Paste, today: date) -> Judged | Words:
    """The verdicts, with nothing written; or why there are none."""
    receipt = reads.receipt_under_way(connection, paste.receipt_id)
    line = next((one for one in receipt.lines if one.id == paste.line_id), None)
    if receipt.status != "open":
        return T("Receipt %(number)s is closed.", number=receipt.number)
    if receipt.is_return:
        return T("What comes back is scanned, one by one.")
    if receipt.dock_blocked:
        return refusals.dock_blocked(receipt.dock, why_blocked(connection, receipt.dock)).problem
    if line is None or not has_codes(line):
        return T("Choose a product that has lots or serial numbers.")
    lines = codes.pasted(paste.box, columns=columns_of(line))
    if not lines:
        return T("Paste at least one code.")
    if len(lines) > codes.MOST_CODES:
        return T(
            "%(count)s lines are too many: at most %(most)s at once.",
            count=len(lines),
            most=codes.MOST_CODES,
        )
    alone = line.product.tracking.by_serial and not paste.keep
    gone = incoming.replaceable(connection, line.id) if alone else ()
    leaving = frozenset(move.goods.serial_id or 0 for _, move in gone)
    beside = incoming.Case(receipt, line, today, leaving, paste.role)
    return judged(connection, beside, lines, gone)


def has_codes(line: LineUnderWay) -> bool:
    """Whether goods of the line have lots or serial numbers."""
    return line.product.tracking.by_lot or line.product.tracking.by_serial


def columns_of(line: LineUnderWay) -> int:
    """SERIAL · SERIAL;LOT;date · LOT;quantity;date"""
    return 3 if line.product.tracking.by_lot else 1


def judged(
    connection: Connection,
    beside: incoming.Case,
    lines: Sequence[codes.Pasted],
    gone: incoming.Gone,
) -> Judged:
    """The paste with its verdicts and their digest."""
    verdicts = incoming.judge(connection, beside, lines)
    arrival = Arrival(beside.receipt, beside.line, beside.today, replaced=gone)
    return Judged(arrival, verdicts, digest_of(arrival, verdicts))


def digest_of(arrival: Arrival, verdicts: Sequence[Verdict]) -> str:
    """What was shown, in 64 characters: every line, its verdict, and what saving it would do."""
    shown = [
        arrival.line.id,
        arrival.line.expected,
        arrival.line.received,
        [move_id for move_id, _ in arrival.replaced],
        [
            [one.number, one.code, one.quantity, one.lot]
            + [str(each) for each in (one.expires_on, one.fault, one.ends_soon)]
            for one in verdicts
        ],
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def save(
    work: UnitOfWork, paste: Paste, digest: str, by: By, today: date
) -> Saved | Judged | Words:
    """Take in what was shown; where it is not what would be shown now, that instead."""
    work.connection.execute(text(HOLD.text + work.for_update), {"receipt": paste.receipt_id})
    now = look(work.connection, paste, today)
    if isinstance(now, Words) or now.digest != digest:
        return now
    if not now.good:
        return T("No line can be received.")
    incoming.bring_in(work, now.arrival, now.good, by)
    return Saved(now.arrival.line, len(now.good), now.units, len(now.arrival.replaced))
