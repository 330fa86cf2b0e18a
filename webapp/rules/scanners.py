"""How one device's scanner behaves, and what is done so that its scans come out right.

Most scanners need none of this. The others end a scan without a key, type slowly, believe in
another keyboard, or cannot send the separator GS; what such a scanner does is found out once, on
the device check, and kept with the device.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from webapp.words import T, Words

USUAL_GAP_MS = 45
GAP_MS = (20, 150)
QUIET_MS = (50, 1000)
LONGEST_PREFIX = 8
LONGEST_SEPARATOR = 8
MOST_SEPARATORS = 4

Faults = dict[str, Words]


class Layout(StrEnum):
    """Which part of a key press is believed: the character, or the place on a US keyboard."""

    KEY = "key"
    US = "us"


class Letters(StrEnum):
    """What is done with capitals."""

    KEEP = "keep"
    CAPS_LOCK = "caps_lock"
    SWAP = "swap"


@dataclass(frozen=True, slots=True)
class Scanner:
    """The settings of one device's scanner; as it stands here, nothing is put right.

    quiet_ms: a scan ends after so much quiet; None where Enter or Tab ends it.
    gap_ms: keys no further apart than this are a scanner's.
    separators: what arrives in place of GS.
    prefix: what the scanner puts before every code.
    several: one scan may hold several codes, parted by a semicolon or a comma.
    """

    quiet_ms: int | None = None
    gap_ms: int = USUAL_GAP_MS
    layout: Layout = Layout.KEY
    letters: Letters = Letters.KEEP
    separators: tuple[str, ...] = ()
    prefix: str = ""
    several: bool = False

    def values(self) -> dict[str, Any] | None:
        """The settings as they are kept: only what is not as usual; None for nothing."""
        usual = asdict(USUAL)
        return {k: v for k, v in asdict(self).items() if v != usual[k]} or None

    def kept(self) -> str | None:
        """The same as one line of text, for the history."""
        own = self.values()
        return json.dumps(own, sort_keys=True, ensure_ascii=False) if own else None


USUAL = Scanner()


def scanner_kept(values: Mapping[str, Any] | None) -> Scanner:
    """The settings that were written down as `values`; None is a scanner as usual."""
    if not values:
        return USUAL
    given = dict(values)
    return Scanner(
        quiet_ms=given.get("quiet_ms"),
        gap_ms=given.get("gap_ms", USUAL_GAP_MS),
        layout=Layout(given.get("layout", Layout.KEY)),
        letters=Letters(given.get("letters", Letters.KEEP)),
        separators=tuple(given.get("separators", ())),
        prefix=given.get("prefix", ""),
        several=bool(given.get("several", False)),
    )


def scanner_typed(given: Mapping[str, str], separators: Iterable[str]) -> Scanner | Faults:
    """The settings as a form sends them, or a sentence for every field that will not do."""
    faults: Faults = {}
    made = Scanner(
        quiet_ms=number(given, "quiet_ms", QUIET_MS, None, faults),
        gap_ms=number(given, "gap_ms", GAP_MS, USUAL_GAP_MS, faults) or USUAL_GAP_MS,
        layout=Layout(choice(given, "layout", Layout, faults)),
        letters=Letters(choice(given, "letters", Letters, faults)),
        separators=tuple(dict.fromkeys(one for one in separators if one)),
        prefix=given.get("prefix", ""),
        several=given.get("several", "") == "yes",
    )
    if fault := prefix_fault(made.prefix):
        faults["prefix"] = fault
    if fault := separators_fault(made.separators):
        faults["separators"] = fault
    return faults or made


def number(
    given: Mapping[str, str],
    name: str,
    limits: tuple[int, int],
    usual: int | None,
    faults: Faults,
) -> int | None:
    """A number of milliseconds within its limits; empty is as usual."""
    text = given.get(name, "").strip()
    least, most = limits
    if not text:
        return usual
    if text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most:
        return int(text)
    faults[name] = T(
        "%(found)s was given; a whole number of milliseconds from %(least)s to %(most)s is"
        " expected.",
        found=text[:20],
        least=least,
        most=most,
    )
    return usual


def choice(
    given: Mapping[str, str], name: str, among: type[Layout] | type[Letters], faults: Faults
) -> str:
    """One of a closed list; empty is the first."""
    value = given.get(name, "") or next(iter(among)).value
    if value in list(among):
        return value
    faults[name] = T(
        "%(found)s was given; one of %(among)s is expected.",
        found=value[:20],
        among=", ".join(among),
    )
    return next(iter(among)).value


def prefix_fault(prefix: str) -> Words | None:
    """Why this cannot be what a scanner puts before every code."""
    if len(prefix) > LONGEST_PREFIX or not prefix.isprintable():
        return T(
            "A prefix has at most %(most)s characters that can be seen; take a longer one out in"
            " the scanner.",
            most=LONGEST_PREFIX,
        )
    return None


def separators_fault(separators: tuple[str, ...]) -> Words | None:
    """Why one of these cannot stand for GS: letters and digits alone are part of codes."""
    if len(separators) > MOST_SEPARATORS:
        return T("At most %(most)s stand-ins for the separator are expected.", most=MOST_SEPARATORS)
    for one in separators:
        if len(one) > LONGEST_SEPARATOR or not one.isprintable() or one.isalnum():
            return T(
                "“%(found)s” cannot stand for the separator: one to %(most)s characters are"
                " expected, one of them no letter and no digit.",
                found=one[:20],
                most=LONGEST_SEPARATOR,
            )
    return None


def in_words(scanner: Scanner) -> tuple[Words, ...]:
    """What is done for this scanner, one sentence each; empty for one that is as usual."""
    said = (
        T("A scan ends after %(ms)s ms of quiet.", ms=scanner.quiet_ms)
        if scanner.quiet_ms
        else None,
        T("Keys up to %(ms)s ms apart are a scan.", ms=scanner.gap_ms)
        if scanner.gap_ms != USUAL_GAP_MS
        else None,
        T("Keys are read by their place on a US keyboard.")
        if scanner.layout is Layout.US
        else None,
        LETTERS.get(scanner.letters),
        T("“%(sign)s” is read as the separator GS.", sign=" ".join(scanner.separators))
        if scanner.separators
        else None,
        T("“%(prefix)s” before a code is taken off.", prefix=scanner.prefix)
        if scanner.prefix
        else None,
        T("One scan may hold several codes, parted by ; or ,.") if scanner.several else None,
    )
    return tuple(words for words in said if words is not None)


LETTERS = {
    Letters.CAPS_LOCK: T("Capitals are swapped back while caps lock is on."),
    Letters.SWAP: T("Capitals and small letters are swapped back."),
}
