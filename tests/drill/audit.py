"""What must be true after the drill; each breach is a line that names the scan."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

from tests.drill.lines import Line, Tally
from webapp.operations.verify import verify

# How many moves an accepted answer has made; any other has made none. Goods without a license
# plate lie in one balance a lot, so that each act is one move.
MOVES = {"received": (1,), "put_away": (1,), "picked": (1,), "order_picked": (1,), "undone": (0, 1)}


def breaches(connection: Connection, tally: Tally, moved_before: int) -> Iterator[str]:
    """Everything that is wrong in the book, held against what the devices were told."""
    kept = {str(scan): answer for scan, answer in connection.execute(SCANS)}
    yield from lost(kept, tally)
    yield from (f"DOUBLED scan {scan} is in the book {n} times" for scan, n in twice(connection))
    yield from moved_wrongly(connection, tally)
    unnamed = connection.execute(UNNAMED).scalar_one()
    if unnamed != moved_before:
        yield f"STRANGE {unnamed - moved_before} moves were made by no scan"
    yield from (f"LAW {breach}" for breach in verify(connection).breaches)


SCANS = text("select scan_id, answer from scans")
UNNAMED = text("select count(*) from moves where scan_id is null")
MOVES_BY_SCAN = text(
    "select scan_id, count(*) from moves where scan_id is not null group by scan_id"
)
TWICE = text("select scan_id, count(*) from scans group by scan_id having count(*) > 1")


def twice(connection: Connection) -> list[tuple[str, int]]:
    """Ids that are in the book more than once."""
    return [(str(scan), int(count)) for scan, count in connection.execute(TWICE)]


def lost(kept: dict[str, Any], tally: Tally) -> Iterator[str]:
    """Acknowledged and not in the book, or in it with another answer; or in it and never sent."""
    for scan, (_, answer) in tally.answers.items():
        if scan not in kept:
            yield f"LOST scan {scan}: acknowledged as {answer['code']}, not in the book"
        elif as_said(kept[scan]) != answer:
            yield f"LOST scan {scan}: acknowledged as {answer['code']}, kept with another answer"
    for scan in kept.keys() - tally.answers.keys():
        yield f"STRANGE scan {scan} is in the book and was never acknowledged"


def as_said(answer: Any) -> Any:
    """An answer as the column gives it: SQLite keeps text."""
    return json.loads(answer) if isinstance(answer, str) else answer


def moved_wrongly(connection: Connection, tally: Tally) -> Iterator[str]:
    """Each scan's moves are those its answer speaks of."""
    made = Counter({str(scan): int(count) for scan, count in connection.execute(MOVES_BY_SCAN)})
    for scan, (_, answer) in tally.answers.items():
        accepted = answer["status"] == "accepted"
        expected = MOVES.get(answer["code"], (0,)) if accepted else (0,)
        if made[scan] not in expected:
            kind = "DOUBLED" if made[scan] > max(expected) else "LOST"
            yield f"{kind} scan {scan}: {answer['code']} made {made[scan]} moves"
    for scan in made.keys() - tally.answers.keys():
        yield f"STRANGE scan {scan} moved and was never acknowledged"


def answered_otherwise(line: Line, tally: Tally) -> Iterator[str]:
    """Every acknowledged scan, sent once more, is answered word for word as before."""
    for scan, (body, answer) in tally.answers.items():
        again = line.scan(body)
        if again != answer:
            yield f"CHANGED scan {scan}: {answer['code']} became {again['code']}"
