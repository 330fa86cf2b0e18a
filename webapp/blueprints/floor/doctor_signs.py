"""A raw code sign by sign: what cannot be seen gets a name, and a fault its place."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from webapp.barcodes import Parsed
from webapp.barcodes.separators import as_gs
from webapp.blueprints.shown import said
from webapp.words import T, Words

MOST = 400
# What each is called, short enough to be drawn in its place, and in words.
HIDDEN: dict[str, tuple[str, Words]] = {
    "\x00": ("NUL", T("an empty character")),
    "\x02": ("STX", T("start of text")),
    "\x03": ("ETX", T("end of text")),
    "\x04": ("EOT", T("end of transmission")),
    "\t": ("TAB", T("a tabulator")),
    "\n": ("LF", T("a new line")),
    "\r": ("CR", T("a carriage return")),
    "\x1c": ("FS", T("the file separator")),
    "\x1d": ("GS", T("the separator of GS1 codes")),
    "\x1e": ("RS", T("the record separator")),
    "\x1f": ("US", T("the unit separator")),
    "\x7f": ("DEL", T("delete")),
    "\ufeff": ("BOM", T("a byte order mark")),
    "\u00a0": ("NBSP", T("a space that does not break")),
    "\u200b": ("ZWSP", T("a space without width")),
    "\ufffd": ("\ufffd", T("a replacement character: something was lost on the way")),
    "\u241d": ("␝", T("a picture of GS, not GS itself")),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """One character: how it is drawn, its number, and what it is to the reader of the code."""

    drawn: str
    number: int
    hidden: bool
    fault: bool = False
    identifier: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A character that cannot be seen, or is not what it seems: drawn, named, and where it is."""

    drawn: str
    name: str
    places: str


def signs(
    text: str, *, fault_at: int | None = None, identifier: str | None = None
) -> tuple[Sign, ...]:
    """The characters of `text`, counted from 1; at most 400 of them are drawn.

    fault_at: where the fault begins. identifier: the characters that announce the symbol.
    """
    begin = text.find(identifier) + 1 if identifier else 0
    announced = range(begin, begin + 3) if begin else range(0)
    return tuple(
        Sign(drawn(one), number, is_hidden(one), number == fault_at, number in announced)
        for number, one in enumerate(text[:MOST], start=1)
    )


def drawn(sign: str) -> str:
    """A character as people can see it; one that cannot be seen by its short name or number."""
    if sign in HIDDEN:
        return HIDDEN[sign][0]
    if sign == " ":
        return "␣"
    return sign if sign.isprintable() else f"{ord(sign):02X}"


def is_hidden(sign: str) -> bool:
    """Whether a character says nothing to the eye."""
    return sign in HIDDEN or not sign.isprintable() or sign.isspace()


def named(text: str) -> tuple[Named, ...]:
    """Everything in `text` that is hidden or outside of plain ASCII, with its places."""
    found: dict[str, list[int]] = {}
    for number, sign in enumerate(text, start=1):
        if sign != " " and (is_hidden(sign) or not sign.isascii()):
            found.setdefault(sign, []).append(number)
    return tuple(Named(drawn(one), name_of(one), places(where)) for one, where in found.items())


def name_of(sign: str) -> str:
    """What a character is called."""
    if sign in HIDDEN:
        return said(HIDDEN[sign][1])
    code = f"U+{ord(sign):04X}"
    name = unicodedata.name(sign, "")
    return f"{name.lower()} ({code})" if name else code


def places(numbers: list[int]) -> str:
    """The numbers of characters; of many only the first."""
    first = ", ".join(str(number) for number in numbers[:8])
    return f"{first}, …" if len(numbers) > 8 else first


def read_as(parsed: Parsed, separators: tuple[str, ...]) -> str:
    """The code behind its identifier with what stands for GS as GS: faults are counted in it."""
    return as_gs(parsed.text, separators)
