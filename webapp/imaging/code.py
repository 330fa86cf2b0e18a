"""One code that was read from a picture: what it says, how it was printed, where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

Point = tuple[int, int]
Corners = tuple[Point, Point, Point, Point]

_MATRICES = frozenset({"DataMatrix", "QRCode", "MicroQRCode", "PDF417", "Aztec"})


@dataclass(frozen=True, slots=True)
class Code:
    """A code and its place in the picture.

    `text` is what the symbol holds, GS as U+001D, without its AIM identifier.
    `symbology` is the AIM identifier ("]d2"), or None when the engine cannot tell GS1 from plain.
    `format` is the symbology's name without spaces: "Code128", "DataMatrix", "EAN13".
    `corners` are pixels of the upright picture: top left, top right, bottom right, bottom left
    of the symbol as it is printed, so a symbol lying on its head begins at the bottom.
    """

    text: str
    symbology: str | None
    format: str
    engine: str
    corners: Corners

    @property
    def is_linear(self) -> bool:
        """Whether it is made of bars."""
        return self.format not in _MATRICES

    def moved(self, place: Callable[[Point], Point]) -> Code:
        """The same code with every corner put through `place`."""
        one, two, three, four = map(place, self.corners)
        return replace(self, corners=(one, two, three, four))

    @property
    def left(self) -> int:
        return min(x for x, _ in self.corners)

    @property
    def top(self) -> int:
        return min(y for _, y in self.corners)

    @property
    def bottom(self) -> int:
        return max(y for _, y in self.corners)

    @property
    def middle(self) -> float:
        """The height of the code's centre in the picture."""
        return (self.top + self.bottom) / 2
