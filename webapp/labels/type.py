"""Type on labels: our own fonts, lines broken to a width, and what is printed beside a symbol."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from webapp.barcodes import shown
from webapp.labels.elements import bracketed
from webapp.labels.label import Fact, Label

FONTS = Path(__file__).parent / "fonts"
REGULAR = FONTS / "NotoSans-Regular.ttf"
SEMIBOLD = FONTS / "NotoSans-SemiBold.ttf"

_BEFORE_ELEMENT = re.compile(r"(?=\([0-9]{2,4}\))")

# How wide a text is, in whatever unit the medium measures.
Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Said:
    """What a label says to people; `beneath` is the code itself, "" where it is not repeated."""

    kicker: str
    title: str
    facts: tuple[Fact, ...]
    lines: tuple[str, ...]
    beneath: str

    @property
    def under(self) -> tuple[str, ...]:
        """All but the title, line by line, for a drawing that knows no more than that."""
        facts = (f"{fact.name} {fact.value}" for fact in self.facts)
        return tuple(line for line in (self.beneath, *facts, *self.lines) if line)


def said(label: Label) -> Said:
    """The code is said beneath the symbol, unless the label's own words already hold it."""
    title, lines = _tidy(label.title), tuple(map(_tidy, label.lines))
    code = label.beneath
    if code is None:
        code = bracketed(label.text) if label.symbology.is_gs1 else shown(label.text)
    facts = tuple(Fact(_tidy(fact.name), _tidy(fact.value)) for fact in label.facts)
    beneath = "" if code in (title, *lines) else _tidy(code)
    return Said(_tidy(label.kicker), title, facts, lines, beneath)


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


def shortened(text: str, measure: Measure, width: float) -> str:
    """`text`, or as much of its beginning as fits with "…" behind it, rather whole words."""
    if measure(text) <= width:
        return text
    lengths = range(len(text) - 1, 0, -1)
    fitting = next((n for n in lengths if measure(text[:n].rstrip() + "…") <= width), 0)
    words = text.rfind(" ", 0, fitting + 1)
    return text[: words if words > fitting // 2 else fitting].rstrip() + "…"


def broken_elements(code: str, measure: Measure, width: float) -> list[str]:
    """A code for people in lines no wider than `width`, broken between its elements."""
    lines: list[str] = []
    line = ""
    for part in _BEFORE_ELEMENT.split(code):
        if line and measure(line + part) > width:
            lines.append(line)
            line = ""
        line += part
    return [piece for line in (*lines, line) for piece in broken(line, measure, width)]


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
