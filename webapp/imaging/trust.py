"""Which reads are believed. A missed code is scanned again; a wrong one becomes wrong stock."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from webapp.imaging.code import Code, Corners

_ITEM_NUMBERS = frozenset({"EAN13", "EAN8", "UPCA"})
_UNCHECKED = frozenset({"Code39", "Codabar"})


def trustworthy(codes: Sequence[Code]) -> list[Code]:
    """The codes that stand, in the order given."""
    likely = [code for code in codes if _is_likely(code)]
    doubtful = _contradicting(likely)
    return [code for code in likely if code not in doubtful]


def beside(codes: Sequence[Code], others: Sequence[Code]) -> list[Code]:
    """The codes, and those of another look that stand elsewhere in the picture.

    A second engine is asked for what the first did not see, so what it adds must check itself.
    Different item numbers of the two looks on one spot make each other doubtful.
    """
    doubtful = _contradicting([*codes, *others])
    known = {code.text for code in codes}
    new = [
        code
        for code in others
        if code.text not in known
        and _checks_itself(code)
        and not any(overlap(code.corners, one.corners) for one in codes)
    ]
    return [code for code in (*codes, *new) if code not in doubtful]


class Witnesses:
    """Item numbers read from a mended picture are believed when two looks read the same.

    Sharpening and shadows invent edges, and one number in ten passes an item number's check digit;
    the other symbologies check more.
    """

    def __init__(self) -> None:
        self._heard: set[str] = set()

    def heard(self, codes: Sequence[Code], *, mended: bool) -> list[Code]:
        """The codes of this look that stand by now."""
        if not mended:
            return list(codes)
        stand = [code for code in codes if not _is_item_number(code) or code.text in self._heard]
        self._heard |= {code.text for code in codes if _is_item_number(code)}
        return stand


def _is_item_number(code: Code) -> bool:
    return code.format in _ITEM_NUMBERS


def _is_likely(code: Code) -> bool:
    """ITF and Code 39 have no check digit of their own: short ones are found in noise."""
    if code.format.startswith("ITF"):
        return len(code.text) == 14
    if code.format.startswith("Code39"):
        return len(code.text) >= 3
    return True


def _checks_itself(code: Code) -> bool:
    """ZBar's Code 39 and Codabar are believed alone at most: shelves and fences look like them."""
    return code.engine != "pyzbar" or code.format not in _UNCHECKED


def _contradicting(codes: Sequence[Code]) -> set[Code]:
    """Different item numbers read from the same spot: at most one is right, and none says which."""
    numbers = [code for code in codes if _is_item_number(code)]
    return {
        code
        for one, other in combinations(numbers, 2)
        if one.text.zfill(14) != other.text.zfill(14) and overlap(one.corners, other.corners)
        for code in (one, other)
    }


def overlap(one: Corners, other: Corners) -> bool:
    """Whether two convex quadrilaterals share a point: no edge of either separates them."""
    return not any(_separates(edge, one, other) for edge in (*_edges(one), *_edges(other)))


def _edges(corners: Corners) -> list[tuple[int, int]]:
    following = (*corners[1:], corners[0])
    return [(b[0] - a[0], b[1] - a[1]) for a, b in zip(corners, following, strict=True)]


def _separates(edge: tuple[int, int], one: Corners, other: Corners) -> bool:
    across, down = edge
    if across == down == 0:
        return False
    first = [x * down - y * across for x, y in one]
    second = [x * down - y * across for x, y in other]
    return max(first) < min(second) or max(second) < min(first)
