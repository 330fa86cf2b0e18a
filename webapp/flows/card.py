"""What a worker's screen shows of one conversation, in the worker's language, ready to draw.

The card is read from the task alone, so that a reload, a dead phone or another device shows the
same step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from webapp.languages import say
from webapp.operations.tasks import OpenTask
from webapp.rules.quantities import unit_called
from webapp.words import T, Words

Say = Callable[[object], str]


@dataclass(frozen=True, slots=True)
class Button:
    """A command barcode that happens to be on the screen."""

    label: str
    text: str
    icon: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the work; `state` is open, current, done or short."""

    product: str
    name: str
    done: str
    planned: str | None
    unit: str
    state: str
    lot: str | None = None
    serial: str | None = None
    expires_on: str | None = None
    location: str | None = None
    lpn: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One screen: where I am, the prompt, the goods in hand, all lines, the buttons.

    `serials` are the first serial number that is proposed and how many are open, where serials
    can be made; `codes_url` is the page on which codes are pasted. On a card that is `taken`
    nothing is scanned: the work is somebody else's.
    """

    flow: str
    task: str
    heading: str
    place: str
    step: str
    prompt: str
    hint: str | None = None
    goods: Line | None = None
    lines: tuple[Line, ...] = ()
    buttons: tuple[Button, ...] = ()
    reasons: tuple[Button, ...] = ()
    packagings: tuple[Button, ...] = ()
    remaining: int | None = None
    keypad: bool = False
    date_field: bool = False
    serials: tuple[str, int] | None = None
    codes_url: str | None = None
    closed: bool = False
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """What drawing a card needs: the database to read, the task, and how to say things."""

    connection: Connection
    task: OpenTask
    language: str
    supervisor: bool = False
    cache: dict[str, object] = field(default_factory=dict)

    def say(self, words: object) -> str:
        """Words in the worker's language."""
        return say(words, self.language)

    def day(self, day: date | None) -> str | None:
        """A day as people write it, or None."""
        return None if day is None else self.say(day)

    def unit(self, name: str) -> str:
        """A product's base unit in the worker's language."""
        return self.say(unit_called(name))

    def button(self, label: Words, text: str, icon: str, *, main: bool = False) -> Button:
        """A button in the worker's language."""
        return Button(self.say(label), text, icon, main)

    @property
    def undo(self) -> tuple[Button, ...]:
        """The undo button, where there is something to undo."""
        if not self.task.state.get("history"):
            return ()
        return (self.button(T("Undo"), "LW*UNDO", "undo-2"),)
