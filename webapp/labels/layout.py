"""A label laid out on its paper, in printer dots: the same places for PDF, ZPL and pictures.

 bars, or a square on tall paper         a square on low paper
┌───────────────────────────────┐      ┌───────────────────────────────┐
│ HAND-CREAM                    │      │ ▓▓▓▓▓▓▓▓  HAND-CREAM          │
│ Hand cream                    │      │ ▓▓▓▓▓▓▓▓  Hand cream          │
│ Lot        Expires on         │      │ ▓▓▓▓▓▓▓▓  Lot       Expires on│
│ C202507    Dec 31, 2027       │      │ ▓▓▓▓▓▓▓▓  C202507   Dec 31, … │
│ ║│║║│║│║║││║│║                │      │ ▓▓▓▓▓▓▓▓                      │
│ (01)…(17)…(10)…               │      │           (01)…(17)…(10)…     │
└───────────────────────────────┘      └───────────────────────────────┘

Modules are a whole number of dots, so that every bar is printed equally wide.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from webapp.labels import refusals
from webapp.labels.column import Line, Sizes, column, small
from webapp.labels.formats import FORMATS
from webapp.labels.label import Label
from webapp.labels.paper import Paper
from webapp.labels.symbol import Bar, Symbol, symbol_of
from webapp.labels.type import said

MM_PER_INCH = 25.4
# One dot of a 203 dpi printer: smaller is only smeared. Anything under 0.25 mm is warned of.
SMALLEST_PRINTED_MM = 0.125


@dataclass(frozen=True, slots=True)
class Placed:
    """The symbol on the label: its left top corner, quiet zone included, and how large it is."""

    symbol: Symbol
    x: int
    y: int
    module: int
    height: int
    """Of bars, or of the square."""

    @property
    def width(self) -> int:
        return self.symbol.width * self.module

    def box(self, bar: Bar) -> tuple[int, int, int, int]:
        """Left, top, width and height of a bar on the label."""
        top, bottom = (
            edge * self.height // self.symbol.height for edge in (bar.y, bar.y + bar.height)
        )
        x, width = self.x + bar.x * self.module, bar.width * self.module
        return x, self.y + top, width, bottom - top


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything on one label; lengths in dots from its left top corner."""

    dpi: int
    width: int
    height: int
    symbol: Placed
    lines: tuple[Line, ...]
    cut: tuple[str, ...]
    """The words that had to be cut or left out."""

    @property
    def module_mm(self) -> float:
        return self.symbol.module * MM_PER_INCH / self.dpi


def laid_out(label: Label, paper: Paper, dpi: int) -> Layout:
    """The label on that paper. Raises LabelRefused where its symbol is wider than the paper."""
    sizes = Sizes(FORMATS[paper], dpi)
    width, height = sizes.dots(paper.width_mm), sizes.dots(paper.height_mm)
    if sizes.form.squares_beside and not label.symbology.is_linear:
        symbol, lines, cut = _beside(label, sizes, width, height)
    else:
        symbol, lines, cut = _stacked(label, sizes, width, height)
    return Layout(dpi, width, height, symbol, lines, cut)


_Parts = tuple[Placed, tuple[Line, ...], tuple[str, ...]]


def _beside(label: Label, sizes: Sizes, width: int, height: int) -> _Parts:
    """The square in the left top corner, its first modules where other labels' words begin."""
    padding, head, gap = map(sizes.dots, (sizes.form.padding, sizes.form.head, sizes.form.gap))
    symbol, module = symbol_of(label), _module(label, sizes, width)
    quiet = label.symbology.quiet_modules * module
    x, y = max(0, padding - quiet), max(0, head - quiet)
    placed = Placed(symbol, x, y, module, symbol.height * module)
    left = x + placed.width + max(0, gap - quiet)
    text = column(said(label), sizes, width - padding - left, height - 2 * head)
    foot = height - head - text.beneath.height
    lines = (*text.words.at(left, head), *text.beneath.at(left, foot))
    return placed, lines, (*text.words.cut, *text.beneath.cut)


def _stacked(label: Label, sizes: Sizes, width: int, height: int) -> _Parts:
    """The symbol at the foot, the words above it, the code in letters under it."""
    form = sizes.form
    padding, head, gap = map(sizes.dots, (form.padding, form.head, form.gap))
    words, symbol, module = said(label), symbol_of(label), _module(label, sizes, width)
    quiet = label.symbology.quiet_modules * module
    x = max(0, min(padding - quiet, width - symbol.width * module))
    # Words begin where the bars do: a wide quiet zone pushes both to the right.
    left = max(padding, x + quiet)
    inside = width - left - padding
    code = small(words.beneath, sizes, inside)
    least, most = (
        map(sizes.dots, form.bars) if label.symbology.is_linear else (symbol.height * module,) * 2
    )
    free = height - 2 * head - gap - code.height
    text = column(replace(words, beneath=""), sizes, inside, free - least)
    tall = max(least, min(most, free - text.words.height))
    foot = height - head - code.height
    placed = Placed(symbol, x, foot - tall, module, tall)
    return placed, (*text.words.at(left, head), *code.at(left, foot)), tuple(text.words.cut)


def _module(label: Label, sizes: Sizes, width: int) -> int:
    """The largest module up to the comfortable one that fits, in dots."""
    form = sizes.form
    room = width if label.symbology.is_linear else sizes.dots(form.square)
    comfortable = form.bar_module if label.symbology.is_linear else form.square_module
    module = min(room // symbol_of(label).width, sizes.dots(comfortable))
    if module * MM_PER_INCH / sizes.dpi < SMALLEST_PRINTED_MM:
        raise refusals.wider_than_paper(
            label.text, label.symbology, width * MM_PER_INCH / sizes.dpi
        )
    return module
