"""What every reading door needs: a connection for its few statements, and today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import Connection

from webapp.blueprints.parameters import Parameters, refused_cursor
from webapp.database import looking
from webapp.extensions import db
from webapp.operations.unit_of_work import clock
from webapp.queries.paging import CursorRefusedError
from webapp.rules import days
from webapp.words import T

FIRST_MOMENT = datetime.min.replace(tzinfo=UTC)
# The book keeps moments to the millionth of a second: no move is between two days.
SHORTEST = timedelta.resolution


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection that only reads; a cursor that its list refuses becomes a 422."""
    try:
        with looking(db.engine) as connection:
            yield connection
    except CursorRefusedError as refused:
        raise refused_cursor() from refused


def zone() -> ZoneInfo:
    """The warehouse's time zone."""
    return ZoneInfo(current_app.config["WAREHOUSE_TIMEZONE"])


def today() -> date:
    """The day it is in the warehouse."""
    return days.today(clock(), current_app.config["WAREHOUSE_TIMEZONE"])


def day_of(moment: datetime | None) -> date:
    """The warehouse's day of a moment; today where there is none."""
    return today() if moment is None else moment.astimezone(zone()).date()


def begin_of(day: date | None) -> datetime | None:
    """The moment a day begins in the warehouse; the first of all where the calendar ends before."""
    if day is None:
        return None
    try:
        return datetime.combine(day, time(), zone()).astimezone(UTC)
    except OverflowError:
        return FIRST_MOMENT


def end_of(day: date) -> datetime:
    """The last moment of a day in the warehouse. Raises OverflowError on the last day of all."""
    after = datetime.combine(day + timedelta(days=1), time(), zone())
    return after.astimezone(UTC) - SHORTEST


def moment_asked(given: Parameters, name: str) -> datetime | None:
    """A past moment: a day, which means its end, or a day and a time.

    A time without an offset is the warehouse's own. A moment to come is a fault.
    """
    value = given.text(name)
    if value is None:
        return None
    moment = moment_of(value)
    if moment is None:
        given.fault(name, T("a day or a moment such as 2026-06-15T14:30 was expected"))
        return None
    if moment > clock() and value != today().isoformat():
        given.fault(name, T("a moment in the past was expected"))
    return min(moment, clock())


def moment_of(text: str) -> datetime | None:
    """The moment a text names, for a day its last one; None where it names none."""
    try:
        return end_of(date.fromisoformat(text))
    except OverflowError:
        return None
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone())).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
