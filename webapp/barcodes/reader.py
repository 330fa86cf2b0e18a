"""The order of reading: from the surest sign to the weakest.

An identifier of GS1 data decides alone. Then our own commands, and the rules that the warehouse has
made for codes of its own. Without either: a web address, brackets, a number with a right check
digit, an element string that leaves nothing over. What is left is plain text, and
that is no fault: most codes of a warehouse are its own. An exact code the warehouse knows goes
before all this; that is asked where the stock is known, with the text as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from webapp.barcodes import (
    brackets,
    commands,
    digital_links,
    element_strings,
    faults,
    identifiers,
    item_numbers,
    keyboards,
    nomenclature,
)
from webapp.barcodes.found import PLAIN, Found
from webapp.barcodes.identifiers import Promise
from webapp.barcodes.own_rules import Rule
from webapp.barcodes.parsed import Kind, Parsed

# No rule may read what the scanner announces as GS1 data.
_MAY_BE_OUR_OWN = (Promise.NOTHING, Promise.PLAIN, Promise.ITEM_NUMBER)


def parse(
    text: str,
    symbology: str | None = None,
    *,
    today: date,
    separators: Iterable[str] = (),
    rules: Sequence[Rule] = (),
) -> Parsed:
    """Read one code. Never raises, whatever the text.

    symbology: the AIM identifier, when a decoder gives it beside the text.
    today: the day in the warehouse, for the century of two-digit years.
    separators: what this scanner is set to send in place of GS, if anything.
    rules: the warehouse's own, in their order; the first that fits decides.
    """
    identifier, data = identifiers.split(identifiers.trim(text), symbology)
    found = _read(identifier, data, today, tuple(separators), rules)
    return Parsed(
        raw=text,
        text=data,
        identifier=identifier,
        kind=found.kind,
        readings=found.readings,
        fault=found.fault,
        command=found.command,
        rule=found.rule,
        code=found.code,
    )


def _read(
    identifier: str | None,
    data: str,
    today: date,
    stand_ins: tuple[str, ...],
    rules: Sequence[Rule],
) -> Found:
    if not data:
        return Found(Kind.UNREADABLE, fault=faults.no_data())
    promise = identifiers.promise(identifier, data)
    if rules and promise in _MAY_BE_OUR_OWN and (own := _read_our_own(data, today, rules)):
        return own
    match promise:
        case Promise.GS1:
            return _read_gs1(data, today, stand_ins)
        case Promise.ITEM_NUMBER:
            return _read_item_number(f"{identifier}", data, today)
        case Promise.PLAIN:
            return _read_plain(f"{identifier}", data, today)
        case Promise.UNKNOWN:
            return _read_unknown(data, today)
        case Promise.NOTHING:
            return _read_bare(data, today, stand_ins)


def _read_our_own(data: str, today: date, rules: Sequence[Rule]) -> Found | None:
    return commands.read(data, today) or nomenclature.read(rules, data, today)


def _read_gs1(data: str, today: date, stand_ins: tuple[str, ...]) -> Found:
    # Some scanners are set to write the brackets; no identifier of an element begins with one.
    bracketed = brackets.read(data, today) if data[0] in "([" else None
    return bracketed or element_strings.read(data, today, stand_ins=stand_ins)


def _read_item_number(identifier: str, data: str, today: date) -> Found:
    if identifier == "]I1" and len(data) != 14:
        return PLAIN  # Interleaved 2 of 5 is used for other numbers too; ITF-14 has 14 digits.
    # Caps lock makes ]E0 of ]e0; no element string is made of item number's digits alone.
    swapped = None if data.isdigit() else keyboards.read_caps_lock(identifier + data, today)
    return swapped or item_numbers.read_announced(data, today)


def _read_plain(identifier: str, data: str, today: date) -> Found:
    return (
        commands.read(data, today)
        or digital_links.read_if_keyed(data, today)
        or keyboards.read_caps_lock(identifier + data, today)
        or PLAIN
    )


def _read_unknown(data: str, today: date) -> Found:
    unknown = Found(Kind.UNREADABLE, fault=faults.unknown_identifier(data))
    return keyboards.read_caps_lock(data, today) or unknown


def _read_bare(data: str, today: date, stand_ins: tuple[str, ...]) -> Found:
    return (
        commands.read(data, today)
        or digital_links.read(data, today)
        or brackets.read(data, today)
        or item_numbers.read(data, today)
        or element_strings.read_bare(data, today, stand_ins)
        or keyboards.read_azerty(data, today)
        or PLAIN
    )
