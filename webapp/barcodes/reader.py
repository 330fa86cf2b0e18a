"""The order of reading: from the surest sign to the weakest.

An identifier decides alone. Without one: our own commands, a web address, brackets, a number with
a right check digit, an element string that leaves nothing over. What is left is plain text, and
that is no fault: most codes of a warehouse are its own. An exact code the warehouse knows goes
before all this; that is asked where the stock is known, with the text as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

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
)
from webapp.barcodes.found import PLAIN, Found
from webapp.barcodes.identifiers import Promise
from webapp.barcodes.parsed import Kind, Parsed


def parse(
    text: str,
    symbology: str | None = None,
    *,
    today: date,
    separators: Iterable[str] = (),
) -> Parsed:
    """Read one code. Never raises, whatever the text.

    symbology: the AIM identifier, when a decoder gives it beside the text.
    today: the day in the warehouse, for the century of two-digit years.
    separators: what this scanner is set to send in place of GS, if anything.
    """
    identifier, data = identifiers.split(identifiers.trim(text), symbology)
    data = hibc.with_its_space(data, text)
    found = _read(identifier, data, today, tuple(separators))
    return Parsed(
        raw=text,
        text=data,
        identifier=identifier,
        kind=found.kind,
        readings=found.readings,
        fault=found.fault,
        command=found.command,
    )


def _read(identifier: str | None, data: str, today: date, stand_ins: tuple[str, ...]) -> Found:
    if not data:
        return Found(Kind.UNREADABLE, fault=faults.no_data())
    match identifiers.promise(identifier, data):
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
        or iso15434.read(data, today)
        or hibc.read(data, today)
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
        or iso15434.read(data, today)
        or hibc.read(data, today)
        or brackets.read(data, today)
        or item_numbers.read(data, today)
        or element_strings.read_bare(data, today, stand_ins)
        or keyboards.read_azerty(data, today)
        or PLAIN
    )
