"""The order in which a picture is looked at: the likely look first, the first find ends it.

as it is: zxing-cpp → as it is: pyzbar → twice or half the size → closer, where it was shrunk
→ sharpened → flattened light → more contrast → inverted
→ turned by ±15°, ±30° and 45° (GS1-128 lying askew is read in no other way)

then, where more may be there than one look reads, the others beside the found (others.py)

Most pictures end at the first look, in about two milliseconds. What is left of the budget is asked
between looks: the first always happens, none begins after the time is up. A look is at most 1600
pixels a side, so that none is long.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from time import monotonic

from webapp.imaging import looks
from webapp.imaging.code import Code
from webapp.imaging.engines import read_with_zbar, read_with_zxing, read_with_zxing_by_histogram
from webapp.imaging.looks import Look
from webapp.imaging.order import in_reading_order
from webapp.imaging.others import with_others
from webapp.imaging.picture import Picture, open_picture
from webapp.imaging.trust import Witnesses, trustworthy

_ANGLES = (15, -15, 30, -30, 45)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a picture shows. `time_up` says that looks were left when the time was over."""

    codes: tuple[Code, ...]
    time_up: bool = False


def decode(picture: bytes, *, budget_seconds: float = 2.0) -> tuple[Code, ...]:
    """Every code of a JPEG, PNG or WebP picture in reading order, top left first; often none.

    The same text in the same symbology is given once. Raises PictureRefused with a status for the
    door (400, 413, 415, 422); whatever the bytes are, nothing else is raised.
    """
    return see(picture, deadline=monotonic() + budget_seconds).codes


def see(picture: bytes, *, deadline: float) -> Seen:
    """The same until `deadline` on the monotonic clock, and whether that cut the looking short."""
    opened = open_picture(picture)
    witnesses = Witnesses()
    for look in _looks(opened):
        codes = witnesses.heard(trustworthy(look.codes()), mended=look.mended)
        if codes:
            every = with_others(codes, opened, close=look.close, deadline=deadline)
            return Seen(in_reading_order(code.moved(opened.original) for code in every))
        if monotonic() >= deadline:
            return Seen((), time_up=True)
    return Seen(())


def _looks(picture: Picture) -> Iterator[Look]:
    """Made one at a time: a later look costs nothing when an earlier one finds."""
    grey = picture.grey
    yield Look(read_with_zxing, grey, mended=False)
    yield Look(read_with_zbar, grey, mended=False)
    yield looks.resized(grey)
    yield from looks.closer(picture)
    sharp = looks.sharpened(grey)
    yield sharp
    yield sharp.through(read_with_zxing_by_histogram)
    yield from map(partial(looks.in_even_light, grey), looks.LIGHTS)
    contrasted = looks.contrasted(grey)
    yield contrasted
    yield looks.inverted(contrasted)
    for angle in _ANGLES:
        yield looks.turned(grey, angle)
