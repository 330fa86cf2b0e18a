"""The rules by which a warehouse's own codes are read: ordered, the first that fits decides.

    rule    weighed · EAN-13 · 21.....{NNDDD}
    code    21 12345 01500 2
    reading (01)02112345000008 (3103)001500

The parts of a code become elements of the standard, so that all that follows needs to know nothing
of rules. Where no part names the product, its number is the code with zeros in the parts that
vary, and with a check digit of its own: under that number the product is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from webapp.barcodes import check_digits, commands, dates, faults, pattern_faults
from webapp.barcodes.contents import objection
from webapp.barcodes.found import Found
from webapp.barcodes.item_numbers import gtin14
from webapp.barcodes.own_rules import (
    CALLED,
    COUNT,
    DIGITS,
    NUMBERS,
    Encoding,
    Number,
    Rule,
    RuleKind,
)
from webapp.barcodes.parsed import Fault, Kind
from webapp.barcodes.patterns import Cut, Part, Token, compiled, cut, width
from webapp.barcodes.readings import reading_of
from webapp.barcodes.table import TABLE

Named = Mapping[Part, Cut]
_AIS = {Part.PRODUCT: "1P", Part.LOT: "10", Part.SERIAL: "21"}


@dataclass(frozen=True, slots=True)
class Matched:
    """A code that fits a rule: its parts as they stand in it, and what it means."""

    rule: Rule
    parts: tuple[Cut, ...]
    found: Found
    check_digit: str = ""
    """The last digit of the number, where the pattern leaves it out."""


def read(rules: Iterable[Rule], code: str, today: date) -> Found | None:
    """What the first rule that fits makes of the code; None where none does."""
    found = matched(rules, code, today)
    return found.found if found else None


def matched(rules: Iterable[Rule], code: str, today: date) -> Matched | None:
    """The first active rule that fits, with the parts of the code."""
    for rule in rules:
        if rule.active and isinstance(found := attempt(rule, code, today), Matched):
            return found
    return None


def attempt(rule: Rule, code: str, today: date) -> Matched | Fault:
    """What one rule makes of the code, or why the code does not fit it, and where."""
    number = _as_encoded(rule.encoding, code)
    if isinstance(number, Fault):
        return number
    tokens = compiled(rule.pattern)
    if isinstance(tokens, Fault):
        return tokens
    parts = _parts(tokens, number)
    if isinstance(parts, Fault):
        return parts
    found = _found(rule, number, parts, today)
    if isinstance(found, Fault):
        return found
    return Matched(rule, parts, found, number[sum(len(one.value) for one in parts) :])


def _as_encoded(encoding: Encoding, code: str) -> str | Fault:
    """The code as the number that the rule is for."""
    if encoding is Encoding.ANY:
        return code
    digits, gtin = DIGITS[encoding], gtin14(code)
    # An EAN-8 is a number of its own; the others differ in the zeros before them.
    if gtin and (len(code) == 8) == (digits == 8) and not gtin[:-digits].strip("0"):
        return gtin[-digits:]
    if len(code) == digits and gtin is None and check_digits.is_number(code):
        return _misread(code)
    return pattern_faults.number_expected(digits, CALLED[encoding])


def _misread(number: str) -> Fault:
    right = check_digits.check_digit(number[:-1])
    return faults.wrong_check_digit("01", expected=right, found=number[-1], position=len(number))


def _parts(tokens: tuple[Token, ...], number: str) -> tuple[Cut, ...] | Fault:
    """The code taken apart; the check digit of an item number need not be in the pattern."""
    if width(tokens) != len(number) - 1:
        return cut(tokens, number)
    if gtin14(number):
        return cut(tokens, number[:-1])
    if len(number) not in DIGITS.values() or not check_digits.is_number(number):
        return cut(tokens, number)
    misfit = cut(tokens, number[:-1])
    return misfit if isinstance(misfit, Fault) else _misread(number)


def _found(rule: Rule, number: str, parts: tuple[Cut, ...], today: date) -> Found | Fault:
    named: Named = {one.token.part: one for one in parts if one.token.part}
    own = named[Part.CODE].value if Part.CODE in named else number
    match rule.kind:
        case RuleKind.LOCATION:
            return Found(Kind.LOCATION, code=own, rule=rule.name)
        case RuleKind.PACKAGE if len(own) == 18 and check_digits.is_number(own):
            return _with_elements(rule, {"00": own}, {}, today)
        case RuleKind.PACKAGE:
            return Found(Kind.PACKAGE, code=own, rule=rule.name)
        case RuleKind.COMMAND:
            return _command(rule, own, named, today)
        case _:
            elements = _elements(rule, number, parts, today)
            if isinstance(elements, Fault):
                return elements
            positions = {ai: cut_.position for ai, (_, cut_) in elements.items() if cut_}
            return _with_elements(
                rule, {ai: value for ai, (value, _) in elements.items()}, positions, today
            )


def _command(rule: Rule, verb: str, named: Named, today: date) -> Found | Fault:
    arguments = [named[Part.QUANTITY].value] if Part.QUANTITY in named else []
    found = commands.read("*".join(("LW", verb, *arguments)), today)
    if found is None or found.command is None:
        return pattern_faults.no_command(named[Part.CODE].position if Part.CODE in named else 1)
    return replace(found, rule=rule.name)


def _with_elements(
    rule: Rule, elements: Mapping[str, str], positions: Mapping[str, int], today: date
) -> Found | Fault:
    """The reading, unless an element breaks a rule of its own: check digit, date, characters."""
    for ai, value in elements.items():
        spec = TABLE.get(ai)
        fault = objection(spec, value, positions.get(ai, 1), today.year) if spec else None
        if fault:
            return fault
    # What GS1 wants to stand beside what is no concern of a code of one's own.
    reading = replace(reading_of(elements, today), warnings=())
    return Found(Kind.SSCC if "00" in elements else Kind.RULE, (reading,), rule=rule.name)


def _elements(
    rule: Rule, number: str, parts: tuple[Cut, ...], today: date
) -> dict[str, tuple[str, Cut | None]] | Fault:
    """The elements that the parts become, each with its part."""
    elements: dict[str, tuple[str, Cut | None]] = {}
    named = {one.token.part for one in parts}
    if rule.kind is not RuleKind.LOT and named.isdisjoint({Part.GTIN, Part.PRODUCT}):
        ai, value = _with_zeros(number, parts)
        elements[ai] = (value, None)
    for one in parts:
        match one.token.part:
            case Part.GTIN:
                elements["01"] = (one.value.zfill(14), one)
            case Part.EXPIRY:
                day = _as_yymmdd(one, today)
                if isinstance(day, Fault):
                    return day
                elements["17"] = (day, one)
            case Part.QUANTITY:
                ai, value = _as_number(NUMBERS[rule.kind], one)
                elements[ai] = (value, one)
            case Part.PRODUCT | Part.LOT | Part.SERIAL as part:
                elements[_AIS[part]] = (one.value, one)
    return elements


def _with_zeros(number: str, parts: tuple[Cut, ...]) -> tuple[str, str]:
    """The number of the product alone: zeros where the code varies, its own check digit.

    A code that is no item number gives a product's number of the warehouse's own.
    """
    bare = "".join("0" * len(one.value) if one.token.part else one.value for one in parts)
    if gtin14(number) is None:
        return "1P", bare
    digits = bare[: len(number) - 1]
    return "01", (digits + check_digits.check_digit(digits)).zfill(14)


def _as_number(number: Number, part: Cut) -> tuple[str, str]:
    if number is COUNT:
        return number.ai, part.value
    size = number.digits if number.padded else 0
    return f"{number.ai}{part.token.decimals}", part.value.zfill(size)


def _as_yymmdd(part: Cut, today: date) -> str | Fault:
    """The date as an element writes it; a year of four digits has to come out the same."""
    form, value = part.token.date_form, part.value
    year, month, day = (
        "".join(v for f, v in zip(form, value, strict=True) if f == x) for x in "YMD"
    )
    digits = year[-2:] + month + day
    moment = dates.read("17", digits, today.year)
    if moment is None or not str(moment.year).endswith(year):
        return faults.wrong_date("17", value, part.position)
    return digits
