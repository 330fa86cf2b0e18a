"""Pictures for the tests: symbols put on paper and photographed badly."""

from __future__ import annotations

import random
from io import BytesIO
from typing import Any

import zxingcpp
from PIL import Image, ImageDraw

from webapp.imaging import Code, decode

F = zxingcpp.BarcodeFormat
HAND_CREAM = "[01]04006381333931[10]C202507[17]271231"
HAND_CREAM_TEXT = "010400638133393110C202507\x1d17271231"


def symbol(content: str, format: Any = F.DataMatrix, *, pixels: int = 4, **options: Any):
    """A symbol with its quiet zone, a module `pixels` wide."""
    if content.startswith("["):
        options = {"gs1": True, **options}
    grid = memoryview(zxingcpp.create_barcode(content, format, **options).to_image(scale=pixels))
    height, width = grid.shape
    return Image.frombytes("L", (width, height), grid.tobytes())


def paper(*placed: tuple[Image.Image, tuple[int, int]], size: tuple[int, int] = (1000, 700)):
    """White paper with each symbol's top left corner at its place."""
    page = Image.new("L", size, 255)
    for image, place in placed:
        page.paste(image, place)
    return page


def photo(image: Image.Image, format: str = "PNG", **options: Any) -> bytes:
    body = BytesIO()
    image.save(body, format, **options)
    return body.getvalue()


def texts(image: Image.Image | bytes, **options: Any) -> list[str]:
    """What is read from a picture, in the order given."""
    body = image if isinstance(image, bytes) else photo(image)
    return [code.text for code in decode(body, **options)]


def one(image: Image.Image | bytes) -> Code:
    (code,) = decode(image if isinstance(image, bytes) else photo(image))
    return code


def noise(size: tuple[int, int], seed: int) -> Image.Image:
    return Image.frombytes("L", size, random.Random(seed).randbytes(size[0] * size[1]))


def leaning(image: Image.Image, *, by: int) -> Image.Image:
    """Seen from the side: the right edge shorter than the left by `by` pixels above and below."""
    width, height = image.size
    corners = (0, -by, 0, height + by, width, height, width, 0)
    return image.transform(image.size, Image.Transform.QUAD, corners, fillcolor=255)


def crossed_out(image: Image.Image) -> Image.Image:
    """Paper without any code: text, lines and a table's edges."""
    draw = ImageDraw.Draw(image)
    for y in range(20, image.height, 40):
        draw.line((0, y, image.width, y), fill=90, width=2)
        draw.text((30, y + 8), "Delivery note 4711, hand cream, 12 pieces", fill=0)
    return image
