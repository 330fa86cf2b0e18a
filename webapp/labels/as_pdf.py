"""Labels on paper as PDF: vectors and our own fonts, each label in its cell of the page."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from webapp.labels.column import Line
from webapp.labels.label import Label
from webapp.labels.layout import Layout, laid_out
from webapp.labels.paper import Paper
from webapp.labels.pdf_type import font

POINTS_PER_INCH = 72
POINTS_PER_MM = POINTS_PER_INCH / 25.4


def pdf(labels: Sequence[Label], paper: Paper, *, start: int = 0) -> bytes:
    """A PDF with every label in its order, each in its cell; the same input gives the same bytes.

    `start` is the first free cell of a part-used sheet, counted from 0 along the rows. Raises
    LabelRefused for the first label that cannot be printed on this paper, ValueError where there
    is no such cell or no label.
    """
    if not labels or not 0 <= start < paper.labels_per_page:
        raise ValueError(f"{len(labels)} labels from cell {start} of {paper.labels_per_page}")
    body = BytesIO()
    page = tuple(side * POINTS_PER_MM for side in paper.cut.page)
    canvas = Canvas(body, pagesize=page, invariant=1, pageCompression=1)
    for place, label in enumerate(labels):
        cell = (start + place) % paper.labels_per_page
        if place and cell == 0:
            canvas.showPage()
        _draw(canvas, laid_out(label, paper, paper.pdf_dpi), *_corner(paper, cell))
    canvas.save()
    return body.getvalue()


def _corner(paper: Paper, cell: int) -> tuple[float, float]:
    """Left and top of a cell in points, from the page's left foot as PDF counts."""
    cut = paper.cut
    row, column = divmod(cell, cut.columns)
    left, top = cut.left + column * cut.pitch[0], cut.top + row * cut.pitch[1]
    return left * POINTS_PER_MM, (cut.page[1] - top) * POINTS_PER_MM


def _draw(canvas: Canvas, layout: Layout, left: float, top: float) -> None:
    """In a system of coordinates where a unit is a dot and the cell's left top corner is zero."""
    dot = POINTS_PER_INCH / layout.dpi
    canvas.saveState()
    canvas.translate(_on_dots(left, dot), _on_dots(top, dot))
    canvas.scale(dot, dot)
    _draw_symbol(canvas, layout)
    for line in layout.lines:
        _draw_line(canvas, line)
    canvas.restoreState()


def _on_dots(place: float, dot: float) -> float:
    return round(place / dot) * dot


def _draw_symbol(canvas: Canvas, layout: Layout) -> None:
    """One path for all modules: drawn one by one, viewers leave hairlines between them."""
    path = canvas.beginPath()
    for bar in layout.symbol.symbol.bars:
        x, y, width, height = layout.symbol.box(bar)
        path.rect(x, -y - height, width, height)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_line(canvas: Canvas, line: Line) -> None:
    canvas.setFont(font(bold=line.bold), line.size)
    canvas.drawString(line.x, -line.baseline, line.text)
