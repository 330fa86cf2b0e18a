"""One rule of the nomenclature: what it is for, and whether its pattern can stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webapp.barcodes import check_digits, pattern_faults
from webapp.barcodes.parsed import Fault
from webapp.barcodes.patterns import Part, Token, compiled, width


class RuleKind(StrEnum):
    """What a code is that fits the rule."""

    PRODUCT = "product"
    WEIGHED = "weighed"
    PRICED = "priced"
    DISCOUNTED = "discounted"
    LOT = "lot"
    LOCATION = "location"
    PACKAGE = "package"
    COMMAND = "command"


class Encoding(StrEnum):
    """Which item numbers a rule is for; UPC-A and EAN-13 are one number, a zero apart."""

    ANY = "any"
    EAN_13 = "ean13"
    EAN_8 = "ean8"
    UPC_A = "upca"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; its pattern has been found good by `fault_of`."""

    id: int
    name: str
    kind: RuleKind
    encoding: Encoding
    pattern: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Number:
    """The element a number becomes; the last digit of an identifier of measures is the decimals."""

    ai: str
    digits: int
    decimals: int
    padded: bool = False


COUNT = Number("30", 8, 0)
NUMBERS = {
    RuleKind.PRODUCT: COUNT,
    RuleKind.LOT: COUNT,
    RuleKind.COMMAND: COUNT,
    RuleKind.WEIGHED: Number("310", 6, 5, padded=True),
    RuleKind.PRICED: Number("392", 15, 9),
    RuleKind.DISCOUNTED: Number("394", 4, 3, padded=True),
}
MEASURED = (RuleKind.WEIGHED, RuleKind.PRICED, RuleKind.DISCOUNTED)
_GOODS = {Part.GTIN, Part.PRODUCT, Part.LOT, Part.SERIAL, Part.EXPIRY, Part.QUANTITY}
PARTS = dict.fromkeys((RuleKind.PRODUCT, *MEASURED), _GOODS) | {
    RuleKind.LOT: {Part.LOT, Part.SERIAL, Part.EXPIRY, Part.QUANTITY},
    RuleKind.LOCATION: {Part.CODE},
    RuleKind.PACKAGE: {Part.CODE},
    RuleKind.COMMAND: {Part.CODE, Part.QUANTITY},
}
NEEDED = dict.fromkeys(MEASURED, (Part.QUANTITY,)) | {RuleKind.LOT: (Part.LOT, Part.SERIAL)}
DIGITS = {Encoding.EAN_13: 13, Encoding.EAN_8: 8, Encoding.UPC_A: 12}
CALLED = {Encoding.EAN_13: "EAN-13", Encoding.EAN_8: "EAN-8", Encoding.UPC_A: "UPC-A"}


def fault_of(kind: RuleKind, encoding: Encoding, pattern: str) -> Fault | None:
    """What is wrong with the pattern of a rule that shall be of this kind, or None."""
    tokens = compiled(pattern)
    if isinstance(tokens, Fault):
        return tokens
    return _about_parts(kind, tokens) or _about_encoding(encoding, tokens)


def _about_parts(kind: RuleKind, tokens: tuple[Token, ...]) -> Fault | None:
    for token in tokens:
        if token.part and token.part not in PARTS[kind]:
            return pattern_faults.part_not_allowed(token.written, token.position)
        if token.part is Part.QUANTITY:
            most = NUMBERS[kind]
            if token.most > most.digits or token.decimals > most.decimals:
                return pattern_faults.number_size(
                    token.written, most.digits, most.decimals, token.position
                )
    named = {token.part for token in tokens}
    if {Part.GTIN, Part.PRODUCT} <= named:
        second = [one for one in tokens if one.part in (Part.GTIN, Part.PRODUCT)][1]
        return pattern_faults.twice(second.written, second.position)
    needed = NEEDED.get(kind, ())
    if needed and named.isdisjoint(needed):
        return pattern_faults.part_needed(" / ".join(f"{{{part}}}" for part in needed))
    return None


def _about_encoding(encoding: Encoding, tokens: tuple[Token, ...]) -> Fault | None:
    if encoding is Encoding.ANY:
        return None
    size, digits = width(tokens), DIGITS[encoding]
    if size not in (digits, digits - 1):
        return pattern_faults.width_differs(CALLED[encoding], digits, size or "…")
    for token in tokens:
        for number, sign in enumerate(token.signs):
            if not check_digits.is_number(sign):
                return pattern_faults.digit_in_pattern(sign, token.position + number)
    return None
