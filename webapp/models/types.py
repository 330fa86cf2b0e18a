"""Column types that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Enum, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# SQLite numbers its rows by themselves only for a column declared INTEGER.
BigKey = BigInteger().with_variant(Integer(), "sqlite")


def Sorted() -> String:  # noqa: N802 - a type, as String is
    """A text that both engines sort by its letters' numbers, whatever language they speak."""
    return String(200, collation="C").with_variant(String(200), "sqlite")


class Moment(TypeDecorator[datetime]):
    """A point in time: always with a zone in Python, UTC in the book."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time that does not say its zone: it would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; a moment must say its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back that SQLite does not keep."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def closed_list(values: type[StrEnum], name: str) -> Enum:
    """A text column that holds one value of `values`, which the database checks."""
    return Enum(
        values,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=24,
        values_callable=lambda enum: [str(member.value) for member in enum],
        validate_strings=True,
    )


Anything = dict[str, Any]
