"""Bytes from anybody to a grey picture we dare to look at.

body size → kind → sides and pixels → upright → on white → grey → at most 1600 pixels a side

Everything is checked on the header, before a pixel is unpacked: 95 bytes of PNG can ask for
seconds of work, and formats beyond the three named ones can start other programs (an EPS starts
Ghostscript).
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from webapp.imaging import refusals
from webapp.imaging.code import Point

# MPO stays out although phones write it: listing it makes Pillow raise KeyError for every unknown
# file, and its first picture opens as JPEG anyway.
FORMATS = ("JPEG", "PNG", "WEBP")

# Codes are read as well at this size as at 12 megapixels, and 7 to 25 times faster.
LARGEST_LOOK = 1600


class Picture:
    """A grey picture of at most 1600 pixels a side that knows where its points were before."""

    def __init__(self, grey: Image.Image, full: tuple[int, int]) -> None:
        """`full` is the upright picture's size as it was sent."""
        self.grey = grey
        self._across = full[0] / grey.width
        self._down = full[1] / grey.height

    def original(self, point: Point) -> Point:
        """A point of the grey picture in pixels of the upright picture that was sent."""
        return round(point[0] * self._across), round(point[1] * self._down)


def open_picture(body: bytes) -> Picture:
    """The picture in `body`, or PictureRefused."""
    if not body:
        raise refusals.empty()
    if len(body) > refusals.LARGEST_BODY:
        raise refusals.too_heavy(len(body))
    with _opened(body) as image:
        _check_size(image)
        return _grey(image)


def _opened(body: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(body), formats=FORMATS)
    except Image.DecompressionBombError:
        raise refusals.far_too_large() from None
    except UnidentifiedImageError:
        raise _not_a_picture(body) from None
    except Exception:
        # Pillow's readers raise nearly anything on hostile bytes (struct.error, SyntaxError,
        # ValueError, OverflowError …); none of it is our fault or worth a 500.
        raise refusals.damaged() from None


def _not_a_picture(body: bytes) -> refusals.PictureRefused:
    """A file that begins like one of ours is a broken picture, every other is another kind."""
    if body.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or body[8:12] == b"WEBP":
        return refusals.damaged()
    return refusals.another_kind(body)


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if min(width, height) < refusals.SMALLEST_SIDE:
        raise refusals.too_small(width, height)
    if max(width, height) > refusals.LARGEST_SIDE or width * height > refusals.MOST_PIXELS:
        raise refusals.too_large(width, height)


def _grey(image: Image.Image) -> Picture:
    try:
        full = image.size
        image.draft("L", _fitted(full))
        # Before EXIF is asked: a PNG may keep it behind its pixels.
        image.load()
        if _is_turned(image):
            full = full[::-1]
        upright = _upright(image)
        grey = _on_white(upright)
        return Picture(grey.resize(_fitted(grey.size), Image.Resampling.BILINEAR), full)
    except Exception:
        # The same as above, now from the pixels: a file cut short, a broken stream.
        raise refusals.damaged() from None


def _is_turned(image: Image.Image) -> bool:
    """Whether EXIF says that width and height change places."""
    try:
        return image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    except Exception:
        return False


def _upright(image: Image.Image) -> Image.Image:
    """EXIF obeyed where it can be read; a broken one leaves the picture as it lies."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image


def _on_white(image: Image.Image) -> Image.Image:
    """Grey, with everything transparent white: on black a printed code would drown."""
    if image.mode.startswith("I"):
        # 16-bit grey: Pillow's own conversion cuts at 255 instead of scaling.
        return image.convert("I").point(lambda value: value / 257).convert("L")
    if not image.has_transparency_data:
        return image.convert("L")
    image = image.convert("RGBA")
    white = Image.new("L", image.size, 255)
    white.paste(image.convert("L"), mask=image.getchannel("A"))
    return white


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    """`size` with its longer side at most 1600; never larger than it was, never nothing."""
    scale = min(1.0, LARGEST_LOOK / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
