r"""The pattern of a code of one's own: fixed signs, `.` for any one, and named parts in braces.

    21.....{NNDDD}                              two whole digits and three decimals at the end
    P{product:5}/L{lot:1-20}/Q{quantity:1-6}    fixed lengths, and lengths that are open

    part      what it takes                       part        what it takes
    {gtin}    8, 12, 13 or 14 digits              {expiry}    YYMMDD, YYYYMMDD, DDMMYY, …
    {product} 5 or 1-20 characters                {quantity}  1-6 digits, or NNDDD with decimals
    {lot}     {serial}     {code}   the same      {NNDDD}     short for {quantity:NNDDD}

`\.` is a full stop, `\{` a brace. A part has one length, or runs up to the fixed signs that must
stand behind it. So a code is cut in one walk from left to right, in time that grows with its
length, and a code that does not fit has exactly one first place where it does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from webapp.barcodes import pattern_faults as faults
from webapp.barcodes.parsed import Fault

LONGEST = 120


class Part(StrEnum):
    """What a named part of a code is. The value is its name in a pattern."""

    GTIN = "gtin"
    PRODUCT = "product"
    LOT = "lot"
    SERIAL = "serial"
    EXPIRY = "expiry"
    QUANTITY = "quantity"
    CODE = "code"


# The most characters of a part: what GS1 allows, and for our own codes what the book keeps.
MOST = {Part.PRODUCT: 48, Part.LOT: 20, Part.SERIAL: 20, Part.QUANTITY: 15, Part.CODE: 48}
DIGITS = {Part.GTIN, Part.QUANTITY}
GTIN_LENGTHS = ("8", "12", "13", "14")
DATE_FORMS = ("YYMMDD", "YYYYMMDD", "DDMMYY", "DDMMYYYY", "YYYY-MM-DD")

_TOKEN = re.compile(r"\\(?P<escaped>.)|\{(?P<part>[^{}]*)\}|(?P<any>\.)|(?P<sign>[^{}\\])")
_NUMBER = re.compile(r"(N*)(D*)")
_LENGTHS = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a pattern: fixed `signs`, a `part`, or neither: any characters."""

    written: str
    position: int
    """Where it stands in the pattern, counted from 1."""
    least: int
    most: int
    signs: str = ""
    part: Part | None = None
    decimals: int = 0
    date_form: str = ""

    @property
    def is_open(self) -> bool:
        """Whether its length is not known beforehand."""
        return self.least < self.most

    @property
    def digits(self) -> bool:
        """Whether it takes digits only."""
        return self.part in DIGITS or bool(self.date_form)


@dataclass(frozen=True, slots=True)
class Cut:
    """What one piece of the pattern took of a code; `position` counts from 1."""

    token: Token
    position: int
    value: str


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> tuple[Token, ...] | Fault:
    """The pieces of a pattern, or what is wrong with it and where."""
    tokens: list[Token] = []
    if not pattern:
        return faults.empty()
    if len(pattern) > LONGEST:
        return faults.too_long(LONGEST, len(pattern))
    at = 0
    while at < len(pattern):
        token = _token_at(pattern, at)
        if isinstance(token, Fault):
            return token
        at += len(token.written)
        _append(tokens, token)
    return _objection(tokens) or tuple(tokens)


def width(tokens: tuple[Token, ...]) -> int | None:
    """How many characters every code of the pattern has; None where that is open."""
    return None if any(token.is_open for token in tokens) else sum(one.most for one in tokens)


def cut(tokens: tuple[Token, ...], code: str) -> tuple[Cut, ...] | Fault:
    """The code taken apart, or the first place where it does not fit."""
    cuts: list[Cut] = []
    at = 0
    for number, token in enumerate(tokens):
        end = _end_of(token, tokens[number + 1 : number + 2], code, at)
        value = code[at:end]
        if fault := _misfit(token, value, at):
            return fault
        cuts.append(Cut(token, at + 1, value))
        at = end
    return faults.nothing_more(code[at], at + 1) if at < len(code) else tuple(cuts)


# The pattern


def _token_at(pattern: str, at: int) -> Token | Fault:
    found = _TOKEN.match(pattern, at)
    if found is None:
        return faults.brace(pattern[at], at + 1)
    written, position = found[0], at + 1
    if found["part"] is not None:
        return _part(found["part"], written, position)
    if found["any"]:
        if pattern[at + 1 : at + 2] in ("*", "+"):
            return faults.no_repeat(pattern[at + 1], position + 1)
        return Token(written, position, 1, 1)
    sign = found["escaped"] or found["sign"]
    if not sign.isprintable():
        return faults.not_printable(sign, position)
    return Token(written, position, 1, 1, signs=sign)


def _part(body: str, written: str, position: int) -> Token | Fault:
    name, _, spec = body.partition(":")
    if body and _NUMBER.fullmatch(body):
        name, spec = Part.QUANTITY, body
    if name not in set(Part):
        return faults.unknown_part(name, ", ".join(Part), position + 1)
    part = Part(name)
    match part:
        case Part.EXPIRY if spec in DATE_FORMS:
            return Token(written, position, len(spec), len(spec), part=part, date_form=spec)
        case Part.GTIN if spec in GTIN_LENGTHS:
            return Token(written, position, int(spec), int(spec), part=part)
        case Part.EXPIRY | Part.GTIN:
            forms = DATE_FORMS if part is Part.EXPIRY else GTIN_LENGTHS
            return faults.spec_expected(part, ", ".join(forms), spec, position)
        case Part.QUANTITY if spec and (number := _NUMBER.fullmatch(spec)):
            size, decimals = len(spec), len(number[2])
            if size > MOST[part]:
                return faults.lengths(part, MOST[part], spec, position)
            return Token(written, position, size, size, part=part, decimals=decimals)
        case _:
            return _with_lengths(part, spec, written, position)


def _with_lengths(part: Part, spec: str, written: str, position: int) -> Token | Fault:
    found = _LENGTHS.fullmatch(spec)
    least = int(found[1]) if found else 0
    most = int(found[2] or least) if found else 0
    if not 1 <= least <= most <= MOST[part]:
        return faults.lengths(part, MOST[part], spec, position)
    return Token(written, position, least, most, part=part)


def _append(tokens: list[Token], token: Token) -> None:
    """Fixed signs in a row are one piece, and so are dots."""
    last = tokens[-1] if tokens else None
    if last and last.part is None and token.part is None and bool(last.signs) == bool(token.signs):
        size = last.most + 1
        tokens[-1] = Token(
            last.written + token.written, last.position, size, size, last.signs + token.signs
        )
    else:
        tokens.append(token)


def _objection(tokens: list[Token]) -> Fault | None:
    seen: set[Part] = set()
    for number, token in enumerate(tokens):
        behind = tokens[number + 1] if number + 1 < len(tokens) else None
        if token.part in seen:
            return faults.twice(token.written, token.position)
        if token.is_open and behind and not behind.signs:
            return faults.sign_expected(token.written, behind.written, behind.position)
        if token.part:
            seen.add(token.part)
    if not any(token.signs for token in tokens) and width(tuple(tokens)) is None:
        return faults.anything()
    return None


# The code


def _end_of(token: Token, behind: tuple[Token, ...], code: str, at: int) -> int:
    if not token.is_open:
        return min(at + token.most, len(code))
    found = code.find(behind[0].signs, at) if behind else -1
    return len(code) if found < 0 else found


def _misfit(token: Token, value: str, at: int) -> Fault | None:
    """Why a piece cannot take `value`, which stands behind `at` characters of the code."""
    for number, sign in enumerate(value):
        if token.signs and sign != token.signs[number]:
            return faults.sign(token.signs[number], sign, at + number + 1)
        if not _takes(token, sign, number):
            expected = faults.DIGIT if token.digits else faults.CHARACTER
            return faults.expected(expected, sign, at + number + 1)
        if number == token.most:
            return faults.at_most(token.part or "", token.most, sign, at + number + 1)
    if len(value) < token.least:
        return _cut_short(token, value, at)
    return None


def _takes(token: Token, sign: str, number: int) -> bool:
    if token.date_form and token.date_form[number] == "-":
        return sign == "-"
    if token.digits:
        return sign.isascii() and sign.isdigit()
    return sign.isprintable()


def _cut_short(token: Token, value: str, at: int) -> Fault:
    position = at + len(value) + 1
    if token.signs:
        return faults.sign(token.signs[len(value)], "", position)
    return faults.expected(faults.DIGIT if token.digits else faults.CHARACTER, "", position)
