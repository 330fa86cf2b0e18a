"""Element strings as labels print them for people, and people type them: (01)…(10)…

The brackets do the separators' work. A lot may itself hold brackets: "(10)A(B)C" is the lot A(B)C,
because only a number in brackets opens an element.
"""

from __future__ import annotations

import re
from datetime import date

from webapp.barcodes import data_identifiers, faults
from webapp.barcodes.contents import objection, objection_in_industry
from webapp.barcodes.found import Found
from webapp.barcodes.parsed import Fault, Kind
from webapp.barcodes.readings import reading_by_data_identifier, reading_of
from webapp.barcodes.separators import GS
from webapp.barcodes.table import TABLE
from webapp.words import T

_OPENS = re.compile(r"[(\[][0-9][0-9A-Za-z]{0,3}[)\]]|[0-9]{2,4}\)|\([0-9]{2,4}")
_ROUND = re.compile(r"\(([0-9]{2,4})\)")
_SQUARE = re.compile(r"\[([0-9]{2,4})\]")
_IDENTIFIER = re.compile(r"[(\[]([0-9]{0,3}[A-Z]|[A-Z]{3})[)\]]", re.ASCII)
_SPACES = T("There are spaces beside the brackets; a label has none.")


def read(text: str, today: date) -> Found | None:
    """Bracketed text, or None when it does not open with a bracketed number or identifier."""
    opening = _IDENTIFIER.match(text)
    if opening and opening[1] in data_identifiers.TABLE and opening[0] != text:
        return _read_data_identifiers(text, today)
    if text[:1] not in "([0123456789" or not _OPENS.match(text):
        return None
    elements = _elements(text, today.year)
    if isinstance(elements, Fault):
        return Found(Kind.ELEMENT_STRING, fault=elements)
    spaced = (_SPACES,) if " " in text else ()
    return Found(Kind.ELEMENT_STRING, (reading_of(elements, today, *spaced),))


def _read_data_identifiers(text: str, today: date) -> Found:
    """(1P)77(S)42, as labels of industry are printed; only a known identifier opens an element."""
    openings = [one for one in _IDENTIFIER.finditer(text) if one[1] in data_identifiers.TABLE]
    elements: dict[str, str] = {}
    ends = [opening.start() for opening in openings[1:]] + [len(text)]
    for opening, end in zip(openings, ends, strict=True):
        value, position = text[opening.end() : end].strip(" " + GS), opening.end() + 1
        fault = objection_in_industry(opening[1], value, position, today.year)
        if not fault and (first := elements.setdefault(opening[1], value)) != value:
            fault = faults.twice(opening[1], first=first, second=value, position=position)
        if fault:
            return Found(Kind.DATA_IDENTIFIERS, fault=fault)
    spaced = (_SPACES,) if re.search(r"[)\]] | [(\[]", text) else ()
    return Found(Kind.DATA_IDENTIFIERS, (reading_by_data_identifier(elements, today, *spaced),))


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
