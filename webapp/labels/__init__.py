"""What a label says, as a symbol that reads back: SVG for a page, PNG, and sheets as PDF.

>>> from webapp.labels import Label, Symbology, element_string, svg
>>> text = element_string("(10)C202507(01)04006381333931")
>>> text
'010400638133393110C202507'
>>> svg(Label("Hand cream", (), text, Symbology.GS1_DATAMATRIX))[:5]
'<svg '
"""

from webapp.labels.element_string import bracketed, element_string
from webapp.labels.label import Label, LabelRefused, Symbology
from webapp.labels.png import png
from webapp.labels.sheet import SheetGroup, sheet_pdf
from webapp.labels.size import printed_module_mm, size_warning
from webapp.labels.svg import svg

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
