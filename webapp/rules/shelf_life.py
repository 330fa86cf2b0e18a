"""The four dates of a lot: counted from the day it is received, and moved together.

expires on = received + days;  best before, removal, alert = expires on − their days
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

COUNTED = ("best_before", "removal_date", "alert_on")
LONGEST = 36500


@dataclass(frozen=True, slots=True)
class ShelfLife:
    """A product's days: until a lot expires, and how long before that its other days come."""

    expiry_days: int | None = None
    best_before_days: int | None = None
    removal_days: int | None = None
    alert_days: int | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of one lot; None is a date that it does not have."""

    expires_on: date | None = None
    best_before: date | None = None
    removal_date: date | None = None
    alert_on: date | None = None


def complete(life: ShelfLife, given: Dates, received: date) -> Dates:
    """The dates of a new lot: what is given stays, the rest is counted where there are days.

    >>> eggs = complete(ShelfLife(30, removal_days=15), Dates(), date(2026, 1, 1))
    >>> eggs.expires_on.isoformat(), eggs.removal_date.isoformat(), eggs.alert_on
    ('2026-01-31', '2026-01-16', None)
    """
    expires_on = given.expires_on or after(received, life.expiry_days)
    return Dates(
        expires_on,
        given.best_before or before(expires_on, life.best_before_days),
        given.removal_date or before(expires_on, life.removal_days),
        given.alert_on or before(expires_on, life.alert_days),
    )


def moved(dates: Dates, expires_on: date) -> Dates:
    """The same lot with another expiry: its other dates move by as many days.

    >>> old = Dates(date(2026, 1, 31), removal_date=date(2026, 1, 16))
    >>> moved(old, date(2026, 2, 10)).removal_date.isoformat()
    '2026-01-26'
    """
    if dates.expires_on is None:
        return replace(dates, expires_on=expires_on)
    days = (expires_on - dates.expires_on).days
    shifted = {name: after(getattr(dates, name), days) for name in COUNTED}
    return Dates(expires_on, **shifted)


def changed(life: ShelfLife, old: Dates, typed: Dates) -> Dates:
    """The dates after a correction: one that was left as it was follows the expiry.

    A lot that had no expiry gets the days of its product.
    """
    if typed.expires_on is None or typed.expires_on == old.expires_on:
        return typed
    if old.expires_on is None:
        return complete(life, typed, typed.expires_on)
    follow = moved(old, typed.expires_on)
    kept = {
        name: getattr(follow if getattr(typed, name) == getattr(old, name) else typed, name)
        for name in COUNTED
    }
    return Dates(typed.expires_on, **kept)


def days_left(expires_on: date | None, day: date) -> int | None:
    """Days of life after `day`; None for what does not expire."""
    return None if expires_on is None else (expires_on - day).days


def too_short(expires_on: date | None, day: date, least: int | None) -> bool:
    """Whether a lot lives less than `least` days after `day`; no date, no objection."""
    left = days_left(expires_on, day)
    return least is not None and left is not None and left < least


def whole_life(expires_on: date | None, produced_on: date | None, usual: int | None) -> int | None:
    """How many days a lot lives in all: from the day it was made, else as its product usually does.

    None where neither is known, or the days make no sense.
    """
    days = usual if produced_on is None else days_left(expires_on, produced_on)
    return days if days and days > 0 else None


def share_left(expires_on: date | None, day: date, whole: int | None) -> int | None:
    """The whole percent of its life that a lot still has after `day`, never rounded up.

    >>> share_left(date(2026, 6, 30), date(2026, 6, 10), 30)
    66
    """
    left = days_left(expires_on, day)
    return None if left is None or whole is None else left * 100 // whole


BANDS = (7, 30, 90)


def band_of(expires_on: date, today: date) -> int | None:
    """The nearest band that a day is in: 0 is expired, then within 7, 30 or 90 days, or None.

    >>> [band_of(date(2026, 6, day), date(2026, 6, 15)) for day in (14, 15, 22, 23)]
    [0, 7, 7, 30]
    """
    left = (expires_on - today).days
    if left < 0:
        return 0
    return next((band for band in BANDS if left <= band), None)


def after(day: date | None, days: int | None) -> date | None:
    """So many days later; None where either is not known, or the calendar ends."""
    if day is None or days is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def before(day: date | None, days: int | None) -> date | None:
    """So many days earlier."""
    return None if days is None else after(day, -days)
