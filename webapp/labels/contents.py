"""What each kind of label says, and what its symbol holds.

The symbol holds what a scan must find without asking, as far as the code can carry it:

    product, lot, serial    with a GTIN: (01) and what is known of (17) (15) (10) (21) (30), or the
                            same as Digital Link in a QR code
                            without: the SKU, the lot code or the serial number alone, as it stands
    license plate           (00) when it is an SSCC, else its own code; never its content, which
                            changes while the label stays
    location, document,     their own code, as it stands
    badge, command

A lot or serial number alone is printed as plain text, not as (10) or (21): the warehouse knows the
exact text, a lost separator cannot cut it, and letters that GS1 does not allow may stand in it.
A scan of it asks only where two products have that code; the label's warning says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.barcodes import Kind, parse
from webapp.barcodes.check_digits import is_number, is_right
from webapp.barcodes.separators import as_gs
from webapp.labels import refusals
from webapp.labels.elements import bracketed, element_string, is_element
from webapp.labels.label import Fact, Label, Symbology
from webapp.labels.links import digital_link
from webapp.words import T, Words

Say = Callable[[Words], str]

# Parsing wants a day for the century of a year; what kind of code a text is hangs on no day.
_ANY_DAY = date(2026, 1, 1)

# A scanner takes the century that is nearest; a label should say the same for some years to come.
_YEARS = range(1990, 2076)

# The elements whose values people make up: too long, with accents, or spelling a separator (<GS>).
_OURS = ("10", "21")


@dataclass(frozen=True, slots=True)
class _Code:
    """A text, the symbol it is printed in, and what to know of it."""

    text: str
    symbology: Symbology
    beneath: str | None = None
    warnings: tuple[Words, ...] = ()


def product_label(
    *,
    sku: str,
    name: str,
    gtin: str | None,
    packaging: str | None,
    quantity: int | None,
    carrier: Symbology,
    say: Say,
) -> Label:
    """A product in one of its packagings; `quantity` is how many units that holds.

    The packaging's GTIN says the quantity to a scanner, so the symbol does not repeat it.
    """
    held = T("%(packaging)s of %(quantity)s", packaging=packaging, quantity=quantity)
    packed = say(held) if packaging and quantity else packaging or quantity
    return _goods(
        _code({"01": gtin}, "01", sku, carrier),
        sku=sku,
        name=name,
        facts=_facts(say, ((T("Packaging"), packed),)),
    )


def lot_label(
    *,
    sku: str,
    name: str,
    gtin: str | None,
    lot: str,
    expires_on: date | None,
    best_before: date | None,
    quantity: int | None,
    carrier: Symbology,
    say: Say,
) -> Label:
    """A lot of a product; `quantity` counts packagings of that GTIN, and a scan counts them too."""
    elements = {
        "01": gtin,
        "17": expires_on,
        "15": best_before,
        "10": lot,
        "30": str(quantity) if quantity else None,
    }
    facts = (
        (T("Lot"), lot),
        (T("Expires on"), expires_on),
        (T("Best before"), best_before),
        (T("Quantity"), quantity),
    )
    return _goods(_code(elements, "10", lot, carrier), sku=sku, name=name, facts=_facts(say, facts))


def serial_label(
    *,
    sku: str,
    name: str,
    gtin: str | None,
    serial: str,
    lot: str | None,
    expires_on: date | None,
    carrier: Symbology,
    say: Say,
) -> Label:
    """One unit of a product by its serial number, with its lot where it has one."""
    elements = {"01": gtin, "17": expires_on, "10": lot, "21": serial}
    facts = ((T("Serial number"), serial), (T("Lot"), lot), (T("Expires on"), expires_on))
    return _goods(
        _code(elements, "21", serial, carrier), sku=sku, name=name, facts=_facts(say, facts)
    )


def plate_label(
    *,
    sscc: str,
    contents: Sequence[str] = (),
    gtin: str | None = None,
    lot: str | None = None,
    count: int | None = None,
    carrier: Symbology,
    say: Say,
) -> Label:
    """A license plate: an SSCC, or a code of our own. What stands on it is told to people only."""
    is_sscc = len(sscc) == 18 and is_number(sscc) and is_right(sscc)
    code = _code({"00": sscc}, "00", sscc, carrier) if is_sscc else _plain(sscc, carrier)
    facts = ((T("Content"), gtin), (T("Count"), count), (T("Lot"), lot))
    return _label(
        code, kicker=say(T("License plate")), title=sscc, lines=contents, facts=_facts(say, facts)
    )


def location_label(
    *,
    code: str,
    zone: str = "",
    detail: str = "",
    carrier: Symbology = Symbology.CODE_128,
    say: Say,
) -> Label:
    """A bin, a dock: its code as large as the paper allows."""
    place = " · ".join(filter(None, (zone, detail)))
    return _label(_plain(code, carrier), kicker=say(T("Location")), title=code, lines=(place,))


def document_label(
    *,
    kind: str,
    number: str,
    partner: str = "",
    carrier: Symbology = Symbology.CODE_128,
    say: Say,
) -> Label:
    """A receipt or an order; `kind` is its word in the reader's language."""
    facts = _facts(say, ((T("Partner"), partner or None),))
    return _label(_plain(number, carrier), kicker=kind, title=number, facts=facts)


def badge_label(
    *, name: str, badge: str, carrier: Symbology = Symbology.CODE_128, say: Say
) -> Label:
    """A person's badge. Its code opens the door, so it is not printed in letters."""
    code = _plain(badge, carrier)
    return _label(_Code(code.text, code.symbology, ""), kicker=say(T("Badge")), title=name)


def command_label(
    *,
    text: str,
    title: str,
    does: str = "",
    carrier: Symbology = Symbology.CODE_128,
    say: Say,
) -> Label:
    """A button of the screen on paper: what it is called, and what scanning it does."""
    if parse(text, today=_ANY_DAY).command is None:
        raise refusals.not_a_command(text)
    code = _Code(text, _plain_symbology(text, carrier))
    return _label(code, kicker=say(T("Command")), title=title, lines=(does,))


def _goods(code: _Code, *, sku: str, name: str, facts: tuple[Fact, ...]) -> Label:
    return _label(code, kicker=sku, title=name, facts=facts)


def _label(
    code: _Code,
    *,
    kicker: str,
    title: str,
    lines: Iterable[str] = (),
    facts: tuple[Fact, ...] = (),
) -> Label:
    return Label(
        title=title,
        lines=tuple(line for line in lines if line),
        text=code.text,
        symbology=code.symbology,
        kicker=kicker,
        facts=facts,
        beneath=code.beneath,
        warnings=code.warnings,
    )


def _facts(say: Say, facts: Iterable[tuple[Words, str | int | date | None]]) -> tuple[Fact, ...]:
    """Those that are known."""
    return tuple(Fact(say(name), _said(value, say)) for name, value in facts if value is not None)


def _said(value: str | int | date, say: Say) -> str:
    return say(T("%(date)s", date=value)) if isinstance(value, date) else str(value)


def _code(
    elements: Mapping[str, str | date | None], main: str, alone: str, carrier: Symbology
) -> _Code:
    """The elements in that carrier; `alone` in plain text where they cannot be printed as GS1.

    `main` is the element the label is about: without it there is no GS1 symbol. Another one that
    GS1 does not allow is left out.
    """
    given = {ai: value for ai, value in elements.items() if value}
    if carrier is Symbology.CODE_128:
        return _plain(alone, carrier)
    if given.keys().isdisjoint(("00", "01")):
        return _plain(alone, carrier, refusals.without_gtin(alone))
    odd = {ai: words for ai, value in given.items() if (words := _objection(ai, value, main))}
    if main in odd:
        return _plain(alone, carrier, odd[main])
    printed = {ai: _in_gs1(value) for ai, value in given.items() if ai not in odd}
    text, warnings = element_string(printed), tuple(odd.values())
    if carrier is Symbology.QR:
        return _Code(digital_link(printed), carrier, bracketed(text), warnings)
    return _Code(text, carrier, None, warnings)


def _objection(ai: str, value: str | date, main: str) -> Words | None:
    """Why a scan of this element would not give its value back, or None."""
    if isinstance(value, date):
        return None if value.year in _YEARS else refusals.year_left_out(value)
    if ai not in _OURS or (is_element(ai, value) and as_gs(value) == value):
        return None
    return refusals.not_gs1(value) if ai == main else refusals.left_out(value)


def _in_gs1(value: str | date) -> str:
    return f"{value:%y%m%d}" if isinstance(value, date) else value


def _plain(code: str, carrier: Symbology, *warnings: Words) -> _Code:
    """A code that the warehouse knows as it stands. Raises LabelRefused where a scan would not
    give exactly that: it reads as a command or a link, or begins or ends with a space.
    """
    symbology = _plain_symbology(code, carrier)
    read = parse(code, "]C0" if symbology.is_linear else "]Q1", today=_ANY_DAY)
    if code and (read.kind is not Kind.PLAIN or read.text != code):
        raise refusals.reads_otherwise(code)
    return _Code(code, symbology, None, warnings)


def _plain_symbology(code: str, carrier: Symbology) -> Symbology:
    """Bars hold ASCII; other letters, and squares, go into a QR code."""
    fits = carrier.is_linear and code.isascii() and code.isprintable()
    return Symbology.CODE_128 if fits else Symbology.QR
