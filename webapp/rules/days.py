"""Which day it is: one warehouse time zone decides."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def today(now: datetime, zone: str) -> date:
    """The day of the moment `now` in the warehouse's time zone.

    >>> from datetime import UTC
    >>> today(datetime(2026, 6, 15, 18, 0, tzinfo=UTC), "Asia/Ho_Chi_Minh")
    datetime.date(2026, 6, 16)
    """
    return now.astimezone(ZoneInfo(zone)).date()


def planned_day(due_at: datetime | None, today: date, zone: str) -> date:
    """The day an order leaves on: the one it is due on, never one that is over; today without one.

    >>> from datetime import UTC
    >>> planned_day(datetime(2026, 6, 15, 18, 0, tzinfo=UTC), date(2026, 6, 15), "Asia/Ho_Chi_Minh")
    datetime.date(2026, 6, 16)
    """
    return today if due_at is None else max(today, day_of(due_at, zone))


def day_of(moment: datetime, zone: str) -> date:
    """The day of a moment in a zone; the last day of all where the zone has none."""
    try:
        return moment.astimezone(ZoneInfo(zone)).date()
    except OverflowError:
        return date.max


def days_after(day: date, days: int) -> date:
    """The day so many days later, or the last day of all."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max
