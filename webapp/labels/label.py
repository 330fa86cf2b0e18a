"""A label before it is drawn: what people read on it, and exactly what a scanner must return."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


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
class Label:
    """`text` is exactly what a scanner must return, GS as U+001D, without AIM identifier.

    For a GS1 symbology `text` is an element string as `element_string` makes it. `title` and
    `lines` are for people, already in their language.
    """

    title: str
    lines: tuple[str, ...]
    text: str
    symbology: Symbology
