"""The last digit of a GS1 key, by which a misread key betrays itself.

Source: General Specifications 7.9.
"""

from __future__ import annotations


def check_digit(digits: str) -> str:
    """The check digit that belongs behind `digits` (ASCII digits, without it).

    >>> check_digit("950110153000")
    '3'
    """
    codes = digits.encode("ascii")
    outer, inner = codes[::-2], codes[-2::-2]
    weighted = 3 * (sum(outer) - 48 * len(outer)) + sum(inner) - 48 * len(inner)
    return str(-weighted % 10)


def is_right(digits: str) -> bool:
    """Whether the last of `digits` (ASCII, at least one) is the check digit of the others."""
    return check_digit(digits[:-1]) == digits[-1]


def is_number(text: str) -> bool:
    """Whether `text` is ASCII digits only; Python's own isdigit takes digits of every script."""
    return text.isascii() and text.isdigit()
