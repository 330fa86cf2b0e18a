"""Label photos as they are taken at a dock: our own labels, seen from somewhere, in some light.

Everything comes from a seed, so a photo that was read once is read for ever.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from tests.imaging.pictures import F, noise, photo, symbol
from webapp.barcodes import check_digit

Scene = Callable[[Image.Image, Random], Image.Image]
SIZE = (1200, 900)
PAPER = 235


@dataclass(frozen=True, slots=True)
class LabelPhoto:
    """One photo, what was done to it, and the text it holds."""

    scene: str
    format: str
    text: str
    body: bytes


def label_photos(*, each: int, seed: int = 2026) -> Iterator[LabelPhoto]:
    """`each` photos of every scene and every symbology."""
    for scene, spoil in SCENES.items():
        for name, make in LABELS.items():
            for number in range(each):
                chance = Random(f"{seed} {scene} {name} {number}")
                text, mark = make(chance)
                picture = spoil(mark, chance)
                body = photo(picture, "JPEG", quality=chance.randint(60, 90))
                yield LabelPhoto(scene, name, text, body)


def gs1(format: Any, pixels: int, **options: Any) -> Callable[[Random], tuple[str, Image.Image]]:
    """A label of a product, its expiry and its lot."""

    def make(chance: Random) -> tuple[str, Image.Image]:
        number = gtin(chance, 13)
        lot = "".join(chance.choice("ABCDEFGHKLMNP0123456789") for _ in range(8))
        day = f"27{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        mark = symbol(f"[01]{number}[17]{day}[10]{lot}", format, pixels=pixels, **options)
        return f"01{number}17{day}10{lot}", mark

    return make


def ean(chance: Random) -> tuple[str, Image.Image]:
    """A retail label."""
    number = gtin(chance, 12)
    return number, symbol(number, F.EAN13, pixels=3)


def gtin(chance: Random, digits: int) -> str:
    """A number with its check digit; never one that begins with a zero."""
    number = str(chance.randint(10 ** (digits - 1), 10**digits - 1))
    return number + check_digit(number)


LABELS = {
    "GS1-128": gs1(F.Code128, 2),
    "GS1 DataMatrix": gs1(F.DataMatrix, 6, forceSquare=True),
    "GS1 QR": gs1(F.QRCode, 6),
    "EAN-13": ean,
}


def scene(mark: Image.Image, *, size: tuple[int, int] = SIZE) -> Image.Image:
    """The label on grey card, in the middle of the photo."""
    card = Image.new("L", size, PAPER)
    card.paste(mark, ((size[0] - mark.width) // 2, (size[1] - mark.height) // 2))
    return card


def turned(mark: Image.Image, chance: Random) -> Image.Image:
    """Any of 360 degrees, a little out of focus."""
    size = math.ceil(math.hypot(*mark.size)) + 40
    whole = scene(mark, size=(max(size, SIZE[0]), max(size, SIZE[1])))
    angle = chance.uniform(0, 360)
    image = whole.rotate(angle, Image.Resampling.BICUBIC, fillcolor=PAPER)
    return image.filter(ImageFilter.GaussianBlur(0.6))


def from_the_side(mark: Image.Image, chance: Random) -> Image.Image:
    """One side farther away than the other, and the camera not held level."""
    image = scene(mark).rotate(chance.uniform(-8, 8), Image.Resampling.BICUBIC, fillcolor=PAPER)
    width, height = image.size
    far = round(height * chance.uniform(0.06, 0.16))
    corners = (0, 0, 0, height, width, height + far, width, -far)
    if chance.random() < 0.5:
        corners = (0, -far, 0, height + far, width, height, width, 0)
    kind = Image.Transform.QUAD
    return image.transform(image.size, kind, corners, Image.Resampling.BICUBIC, fillcolor=PAPER)


def blurred(mark: Image.Image, chance: Random) -> Image.Image:
    """Out of focus."""
    return scene(mark).filter(ImageFilter.GaussianBlur(chance.uniform(0.8, 1.6)))


def grainy(mark: Image.Image, chance: Random) -> Image.Image:
    """A dark hall and a high sensitivity."""
    return Image.blend(scene(mark), noise(SIZE, chance.randrange(10**6)), chance.uniform(0.1, 0.3))


def dim(mark: Image.Image, chance: Random) -> Image.Image:
    """Low light: a third of the contrast, and some grain."""
    low = chance.randint(10, 40)
    dark = scene(mark).point(lambda value: low + value * 0.25)
    return Image.blend(dark, noise(SIZE, chance.randrange(10**6)), 0.03)


def glaring(mark: Image.Image, chance: Random) -> Image.Image:
    """A lamp in the foil, near a corner of the label."""
    image = scene(mark)
    left = (SIZE[0] - mark.width) // 2
    x, y = left + chance.choice((0, mark.width)), SIZE[1] // 2 + chance.randint(-40, 40)
    lamp = Image.new("L", SIZE, 0)
    wide = chance.randint(50, 110)
    ImageDraw.Draw(lamp).ellipse((x - wide, y - wide, x + wide, y + wide), fill=170)
    return ImageChops.add(image, lamp.filter(ImageFilter.GaussianBlur(60)))


def shaded(mark: Image.Image, chance: Random) -> Image.Image:
    """The worker's own shadow lies over half of the label."""
    shadow = Image.new("L", SIZE, 255)
    edge = SIZE[0] // 2 + chance.randint(-80, 80)
    slant = chance.randint(-120, 120)
    ground = ((edge + slant, 0), (SIZE[0], 0), SIZE, (edge - slant, SIZE[1]))
    ImageDraw.Draw(shadow).polygon(ground, fill=90)
    return ImageChops.multiply(scene(mark), shadow.filter(ImageFilter.GaussianBlur(15)))


def white_on_black(mark: Image.Image, chance: Random) -> Image.Image:
    """Lasered into dark plastic."""
    image = ImageOps.invert(scene(mark))
    return image.point(lambda value: 25 + value * 0.7).filter(ImageFilter.GaussianBlur(0.5))


def far_away(mark: Image.Image, chance: Random) -> Image.Image:
    """Small in a photo of twelve megapixels."""
    size = (4000, 3000)
    place = (chance.randint(100, size[0] - mark.width - 100), chance.randint(100, 2200))
    image = Image.new("L", size, PAPER)
    image.paste(mark, place)
    return image.filter(ImageFilter.GaussianBlur(0.5))


SCENES: dict[str, Scene] = {
    "turned": turned,
    "from the side": from_the_side,
    "blurred": blurred,
    "grainy": grainy,
    "dim": dim,
    "glaring": glaring,
    "shaded": shaded,
    "white on black": white_on_black,
    "far away": far_away,
}
