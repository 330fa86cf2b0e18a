"""How a rule, its pattern and its history are shown: kinds and pieces in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.barcodes import Encoding, Rule, RuleKind
from webapp.barcodes.own_rules import fault_of
from webapp.barcodes.parsed import Fault
from webapp.barcodes.patterns import Part, Token, compiled
from webapp.blueprints.shown import moment, said
from webapp.queries.changes import ChangeRow
from webapp.words import T, Words

QUANTITY = T("quantity")


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of rule: what it is called, and what its number is."""

    name: Words
    number: Words = QUANTITY


KINDS = {
    RuleKind.WEIGHED: KindWords(T("Weighed product"), T("weight in kg")),
    RuleKind.PRICED: KindWords(T("Product with its price"), T("price")),
    RuleKind.DISCOUNTED: KindWords(T("Product with a discount"), T("discount in percent")),
    RuleKind.PRODUCT: KindWords(T("Product")),
    RuleKind.LOT: KindWords(T("Lot or serial number")),
    RuleKind.LOCATION: KindWords(T("Bin")),
    RuleKind.PACKAGE: KindWords(T("License plate")),
    RuleKind.COMMAND: KindWords(T("Command"), T("number of the command")),
}
ENCODINGS = {
    Encoding.ANY: T("Any code"),
    Encoding.EAN_13: T("EAN-13"),
    Encoding.EAN_8: T("EAN-8"),
    Encoding.UPC_A: T("UPC-A"),
}
PARTS = {
    Part.GTIN: T("GTIN"),
    Part.PRODUCT: T("product number"),
    Part.LOT: T("lot"),
    Part.SERIAL: T("serial number"),
    Part.EXPIRY: T("expiry date"),
    Part.CODE: T("code of the thing itself"),
}
# The language of patterns: as it is written, and what that means.
GRAMMAR = (
    (".", T("any one character")),
    ("{NNDDD}", T("the number: two digits and three decimals")),
    (
        "{product:5} {lot:1-20} {serial:8}",
        T("a part with its length; an open one runs up to the sign behind it"),
    ),
    (
        "{gtin:14} {expiry:YYMMDD} {quantity:1-6}",
        T("an item number, a date, a number of units"),
    ),
    ("{code:1-20}", T("the code of a bin, license plate or command")),
    (
        "P{product:5}/L{lot:1-20}/Q{quantity:1-6}",
        T("takes P12345/L2026-07/Q12 apart; everything else stands for itself"),
    ),
)
EXAMPLE = {
    "name": T("Weighed goods"),
    "kind": str(RuleKind.WEIGHED),
    "encoding": str(Encoding.EAN_13),
    "pattern": "21.....{NNDDD}",
}


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule as the list has it."""

    id: int
    name: str
    kind: str
    encoding: str
    pattern: str
    active: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A pattern, piece by piece (as written, what it is, how long), or what is wrong with it."""

    pieces: tuple[tuple[str, str, str], ...] = ()
    fault: str | None = None
    before: str = ""
    wrong: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One change of the history."""

    when: str
    subject: str
    before: str | None
    after: str | None
    who: str


def rule_shown(rule: Rule) -> RuleShown:
    """A rule in words."""
    kind, encoding = said(KINDS[rule.kind].name), said(ENCODINGS[rule.encoding])
    return RuleShown(rule.id, rule.name, kind, encoding, rule.pattern, rule.active)


def explained(kind: str, encoding: str, pattern: str) -> Explained | None:
    """A pattern as the form explains it while it is typed; None where there is nothing to say."""
    pattern = pattern.strip()
    if not pattern or kind not in set(RuleKind) or encoding not in set(Encoding):
        return None
    tokens = compiled(pattern)
    fault = fault_of(RuleKind(kind), Encoding(encoding), pattern)
    if isinstance(tokens, Fault) or fault:
        return with_fault(pattern, fault or tokens)  # type: ignore[arg-type]
    return Explained(
        tuple(
            (one.written, called(one, RuleKind(kind)), said(length(one, behind)))
            for one, behind in zip(tokens, (*tokens[1:], None), strict=True)
        )
    )


def with_fault(pattern: str, fault: Fault) -> Explained:
    """The sentence, and the pattern with the wrong character marked."""
    if not fault.position:
        return Explained(fault=said(fault.words))
    at = min(fault.position, len(pattern)) - 1
    before, wrong, after = pattern[:at], pattern[at : at + 1], pattern[at + 1 :]
    return Explained((), said(fault.words), before, wrong, after)


def called(token: Token, kind: RuleKind) -> str:
    """What a piece of a pattern is."""
    if token.signs:
        return said(T("fixed"))
    if token.part is None:
        return said(T("any"))
    return said(KINDS[kind].number if token.part is Part.QUANTITY else PARTS[token.part])


def length(token: Token, behind: Token | None) -> Words | str:
    """How much of a code a piece takes."""
    if token.signs:
        return ""
    if token.date_form:
        return token.date_form
    if token.decimals:
        whole = token.most - token.decimals
        return T("%(whole)s digits, %(decimals)s decimals", whole=whole, decimals=token.decimals)
    if token.is_open:
        return open_length(token, behind)
    if token.most == 1:
        return T("1 digit") if token.digits else T("1 character")
    if token.digits:
        return T("%(count)s digits", count=token.most)
    return T("%(count)s characters", count=token.most)


def open_length(token: Token, behind: Token | None) -> Words:
    """How much a piece of open length takes, and where it ends."""
    least, most = token.least, token.most
    if behind is None and token.digits:
        return T("%(least)s to %(most)s digits", least=least, most=most)
    if behind is None:
        return T("%(least)s to %(most)s characters", least=least, most=most)
    if token.digits:
        return T(
            "%(least)s to %(most)s digits, up to “%(sign)s”",
            least=least,
            most=most,
            sign=behind.signs,
        )
    return T(
        "%(least)s to %(most)s characters, up to “%(sign)s”",
        least=least,
        most=most,
        sign=behind.signs,
    )


def changes_shown(rows: Sequence[ChangeRow]) -> list[ChangeShown]:
    """The history as the page has it."""
    return [
        ChangeShown(
            moment(row.recorded_at),
            row.subject,
            row.before,
            row.after,
            row.user or said(T("system")),
        )
        for row in rows
    ]
