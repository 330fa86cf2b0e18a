"""What one reader makes of a text. A reader that says None has not recognised its kind of code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.barcodes.parsed import Command, Fault, Kind
from webapp.barcodes.readings import Reading
from webapp.barcodes.table import TABLE


@dataclass(frozen=True, slots=True)
class Found:
    """The part of a `Parsed` that depends on the kind of code."""

    kind: Kind
    readings: tuple[Reading, ...] = ()
    fault: Fault | None = None
    command: Command | None = None
    rule: str | None = None
    code: str | None = None

    @property
    def proves_itself(self) -> bool:
        """Whether a check digit, an envelope or a command of ours shows that the text is meant so.

        A lot alone proves nothing, however well it reads.
        """
        if self.kind is Kind.ELEMENT_STRING:
            return bool(self.readings) and all(_has_key(one.elements) for one in self.readings)
        return bool(self.readings or self.command)


def _has_key(elements: Iterable[str]) -> bool:
    return any(TABLE[ai].keyed for ai in elements)


PLAIN = Found(Kind.PLAIN)
