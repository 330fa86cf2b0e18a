"""Real files with bytes gone wrong: read or refused, and nothing else, whatever was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

import pytest
from PIL import Image

from webapp.imaging import PictureRefused, decode

from .pictures import paper, photo, symbol

# Pillow remarks on what it finds; the remark is not the answer.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

MUTANTS = 300
# Lengths, counts and sizes that readers stumble over.
NUMBERS = (b"\x00", b"\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\xff\xff\xff\xff")


def page() -> Image.Image:
    return paper((symbol("L7", pixels=4), (10, 10)), size=(90, 90))


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A phone"
    return photo(page(), "JPEG", exif=exif)


def animated(format: str) -> bytes:
    body = BytesIO()
    more = [page().rotate(90)]
    page().convert("RGB").save(body, format, save_all=True, append_images=more, duration=50)
    return body.getvalue()


def transparent() -> bytes:
    return photo(page().convert("P"), transparency=0)


FILES: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: photo(page(), "JPEG"),
    "progressive JPEG": lambda: photo(page(), "JPEG", progressive=True),
    "CMYK JPEG": lambda: photo(page().convert("CMYK"), "JPEG"),
    "JPEG with EXIF": with_exif,
    "PNG": lambda: photo(page()),
    "PNG with a palette": transparent,
    "moving PNG": lambda: animated("PNG"),
    "WebP": lambda: photo(page(), "WEBP"),
    "moving WebP": lambda: animated("WEBP"),
}


@pytest.mark.parametrize("name", ["progressive JPEG", "CMYK JPEG", "moving PNG", "moving WebP"])
def test_unusual_pictures_are_read(name: str):
    assert [code.text for code in decode(FILES[name]())] == ["L7"]


@pytest.mark.feature("AP-06")
@pytest.mark.parametrize("name", FILES)
def test_a_picture_with_bytes_gone_wrong_is_read_or_refused(name: str):
    whole = FILES[name]()
    chance = Random(name)
    seen = Counter(outcome(mutant(whole, chance)) for _ in range(MUTANTS))
    assert set(seen) <= {"read", "nothing", 400, 413, 415, 422}
    assert len(seen) > 1


def outcome(body: bytes) -> Any:
    """What came of it; anything but a refusal that is raised fails the test."""
    try:
        return "read" if decode(body, budget_seconds=0.0) else "nothing"
    except PictureRefused as refused:
        return refused.status


def mutant(whole: bytes, chance: Random) -> bytes:
    """The file after one to four accidents."""
    body = bytearray(whole)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(body)) if body else 0
        match chance.randrange(6):
            case 0:
                body[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                number = chance.choice(NUMBERS)
                body[place : place + len(number)] = number
            case 2:
                del body[place : place + chance.randint(1, 40)]
            case 3:
                body[place:place] = chance.randbytes(chance.randint(1, 40))
            case 4:
                body[place:place] = body[place : place + chance.randint(1, 60)]
            case 5:
                # Headers are where a byte weighs most.
                near = chance.randrange(min(len(body), 64)) if body else 0
                body[near : near + 1] = bytes([chance.randrange(256)])
    return bytes(body[: chance.randrange(len(body) + 1)] if chance.random() < 0.1 else body)
