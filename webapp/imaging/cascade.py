"""The order in which a picture is looked at: the likely look first, the first find ends it.

as it is: zxing-cpp → as it is: pyzbar → twice or half the size → more contrast → inverted
→ turned by ±15°, ±30° and 45° (GS1-128 lying askew is read in no other way)

Most pictures end at the first look, in about two milliseconds. What is left of the budget is asked
between looks: the first always happens, none begins after the time is up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from time import monotonic

from PIL import Image, ImageOps

from webapp.imaging.code import Code, Point
from webapp.imaging.engines import Engine, read_with_zbar, read_with_zxing
from webapp.imaging.order import in_reading_order
from webapp.imaging.picture import LARGEST_LOOK, open_picture
from webapp.imaging.trust import trustworthy

_ANGLES = (15, -15, 30, -30, 45)

# An engine, what it looks at, and the way of a point back to the picture as it is.
_Look = tuple[Engine, Image.Image, Callable[[Point], Point]]


def decode(picture: bytes, *, budget_seconds: float = 2.0) -> tuple[Code, ...]:
    """Every code of a JPEG, PNG or WebP picture in reading order, top left first; often none.

    The same text in the same symbology is given once. Raises PictureRefused with a status for the
    door (400, 413, 415, 422); whatever the bytes are, nothing else is raised.
    """
    deadline = monotonic() + budget_seconds
    opened = open_picture(picture)
    for engine, image, back in _looks(opened.grey):
        codes = trustworthy(engine(image))
        if codes:
            return in_reading_order(code.moved(back).moved(opened.original) for code in codes)
        if monotonic() >= deadline:
            break
    return ()


def _looks(grey: Image.Image) -> Iterator[_Look]:
    """Made one at a time: a later look costs nothing when an earlier one finds."""
    yield read_with_zxing, grey, _as_it_is
    yield read_with_zbar, grey, _as_it_is
    yield _resized(grey)
    contrasted = ImageOps.autocontrast(grey, cutoff=2)
    yield read_with_zxing, contrasted, _as_it_is
    yield read_with_zxing, ImageOps.invert(contrasted), _as_it_is
    for angle in _ANGLES:
        yield _turned(grey, angle)


def _as_it_is(point: Point) -> Point:
    return point


def _resized(grey: Image.Image) -> _Look:
    """Twice the size for a small picture, half for a large, blurred or noisy one."""
    factor = 2.0 if max(grey.size) <= LARGEST_LOOK // 2 else 0.5
    size = (max(1, round(grey.width * factor)), max(1, round(grey.height * factor)))

    def back(point: Point) -> Point:
        return round(point[0] / factor), round(point[1] / factor)

    return read_with_zxing, grey.resize(size, Image.Resampling.BICUBIC), back


def _turned(grey: Image.Image, angle: float) -> _Look:
    """The picture turned anticlockwise about its middle, on a canvas that holds all of it."""
    turned = grey.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def back(point: Point) -> Point:
        x, y = point[0] - turned.width / 2, point[1] - turned.height / 2
        across, down = x * cosine - y * sine, x * sine + y * cosine
        return round(across + grey.width / 2), round(down + grey.height / 2)

    return read_with_zxing, turned, back
