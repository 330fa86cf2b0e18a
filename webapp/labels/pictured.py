"""A line of type as black dots, for a printer whose own font lacks its letters."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from webapp.labels.type import REGULAR, SEMIBOLD


@dataclass(frozen=True, slots=True)
class Picture:
    """`hex` is row after row, a bit for each dot, a row filled up to whole bytes."""

    hex: str
    bytes_a_row: int
    ascent: int
    """From the picture's top to the baseline."""

    @property
    def bytes(self) -> int:
        return len(self.hex) // 2


def pictured(text: str, size: int, *, bold: bool) -> Picture:
    """The text in our font; `size` is the height of an em in dots."""
    face = ImageFont.truetype(SEMIBOLD if bold else REGULAR, size)
    _, top, right, bottom = face.getbbox(text, anchor="ls")
    bytes_a_row = -(-int(right) // 8)
    dots = Image.new("1", (8 * bytes_a_row, int(bottom - top)), 0)
    draw = ImageDraw.Draw(dots)
    draw.fontmode = "1"
    draw.text((0, -top), text, fill=1, font=face, anchor="ls")
    return Picture(dots.tobytes().hex().upper(), bytes_a_row, -int(top))
