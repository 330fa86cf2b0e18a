"""Labels on A4: groups under their titles, two labels side by side, a page full and the next.

A label whose bars do not fit half the width takes the whole width. A group's title never stands
alone at a page's foot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from webapp.labels.cell import MM, Cell, cell, fits
from webapp.labels.label import Label
from webapp.labels.pdf_type import GROUP, HEADING, SMALL, write
from webapp.labels.type import broken

_MARGIN = 12 * MM
_GAP = 5 * MM
_WIDTH = A4[0] - 2 * _MARGIN
_COLUMN = (_WIDTH - _GAP) / 2


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Labels that belong together, under a title in the reader's language; "" for none."""

    title: str
    labels: tuple[Label, ...]


_Row = tuple[Cell, ...]


def sheet_pdf(labels: Iterable[SheetGroup | Label], *, heading: str) -> bytes:
    """A PDF of A4 pages with every label, in the order given; the same input gives the same bytes.

    Modules are vectors of at least 0.25 mm. Raises LabelRefused for the first label that does not
    read back or does not fit the paper.
    """
    body = BytesIO()
    canvas = Canvas(body, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(heading)
    page = _Page(canvas, heading)
    for group in _groups(labels):
        _draw_group(page, group)
    page.end()
    canvas.save()
    return body.getvalue()


def _groups(labels: Iterable[SheetGroup | Label]) -> Iterator[SheetGroup]:
    """Labels given without a group are one without a title."""
    for is_group, items in groupby(labels, key=lambda item: isinstance(item, SheetGroup)):
        if is_group:
            yield from items  # type: ignore[misc]
        else:
            yield SheetGroup("", tuple(items))  # type: ignore[arg-type]


def _draw_group(page: _Page, group: SheetGroup) -> None:
    title = broken(group.title, GROUP.width, _WIDTH)
    for row in _rows(group.labels):
        height = max(one.height for one in row)
        page.make_room(height + len(title) * GROUP.step)
        page.draw_title(title)
        page.draw_row(row, height)
        title = []
    page.top -= _GAP


def _rows(labels: Iterable[Label]) -> Iterator[_Row]:
    """Two cells a row, or one that needs the whole width."""
    waiting: _Row = ()
    for label in labels:
        if not fits(label, _COLUMN):
            if waiting:
                yield waiting
            yield (cell(label, _WIDTH),)
            waiting = ()
            continue
        waiting = (*waiting, cell(label, _COLUMN))
        if len(waiting) == 2:
            yield waiting
            waiting = ()
    if waiting:
        yield waiting


@dataclass(slots=True)
class _Page:
    """The page being filled: `top` is where the next thing begins, in points from the foot."""

    canvas: Canvas
    heading: str
    number: int = 0
    top: float = 0.0

    def make_room(self, height: float) -> None:
        if self.number == 0 or self.top - height < _MARGIN + SMALL.step:
            self._begin()

    def draw_title(self, lines: list[str]) -> None:
        self.top = write(self.canvas, lines, GROUP, _MARGIN, self.top)

    def draw_row(self, row: _Row, height: float) -> None:
        for place, one in enumerate(row):
            left = _MARGIN + place * (_COLUMN + _GAP)
            self._draw_frame(left, height, one.width)
            one.draw(self.canvas, left, self.top)
        self.top -= height + _GAP

    def end(self) -> None:
        """The last page finished; a sheet without labels is a page with its heading."""
        if self.number == 0:
            self._begin()
        self._number()
        self.canvas.showPage()

    def _begin(self) -> None:
        if self.number:
            self._number()
            self.canvas.showPage()
        self.number += 1
        heading = broken(self.heading, HEADING.width, _WIDTH)
        self.top = write(self.canvas, heading, HEADING, _MARGIN, A4[1] - _MARGIN)

    def _number(self) -> None:
        self.canvas.setFont(SMALL.font, SMALL.size)
        self.canvas.drawRightString(A4[0] - _MARGIN, _MARGIN - SMALL.size, str(self.number))

    def _draw_frame(self, left: float, height: float, width: float) -> None:
        """A pale line to cut along, outside every quiet zone."""
        self.canvas.setStrokeGray(0.8)
        self.canvas.setLineWidth(0.3)
        self.canvas.rect(left, self.top - height, width, height, stroke=1, fill=0)
