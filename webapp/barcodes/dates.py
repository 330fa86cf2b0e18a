"""The dates a code can carry, and the century that two digits leave out.

General Specifications 7.12: a year 51 or more ahead of this one lies in the last century, one 50
or more behind lies in the next. Day 00 is the last day of the month, where the standard allows it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache


class Form(Enum):
    """How an element writes its moment."""

    DAY = "YYMMDD, day 00 allowed"
    REAL_DAY = "YYMMDD"
    DAY_AND_TIME = "YYMMDDhhmm, day 00 and time 9999 allowed"
    REAL_DAY_AND_TIME = "YYMMDD and possibly hh, mm, ss"
    PERIOD = "YYMMDD and possibly a last YYMMDD"
    FULL_YEAR = "YYYYMMDD and possibly hhmm"


FORMS = (
    dict.fromkeys(("11", "12", "13", "15", "16", "17"), Form.DAY)
    | dict.fromkeys(("4326", "7006"), Form.REAL_DAY)
    | dict.fromkeys(("4324", "4325"), Form.DAY_AND_TIME)
    | dict.fromkeys(("7003", "7011", "8008"), Form.REAL_DAY_AND_TIME)
    | {"7007": Form.PERIOD, "7250": Form.FULL_YEAR, "7251": Form.FULL_YEAR}
)


@lru_cache(maxsize=8192)
def read(ai: str, digits: str, this_year: int) -> date | datetime | None:
    """The moment that `digits` mean in element `ai` (one of FORMS), or None when there is none.

    A period (7007) gives its first day.

    >>> read("17", "260200", 2026)
    datetime.date(2026, 2, 28)
    """
    try:
        return _read(FORMS[ai], digits, this_year)
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def written(form: str, digits: str, this_year: int) -> date | datetime | None:
    """The moment `digits` mean when they are written as `form` says; None when there is none.

    Letters of a form: Y year, M month, D day, J day of the year, W week, h hour. Without a day it
    is the last of the month; a week gives its Monday.

    >>> written("YYJJJ", "26032", 2026)
    datetime.date(2026, 2, 1)
    """
    if len(form) != len(digits):
        return None
    parts: dict[str, str] = {}
    for letter, digit in zip(form, digits, strict=True):
        parts[letter] = parts.get(letter, "") + digit
    try:
        day = _written_day(parts, this_year)
        return _at(day, parts["h"]) if "h" in parts else day
    except (ValueError, OverflowError):
        return None


def _written_day(parts: Mapping[str, str], this_year: int) -> date:
    year = int(parts["Y"])
    if len(parts["Y"]) == 2:
        year = _full_year(year, this_year)
    if "W" in parts:
        return date.fromisocalendar(year, int(parts["W"]), 1)
    if "J" in parts:
        day = date(year, 1, 1) + timedelta(days=int(parts["J"]) - 1)
        if day.year != year:
            raise ValueError
        return day
    month = int(parts["M"])
    return date(year, month, int(parts["D"]) if "D" in parts else monthrange(year, month)[1])


def _read(form: Form, digits: str, this_year: int) -> date | datetime:
    match form:
        case Form.DAY:
            return _day(digits, this_year, last_for_00=True)
        case Form.REAL_DAY:
            return _day(digits, this_year, last_for_00=False)
        case Form.DAY_AND_TIME:
            day = _day(digits[:6], this_year, last_for_00=True)
            return day if digits[6:] == "9999" else _at(day, digits[6:])
        case Form.REAL_DAY_AND_TIME:
            day = _day(digits[:6], this_year, last_for_00=False)
            return _at(day, digits[6:]) if digits[6:] else day
        case Form.PERIOD:
            return _first_day(digits, this_year)
        case Form.FULL_YEAR:
            day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
            return _at(day, digits[8:]) if digits[8:] else day


def _day(digits: str, this_year: int, *, last_for_00: bool) -> date:
    year = _full_year(int(digits[:2]), this_year)
    month, day = int(digits[2:4]), int(digits[4:6])
    if day == 0 and last_for_00 and 1 <= month <= 12:
        day = monthrange(year, month)[1]
    return date(year, month, day)


def _full_year(two_digits: int, this_year: int) -> int:
    century, current = this_year - this_year % 100, this_year % 100
    if two_digits - current >= 51:
        return century - 100 + two_digits
    if two_digits - current <= -50:
        return century + 100 + two_digits
    return century + two_digits


def _at(day: date, clock: str) -> datetime:
    hour, minute, second = (int(clock[at : at + 2] or "0") for at in (0, 2, 4))
    return datetime(day.year, day.month, day.day, hour, minute, second)


def _first_day(digits: str, this_year: int) -> date:
    first = _day(digits[:6], this_year, last_for_00=False)
    if digits[6:] and _day(digits[6:], this_year, last_for_00=False) < first:
        raise ValueError
    return first
