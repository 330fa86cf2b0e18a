"""The codes that one look missed beside those it found: several codes in a picture are a choice.

found ─► one, of squares or in a small picture ──────────────────────────────► that one
      ─► bars in a large picture, or several ─► pyzbar ─► one ───────────────► that one
                                                       └► several, shrunk ─► closer ─► all

A page of bars is what a look reads in part: shrunk, its narrow bars run together. The usual
picture shows one code and pays for one more look at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from time import monotonic

from webapp.imaging.code import Code
from webapp.imaging.engines import read_with_zbar
from webapp.imaging.looks import Look, closer
from webapp.imaging.picture import Picture
from webapp.imaging.trust import beside, trustworthy


def with_others(
    codes: Sequence[Code], picture: Picture, *, close: bool, deadline: float
) -> list[Code]:
    """`codes` and what further looks see elsewhere in the picture; `close` says that they were
    found in one piece of it. No look begins after the deadline.
    """
    every = list(codes)
    bars = any(code.is_linear for code in codes)
    if bars and (picture.was_shrunk or len(every) > 1):
        every = _joined(every, [Look(read_with_zbar, picture.grey, mended=False)], deadline)
    if close or len(every) > 1:
        every = _joined(every, _pieces(picture, bars=bars), deadline)
    return every


def _joined(codes: list[Code], looks: Iterable[Look], deadline: float) -> list[Code]:
    for look in looks:
        if monotonic() >= deadline:
            break
        codes = beside(codes, trustworthy(look.codes()))
    return codes


def _pieces(picture: Picture, *, bars: bool) -> Iterator[Look]:
    """Every piece of a picture that was shrunk; ZBar reads bars that zxing-cpp does not."""
    for look in closer(picture):
        yield look
        if bars:
            yield look.through(read_with_zbar)
