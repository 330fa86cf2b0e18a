"""What one reader makes of a text. A reader that says None has not recognised its kind of code."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.barcodes.parsed import Command, Fault, Kind
from webapp.barcodes.readings import Reading


@dataclass(frozen=True, slots=True)
class Found:
    """The part of a `Parsed` that depends on the kind of code."""

    kind: Kind
    readings: tuple[Reading, ...] = ()
    fault: Fault | None = None
    command: Command | None = None
    rule: str | None = None
    code: str | None = None


PLAIN = Found(Kind.PLAIN)
