"""Whether stock may leave: the one predicate, asked by reservations, picks and pages.

`USABLE_SQL` says the same to a database, where `l` is the lot and `k` the license plate, each
possibly absent, `o` the location, and `:today` the day in the warehouse's time zone; a test holds
the two together. `NOT_HELD_SQL` is the part of it that no day changes. `GIVES_SQL` is asked beside
it: usable stock on a closed license plate is nobody's until somebody opens it.
"""

from __future__ import annotations

from datetime import date

RELEASED = "released"
QUARANTINE = "quarantine"
NOT_HELD_SQL = (
    "((l.id is null or l.status = 'released') and k.hold_reason is null"
    " and o.hold_reason is null and o.kind <> 'quarantine')"
)
GIVES_SQL = "(k.id is null or k.status = 'open')"
USABLE_SQL = f"({NOT_HELD_SQL} and (l.expires_on is null or l.expires_on >= :today))"


def usable(
    status: str | None,
    expires_on: date | None,
    today: date,
    *,
    plate_hold: str | None = None,
    location_hold: str | None = None,
    location_kind: str | None = None,
) -> bool:
    """True for stock of a released lot, through the day it expires on, that nothing holds.

    No lot, no objection; a license plate or a location is held where a reason is written on it.

    >>> usable("released", date(2026, 6, 15), date(2026, 6, 15))
    True
    >>> usable("on_hold", None, date(2026, 6, 15))
    False
    >>> usable(None, None, date(2026, 6, 15), location_hold="leaking roof")
    False
    """
    if plate_hold is not None or location_hold is not None or location_kind == QUARANTINE:
        return False
    if status is None:
        return True
    return status == RELEASED and not expired(expires_on, today)


def expired(expires_on: date | None, today: date) -> bool:
    """Whether the last usable day has gone by; what has no date does not expire."""
    return expires_on is not None and expires_on < today
