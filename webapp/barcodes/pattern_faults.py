"""What can be wrong with a pattern, and where a code does not fit one; each names its place."""

from __future__ import annotations

from webapp.barcodes.parsed import Fault
from webapp.barcodes.shown import shown
from webapp.words import T, Words

DIGIT = T("a digit")
CHARACTER = T("a character")


def found_there(sign: str) -> Words | str:
    """The sign that stands there, or that the code is over."""
    return f"“{shown(sign)}”" if sign else T("the end of the code")


# A code that does not fit


def expected(what: Words | str, sign: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: %(expected)s expected, %(found)s found.",
        position=position,
        expected=what,
        found=found_there(sign),
    )
    return Fault("misfit", words, position=position)


def sign(wanted: str, found: str, position: int) -> Fault:
    return expected(f"“{shown(wanted)}”", found, position)


def nothing_more(found: str, position: int) -> Fault:
    return expected(T("the end of the code"), found, position)


def at_most(part: str, most: int, found: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: {%(part)s} has at most %(most)s characters, “%(found)s” found.",
        position=position,
        part=part,
        most=most,
        found=shown(found),
    )
    return Fault("misfit", words, position=position)


def number_expected(digits: int, called: str) -> Fault:
    words = T(
        "A number of %(digits)s digits with a right check digit is expected (%(called)s).",
        digits=digits,
        called=called,
    )
    return Fault("encoding", words, position=1)


def no_command(position: int) -> Fault:
    words = T("Character %(position)s: the name of a command is expected.", position=position)
    return Fault("misfit", words, position=position)


# A pattern that cannot stand


def empty() -> Fault:
    return Fault("empty_pattern", T("A pattern is needed, such as 21.....{NNDDD}."))


def too_long(most: int, found: int) -> Fault:
    words = T("A pattern has at most %(most)s characters, %(found)s found.", most=most, found=found)
    return Fault("pattern_length", words, position=most + 1)


def brace(found: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: “%(found)s” stands alone. A part is written as {lot:1-20};"
        " a brace or backslash that is printed on the label as \\{, \\} or \\\\.",
        position=position,
        found=found,
    )
    return Fault("brace", words, position=position)


def no_repeat(found: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: “%(found)s” repeats nothing here."
        " Write one dot for each character, or a part such as {code:1-20}.",
        position=position,
        found=found,
    )
    return Fault("repeat", words, position=position)


def not_printable(found: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: a sign that can be seen is expected, %(found)s found.",
        position=position,
        found=shown(found),
    )
    return Fault("characters", words, position=position)


def unknown_part(found: str, known: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: “%(found)s” is no part. Expected: %(known)s, or NNDDD.",
        position=position,
        found=shown(found),
        known=known,
    )
    return Fault("unknown_part", words, position=position)


def spec_expected(part: str, known: str, found: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: behind {%(part)s: one of %(known)s is expected,"
        " “%(found)s” found.",
        position=position,
        part=part,
        known=known,
        found=shown(found),
    )
    return Fault("part_form", words, position=position + len(part) + 2)


def lengths(part: str, most: int, found: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: behind {%(part)s: a length such as 5 or 1-%(most)s is expected,"
        " at most %(most)s, “%(found)s” found.",
        position=position,
        part=part,
        most=most,
        found=shown(found),
    )
    return Fault("part_length", words, position=position)


def twice(part: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: %(part)s says a second time what stands before.",
        position=position,
        part=part,
    )
    return Fault("part_twice", words, position=position)


def sign_expected(part: str, found: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: a fixed sign is expected, %(found)s found."
        " The length of %(part)s is open, so it runs up to the sign behind it.",
        position=position,
        part=part,
        found=found,
    )
    return Fault("sign_expected", words, position=position)


def anything() -> Fault:
    words = T(
        "This pattern would match nearly every code."
        " Add a fixed sign, or give every part one length."
    )
    return Fault("matches_anything", words, position=1)


def part_needed(needed: str) -> Fault:
    words = T("A rule of this kind needs the part %(needed)s.", needed=needed)
    return Fault("part_needed", words)


def part_not_allowed(part: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: a rule of this kind has no part %(part)s.",
        position=position,
        part=part,
    )
    return Fault("part_not_allowed", words, position=position)


def number_size(part: str, digits: int, decimals: int, position: int) -> Fault:
    words = T(
        "Character %(position)s: %(part)s is too fine or too long for a rule of this kind:"
        " at most %(digits)s digits, %(decimals)s of them decimals.",
        position=position,
        part=part,
        digits=digits,
        decimals=decimals,
    )
    return Fault("number_size", words, position=position)


def width_differs(called: str, digits: int, found: object) -> Fault:
    words = T(
        "%(called)s has %(digits)s digits: a pattern of %(digits)s characters is expected, or of"
        " one less without the check digit. This one has %(found)s.",
        called=called,
        digits=digits,
        found=found,
    )
    return Fault("pattern_width", words)


def digit_in_pattern(found: str, position: int) -> Fault:
    words = T(
        "Character %(position)s: a digit is expected, “%(found)s” found; such a code has no other.",
        position=position,
        found=shown(found),
    )
    return Fault("characters", words, position=position)
