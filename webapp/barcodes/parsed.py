"""The values that reading a code gives: its kind, its readings, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from webapp.barcodes.readings import Reading
from webapp.barcodes.shown import shown
from webapp.words import Words


class Kind(Enum):
    """What sort of code a text is. The value is the word used at the API's door."""

    ELEMENT_STRING = "element_string"
    DIGITAL_LINK = "digital_link"
    ITEM_NUMBER = "gtin"
    SSCC = "sscc"
    COMMAND = "command"
    PLAIN = "plain"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a code was not taken: what is wrong, where, and what was expected."""

    code: str
    words: Words
    ai: str | None = None
    """The element it is about, when it is about one."""
    position: int | None = None
    """The first character of what is wrong, counted from 1 after the identifier."""


@dataclass(frozen=True, slots=True)
class Command:
    """A button that was printed: `LW*QTY*12` is `Command("QTY", ("12",))`."""

    verb: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """One code, read.

    No reading: plain text, or something with a fault. One: certain. Several: a separator was
    lost, each reading is possible and none may be taken without asking the stock or the worker.
    """

    raw: str
    text: str
    """The code without its identifier and without what the scanner put around it."""
    identifier: str | None
    """The AIM identifier, "]C1", when the scanner sent one."""
    kind: Kind
    readings: tuple[Reading, ...] = ()
    fault: Fault | None = None
    command: Command | None = None
    rule: str | None = None
    """The warehouse's own rule that the code was read by, when it was one."""

    @property
    def reading(self) -> Reading | None:
        """The reading, when there is exactly one."""
        return self.readings[0] if len(self.readings) == 1 else None

    @property
    def shown(self) -> str:
        """The raw code for a message: ␝ for GS, cut at 80 characters."""
        return shown(self.raw)
