"""Which day it is: one warehouse time zone decides."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def today(now: datetime, zone: str) -> date:
    """The day of the moment `now` in the warehouse's time zone.

    >>> from datetime import UTC
    >>> today(datetime(2026, 6, 15, 18, 0, tzinfo=UTC), "Asia/Ho_Chi_Minh")
    datetime.date(2026, 6, 16)
    """
    return now.astimezone(ZoneInfo(zone)).date()
