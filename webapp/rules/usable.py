"""Whether stock of a lot may leave: the one predicate, asked by reservations, picks and pages.

`USABLE_SQL` says the same to a database, where `l` is the lot, possibly absent, and `:today` the
day in the warehouse's time zone; a test holds the two together.
"""

from __future__ import annotations

from datetime import date

RELEASED = "released"
USABLE_SQL = (
    "(l.id is null or (l.status = 'released' and (l.expires_on is null or l.expires_on >= :today)))"
)


def usable(status: str | None, expires_on: date | None, today: date) -> bool:
    """True for a released lot through the end of the day it expires on; no lot, no objection.

    >>> usable("released", date(2026, 6, 15), date(2026, 6, 15))
    True
    >>> usable("on_hold", None, date(2026, 6, 15))
    False
    """
    if status is None:
        return True
    return status == RELEASED and not expired(expires_on, today)


def expired(expires_on: date | None, today: date) -> bool:
    """Whether the last usable day has gone by; what has no date does not expire."""
    return expires_on is not None and expires_on < today
