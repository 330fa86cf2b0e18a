"""AIM symbology identifiers (ISO/IEC 15424): the three characters that say what symbol was read.

They promise what the data is, so that nothing has to be guessed from the data itself.
"""

from __future__ import annotations

import re
from enum import Enum


class Promise(Enum):
    """What an identifier lets us expect."""

    NOTHING = "no identifier was sent"
    GS1 = "an element string"
    ITEM_NUMBER = "a GTIN"
    PLAIN = "whatever the printer of the label liked"
    UNKNOWN = "no such identifier"


GS1 = {"]C1", "]d2", "]d8", "]Q3", "]Q4", "]e0", "]J1"}
_ITEM_NUMBER = {"]E0", "]E4", "]I1"}
_KNOWN = re.compile(r"\][A-UXc-ehopsz][0-9A-Za-z]")
_REST = re.compile(r"(?:C1|d[28]|Q[34]|e0|J1|\])(?=0[12][0-9]{14}|00[0-9]{18})", re.ASCII)
_AROUND = " \t\r\n\x00\x02\x03\ufeff"


def trim(text: str) -> str:
    """The text without what scanners put around a code.

    Python's own strip() would take the separator GS away as well.
    """
    return text.strip(_AROUND)


def split(text: str, symbology: str | None) -> tuple[str | None, str]:
    """The identifier and the data behind it.

    `symbology` is what a decoder said beside the text; the text may repeat it.
    """
    if symbology and _KNOWN.fullmatch(symbology):
        return symbology, _without(symbology, text)
    if text.startswith("]") and (known := _KNOWN.match(text)):
        return known[0], _without(known[0], text)
    return None, text


def _without(identifier: str, text: str) -> str:
    """Some scanners send it twice, once by themselves and once as the prefix they are set to."""
    while text.startswith(identifier):
        text = text[len(identifier) :]
    return text


def without_rest(text: str) -> str | None:
    """The text without the end of an identifier whose beginning was cut off; None without one.

    Only in front of a key is `C1` or a bracket alone taken for what is left of one.
    """
    rest = _REST.match(text)
    return text[rest.end() :] if rest else None


def promise(identifier: str | None, data: str) -> Promise:
    """What `identifier` lets us expect; data that still opens with "]" had one nobody knows."""
    if identifier is None:
        return Promise.UNKNOWN if data.startswith("]") else Promise.NOTHING
    if identifier in GS1:
        return Promise.GS1
    return Promise.ITEM_NUMBER if identifier in _ITEM_NUMBER else Promise.PLAIN
