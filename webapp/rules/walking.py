"""The way through the warehouse: a sequence where one is given, else the codes as people count."""

from __future__ import annotations

import re

DIGITS = re.compile(r"[0-9]+")


def walk_key(code: str) -> str:
    """A text that sorts as people read the code: every number says first how long it is.

    >>> sorted(["A-10", "A-2", "a-1"], key=walk_key)
    ['a-1', 'A-2', 'A-10']
    >>> walk_key("A-02") == walk_key("A-2")
    True
    """
    return DIGITS.sub(counted, code.upper())


def counted(found: re.Match[str]) -> str:
    """A number after the number of its digits, both of a fixed width: 2 is 012, 10 is 0210."""
    digits = found[0].lstrip("0")
    return f"{len(digits):02}{digits}"
