"""Bytes from anybody to a grey picture we dare to look at.

body size → kind → sides and pixels → grey on white → at most 1600 pixels a side → upright

Everything is checked on the header, before a pixel is unpacked: 95 bytes of PNG can ask for
seconds of work, and formats beyond the three named ones can start other programs (an EPS starts
Ghostscript).
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from webapp.imaging import refusals
from webapp.imaging.code import Point

# MPO stays out although phones write it: listing it makes Pillow raise KeyError for every unknown
# file, and its first picture opens as JPEG anyway.
FORMATS = ("JPEG", "PNG", "WEBP")

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Codes are read as well at this size as at 12 megapixels, and 7 to 25 times faster.
LARGEST_LOOK = 1600


class Picture:
    """A grey picture of at most 1600 pixels a side that knows where its points were before."""

    def __init__(self, grey: Image.Image, scale: float) -> None:
        """`scale` is how many times larger the picture was when it was sent."""
        self.grey = grey
        self._scale = scale

    def original(self, point: Point) -> Point:
        """A point of the grey picture in pixels of the upright picture that was sent."""
        return round(point[0] * self._scale), round(point[1] * self._scale)


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
    # A photo with several pictures in it opens as MPO, and is unpacked like any JPEG.
    most = refusals.MOST_PIXELS.get(image.format or "", refusals.MOST_PIXELS["JPEG"])
    if max(width, height) > refusals.LARGEST_SIDE or width * height > most:
        raise refusals.too_large(width, height, most=most)


def _grey(image: Image.Image) -> Picture:
    try:
        full = image.size
        image.draft("L", _fitted(full))
        # Before EXIF is asked: a PNG may keep it behind its pixels.
        image.load()
        grey = _on_white(image)
        return Picture(_upright(grey, image), max(full) / max(grey.size))
    except Exception:
        # The same as above, now from the pixels: a file cut short, a broken stream.
        raise refusals.damaged() from None


def _upright(grey: Image.Image, image: Image.Image) -> Image.Image:
    """Turned as the picture's EXIF says; a broken one leaves it as it lies."""
    try:
        turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:
        return grey
    return grey if turn is None else grey.transpose(turn)


def _on_white(image: Image.Image) -> Image.Image:
    """Small and grey, everything transparent white: on black a printed code would drown.

    Each layer is shrunk before the next is taken: 60 million pixels are 240 MB a copy.
    """
    if not image.has_transparency_data:
        return _small(_grey_layer(image))
    if image.mode not in ("RGBA", "LA"):
        image = image.convert("RGBA")
    ink = _small(image.convert("L"))
    white = Image.new("L", ink.size, 255)
    white.paste(ink, mask=_small(image.getchannel("A")))
    return white


def _grey_layer(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # 16-bit grey: Pillow's own conversion cuts at 255 instead of scaling.
        return image.convert("I").point(lambda value: value / 257).convert("L")
    return image.convert("L")


def _small(layer: Image.Image) -> Image.Image:
    return layer.resize(_fitted(layer.size), Image.Resampling.BILINEAR)


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    """`size` with its longer side at most 1600; never larger than it was, never nothing."""
    scale = min(1.0, LARGEST_LOOK / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
