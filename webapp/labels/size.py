"""How large a module is printed. Under a quarter of a millimetre printers and phones give up."""

from __future__ import annotations

import math

from webapp.labels.label import Label, Symbology
from webapp.labels.symbol import symbol_of
from webapp.words import T, Words

SMALLEST_MODULE_MM = 0.25

# One dot of a 300 dpi printer. Modules of a whole number of dots keep every bar equally wide,
# at 600 and 1200 dpi as well.
DOT_MM = 25.4 / 300
SMALLEST_DOTS = 3


def printed_module_mm(label: Label, *, width_mm: float) -> float:
    """The width of one module when the symbol with its quiet zone is printed `width_mm` wide."""
    return width_mm / symbol_of(label).width


def size_warning(label: Label, *, width_mm: float) -> Words | None:
    """What to say of a symbol that would be printed too small to scan, None when it is not."""
    module = printed_module_mm(label, width_mm=width_mm)
    if module >= SMALLEST_MODULE_MM:
        return None
    return T(
        "At %(width)s mm the bars are %(module)s mm, and %(smallest)s mm are needed to scan. "
        "Print it %(needed)s mm wide, or use a GS1 DataMatrix or QR code.",
        width=f"{width_mm:g}",
        module=f"{module:.2f}",
        smallest=f"{SMALLEST_MODULE_MM:g}",
        needed=math.ceil(symbol_of(label).width * SMALLEST_MODULE_MM),
    )


def comfortable_module_mm(symbology: Symbology) -> float:
    """Easily read by a phone held in the hand: 0.51 mm for bars, 0.76 mm for squares."""
    return comfortable_dots(symbology) * DOT_MM


def comfortable_dots(symbology: Symbology) -> int:
    return 6 if symbology.is_linear else 9


def fitting_dots(label: Label, *, width_mm: float) -> int:
    """The largest comfortable module that fits the width, in dots; 0 when none can be scanned."""
    fitting = int(width_mm / DOT_MM / symbol_of(label).width)
    dots = min(fitting, comfortable_dots(label.symbology))
    return dots if dots >= SMALLEST_DOTS else 0
