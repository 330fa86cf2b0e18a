"""A label before it is drawn: what people read on it, and exactly what a scanner must return."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from webapp.words import Words


class Symbology(Enum):
    """The symbols we print. GS1 ones hold element strings; the others hold any text."""

    GS1_128 = "GS1-128"
    GS1_DATAMATRIX = "GS1 DataMatrix"
    QR = "QR"
    CODE_128 = "Code 128"

    @property
    def is_gs1(self) -> bool:
        return self in (Symbology.GS1_128, Symbology.GS1_DATAMATRIX)

    @property
    def is_linear(self) -> bool:
        return self in (Symbology.GS1_128, Symbology.CODE_128)

    @property
    def quiet_modules(self) -> int:
        """White modules on each side: 10 beside bars, 4 around QR; DataMatrix asks 1, we give 2."""
        if self.is_linear:
            return 10
        return 4 if self is Symbology.QR else 2


@dataclass(frozen=True, slots=True)
class Fact:
    """What must be seen from an arm's length, under its name: "Lot", "C202507"."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Label:
    """`text` is exactly what a scanner must return, GS as U+001D, without AIM identifier.

    For a GS1 symbology `text` is an element string as `element_string` makes it. All words are for
    people, already in their language: `kicker` small above the `title`, `facts` large, `lines`
    small. `beneath` is the code as people read it; None derives it from the text, "" prints none.
    `warnings` are what whoever prints the label should know of what it says.
    """

    title: str
    lines: tuple[str, ...]
    text: str
    symbology: Symbology
    kicker: str = ""
    facts: tuple[Fact, ...] = ()
    beneath: str | None = None
    warnings: tuple[Words, ...] = ()
