"""The numbers of a form: each is exact, or it is refused with the reason beside its field."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from webapp.rules.keyed import keyed
from webapp.rules.refusals import Refusal
from webapp.words import T, Words

LARGEST = 2**31 - 1


class Numbers:
    """The fields of one form. Read what is expected; `faults` says what was wrong, by field."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.faults: dict[str, Words] = {}

    def kilograms(self, name: str) -> int | None:
        """A weight typed in kilograms, as grams; nothing finer is rounded. Empty is None."""
        return self.counted(name, 3, "kg")

    def whole(self, name: str) -> int | None:
        """A whole number above 0; empty is None."""
        return self.counted(name, 0, "")

    def counted(self, name: str, scale: int, unit: str) -> int | None:
        """A quantity above 0 at a scale; empty is None."""
        typed = self.given.get(name, "").strip()
        if not typed:
            return None
        read = keyed(typed, scale, unit)
        if isinstance(read, Refusal):
            self.faults[name] = T(
                "%(problem)s %(remedy)s", problem=read.problem, remedy=read.remedy
            )
            return None
        return read

    def order(self, name: str) -> int:
        """A whole number from 0 on; empty is 0."""
        typed = self.given.get(name, "").strip()
        if not typed:
            return 0
        if typed.isascii() and typed.isdigit() and len(typed) < 10:
            return int(typed)
        self.faults[name] = T("A whole number from 0 on is needed.")
        return 0

    def text(self, name: str, *, most: int) -> str:
        """A short text without control characters; nothing where that is not what was typed."""
        typed = self.given.get(name, "").strip()
        if len(typed) > most or not typed.isprintable():
            self.faults[name] = T("At most %(most)s letters, digits and signs.", most=most)
            return ""
        return typed

    def one_of(self, name: str, known: Collection[int]) -> int | None:
        """The id of something that is known; empty is None."""
        typed = self.given.get(name, "").strip()
        if not typed:
            return None
        if typed.isascii() and typed.isdigit() and len(typed) < 10 and int(typed) in known:
            return int(typed)
        self.faults[name] = T("Choose one of the list.")
        return None
