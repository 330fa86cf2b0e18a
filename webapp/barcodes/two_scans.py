"""Two codes in one text: the worker was faster than the scanner's Enter, or it sends none.

Which of the two was meant, or whether the second was the first once more, nobody can tell; so the
text is refused as soon as it falls into codes that each prove themselves: by a check digit, an
identifier, an envelope. A lot that merely repeats itself (`AB12AB12`) proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from webapp.barcodes import faults
from webapp.barcodes.check_digits import is_number
from webapp.barcodes.found import Found
from webapp.barcodes.parsed import Kind
from webapp.barcodes.separators import GS

# Where a further code begins: behind what scanners send after each, or with what opens one. A link
# may carry another as a value, and what follows an identifier belongs to it.
_SEAM = re.compile(
    r"[\r\n\t ]+|(?<=\x04)(?=.)|(?=\][A-Z][0-9A-Z])"
    r"|(?<![=&?/:#%])(?<!\][A-Z][0-9A-Z])(?=https?://|\[\)>|LW\*)",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_SIGN_OF_SEAM = re.compile(r"[\r\n\t \]:>*\x04]")
_MOST_PARTS = 8
_KEY = re.compile(r"0[12][0-9]{14}|00[0-9]{18}", re.ASCII)
_NUMBERS = {24: 12, 26: 13, 28: 14, 36: 18}
_SHORTEST = 4

_Part = tuple[str | None, Found]


def read(
    identifier: str | None, data: str, whole: Found, read_part: Callable[[str], _Part]
) -> Found | None:
    """The fault, when `data` (read as `whole`) is several codes; else None.

    read_part reads one of them, and gives the identifier that it brought itself.
    """
    for parts in _ways(data, whole):
        found = [read_part(part) for part in parts]
        announced = identifier and all(own == identifier for own, _ in found[1:])
        if all(one.proves_itself or (announced and one.kind is Kind.PLAIN) for _, one in found):
            return Found(found[0][1].kind, fault=faults.two_scans())
    return None


def _ways(data: str, whole: Found) -> Iterator[list[str]]:
    """The ways in which `data` may fall into codes; for nearly every text there is none."""
    period = (data + data).find(data, 1)
    if _SHORTEST <= period < len(data):
        yield [data[:period]]
    if _SIGN_OF_SEAM.search(data, 1) and _SEAM.search(data, 1):
        yield [part for part in _SEAM.split(data, _MOST_PARTS) if part]
    if key := _KEY.match(data):
        again = data.find(key[0], key.end())
        if again > 0:
            yield [data[:again].rstrip(GS), data[again:]]
        elif not whole.readings:
            yield from _at_another_key(data, key)
    half = _NUMBERS.get(len(data))
    if half and not whole.readings and is_number(data):
        yield [data[:half], data[half:]]


def _at_another_key(data: str, key: re.Match[str]) -> Iterator[list[str]]:
    at = data.find(key[0][:2], key.end())
    while at > 0:
        if _KEY.match(data, at):
            yield [data[:at].rstrip(GS), data[at:]]
            return
        at = data.find(key[0][:2], at + 1)
