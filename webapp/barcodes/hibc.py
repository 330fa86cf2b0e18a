"""HIBC, the codes of the health industry (ANSI/HIBC 2.6, Supplier Labeling Standard).

    +A99912345C                  primary: labeler A999, product 1234, unit of measure 5, check C
    +$$52001510X3C2              secondary: date (here 20015, a day of the year), lot, link, check
    +A99912345/$$52001510X3/S77  both in one, with further data and one check at the end

What a code says by position is given by the data identifiers that mean the same: 1P for labeler
and product, 1T lot, S serial, 14D expiry, 16D production, Q quantity. The check character goes
over the whole code; the link character of a secondary is the check of its primary, so that the
two can be told to belong together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from webapp.barcodes import data_identifiers, dates, faults
from webapp.barcodes.check_digits import is_number
from webapp.barcodes.contents import objection_in_industry
from webapp.barcodes.found import Found
from webapp.barcodes.parsed import Fault, Kind
from webapp.barcodes.readings import reading_by_data_identifier

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
_VALUES = {sign: value for value, sign in enumerate(_ALPHABET)}
_LONGEST = 120

_PRIMARY = re.compile(r"\+(?P<product>[A-Z][0-9A-Z]{4,21})(?P<unit>[0-9])", re.ASCII)
_SECONDARY = re.compile(r"\$|[0-9]{5}", re.ASCII)
# The digit in front of a date says how it is written; 0 and 1 are its first digit, 7 is no date.
_DATES = {
    "0": "MMYY", "1": "MMYY", "2": "MMDDYY", "3": "YYMMDD", "4": "YYMMDDhh", "5": "YYJJJ",
    "6": "YYJJJhh",
}  # fmt: skip
_QUANTITIES = {"8": 2, "9": 5}


@dataclass(slots=True)
class _Said:
    """What the parts of a code have said so far."""

    elements: dict[str, str] = field(default_factory=dict)
    moments: dict[str, date | datetime] = field(default_factory=dict)


def read(text: str, today: date) -> Found | None:
    """A HIBC code, with or without the asterisks of its caption; None when the text is none.

    A code built like one whose check character is wrong is refused; but `+4912345678` is believed
    to be a day and a lot only if the check is right.
    """
    if text[:1] not in ("+", "*") or not 4 < len(text) <= _LONGEST:
        return None
    code = _without_caption(text)
    if code[:1] != "+" or not _VALUES.keys() >= set(code):
        return None
    body, check = code[:-1], code[-1]
    primary = _PRIMARY.fullmatch(body.split("/", 1)[0])
    if primary is None and not _SECONDARY.match(body, 1):
        return None
    expected = check_character(body)
    if check == expected and primary:
        return _read_primary(body, primary, today)
    if check == expected:
        return _read_secondary(body, today)
    if primary is None and body[1] != "$":
        return None
    fault = faults.wrong_check_character(expected=expected, found=check, position=len(code))
    return Found(Kind.HIBC, fault=fault)


def check_character(code: str) -> str:
    """The check character behind `code`, all of whose characters are of Code 39.

    >>> check_character("+A99912345/$$52001510X3")
    '3'
    """
    return _ALPHABET[sum(map(_VALUES.__getitem__, code)) % 43]


def with_its_space(data: str, raw: str) -> str:
    """The code with the space at its end, where that is its check character and not a suffix."""
    if data[:1] == "+" and data + " " in raw and _VALUES.keys() >= set(data):
        return data + " " if check_character(data) == " " else data
    return data


def _without_caption(text: str) -> str:
    if text[0] != "*":
        return text
    code = text[1:].removesuffix("*")
    return code[:-1] + " " if code.endswith("_") else code


def _read_primary(body: str, primary: re.Match[str], today: date) -> Found:
    said = _Said({"1P": primary["product"]})
    fault = _take_parts(body[primary.end() + 1 :], primary.end() + 2, said, today.year)
    alone = primary.end() == len(body)
    link = check_character(body) if alone else None
    return _found(said, fault, today, unit_of_measure=primary["unit"], link=link)


def _read_secondary(body: str, today: date) -> Found:
    said = _Said()
    fault = _take_parts(body[1:-1], 2, said, today.year)
    return _found(said, fault, today, unit_of_measure=None, link=body[-1])


def _found(
    said: _Said,
    fault: Fault | None,
    today: date,
    *,
    unit_of_measure: str | None,
    link: str | None,
) -> Found:
    if fault:
        return Found(Kind.HIBC, fault=fault)
    reading = reading_by_data_identifier(said.elements, today)
    moments = {**reading.dates, **said.moments}
    exact = replace(reading, dates=moments, unit_of_measure=unit_of_measure, link=link)
    return Found(Kind.HIBC, (exact,))


def _take_parts(text: str, position: int, said: _Said, this_year: int) -> Fault | None:
    """Every part between slashes: the secondary data, and further data by identifier."""
    for part in text.split("/") if text else ():
        take = _take_secondary if _SECONDARY.match(part) else _take_further
        if fault := take(part, position, said, this_year):
            return fault
        position += len(part) + 1
    return None


def _take_further(part: str, position: int, said: _Said, this_year: int) -> Fault | None:
    opening = data_identifiers.OPENS.match(part)
    if opening is None:
        return faults.hibc_part(part, position)
    identifier, value, at = opening[0], part[opening.end() :], position + opening.end()
    if fault := objection_in_industry(identifier, value, at, this_year):
        return fault
    if (first := said.elements.setdefault(identifier, value)) != value:
        return faults.twice(identifier, first=first, second=value, position=at)
    return None


def _take_secondary(part: str, position: int, said: _Said, this_year: int) -> Fault | None:
    """Quantity, date and lot, or date and serial number, as the signs in front say."""
    opening = next((sign for sign in ("$$+", "$+", "$$", "$") if part.startswith(sign)), "")
    rest = part[len(opening) :] if opening else "5" + part  # A day of the year without its 5.
    if opening == "$$" and rest[:1] in _QUANTITIES:
        digits = _QUANTITIES[rest[0]]
        if not is_number(rest[1 : digits + 1]) or len(rest) <= digits:
            return faults.hibc_part(part, position)
        said.elements["Q"] = rest[1 : digits + 1]
        rest = rest[digits + 1 :] or "7"
    if opening not in ("$", "$+"):
        after = _take_date(rest, said, this_year)
        if after is None:
            return faults.hibc_part(part, position)
        rest = after
    identifier = "S" if opening.endswith("+") else "1T"
    if rest and (first := said.elements.setdefault(identifier, rest)) != rest:
        return faults.twice(identifier, first=first, second=rest, position=position)
    return None if said.elements else faults.hibc_part(part, position)


def _take_date(text: str, said: _Said, this_year: int) -> str | None:
    """What follows the date; None when there is no date although one is announced."""
    form = _DATES.get(text[:1])
    if form is None:
        return text[1:] if text[:1] == "7" else None
    start = 0 if form == "MMYY" else 1
    digits = text[start : start + len(form)]
    moment = dates.written(form, digits, this_year) if is_number(digits) else None
    if moment is None:
        return None
    said.elements["14D"], said.moments["14D"] = f"{moment:%Y%m%d}", moment
    return text[start + len(form) :]
