"""One look at a picture: an engine, what it is shown, and the way of a point back.

Each function here makes the picture a little easier to read, for one thing that goes wrong with
photos: too small, blurred, half in shadow, pale, white on black, askew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PIL import Image, ImageChops, ImageFilter, ImageOps

from webapp.imaging.code import Code, Point
from webapp.imaging.engines import Engine, read_with_zxing, read_with_zxing_by_histogram
from webapp.imaging.picture import LARGEST_LOOK, Picture

# How far around a point the light is measured, in pixels, and who looks at the result.
LIGHTS = ((25, read_with_zxing_by_histogram), (60, read_with_zxing))
# Blur eats edges over some four pixels, however large the picture was made before.
_EDGE = 4
_SHARPER_PERCENT = 300
_OVERLAP = 0.2


def _as_it_is(point: Point) -> Point:
    return point


@dataclass(frozen=True, slots=True)
class Look:
    """`mended` pictures may show edges that were not there: a second look must see the same.

    `close` is a look at one piece of a picture.
    """

    engine: Engine
    image: Image.Image
    back: Callable[[Point], Point] = _as_it_is
    mended: bool = True
    close: bool = False

    def codes(self) -> list[Code]:
        """What the engine reads, each at its place in the picture as it is."""
        return [code.moved(self.back) for code in self.engine(self.image)]

    def through(self, engine: Engine) -> Look:
        """The same picture through another engine."""
        return replace(self, engine=engine)


def resized(grey: Image.Image) -> Look:
    """Twice the size for a small picture, half for a large, blurred or noisy one."""
    return scaled(grey, 2.0 if max(grey.size) <= LARGEST_LOOK // 2 else 0.5)


def closer(picture: Picture) -> Iterator[Look]:
    """A shrunk picture again, in pieces of the size it had: a small code in a large photo."""
    for piece, left, top in picture.pieces(LARGEST_LOOK, overlap=_OVERLAP):

        def back(point: Point, left: int = left, top: int = top) -> Point:
            return picture.shrunk((point[0] + left, point[1] + top))

        yield Look(read_with_zxing, piece, back, mended=False, close=True)


def sharpened(grey: Image.Image) -> Look:
    """Larger where it is small, and every edge steeper: an unsharp mask against blur."""
    factor = max(1.0, min(2.0, LARGEST_LOOK / max(grey.size)))
    larger = scaled(grey, factor)
    steeper = ImageFilter.UnsharpMask(_EDGE * factor, _SHARPER_PERCENT, threshold=0)
    return replace(larger, image=larger.image.filter(steeper))


def in_even_light(grey: Image.Image, light: tuple[int, Engine]) -> Look:
    """Each point beside the average around it: shadows, glare and dim corners go."""
    around, engine = light
    average = grey.filter(ImageFilter.BoxBlur(around))
    even = ImageChops.subtract(grey, average, scale=0.5, offset=128)
    return Look(engine, ImageOps.autocontrast(even))


def contrasted(grey: Image.Image) -> Look:
    """From black to white, without the few points that are darker or lighter than all others."""
    return Look(read_with_zxing, ImageOps.autocontrast(grey, cutoff=2))


def inverted(look: Look) -> Look:
    """White on black."""
    return replace(look, image=ImageOps.invert(look.image), mended=False)


def scaled(grey: Image.Image, factor: float) -> Look:
    """`factor` times the size."""
    size = (max(1, round(grey.width * factor)), max(1, round(grey.height * factor)))

    def back(point: Point) -> Point:
        return round(point[0] / factor), round(point[1] / factor)

    return Look(read_with_zxing, grey.resize(size, Image.Resampling.BICUBIC), back)


def turned(grey: Image.Image, angle: float) -> Look:
    """The picture turned anticlockwise about its middle, on a canvas that holds all of it."""
    turned = grey.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def back(point: Point) -> Point:
        x, y = point[0] - turned.width / 2, point[1] - turned.height / 2
        across, down = x * cosine - y * sine, x * sine + y * cosine
        return round(across + grey.width / 2), round(down + grey.height / 2)

    return Look(read_with_zxing, turned, back, mended=False)
