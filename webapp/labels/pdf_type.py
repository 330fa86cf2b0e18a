"""Our fonts in PDF: registered with reportlab, which keeps them by name for all documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from webapp.labels.type import REGULAR, SEMIBOLD

pdfmetrics.registerFont(TTFont("Label", str(REGULAR)))
pdfmetrics.registerFont(TTFont("LabelTitle", str(SEMIBOLD)))


def font(*, bold: bool) -> str:
    """The name reportlab knows it by."""
    return "LabelTitle" if bold else "Label"


def width_of(text: str, size: float, *, bold: bool) -> float:
    """How wide a text is, in the unit of `size`, the height of an em."""
    return _ems(text, font(bold=bold)) * size


@lru_cache(maxsize=16384)
def _ems(text: str, name: str) -> float:
    """Kept, because a title is measured in many sizes and the same words come on every label."""
    return float(pdfmetrics.stringWidth(text, name, 1))


@dataclass(frozen=True, slots=True)
class Style:
    """A font, its size and the step from line to line, in points."""

    font: str
    size: float
    step: float

    def width(self, text: str) -> float:
        return float(pdfmetrics.stringWidth(text, self.font, self.size))


HEADING = Style("LabelTitle", 16, 28)
GROUP = Style("LabelTitle", 12, 18)
TITLE = Style("LabelTitle", 10, 13)
SMALL = Style("Label", 8, 10.5)


def write(canvas: Canvas, lines: list[str], style: Style, left: float, top: float) -> float:
    """The lines from `top` down, each beginning at `left`; returns where they end."""
    canvas.setFont(style.font, style.size)
    for line in lines:
        canvas.drawString(left, top - style.size, line)
        top -= style.step
    return top
