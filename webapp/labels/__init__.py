"""What a label says, as a symbol that reads back: SVG for a page, PNG, and sheets as PDF.

>>> from webapp.labels import Label, Symbology, element_string, svg
>>> text = element_string("(10)C202507(01)04006381333931")
>>> text
'010400638133393110C202507'
>>> svg(Label("Hand cream", (), text, Symbology.GS1_DATAMATRIX))[:5]
'<svg '
"""

from webapp.labels.as_png import png
from webapp.labels.as_svg import svg
from webapp.labels.elements import bracketed, element_string
from webapp.labels.label import Label, Symbology
from webapp.labels.refusals import LabelRefused
from webapp.labels.sheet import SheetGroup, sheet_pdf
from webapp.labels.size import printed_module_mm, size_warning

__all__ = [
    "Label",
    "LabelRefused",
    "SheetGroup",
    "Symbology",
    "bracketed",
    "element_string",
    "png",
    "printed_module_mm",
    "sheet_pdf",
    "size_warning",
    "svg",
]
