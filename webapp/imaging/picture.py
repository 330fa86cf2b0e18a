"""Bytes from anybody to a grey picture we dare to look at.

body size → kind → sides and pixels → grey on white → at most 1600 pixels a side → upright

Everything is checked on the header, before a pixel is unpacked: 95 bytes of PNG can ask for
seconds of work, and formats beyond the three named ones can start other programs (an EPS starts
Ghostscript).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
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
# A small code in a large photo is looked for in all its pixels: up to 16 megapixels, 16 MB of grey.
LARGEST_CLOSER = 16_000_000


class Picture:
    """A grey picture of at most 1600 pixels a side that knows where its points were before."""

    def __init__(self, grey: Image.Image, full: tuple[int, int], body: bytes) -> None:
        """`full` is the size of the upright picture that was sent as `body`."""
        self.grey = grey
        self._full = full
        self._body = body

    @property
    def was_shrunk(self) -> bool:
        """Whether the grey picture shows less than was sent."""
        return self.grey.size != self._full

    def original(self, point: Point) -> Point:
        """A point of the grey picture in pixels of the upright picture that was sent."""
        return _moved(point, self.grey.size, self._full)

    def shrunk(self, point: Point) -> Point:
        """The other way: a point of the upright picture that was sent, in the grey one."""
        return _moved(point, self._full, self.grey.size)

    def pieces(self, side: int, *, overlap: float) -> Iterator[tuple[Image.Image, int, int]]:
        """The picture as it was sent, in pieces with their left and top; none if it never shrank.

        It is unpacked once more, since keeping it all the time would cost every picture its
        memory. One of more pixels than a phone's camera has is left: it would cost too much.
        """
        width, height = self._full
        if not self.was_shrunk or width * height > LARGEST_CLOSER:
            return
        whole = _unpacked(self._body, largest=max(self._full))
        for top in _starts(height, side, overlap):
            for left in _starts(width, side, overlap):
                box = (left, top, min(left + side, width), min(top + side, height))
                yield whole.crop(box), left, top


def _moved(point: Point, size: tuple[int, int], other: tuple[int, int]) -> Point:
    scale = max(other) / max(size)
    return round(point[0] * scale), round(point[1] * scale)


def _starts(length: int, side: int, overlap: float) -> list[int]:
    """Where pieces begin so that they cover `length` and a code on a seam is whole in one."""
    if length <= side:
        return [0]
    count = math.ceil((length - side) / (side * (1 - overlap))) + 1
    return [round((length - side) * n / (count - 1)) for n in range(count)]


def open_picture(body: bytes) -> Picture:
    """The picture in `body`, or PictureRefused."""
    if not body:
        raise refusals.empty()
    if len(body) > refusals.LARGEST_BODY:
        raise refusals.too_heavy(len(body))
    with _opened(body) as image:
        _check_size(image)
        # A camera notes its turn in EXIF; a long side stays the long side.
        full = image.size
        grey = _grey_of(image, largest=LARGEST_LOOK)
    upright = full if (full[0] > full[1]) == (grey.width > grey.height) else full[::-1]
    return Picture(grey, upright, body)


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
    if max(width, height) < refusals.SMALLEST_SIDE:
        raise refusals.too_small(width, height)
    # A photo with several pictures in it opens as MPO, and is unpacked like any JPEG.
    most = refusals.MOST_PIXELS.get(image.format or "", refusals.MOST_PIXELS["JPEG"])
    if max(width, height) > refusals.LARGEST_SIDE or width * height > most:
        raise refusals.too_large(width, height, most=most)


def _grey_of(image: Image.Image, *, largest: int) -> Image.Image:
    """Grey on white, upright, at most `largest` pixels a side."""
    try:
        image.draft("L", _fitted(image.size, largest))
        # Before EXIF is asked: a PNG may keep it behind its pixels.
        image.load()
        return _upright(_on_white(image, largest), image)
    except Exception:
        # The same as above, now from the pixels: a file cut short, a broken stream.
        raise refusals.damaged() from None


def _unpacked(body: bytes, *, largest: int) -> Image.Image:
    """Opened for this alone: its colours are gone again before anybody looks."""
    with _opened(body) as image:
        return _grey_of(image, largest=largest)


def _upright(grey: Image.Image, image: Image.Image) -> Image.Image:
    """Turned as the picture's EXIF says; a broken one leaves it as it lies."""
    try:
        turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:
        return grey
    return grey if turn is None else grey.transpose(turn)


def _on_white(image: Image.Image, largest: int) -> Image.Image:
    """Small and grey, everything transparent white: on black a printed code would drown.

    Each layer is shrunk before the next is taken: 60 million pixels are 240 MB a copy.
    """
    if not image.has_transparency_data:
        return _small(_grey_layer(image), largest)
    if image.mode not in ("RGBA", "LA"):
        image = image.convert("RGBA")
    ink = _small(image.convert("L"), largest)
    white = Image.new("L", ink.size, 255)
    white.paste(ink, mask=_small(image.getchannel("A"), largest))
    return white


def _grey_layer(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # 16-bit grey: Pillow's own conversion cuts at 255 instead of scaling.
        return image.convert("I").point(lambda value: value / 257).convert("L")
    return image if image.mode == "L" else image.convert("L")


def _small(layer: Image.Image, largest: int) -> Image.Image:
    size = _fitted(layer.size, largest)
    return layer if layer.size == size else layer.resize(size, Image.Resampling.BILINEAR)


def _fitted(size: tuple[int, int], largest: int) -> tuple[int, int]:
    """`size` with its longer side at most `largest`; never larger than it was, never nothing."""
    scale = min(1.0, largest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
