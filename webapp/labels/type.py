"""Type on labels: our own fonts, lines broken to a width, and what is printed beside a symbol."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from webapp.barcodes import shown
from webapp.labels.elements import bracketed
from webapp.labels.label import Label

FONTS = Path(__file__).parent / "fonts"
REGULAR = FONTS / "NotoSans-Regular.ttf"
SEMIBOLD = FONTS / "NotoSans-SemiBold.ttf"

# How wide a text is, in whatever unit the medium measures.
Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Said:
    """What a label says to people: above the symbol its title, beneath it the other lines."""

    title: str
    lines: tuple[str, ...]


def said(label: Label) -> Said:
    """The code itself is the first line beneath, unless the label's own words already hold it."""
    code = bracketed(label.text) if label.symbology.is_gs1 else shown(label.text)
    own = tuple(map(_tidy, label.lines))
    title = _tidy(label.title)
    return Said(title, own if code in (title, *own) else (code, *own))


def broken(text: str, measure: Measure, width: float) -> list[str]:
    """`text` in lines no wider than `width`: between words, and inside a word that is too long."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, measure, width):
        longer = f"{line} {piece}" if line else piece
        if line and measure(longer) > width:
            lines.append(line)
            longer = piece
        line = longer
    return [*lines, line] if line else lines


def _pieces(text: str, measure: Measure, width: float) -> Iterator[str]:
    for word in text.split():
        rest = word
        while measure(rest) > width and len(rest) > 1:
            fitting = _fitting(rest, measure, width)
            yield rest[:fitting]
            rest = rest[fitting:]
        yield rest


def _fitting(word: str, measure: Measure, width: float) -> int:
    """How many of the word's first characters fit; at least one, so that it always goes on."""
    return next((n for n in range(len(word), 1, -1) if measure(word[:n]) <= width), 1)


def _tidy(text: str) -> str:
    """Composed letters, for which the fonts have signs, and no control characters."""
    return shown(unicodedata.normalize("NFC", text))
