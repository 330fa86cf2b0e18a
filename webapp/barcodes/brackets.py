"""Element strings as labels print them for people, and people type them: (01)…(10)…

The brackets do the separators' work. A lot may itself hold brackets: "(10)A(B)C" is the lot A(B)C,
because only a number in brackets opens an element.
"""

from __future__ import annotations

import re
from datetime import date

from webapp.barcodes import faults
from webapp.barcodes.contents import objection
from webapp.barcodes.found import Found
from webapp.barcodes.parsed import Fault, Kind
from webapp.barcodes.readings import reading_of
from webapp.barcodes.separators import GS
from webapp.barcodes.table import TABLE
from webapp.words import T

_OPENS = re.compile(r"[(\[][0-9][0-9A-Za-z]{0,3}[)\]]|[0-9]{2,4}\)|\([0-9]{2,4}")
_ROUND = re.compile(r"\(([0-9]{2,4})\)")
_SQUARE = re.compile(r"\[([0-9]{2,4})\]")
_SPACES = T("There are spaces beside the brackets; a label has none.")


def read(text: str, today: date) -> Found | None:
    """Bracketed text, or None when it does not open with a bracketed number."""
    if text[:1] not in "([0123456789" or not _OPENS.match(text):
        return None
    elements = _elements(text, today.year)
    if isinstance(elements, Fault):
        return Found(Kind.ELEMENT_STRING, fault=elements)
    spaced = (_SPACES,) if " " in text else ()
    return Found(Kind.ELEMENT_STRING, (reading_of(elements, today, *spaced),))


def _elements(text: str, this_year: int) -> dict[str, str] | Fault:
    numbers = list((_SQUARE if text[0] == "[" else _ROUND).finditer(text))
    if not numbers or numbers[0].start() != 0:
        return faults.bracket(1)
    elements: dict[str, str] = {}
    ends = [number.start() for number in numbers[1:]] + [len(text)]
    for number, end in zip(numbers, ends, strict=True):
        spec = TABLE.get(number[1])
        if spec is None:
            return faults.no_element(number[0], number.start() + 1)
        value, position = text[number.end() : end].strip(" " + GS), number.end() + 1
        if fault := objection(spec, value, position, this_year):
            return fault
        if (first := elements.setdefault(spec.ai, value)) != value:
            return faults.twice(spec.ai, first=first, second=value, position=position)
    return elements
