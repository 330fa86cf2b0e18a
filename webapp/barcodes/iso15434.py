"""ISO/IEC 15434 envelopes: `[)>` RS 06 GS 1P77 GS S42 RS EOT, as industry prints them.

    [)> RS   05 GS 0109501101530003 GS 10AB   RS   06 GS 1P77 GS S42   RS EOT
    opens    GS1 elements                          data identifiers    closes

Formats 05, 06 and 12 (text elements: `SER 1001`) say what a warehouse wants to know; those with
orders or freight beside them are passed over. Data Matrix has shorthands for the whole envelope
of 05 and 06, and some readers leave it away: then the text begins with `06` and GS.

The envelope itself shows what a scanner makes of control characters: the sign behind `[)>` is its
RS, the sign behind the format its GS. When no separator is left at all among data identifiers, any
reading would be a guess, and the code is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from webapp.barcodes import data_identifiers, element_strings, faults, separators
from webapp.barcodes.contents import objection_in_industry
from webapp.barcodes.found import Found
from webapp.barcodes.parsed import Fault, Kind
from webapp.barcodes.readings import joined, reading_by_data_identifier
from webapp.barcodes.separators import EOT, GS, RS

_OPENING = "[)>"
# Of GS1's own characters none can be a stand-in: they may as well belong to a value.
_SIGN = r"[^!\"%-?A-Z_a-z]"
_HEADER = re.compile(rf"(?P<rs>{_SIGN})?[0-9]{{2}}(?P<gs>{_SIGN})?", re.ASCII)
_TEXT_ELEMENT = re.compile(r"([A-Z]{3}) ?", re.ASCII)

_Element = tuple[str, str, int]
"""Identifier ("" where none stands), value, and where the value begins, counted from 1."""


def read(text: str, today: date) -> Found | None:
    """An envelope, or what is left of one; None when the text is neither."""
    if text.startswith(_OPENING):
        return _read_formats(_OPENING, text[len(_OPENING) :], today)
    if text[:2] in _READERS or text[:2] == "05":
        data = separators.as_gs(text)
        if data[2:3] == GS:
            return _read_formats("", data, today)
    return None


def _read_formats(opening: str, body: str, today: date) -> Found:
    elements: dict[str, str] = {}
    gs1: list[str] = []
    for format, data, position in _formats(_with_control_characters(body), len(opening)):
        if format == "05":
            gs1.append(data)
        elif format in _READERS:
            fault = _take(_READERS[format](data, position), elements, today.year)
            if fault or GS not in data:
                fault = fault if GS in data else faults.separators_lost()
                return Found(Kind.DATA_IDENTIFIERS, fault=fault)
    return _as_one(elements, gs1, today) or Found(
        Kind.UNREADABLE, fault=faults.envelope_format(body)
    )


def _as_one(elements: dict[str, str], gs1: list[str], today: date) -> Found | None:
    own = reading_by_data_identifier(elements, today)
    if not gs1:
        return Found(Kind.DATA_IDENTIFIERS, (own,)) if elements else None
    found = element_strings.read(GS.join(gs1), today)
    readings = tuple(joined(reading, own) for reading in found.readings)
    kind = Kind.DATA_IDENTIFIERS if elements else found.kind
    return replace(found, kind=kind, readings=readings)


def _with_control_characters(body: str) -> str:
    """The body with RS, GS and EOT for all that the scanner sent in their place."""
    body = separators.as_control_characters(body)
    header = _HEADER.match(body)
    for name, meant in (("gs", GS), ("rs", RS)):
        sign = header[name] if header else None
        if sign and sign not in (GS, RS):
            body = body.replace(sign, meant)
    return body


def _formats(body: str, start: int) -> Iterator[tuple[str, str, int]]:
    """Format, data with its leading separator, and where the data begins, counted from 1."""
    for part in body.split(RS):
        format = part.lstrip(GS)
        skipped = len(part) - len(format)
        data = format[2:].rstrip(GS + EOT)
        if data:
            yield format[:2], data, start + skipped + 3
        start += len(part) + 1


def _data_identifiers(data: str, position: int) -> Iterator[_Element]:
    """Elements of format 06: up to three digits, a letter, the value."""
    for part in data.split(GS):
        opening = data_identifiers.OPENS.match(part)
        if part:
            end = opening.end() if opening else 0
            yield part[:end], part[end:], position + end
        position += len(part) + 1


def _text_elements(data: str, position: int) -> Iterator[_Element]:
    """Elements of format 12: three letters, a space, the value."""
    for part in data.split(GS):
        opening = _TEXT_ELEMENT.match(part)
        if part:
            end = opening.end() if opening else 0
            yield part[:end].rstrip(), part[end:], position + end
        position += len(part) + 1


_READERS: dict[str, Callable[[str, int], Iterator[_Element]]] = {
    "06": _data_identifiers,
    "12": _text_elements,
}


def _take(found: Iterable[_Element], elements: dict[str, str], this_year: int) -> Fault | None:
    """Put every element into `elements`, or say what is wrong with the first that is not good."""
    for identifier, value, position in found:
        if not identifier:
            return faults.no_data_identifier(value, position)
        if fault := objection_in_industry(identifier, value, position, this_year):
            return fault
        if (first := elements.setdefault(identifier, value)) != value:
            return faults.twice(identifier, first=first, second=value, position=position)
    return None
