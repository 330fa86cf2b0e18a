"""A raw code made fit for a sentence: what cannot be seen is made visible, what is long is cut."""

from __future__ import annotations

import unicodedata

LONGEST_SHOWN = 80

_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def shown(text: str) -> str:
    """The code for people: control characters as pictures (␝), at most 80 characters and "…".

    Characters that turn or hide the text around them become "�", so that a code cannot change
    the message it stands in.

    >>> shown("10AB\\x1d21S1")
    '10AB␝21S1'
    """
    cut = text[:LONGEST_SHOWN].translate(_PICTURES)
    if not cut.isascii():
        cut = "".join("\ufffd" if unicodedata.category(c) in _UNSEEN else c for c in cut)
    return cut + "…" if len(text) > LONGEST_SHOWN else cut
