"""GS1 Digital Link URIs: the elements of a label as a web address.

https://any.host/any/path/01/09501101530003/10/ABC?17=261231

The path holds a primary key and its qualifiers in order, the query the other elements. The host is
not looked at and nothing is ever fetched. Compressed links are refused by name.
Source: GS1 Digital Link Standard: URI Syntax.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from webapp.barcodes import faults
from webapp.barcodes.check_digits import is_number
from webapp.barcodes.contents import objection
from webapp.barcodes.found import Found
from webapp.barcodes.item_numbers import gtin14
from webapp.barcodes.parsed import Fault, Kind
from webapp.barcodes.readings import reading_of
from webapp.barcodes.table import TABLE

# Primary key: the qualifiers that may follow it, in this order.
_KEYS: dict[str, tuple[str, ...]] = {
    "00": (),
    "01": ("22", "10", "21", "235"),
    "253": (),
    "255": (),
    "401": (),
    "402": (),
    "414": ("254", "7040"),
    "415": ("8020",),
    "417": ("7040",),
    "8003": (),
    "8004": ("7040",),
    "8006": ("22", "10", "21"),
    "8010": ("8011",),
    "8013": (),
    "8017": ("8019",),
    "8018": ("8019",),
}
# The standard has dropped its words; labels printed before then still carry them.
_OLD_WORDS = {
    "gtin": "01", "cpv": "22", "lot": "10", "ser": "21", "sscc": "00", "gdti": "253",
    "gcn": "255", "ginc": "401", "gsin": "402", "gln": "414", "glnx": "254", "payto": "415",
    "refno": "8020", "grai": "8003", "giai": "8004", "itip": "8006", "cpid": "8010",
    "cpsn": "8011", "gmn": "8013", "gsrnp": "8017", "gsrn": "8018", "srin": "8019",
}  # fmt: skip
_LINK = re.compile(r"https?://[^/?#]*(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?", re.IGNORECASE)
_COMPRESSED = re.compile(r"[A-Za-z0-9_-]{10,}={0,2}")
_SEGMENT = re.compile(r"/([^/]*)")
_QUERY_PART = re.compile(r"(?P<name>[^&;=]*)=(?P<value>[^&;]*)")
_MOST_SEGMENTS = 64


@dataclass(frozen=True, slots=True)
class _Piece:
    """An element of the address; `position` is where its value begins, counted from 1."""

    ai: str
    value: str
    position: int


def read(text: str, today: date) -> Found | None:
    """A web address, or None when the text is none."""
    link = _LINK.match(text)
    if link is None:
        return None
    pieces = _path_pieces(link["path"] or "", link.start("path"))
    if isinstance(pieces, Fault):
        return Found(Kind.DIGITAL_LINK, fault=pieces)
    pieces += _query_pieces(link["query"] or "", link.start("query"))
    elements = _elements(pieces, today.year)
    if isinstance(elements, Fault):
        return Found(Kind.DIGITAL_LINK, fault=elements)
    return Found(Kind.DIGITAL_LINK, (reading_of(elements, today),))


def read_if_keyed(text: str, today: date) -> Found | None:
    """The same for a symbol that may hold any web address: one without a key is none of ours."""
    found = read(text, today)
    if found and found.fault and found.fault.code == "link_without_key":
        return None
    return found


def _path_pieces(path: str, start: int) -> list[_Piece] | Fault:
    segments = list(_SEGMENT.finditer(path.removesuffix("/")))[-_MOST_SEGMENTS:]
    names = [_OLD_WORDS.get(segment[1].lower(), segment[1]) for segment in segments]
    fault: Fault | None = None
    # From the right: what stands before the key belongs to the host's own addresses.
    for at in range(len(names) - 1, -1, -1):
        if names[at] not in _KEYS:
            continue
        fault = _order_fault(names[at:])
        if fault is None:
            return [
                _Piece(name, unquote(value[1]), start + value.start(1) + 1)
                for name, value in zip(names[at::2], segments[at + 1 :: 2], strict=True)
            ]
    return fault or _without_key(segments[-1][1] if segments else "")


def _order_fault(names: list[str]) -> Fault | None:
    if len(names) % 2:
        return faults.link_path(names[-1])
    allowed = iter(_KEYS[names[0]])
    for name in names[2::2]:
        if name not in allowed:  # consumes what it passes: each qualifier once and in order
            return faults.link_path(name)
    return None


def _without_key(last_segment: str) -> Fault:
    if _COMPRESSED.fullmatch(last_segment):
        # A compressed link opens with its first identifier, one digit in each half byte.
        first = base64.urlsafe_b64decode(last_segment[:4])[0]
        if f"{first:02x}" in {"00", "01", "80"}:
            return faults.link_compressed()
    return faults.link_without_key()


def _query_pieces(query: str, start: int) -> Iterator[_Piece]:
    """The elements of the query; keys that are no identifier belong to the host."""
    for part in _QUERY_PART.finditer(query):
        if part["name"] in TABLE:
            yield _Piece(part["name"], unquote(part["value"]), start + part.start("value") + 1)


def _elements(pieces: Sequence[_Piece], this_year: int) -> dict[str, str] | Fault:
    elements: dict[str, str] = {}
    for piece in pieces:
        ai, position = piece.ai, piece.position
        value = _filled(piece.value) if ai == "01" else piece.value
        if fault := objection(TABLE[ai], value, position, this_year):
            return fault
        if ai in elements:
            return faults.twice(ai, first=elements[ai], second=value, position=position)
        elements[ai] = value
    return elements


def _filled(number: str) -> str:
    """A shorter item number of an older link at its full 14 digits."""
    return gtin14(number) or number if is_number(number) else number
