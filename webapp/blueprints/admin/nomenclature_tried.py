"""A code tried on the rules: which one fits, why the others do not, and what the code finds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection

from webapp.barcodes import Kind, Parsed, Reading, Rule, parse
from webapp.barcodes.measures import unit_stated_by
from webapp.barcodes.names import name_of
from webapp.barcodes.nomenclature import Matched, attempt
from webapp.barcodes.parsed import Fault
from webapp.barcodes.shown import LONGEST_SHOWN, shown
from webapp.blueprints.admin.nomenclature_shown import called
from webapp.blueprints.reading import today
from webapp.blueprints.shown import day, quantity, said, unit
from webapp.queries import resolve
from webapp.queries.meanings import GoodsScan, Meaning, UnknownItem
from webapp.queries.nomenclature import all_rules, rules_in_force
from webapp.words import T, Words

KINDS = {
    Kind.ELEMENT_STRING: T("GS1 element string"),
    Kind.DIGITAL_LINK: T("GS1 Digital Link"),
    Kind.ITEM_NUMBER: T("item number"),
    Kind.SSCC: T("license plate (SSCC)"),
    Kind.RULE: T("code of the warehouse's own"),
    Kind.LOCATION: T("bin"),
    Kind.PACKAGE: T("license plate"),
    Kind.COMMAND: T("command"),
    Kind.PLAIN: T("plain text"),
    Kind.UNREADABLE: T("not readable"),
}


@dataclass(frozen=True, slots=True)
class Tried:
    """What the box says: `parts` as the rule cut them, `readings` as elements, `finds` in words."""

    code: str
    kind: str
    rule: str | None
    pattern: str | None
    parts: tuple[tuple[str, str, bool], ...]
    readings: tuple[tuple[tuple[str, str, str, str], ...], ...]
    own: str | None
    fault: str | None
    misses: tuple[Miss, ...]
    finds: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Miss:
    """Why one rule does not fit: the sentence, and the code around the sign that stopped it."""

    rule: str
    why: str
    before: str
    wrong: str
    after: str
    position: int


def tried(connection: Connection, code: str) -> Tried:
    """Read the code as a scan of it would be read, and ask every rule."""
    rules = rules_in_force(connection)
    parsed = parse(code, today=today(), rules=rules)
    rule = next((one for one in rules if one.name == parsed.rule), None)
    matched = attempt(rule, parsed.text, today()) if rule else None
    meanings = resolve.resolve(connection, parsed)
    exact = bool(parsed.rule and meanings and resolve.as_it_stands(connection, parsed))
    return Tried(
        code=parsed.shown,
        kind=said(KINDS.get(parsed.kind, parsed.kind.value)),
        rule=rule.name if rule else None,
        pattern=rule.pattern if rule else None,
        parts=parts_of(matched) if isinstance(matched, Matched) else (),
        readings=tuple(elements_of(reading) for reading in parsed.readings),
        own=own_of(parsed),
        fault=said(parsed.fault.words) if parsed.fault else None,
        misses=() if rule else misses_of(all_rules(connection), parsed.text),
        finds=tuple(found(one) for one in meanings),
        exact=exact,
    )


def parts_of(matched: Matched) -> tuple[tuple[str, str, bool], ...]:
    """Each part: what it is, what it holds, and whether the pattern names it."""
    parts = tuple(
        (called(one.token, matched.rule.kind), shown(one.value), one.token.part is not None)
        for one in matched.parts
    )
    if matched.check_digit:
        parts += ((said(T("check digit")), matched.check_digit, False),)
    return parts


def elements_of(reading: Reading) -> tuple[tuple[str, str, str, str], ...]:
    """Each element: its number, its name, its value, and what that says."""
    return tuple(
        (ai, said(name_of(ai)).removesuffix(f" ({ai})"), shown(value), says(ai, value, reading))
        for ai, value in reading.elements.items()
    )


def says(ai: str, value: str, reading: Reading) -> str:
    """A date as people write it, a number with its point and its unit; empty for a plain code."""
    if ai in reading.dates:
        return day(reading.dates[ai]) or ""
    if len(ai) == 4 and ai[:2] in ("31", "32", "33", "34", "35", "36", "39") and value.isdigit():
        number = f"{Decimal(value).scaleb(-int(ai[3])):f}"
        return f"{number} {unit_stated_by(ai)}".strip()
    return ""


def own_of(parsed: Parsed) -> str | None:
    """The bin, the license plate or the command that a rule has taken out."""
    if parsed.code:
        return shown(parsed.code)
    if parsed.command:
        return shown("*".join(("LW", parsed.command.verb, *parsed.command.arguments)))
    return None


def misses_of(rules: tuple[Rule, ...], text: str) -> tuple[Miss, ...]:
    """Why each rule passes the code over, the one that came furthest first."""
    misses = [miss_of(rule, text) for rule in rules]
    return tuple(sorted(misses, key=lambda one: -one.position))


def miss_of(rule: Rule, text: str) -> Miss:
    """Why one rule passes it over; one that is off is never asked."""
    if not rule.active:
        return Miss(rule.name, said(T("Off, so it is not asked.")), "", "", "", -1)
    fault = attempt(rule, text, today())
    if not isinstance(fault, Fault):
        words: Words = T("It would fit, but this code says by itself what it is.")
        return Miss(rule.name, said(words), "", "", "", 0)
    position = fault.position or 1
    at = min(position - 1, LONGEST_SHOWN)
    before, wrong, after = text[:at], text[at : at + 1], text[at + 1 :]
    return Miss(rule.name, said(fault.words), shown(before), shown(wrong), shown(after), position)


def found(meaning: Meaning) -> str:
    """What the code stands for here, and for how much of it."""
    if isinstance(meaning, UnknownItem):
        return said(T("No product here has GTIN %(gtin)s.", gtin=meaning.gtin))
    name = said(meaning.called)
    if not isinstance(meaning, GoodsScan):
        return name
    count = quantity(meaning.quantity, meaning.product.scale)
    product = meaning.product
    return f"{name}, {product.name}: {count} {unit(product.unit)}"
