"""The Application Identifiers, one `Spec` each, made ready for reading thousands of codes a second.

biip keeps the table of the standard; its patterns are compiled here once, with three corrections:
digits are ASCII digits; a value is never empty; and the percent-encoding alternative of the
address elements is left out, because every character of it is in the alphabet anyway and the
doubled alternative lets a hostile text keep the regular expression busy for hours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# biip publishes the table's rows but not the table; its own modules import it by this name.
from biip.gs1_application_identifiers import (
    _GS1_APPLICATION_IDENTIFIERS as BIIP_TABLE,
)
from biip.gs1_application_identifiers import GS1ApplicationIdentifier


@dataclass(frozen=True, slots=True)
class Spec:
    """What the standard says about one Application Identifier's value."""

    ai: str
    title: str
    pattern: re.Pattern[str]
    shortest: int
    longest: int
    digits_only: bool
    keyed: int
    """So many characters at the front end in a check digit; 0 when there is none."""

    @property
    def fixed(self) -> bool:
        """One length only: the next element may follow without a separator."""
        return self.shortest == self.longest


_KEYED = (
    {"00": 18, "01": 14, "02": 14, "03": 14, "253": 13, "255": 13, "402": 17}
    | {f"41{n}": 13 for n in range(8)}
    | {"8003": 14, "8006": 14, "8017": 18, "8018": 18, "8026": 14}
)
# Formats whose pattern allows other lengths than the format's letters say.
_LENGTHS = {"423": (3, 15), "425": (3, 15), "8010": (5, 30), "8043": (18, 20)} | {
    f"433{n}": (6, 7) for n in range(4)
}
_PERCENT = re.compile(r"\(\?:(\[[^\]]+\])\|%[^)]*\)")
_TERM = re.compile(r"(\[?\+?)([NXYZ])(\.\.)?(\d+)")


def _lengths(row: GS1ApplicationIdentifier) -> tuple[int, int]:
    shortest = longest = 0
    for opening, _, up_to, number in _TERM.findall(row.format.split("+", 1)[1]):
        longest += int(number)
        if "[" not in opening:
            shortest += 1 if up_to else int(number)
    return _LENGTHS.get(row.ai, (shortest, longest))


def _spec(row: GS1ApplicationIdentifier) -> Spec:
    value = row.pattern.removeprefix("^" + row.ai).removesuffix("$")
    shortest, longest = _lengths(row)
    return Spec(
        ai=row.ai,
        title=row.data_title,
        pattern=re.compile(r"(?=.)" + _PERCENT.sub(r"\1", value), re.ASCII),
        shortest=shortest,
        longest=longest,
        digits_only=not re.search(r"[XYZ\-]", row.format),
        keyed=_KEYED.get(row.ai, 0),
    )


TABLE: dict[str, Spec] = {row.ai: _spec(row) for row in BIIP_TABLE.values()}
_AI_LENGTH = {ai[:2]: len(ai) for ai in TABLE}


def spec_at(text: str, start: int) -> Spec | None:
    """The element that opens at `start`; its first two digits say how long its identifier is."""
    length = _AI_LENGTH.get(text[start : start + 2])
    return TABLE.get(text[start : start + length]) if length else None
