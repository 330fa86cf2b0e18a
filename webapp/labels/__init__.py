"""What a label says, as a symbol that reads back: on paper, for a label printer, on a page.

    contents.py     the kinds of label: what each says, and what its symbol holds
    label.py, elements.py, links.py    a label; element strings and Digital Links
    symbol.py       text to modules, read back before anybody sees them
    paper.py, formats.py    the papers, and how large things are on each
    column.py, layout.py    everything in its place, in printer dots
    as_pdf.py, as_zpl.py, as_png.py, as_svg.py    the same places in each medium
    checks.py, refusals.py    what to know before printing, and why a label is not made
    sheet.py, cell.py    labels of any size in groups on A4, with a heading

>>> from webapp.labels import Label, Symbology, element_string, svg
>>> text = element_string("(10)C202507(01)04006381333931")
>>> text
'010400638133393110C202507'
>>> svg(Label("Hand cream", (), text, Symbology.GS1_DATAMATRIX))[:5]
'<svg '
"""

from webapp.labels.as_pdf import pdf
from webapp.labels.as_png import png, preview_png
from webapp.labels.as_svg import svg
from webapp.labels.as_zpl import zpl
from webapp.labels.checks import print_warnings
from webapp.labels.contents import (
    badge_label,
    command_label,
    document_label,
    location_label,
    lot_label,
    plate_label,
    product_label,
    serial_label,
)
from webapp.labels.elements import bracketed, element_string
from webapp.labels.label import Fact, Label, Symbology
from webapp.labels.links import digital_link
from webapp.labels.paper import Paper
from webapp.labels.refusals import LabelRefused
from webapp.labels.sheet import SheetGroup, sheet_pdf
from webapp.labels.size import printed_module_mm, size_warning

__all__ = [
    "Fact",
    "Label",
    "LabelRefused",
    "Paper",
    "SheetGroup",
    "Symbology",
    "badge_label",
    "bracketed",
    "command_label",
    "digital_link",
    "document_label",
    "element_string",
    "location_label",
    "lot_label",
    "pdf",
    "plate_label",
    "png",
    "preview_png",
    "print_warnings",
    "printed_module_mm",
    "product_label",
    "serial_label",
    "sheet_pdf",
    "size_warning",
    "svg",
    "zpl",
]
