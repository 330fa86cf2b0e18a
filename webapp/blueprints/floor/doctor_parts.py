"""The parts of one reading: identifier, name, value, and what the value means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal

from webapp.barcodes import Reading
from webapp.barcodes.names import name_of
from webapp.barcodes.table import TABLE
from webapp.blueprints.look import language
from webapp.blueprints.shown import said
from webapp.words import T

# The last digit of these identifiers says how many decimals the value has.
MEASURE = re.compile(r"3[1-6][0-9]{2}")
AMOUNT = re.compile(r"39[0245][0-9]")
AMOUNT_IN = re.compile(r"39[13][0-9]")
UNIT = re.compile(r"\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Part:
    """One element; `meaning` is empty where the value says all."""

    ai: str
    name: str
    value: str
    meaning: str


def parts_of(reading: Reading) -> tuple[Part, ...]:
    """Every element of a reading in the order of the code."""
    return tuple(
        Part(ai, called(ai), value, meaning(ai, value, reading))
        for ai, value in reading.elements.items()
    )


def called(ai: str) -> str:
    """The element's name as the beginning of a line; its number stands beside it already."""
    name = said(name_of(ai)).removesuffix(f" ({ai})")
    return name[:1].upper() + name[1:]


def meaning(ai: str, value: str, reading: Reading) -> str:
    """What a value means beyond its characters."""
    if moment := reading.dates.get(ai):
        return said(moment)
    if MEASURE.fullmatch(ai) or AMOUNT.fullmatch(ai):
        return f"{decimals(value, ai)} {unit_of(ai)}".strip()
    if AMOUNT_IN.fullmatch(ai):
        words = T("%(number)s in currency %(code)s", number=decimals(value[3:], ai), code=value[:3])
        return said(words)
    if ai in ("30", "37") and value.isdigit():
        return said(T("a quantity: %(number)s", number=decimals(value, "0000")))
    if ai in ("01", "02") and len(value) == 14:
        return what_kind_of_gtin(value)
    return ""


def decimals(value: str, ai: str) -> str:
    """The number with its point, which the identifier's last digit places."""
    if not (value.isascii() and value.isdigit()):
        return value
    number = Decimal(value).scaleb(-int(ai[3]))
    places = "." + "0" * int(ai[3]) if int(ai[3]) else ""
    return format_decimal(number, f"#,##0{places}", locale=language())


def unit_of(ai: str) -> str:
    """The unit in the standard's title: NET WEIGHT (kg)."""
    found = UNIT.search(TABLE[ai].title) if ai in TABLE else None
    return found[1] if found else ""


def what_kind_of_gtin(gtin: str) -> str:
    """What the first digit of a GTIN says."""
    if gtin[0] == "0":
        return said(T("item number %(number)s", number=gtin.lstrip("0")))
    if gtin[0] == "9":
        return said(T("an item sold by measure"))
    return said(T("a larger packaging, indicator %(digit)s", digit=gtin[0]))
