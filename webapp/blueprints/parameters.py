"""What stands behind the question mark of an address, read and checked: every fault by its name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from webapp.blueprints.errors import Problem
from webapp.words import T, Words

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST = 200


class Parameters:
    """The parameters of one request. Read what is expected, then `check()` refuses the faults.

    A parameter that is missing or empty reads as None or as the default.
    """

    def __init__(self, given: MultiDict[str, str]) -> None:
        self.given = given
        self.faults: dict[str, Words] = {}

    def text(self, name: str) -> str | None:
        """A text of at most 200 characters without control characters."""
        value = self.given.get(name, "").strip()
        if len(value) > LONGEST:
            self.fault(name, T("at most %(most)s characters were expected", most=LONGEST))
        elif any(ord(sign) < 32 or ord(sign) == 127 for sign in value):
            self.fault(name, T("a text without control characters was expected"))
        return value or None

    def number(self, name: str, *, default: int, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self.given.get(name, "").strip()
        if not value:
            return default
        if value.isascii() and value.isdigit() and len(value) < 16 and least <= int(value) <= most:
            return int(value)
        expected = T(
            "a whole number from %(least)s to %(most)s was expected", least=least, most=most
        )
        self.fault(name, expected)
        return default

    def choice(self, name: str, among: type[Choice]) -> Choice | None:
        """One value of a closed list."""
        value = self.text(name)
        if value is None or value in list(among):
            return among(value) if value else None
        self.fault(name, T("one of %(among)s was expected", among=", ".join(among)))
        return None

    def day(self, name: str) -> date | None:
        """A day as 2026-06-15."""
        value = self.text(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.fault(name, T("a day such as 2026-06-15 was expected"))
            return None

    def cursor(self) -> str | None:
        """A cursor as it was given out; the list itself judges what is in it."""
        return self.given.get("cursor") or None

    def fault(self, name: str, expected: Words) -> None:
        """Note what is wrong with one parameter: what it is, and what was expected."""
        value = self.given.get(name, "")[:40]
        self.faults[name] = T("%(value)s was given; %(expected)s.", value=value, expected=expected)

    def check(self, known: Collection[str] | None = None) -> None:
        """Raise Problem 422 where anything was wrong; names outside `known` are wrong too."""
        for name in self.given:
            if known is not None and name not in known:
                among = ", ".join(known)
                self.faults[name] = T("This parameter is not known; known: %(among)s.", among=among)
        if self.faults:
            names = ", ".join(self.faults)
            detail = T("These parameters cannot be used: %(names)s.", names=names)
            raise Problem(422, detail, code="bad_parameters", errors=self.faults)


def refused_cursor() -> Problem:
    """What is answered where a cursor is not one of this list."""
    words = T("A cursor that this very list gave was expected; leave it out to begin at the start.")
    detail = T("These parameters cannot be used: %(names)s.", names="cursor")
    return Problem(422, detail, code="bad_parameters", errors={"cursor": words})
