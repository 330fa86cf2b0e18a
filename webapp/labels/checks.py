"""What to know of a label before it goes to the printer."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.barcodes import shown
from webapp.labels import refusals
from webapp.labels.label import Label
from webapp.labels.layout import Layout, laid_out
from webapp.labels.paper import Paper
from webapp.labels.size import SMALLEST_MODULE_MM
from webapp.labels.symbol import symbol_of
from webapp.words import T, Words


def print_warnings(label: Label, paper: Paper, *, dpi: int | None = None) -> tuple[Words, ...]:
    """The label's own warnings, a symbol wider than the label, modules under 0.25 mm, cut words.

    `dpi` is the label printer's; None for a PDF. A symbol wider than the label is the only thing
    here for which printing is refused. Raises LabelRefused for a label that no paper can hold.
    """
    symbol_of(label)
    try:
        layout = laid_out(label, paper, dpi or paper.pdf_dpi)
    except refusals.LabelRefused as refused:
        return *label.warnings, refused.words
    return *label.warnings, *_about(label, layout)


def _about(label: Label, layout: Layout) -> Iterator[Words]:
    # Two dots at 203 dpi are a quarter of a millimetre and a hair.
    if layout.module_mm < SMALLEST_MODULE_MM:
        yield refusals.small_modules(layout.module_mm, SMALLEST_MODULE_MM, label.symbology)
    if layout.cut:
        yield T("There is no room for all of %(words)s.", words=shown(", ".join(layout.cut)))
