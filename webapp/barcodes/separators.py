"""The separator GS (U+001D) and everything scanners and keyboards send in its place.

Spelled out (`{GS}`, `~d029`), a separator is recognised at once; none of these spellings can be
the content of a label, and nobody writes `<GS>` in a lot. A single character that GS1 forbids
(`|`, `#`, a space) can only be a separator, but a misprint is possible too: it is believed when
the whole code can be read with it. `%1D` is made of characters a lot may hold, so it gives a
second reading unless the scanner's settings say that it is the separator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

GS = "\x1d"
RS = "\x1e"
EOT = "\x04"
PERCENT_ENCODED = "%1D"

_SPELLED_OUT = re.compile(
    r"[{<\[](?:GS|FNC1|F8|0x1D|29)[}>\]]|\^\]|\\(?:x1d|u001d|x\{1d\}|u\{1d\}|035)|&\#(?:29|x1d);"
    r"|_x001d_|~d029|\u241d",
    re.IGNORECASE,
)
_RECORD = re.compile(r"\{RS\}|<RS>|\[RS\]|\^\^|\\x1e|\\u001e|~d030|\u241e", re.IGNORECASE)
_END = re.compile(r"\{EOT\}|<EOT>|\[EOT\]|\^D$|\\x04|\\u0004|~d004|\u2404", re.IGNORECASE)
_HINT = re.compile(r"[{<\[^\\~#_\u2404\u241d\u241e]")
# Whatever is outside GS1's set of 82 characters: ↔ is what Alt+029 types on Windows, è the code
# word of FNC1 in a Latin-1 font, \ufffd what is left of a character nobody could decode.
_SIGN = re.compile(r"[^!\"%-?A-Z_a-z]")


def as_gs(text: str, separators: Iterable[str] = ()) -> str:
    """The text with its spelled out separators, and those of the scanner's settings, as GS."""
    for separator in separators:
        if separator:
            text = text.replace(separator, GS)
    return _SPELLED_OUT.sub(GS, text) if _HINT.search(text) else text


def as_control_characters(text: str) -> str:
    """The text with spelled out GS, RS and EOT as the characters they are."""
    if not _HINT.search(text):
        return text
    return _END.sub(EOT, _RECORD.sub(RS, as_gs(text)))


def with_stand_in(text: str) -> Iterator[str]:
    """The text with its one forbidden character read as GS; nothing when there is not exactly one.

    A stand-in at the end separates nothing: there it is a misprint or a misread. `~1` is FNC1 to
    programs that draw symbols, and a bare `~` in front of element 1… to scanners.
    """
    signs = set(_SIGN.findall(text))
    if len(signs) != 1 or GS in signs:
        return
    sign = signs.pop()
    if text.endswith(sign):
        return
    yield text.replace(sign, GS)
    if sign == "~":
        yield text.replace("~1", GS)
