"""Codes whose separators were lost on the way: every way to read them, never a choice among them.

Most keyboard scanners leave GS out unless somebody set them up. `10AB1217261231` may then be a lot
AB1217261231, a lot AB12 that expires on 31 December, or a lot AB1 with the serial 7261231. Measured
on simulated labels, taking the reading with the most elements is silently wrong in one of six
cases; knowing the lots in stock settles almost all. So the ways are listed, the likeliest first.

An open value is cut only in front of elements that labels of goods really carry. The short and free
ones (20, 22, 90 to 99, 250 …) are not among them: nearly every lot would fall to pieces. A count is
cut off only in a code that says of what it is a count, and the numbers of assets are left whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from webapp.barcodes import dates
from webapp.barcodes.contents import is_good
from webapp.barcodes.separators import GS
from webapp.barcodes.table import TABLE, Spec, spec_at

_CUT = re.compile(
    r"00(?=[0-9]{18})|0[12](?=[0-9]{14})|1[1-35-7](?=[0-9]{6})|10|21|30(?=[0-9])|37(?=[0-9])"
    r"|240|400|402(?=[0-9]{17})|41[0-7](?=[0-9]{13})|31[0-6][0-9](?=[0-9]{6})|7003(?=[0-9]{10})"
)

_MOST_STEPS = 2_000
_MOST_WAYS = 64
_MOST_ELEMENTS = 40
# Longer than any linear symbol, and than any label of goods in a matrix symbol.
_LONGEST = 600

_COUNTS = {"30", "37"}
_COUNTED = {"00", "01", "02", "03", "8006", "8026"}
_WHOLE = ("8", "253", "255", "401")


class _TooManyError(Exception):
    """The search was given up."""


def ways(data: str, this_year: int) -> list[Mapping[str, str]] | None:
    """All ways to read `data`, likeliest first; None when they are too many to list.

    The search takes at most a fixed number of steps, whatever the text.
    """
    if len(data) > _LONGEST:
        return []
    search = _Search([part for part in data.split(GS) if part], this_year)
    found: list[Mapping[str, str]] = []
    try:
        for way in search.ways():
            if way not in found and _counts_something(way):
                found.append(way)
            if len(found) > _MOST_WAYS:
                return None
    except _TooManyError:
        return None
    return sorted(found, key=_likelihood, reverse=True)


def may_hide_more(spec: Spec, value: str) -> bool:
    """Whether `value`, which took all the rest, could hold the start of another element."""
    return _may_be_cut(spec) and _CUT.search(value, spec.shortest) is not None


def _may_be_cut(spec: Spec) -> bool:
    return not spec.fixed and not spec.ai.startswith(_WHOLE)


def _counts_something(way: Mapping[str, str]) -> bool:
    return way.keys().isdisjoint(_COUNTS) or not way.keys().isdisjoint(_COUNTED)


def _likelihood(way: Mapping[str, str]) -> tuple[int, int]:
    """How many elements prove themselves by a check digit or a date, then how many there are."""
    return sum(1 for ai in way if TABLE[ai].keyed or ai in dates.FORMS), len(way)


class _Search:
    """A walk through every possible cut, depth first, with a budget."""

    def __init__(self, parts: list[str], this_year: int) -> None:
        self._parts = parts
        self._this_year = this_year
        self._steps = 0

    def ways(self) -> Iterator[dict[str, str]]:
        return self._from(0, 0, {})

    def _from(self, part: int, at: int, taken: dict[str, str]) -> Iterator[dict[str, str]]:
        if part == len(self._parts):
            yield taken
            return
        text = self._parts[part]
        spec = spec_at(text, at)
        if spec is None or len(taken) >= _MOST_ELEMENTS:
            return
        begin = at + len(spec.ai)
        for end in _ends(spec, text, begin):
            self._count_a_step()
            value = text[begin:end]
            if taken.get(spec.ai, value) != value or not is_good(spec, value, self._this_year):
                continue
            following = (part + 1, 0) if end == len(text) else (part, end)
            yield from self._from(*following, {**taken, spec.ai: value})

    def _count_a_step(self) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _TooManyError


def _ends(spec: Spec, text: str, begin: int) -> Iterator[int]:
    """Where the value that begins at `begin` may end: at a cut, or with the text."""
    last = min(begin + spec.longest, len(text))
    if spec.fixed:
        if last == begin + spec.longest:
            yield last
        return
    cuttable = _may_be_cut(spec)
    for end in range(begin + spec.shortest, last + 1):
        if end == len(text) or (cuttable and _CUT.match(text, end)):
            yield end
