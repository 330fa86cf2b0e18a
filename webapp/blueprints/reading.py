"""What every reading door needs: a connection for its few statements, and today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import Connection

from webapp.blueprints.parameters import refused_cursor
from webapp.database import looking
from webapp.extensions import db
from webapp.operations.unit_of_work import clock
from webapp.queries.paging import CursorRefusedError
from webapp.rules import days


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


def begin_of(day: date | None) -> datetime | None:
    """The moment a day begins in the warehouse."""
    return None if day is None else datetime.combine(day, time(), zone()).astimezone(UTC)
