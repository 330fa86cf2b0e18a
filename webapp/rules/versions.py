"""The version of a record on a page: the very values that its form shows.

A form takes along what it was drawn with. Where the record says otherwise by the time the form is
sent, somebody has changed it meanwhile, and the two versions tell what. A record that was changed
and changed back is the one that was shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

Values = Mapping[str, str]
LONGEST = 20_000


class VersionRefusedError(ValueError):
    """The text is no version of this record."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: as the form was drawn with, and as it is."""

    field: str
    was: str
    now: str


def written(kind: str, key: int | str, values: Values) -> str:
    """The version as a form takes it along.

    >>> written("location", 7, {"code": "A-1"})
    '["location", "7", {"code": "A-1"}]'
    """
    return json.dumps([kind, str(key), dict(values)], ensure_ascii=False)


def read(text: str, kind: str, key: int | str) -> Values:
    """What the form was drawn with. Raises VersionRefusedError for another record's version.

    >>> read('["location", "7", {"code": "A-1"}]', "location", 7)
    {'code': 'A-1'}
    >>> read('["location", "7", {"code": "A-1"}]', "location", 8)
    Traceback (most recent call last):
    webapp.rules.versions.VersionRefusedError: a version of location 8 was expected
    """
    try:
        of, number, values = json.loads(text[:LONGEST])
        if (of, number) == (kind, str(key)) and isinstance(values, dict):
            return {str(name): str(value) for name, value in values.items()}
    except (ValueError, TypeError, RecursionError):
        pass
    raise VersionRefusedError(f"a version of {kind} {key} was expected")


def changes(seen: Values, now: Values) -> tuple[Change, ...]:
    """What differs, in the order in which the form has it now.

    >>> changes({"code": "A-1", "name": "Aisle"}, {"code": "A-1", "name": "Cold"})
    (Change(field='name', was='Aisle', now='Cold'),)
    """
    names = list(dict.fromkeys([*now, *seen]))
    pairs = ((name, seen.get(name, ""), now.get(name, "")) for name in names)
    return tuple(Change(name, was, is_now) for name, was, is_now in pairs if was != is_now)
