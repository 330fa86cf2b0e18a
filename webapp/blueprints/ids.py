"""The id of a record, as a form or an address names it."""

from __future__ import annotations

from collections.abc import Mapping

LARGEST = 2**31 - 1


def id_named(given: Mapping[str, str], name: str) -> int:
    """The id that a field names, 0 where it names none that the book could hold.

    >>> id_named({"lot": " 7 "}, "lot"), id_named({"lot": "9" * 30}, "lot"), id_named({}, "lot")
    (7, 0, 0)
    """
    typed = given.get(name, "").strip()
    fits = typed.isascii() and typed.isdigit() and len(typed) < 11 and int(typed) <= LARGEST
    return int(typed) if fits else 0
