"""The order of reading: from the surest sign to the weakest.

An identifier of GS1 data decides alone. Then our own commands, and the rules that the warehouse has
made for codes of its own. Without either: a web address, an envelope, a HIBC code, brackets, a
number with a right check digit, an element string that leaves nothing over. What is left is plain
text, and that is no fault: most codes of a warehouse are its own. An exact code the warehouse knows
goes before all this; that is asked where the stock is known, with the text as it stands.

Two codes that ran together are refused. What cannot be read as it stands is read once more as it
may have been meant: without caps lock, from another keyboard, with its identifier whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from webapp.barcodes import (
    brackets,
    commands,
    digital_links,
    element_strings,
    faults,
    hibc,
    identifiers,
    iso15434,
    item_numbers,
    keyboards,
    nomenclature,
    two_scans,
)
from webapp.barcodes.found import PLAIN, Found
from webapp.barcodes.identifiers import Promise
from webapp.barcodes.own_rules import Rule
from webapp.barcodes.parsed import Kind, Parsed
from webapp.words import T, Words

_CUT_OFF = T("The scanner cut off the start of the code. Check its settings.")

_Read = Callable[[str | None, str], Found]


class _Code(NamedTuple):
    """One way to take a text: its identifier, its data, what they say."""

    identifier: str | None
    data: str
    found: Found
    warnings: tuple[Words, ...] = ()


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
    read: _Read = partial(_read, today=today, stand_ins=tuple(separators), rules=rules)
    identifier, data = identifiers.split(identifiers.trim(text), symbology)
    data = hibc.with_its_space(data, text)
    code = _Code(identifier, data, read(identifier, data))
    if code.found.rule is None:
        code = _as_two_scans(code, read) or _as_meant(code, read) or code
    return Parsed(
        raw=text,
        text=code.data,
        identifier=code.identifier,
        kind=code.found.kind,
        readings=code.found.readings,
        fault=code.found.fault,
        command=code.found.command,
        rule=code.found.rule,
        code=code.found.code,
        warnings=code.warnings,
    )


def _as_two_scans(code: _Code, read: _Read) -> _Code | None:
    """The code with the fault that it is more than one, or None."""

    def read_part(text: str) -> tuple[str | None, Found]:
        own, data = identifiers.split(text, None)
        return own, read(own or code.identifier, data)

    found = two_scans.read(code.identifier, code.data, code.found, read_part)
    return code._replace(found=found) if found else None


def _as_meant(code: _Code, read: _Read) -> _Code | None:
    """The code as it was meant, where it reads so and not as it stands, or None."""
    found = code.found
    if found.readings and _may_be_chance(code):
        return _as_both(code, read)
    if (found.readings or found.command) and not keyboards.is_shouted_link(code.data):
        return None
    return next(_meant(code, read), None) or _without_rest(code, read)


def _meant(code: _Code, read: _Read) -> Iterator[_Code]:
    written = (code.identifier or "") + code.data
    for text, cause in keyboards.meant(written):
        identifier, data = identifiers.split(text, None)
        found = read(identifier, data)
        if found.readings:
            swapped = cause is keyboards.CAPS_LOCK and written != written.upper()
            believed = found.proves_itself or (swapped and identifier in identifiers.GS1)
        else:
            believed = found.kind is Kind.PLAIN and keyboards.is_shouted_identifier(written)
        if believed:
            yield _Code(identifier, data, found, (cause,))


def _may_be_chance(code: _Code) -> bool:
    """Whether what can be read as it stands may be another code, changed on its way.

    A German keyboard makes + of ], and one such code in 43 has a right check character of HIBC;
    caps lock makes ]e0 of ]E0, and an item number reads as element 95 or another free one.
    """
    if code.identifier == "]e0":
        return item_numbers.gtin14(code.data) is not None
    return code.found.kind is Kind.HIBC


def _as_both(code: _Code, read: _Read) -> _Code | None:
    """Both ways to read the code, or None where only one is left."""
    meant = next(_meant(code, read), None)
    if meant is None:
        return None
    readings = meant.found.readings + code.found.readings
    return code._replace(found=replace(code.found, readings=readings))


def _without_rest(code: _Code, read: _Read) -> _Code | None:
    """The code behind what is left of an identifier; the text stays as it stands."""
    data = None if code.identifier else identifiers.without_rest(code.data)
    found = read(None, data) if data else PLAIN
    if not found.readings or not found.proves_itself:
        return None
    return code._replace(found=found, warnings=(_CUT_OFF,))


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
            return _read_plain(data, today)
        case Promise.UNKNOWN:
            return Found(Kind.UNREADABLE, fault=faults.unknown_identifier(data))
        case Promise.NOTHING:
            return _read_bare(data, today, stand_ins)


def _read_our_own(data: str, today: date, rules: Sequence[Rule]) -> Found | None:
    return commands.read(data, today) or nomenclature.read(rules, data, today)


def _read_gs1(data: str, today: date, stand_ins: tuple[str, ...]) -> Found:
    # Some scanners are set to write the brackets; no identifier of an element begins with one.
    bracketed = _read_bracketed(data, today) if data[0] in "([" else None
    return bracketed or element_strings.read(data, today, stand_ins=stand_ins)


def _read_bracketed(data: str, today: date) -> Found | None:
    return iso15434.read(data, today) or brackets.read(data, today)


def _read_item_number(identifier: str, data: str, today: date) -> Found:
    if identifier == "]I1" and len(data) != 14:
        return PLAIN  # Interleaved 2 of 5 is used for other numbers too; ITF-14 has 14 digits.
    return item_numbers.read_announced(data, today)


def _read_plain(data: str, today: date) -> Found:
    return (
        commands.read(data, today)
        or digital_links.read_if_keyed(data, today)
        or iso15434.read(data, today)
        or hibc.read(data, today)
        or PLAIN
    )


def _read_bare(data: str, today: date, stand_ins: tuple[str, ...]) -> Found:
    return (
        commands.read(data, today)
        or digital_links.read(data, today)
        or iso15434.read(data, today)
        or hibc.read(data, today)
        or brackets.read(data, today)
        or item_numbers.read(data, today)
        or element_strings.read_bare(data, today, stand_ins)
        or PLAIN
    )
