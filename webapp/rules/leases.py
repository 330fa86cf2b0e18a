"""How long work stays with the one who has it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def is_over(worked_at: datetime | None, now: datetime, lasts: timedelta) -> bool:
    """Whether nothing was scanned for so long that somebody else may go on.

    >>> from datetime import UTC
    >>> at, quarter = datetime(2026, 6, 15, 9, 0, tzinfo=UTC), timedelta(minutes=15)
    >>> is_over(at, at + timedelta(minutes=14), quarter), is_over(at, at + quarter, quarter)
    (False, True)
    >>> is_over(None, at, quarter)
    True
    """
    return worked_at is None or now - worked_at >= lasts


def on_the_clock(moment: datetime, now: datetime, zone: str) -> time | datetime:
    """A moment as people in the warehouse say it: today's by the time alone.

    >>> from datetime import UTC
    >>> at = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
    >>> on_the_clock(at, at, "Asia/Ho_Chi_Minh")
    datetime.time(16, 0)
    >>> on_the_clock(at, at + timedelta(days=1), "UTC").day
    15
    """
    local = moment.astimezone(ZoneInfo(zone))
    today: date = now.astimezone(ZoneInfo(zone)).date()
    return local.time() if local.date() == today else local
