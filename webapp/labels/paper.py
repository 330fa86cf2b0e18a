"""The papers labels are printed on: sheets of A4 for an office printer, rolls for a label printer.

The A4 sheet is the one label makers sell as 48 labels of 45.7 × 21.2 mm (Avery L4736 and L6009,
Tomy 132 and their like): four columns 48.3 mm apart, twelve rows without a gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Cut:
    """How a paper is cut, in millimetres; `left` and `top` are the margins of the whole page."""

    page: tuple[float, float]
    label: tuple[float, float]
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    pitch: tuple[float, float] = (0.0, 0.0)


class Paper(Enum):
    """The value is a stable word for addresses and settings."""

    A4_4X12 = "a4-4x12"
    ROLL_100X50 = "100x50"
    ROLL_100X150 = "100x150"

    @property
    def cut(self) -> Cut:
        """How it is cut into labels."""
        return _CUTS[self]

    @property
    def width_mm(self) -> float:
        """Of one label."""
        return self.cut.label[0]

    @property
    def height_mm(self) -> float:
        """Of one label."""
        return self.cut.label[1]

    @property
    def labels_per_page(self) -> int:
        """48 on a sheet, 1 on a roll."""
        return self.cut.columns * self.cut.rows

    @property
    def pdf_dpi(self) -> int:
        """The dots a PDF's modules are whole numbers of: an office printer's, a label printer's."""
        return 203 if self.is_roll else 300

    @property
    def is_roll(self) -> bool:
        """Whether a label printer takes it, and so ZPL can be sent for it."""
        return self.labels_per_page == 1


_CUTS = {
    Paper.A4_4X12: Cut(
        page=(210, 297),
        label=(45.7, 21.2),
        columns=4,
        rows=12,
        left=9.7,
        top=21.3,
        pitch=(48.3, 21.2),
    ),
    Paper.ROLL_100X50: Cut(page=(100, 50), label=(100, 50)),
    Paper.ROLL_100X150: Cut(page=(100, 150), label=(100, 150)),
}
