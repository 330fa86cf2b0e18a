"""One label on a printed sheet: measured first, so that the sheet knows where it fits.

 bars                                squares
┌──────────────────────────┐        ┌──────────────────────────┐
│ Title                    │        │ ▓▓▓▓▓  Title             │
│ ║│║║│║│║║││║│║           │        │ ▓▓▓▓▓  (01)…(10)…        │
│ (01)…(10)…               │        │ ▓▓▓▓▓  other lines       │
└──────────────────────────┘        └──────────────────────────┘
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from webapp.labels import refusals
from webapp.labels.label import Label
from webapp.labels.pdf_type import SMALL, TITLE, write
from webapp.labels.size import DOT_MM, fitting_dots
from webapp.labels.symbol import Symbol, symbol_of
from webapp.labels.type import broken, said

# The units of PDF are points; reportlab's own `mm` has no type.
MM = 72 / 25.4

_PADDING = 3 * MM
_BARS_HEIGHT = 14 * MM
# Between bars and words, that neither is read as part of the other.
_AIR = 1 * MM
_USUAL_SQUARE = 32 * MM


@dataclass(frozen=True, slots=True)
class Cell:
    """A label laid out for a width; all lengths in points. `symbol_height` is bars or a square."""

    width: float
    symbol: Symbol
    module: float
    symbol_height: float
    title: list[str]
    lines: list[str]
    beside: bool

    @property
    def height(self) -> float:
        text = len(self.title) * TITLE.step + len(self.lines) * SMALL.step
        if self.beside:
            return max(self.symbol_height, text) + 2 * _PADDING
        return self.symbol_height + text + 2 * (_AIR + _PADDING)

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """`top` is the cell's upper edge, counted from the page's foot as PDF does."""
        left, top = left + _PADDING, top - _PADDING
        if self.beside:
            self._draw_symbol(canvas, left, top)
            left += self.symbol.width * self.module + _PADDING
            top = write(canvas, self.title, TITLE, left, top)
        else:
            top = write(canvas, self.title, TITLE, left, top) - _AIR
            self._draw_symbol(canvas, left, top)
            top -= self.symbol_height + _AIR
        write(canvas, self.lines, SMALL, left, top)

    def _draw_symbol(self, canvas: Canvas, left: float, top: float) -> None:
        """One path for all modules: drawn one by one, viewers leave hairlines between them."""
        path = canvas.beginPath()
        down = self.symbol_height / self.symbol.height
        for bar in self.symbol.bars:
            height = bar.height * down
            x, y = left + bar.x * self.module, top - bar.y * down - height
            path.rect(x, y, bar.width * self.module, height)
        canvas.drawPath(path, stroke=0, fill=1)


def fits(label: Label, width: float) -> bool:
    """Whether the label can be scanned when it is laid out in `width` points."""
    return fitting_dots(label, width_mm=_symbol_room(label, width) / MM) > 0


def cell(label: Label, width: float) -> Cell:
    """The label laid out in `width` points, its modules as large as is comfortable."""
    dots = fitting_dots(label, width_mm=_symbol_room(label, width) / MM)
    if not dots:
        raise refusals.too_long(label.text, label.symbology)
    symbol, module = symbol_of(label), dots * DOT_MM * MM
    beside = not label.symbology.is_linear
    room = width - 2 * _PADDING - (symbol.width * module + _PADDING if beside else 0)
    words = said(label)
    return Cell(
        width=width,
        symbol=symbol,
        module=module,
        symbol_height=symbol.height * module if beside else _BARS_HEIGHT,
        title=broken(words.title, TITLE.width, room),
        lines=[part for line in words.under for part in broken(line, SMALL.width, room)],
        beside=beside,
    )


def _symbol_room(label: Label, width: float) -> float:
    """Bars may take the whole width; a square leaves most of it to the words beside it."""
    inside = width - 2 * _PADDING
    if label.symbology.is_linear:
        return inside
    return max(_USUAL_SQUARE, inside / 3)
