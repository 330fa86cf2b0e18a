"""A no: a code that stays, what is wrong, and what to do.

A refusal is a value. It names what was recognised, so that nobody has to guess what was scanned,
and it says the next thing a hand can do. `action` is the one tap that is likely to help.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class Tap:
    """A button that sends `text` as a scan."""

    text: str
    label: Words


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was changed, and what to do instead."""

    code: str
    problem: Words
    remedy: Words
    expected: object = None
    scanned: object = None
    action: Tap | None = None

    def beside(self, *, expected: object, scanned: object) -> Refusal:
        """The same refusal with what was expected beside what was scanned."""
        return replace(self, expected=expected, scanned=scanned)

    def offering(self, text: str, label: Words) -> Refusal:
        """The same refusal with one tap to the likely next step."""
        return replace(self, action=Tap(text, label))


ANOTHER_BIN = T("Scan another bin.")
