"""Code 128 as a label printer is told it: which characters, and in which of its sets.

A ZPL printer in mode N takes every change of set from the field's data, so that the symbol is
decided here and its width is known before it is printed. Set B holds ASCII, set C pairs of digits.
Source: ISO/IEC 15417; ZPL II Programming Guide, ^BC.
"""

from __future__ import annotations

import re

from webapp.labels.elements import GS

_PAIR = re.compile(r"[0-9]{2}")
_START_B, _START_C, _TO_C, _TO_B, _FNC1 = ">:", ">;", ">5", ">6", ">8"

Characters = tuple[str, ...]


def code128(text: str, *, gs1: bool) -> Characters:
    """The fewest symbol characters for `text`, printable ASCII, each as ^FD wants it.

    The first says the set it begins in; in GS1 the second is FNC1, and GS is FNC1 too. Check
    character and stop are the printer's.

    >>> "".join(code128("10C202507", gs1=True))
    '>;>810>6C>5202507'
    """
    in_b, in_c = _fewest(text)
    opening = (_FNC1,) if gs1 else ()
    if len(in_c) <= len(in_b):
        return _START_C, *opening, *in_c
    return _START_B, *opening, *in_b


def modules(characters: Characters) -> int:
    """The width of the symbol without quiet zone: 11 each, 11 to check and 13 to stop."""
    return 11 * len(characters) + 24


def _fewest(text: str) -> tuple[Characters, Characters]:
    """The characters that say `text` for a symbol that is in set B, and for one in set C.

    Worked out from the end: what follows a place does not hang on what stands before it.
    """
    in_b: list[Characters] = [()]
    in_c: list[Characters] = [()]
    for at in range(len(text) - 1, -1, -1):
        if text[at] == GS:
            in_b.append((_FNC1, *in_b[-1]))
            in_c.append((_FNC1, *in_c[-1]))
            continue
        pair = _PAIR.match(text, at)
        stay_b = (">0" if text[at] == ">" else text[at], *in_b[-1])
        stay_c = (pair[0], *in_c[-2]) if pair else None
        in_b.append(min(stay_b, (_TO_C, *stay_c), key=len) if stay_c else stay_b)
        in_c.append(min(stay_c, (_TO_B, *stay_b), key=len) if stay_c else (_TO_B, *stay_b))
    return in_b[-1], in_c[-1]
