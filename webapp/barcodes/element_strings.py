"""GS1 element strings: identifier, value, identifier, value, with GS where a length is open.

The text is cut by the table: a value of fixed length takes its characters, one of open length
runs to the next separator. When no separator is left in the code, an open value may have
swallowed its neighbours: then every possible reading is found, and none is preferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from webapp.barcodes import check_digits, faults, lost_separators, separators
from webapp.barcodes.contents import objection
from webapp.barcodes.found import Found
from webapp.barcodes.parsed import Fault, Kind
from webapp.barcodes.readings import reading_of
from webapp.barcodes.separators import GS
from webapp.barcodes.table import TABLE, spec_at

Elements = Mapping[str, str]

# Without an identifier a code is believed to be GS1 when it opens with a key with a check digit.
_OPENS_WITH_GOODS = re.compile(r"(?:00[0-9]{17}|0[12][0-9]{13})[0-9]")
_OPENS_WITH_KEY = re.compile(r"(?:402[0-9]{4}|41[0-7]|25[35]|80(?:0[36]|1[78]))[0-9]{13}", re.ASCII)


def read(data: str, today: date, *, stand_ins: Iterable[str] = ()) -> Found:
    """Data that is known to be an element string."""
    ways, fault = _ways(separators.as_gs(data, stand_ins), today.year)
    readings = tuple(reading_of(way, today) for way in ways)
    return Found(Kind.ELEMENT_STRING, readings, fault)


def read_bare(text: str, today: date, stand_ins: Iterable[str] = ()) -> Found | None:
    """Text without an identifier: an element string only where nothing else is likely.

    Ordinary lot codes often begin with two digits that are an identifier as well. So the text has
    to hold a separator, or to open with a key and be readable to its end. One that opens with a
    GTIN or an SSCC and has a fault is refused with that fault, not passed off as a plain code.
    """
    data = separators.as_gs(text, stand_ins)
    if GS in data:
        return read(data, today) if spec_at(data.lstrip(GS), 0) else None
    if _OPENS_WITH_GOODS.match(data):
        found = read(data, today)
        return found if found.readings or _was_meant_as_goods(data, today) else None
    if _OPENS_WITH_KEY.match(data):
        found = read(data, today)
        return found if found.readings else None
    return None


def _was_meant_as_goods(data: str, today: date) -> bool:
    """With the right check digit, or if the rest reads well once the check digit is put right."""
    end = 20 if data.startswith("00") else 16
    if check_digits.is_right(data[2:end]):
        return True
    mended = data[: end - 1] + check_digits.check_digit(data[2 : end - 1]) + data[end:]
    return bool(read(mended, today).readings)


def _ways(data: str, this_year: int) -> tuple[list[Elements], Fault | None]:
    ways, fault = _ways_as_it_stands(data, this_year)
    for other in separators.with_stand_in(data) if fault else ():
        with_stand_in, none_left = _ways_as_it_stands(other, this_year)
        if not none_left:
            return with_stand_in, None
    if separators.PERCENT_ENCODED in data:
        return _ways_with_percent(data, this_year)
    return ways, fault


def _ways_with_percent(data: str, this_year: int) -> tuple[list[Elements], Fault | None]:
    as_separator, fault = _ways_as_it_stands(
        data.replace(separators.PERCENT_ENCODED, GS), this_year
    )
    as_written = _straight(data, this_year)
    if not isinstance(as_written, Fault):
        return [*as_separator, as_written], None
    return as_separator, as_written if fault else None


def _ways_as_it_stands(data: str, this_year: int) -> tuple[list[Elements], Fault | None]:
    straight = _straight(data, this_year)
    # One separator, wherever it stands, shows that this scanner sends them.
    if not isinstance(straight, Fault) and (GS in data or not _may_hide_more(straight)):
        return [straight], None
    ways = lost_separators.ways(data, this_year)
    if ways is None:
        return [], faults.too_many_readings()
    if ways:
        return ways, None
    return ([], straight) if isinstance(straight, Fault) else ([straight], None)


def _straight(data: str, this_year: int) -> Elements | Fault:
    """The elements when every separator is where the standard wants it."""
    elements: dict[str, str] = {}
    start = 0
    for part in data.split(GS):
        at = 0
        while at < len(part):
            spec = spec_at(part, at)
            if spec is None:
                return faults.no_element(part[at : at + 4], start + at + 1)
            begin = at + len(spec.ai)
            end = begin + spec.longest if spec.fixed else len(part)
            value, position = part[begin:end], start + begin + 1
            if fault := objection(spec, value, position, this_year):
                return fault
            if (first := elements.setdefault(spec.ai, value)) != value:
                return faults.twice(spec.ai, first=first, second=value, position=position)
            at = end
        start += len(part) + 1
    return elements or faults.no_data()


def _may_hide_more(elements: Elements) -> bool:
    """Whether the last value may have swallowed others; only the last can take all the rest."""
    ai = list(elements)[-1]
    return lost_separators.may_hide_more(TABLE[ai], elements[ai])
