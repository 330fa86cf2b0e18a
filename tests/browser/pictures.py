"""Labels as a lens sees them: drawn by the program itself, held a little askew, not quite sharp."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageFilter

from tests.browser.camera import PAPER, SIZE
from tests.browser.walk import Step
from webapp.labels import Label, Symbology, png


def printed(text: str, symbology: Symbology) -> Image.Image:
    """The program's own label."""
    with Image.open(BytesIO(png(Label("", (), text, symbology)))) as picture:
        return picture.convert("L")


def held(picture: Image.Image, *, degrees: float = 4.0, share: float = 0.62) -> Image.Image:
    """The label in the middle of a frame: turned, seen from the side, and slightly blurred."""
    scale = min(SIZE[0] * share / picture.width, SIZE[1] * share / picture.height)
    size = (round(picture.width * scale), round(picture.height * scale))
    small = picture.resize(size, Image.Resampling.LANCZOS)
    frame = Image.new("L", SIZE, PAPER)
    frame.paste(small, ((SIZE[0] - size[0]) // 2, (SIZE[1] - size[1]) // 2))
    turned = frame.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=PAPER)
    return from_the_side(turned).filter(ImageFilter.GaussianBlur(0.6))


def from_the_side(frame: Image.Image) -> Image.Image:
    """The right edge is farther away than the left one."""
    width, height = frame.size
    far = height * 0.04
    corners = (0, 0, 0, height, width, height - far, width, far)
    return frame.transform(
        frame.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=PAPER
    )


def photo(step: Step) -> bytes:
    """The label as a phone's photo."""
    written = BytesIO()
    held(printed(step.text, step.print)).save(written, "JPEG", quality=88)
    return written.getvalue()
