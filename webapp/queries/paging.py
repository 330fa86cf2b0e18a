"""Pages by cursor: it is the key of the last row shown, so rows added meanwhile shift nothing.

The text of a cursor is opaque to who holds it. It names the list it belongs to, and a cursor of
another list, or one that somebody changed, is refused instead of guessed at.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, and_, or_

Row = TypeVar("Row")
LONGEST_CURSOR = 2000
LARGEST_NUMBER = 2**63 - 1


class CursorRefusedError(ValueError):
    """The cursor is not one this list gave."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursor that fetches the next ones, or None at its end."""

    rows: tuple[Row, ...]
    next: str | None = None


def write_cursor(of: str, key: Sequence[str | int]) -> str:
    """The cursor after the row with `key` in the list `of`."""
    said = json.dumps([of, *key], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read_cursor(text: str | None, of: str, kinds: Sequence[type]) -> tuple[Any, ...] | None:
    """The key inside a cursor, its parts of the types `kinds`; None where there is no cursor.

    Raises CursorRefusedError for anything that `write_cursor(of, …)` did not write.
    """
    if not text:
        return None
    try:
        name, *key = json.loads(unpacked(text))
    except (ValueError, TypeError, binascii.Error, RecursionError) as unreadable:
        raise CursorRefusedError(text[:40]) from unreadable
    if name != of or len(key) != len(kinds) or not all(map(is_part, key, kinds)):
        raise CursorRefusedError(text[:40])
    return tuple(key)


def unpacked(text: str) -> str:
    """The JSON inside a cursor."""
    if len(text) > LONGEST_CURSOR:
        raise ValueError("longer than any cursor")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()


def is_part(value: object, kind: type) -> bool:
    """Whether a part of a key is of its type, and one that a database can compare."""
    if kind is int:
        return type(value) is int and abs(value) <= LARGEST_NUMBER
    return type(value) is kind and can_be_kept(str(value))


def can_be_kept(text: str) -> bool:
    """Whether a database can be asked for a text: no NUL, and no half of a character pair."""
    return "\0" not in text and text.encode("utf-8", "ignore").decode() == text


def after(
    columns: Sequence[ColumnElement[Any]], key: Sequence[Any], *, descending: bool = False
) -> ColumnElement[bool]:
    """Rows that come after `key` in the order of `columns`; an index serves the first test."""
    beyond = [
        and_(*(columns[i] == key[i] for i in range(at)), passes(columns[at], key[at], descending))
        for at in range(len(columns))
    ]
    first = columns[0] <= key[0] if descending else columns[0] >= key[0]
    return and_(first, or_(*beyond))


def passes(column: ColumnElement[Any], value: Any, descending: bool) -> ColumnElement[bool]:
    """Rows strictly beyond `value` in one column."""
    beyond: ColumnElement[bool] = column < value if descending else column > value
    return beyond


def cut(rows: Sequence[Row], limit: int) -> tuple[Sequence[Row], bool]:
    """The first `limit` of rows that were asked for with one more, and whether there are others."""
    return rows[:limit], len(rows) > limit
