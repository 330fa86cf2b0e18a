"""The data identifiers of ANSI MH10.8.2: what industry writes where trade writes GS1's numbers.

A data identifier is a letter with up to three digits before it: `1T` opens a lot, `S` a serial
number. The table holds those a warehouse meets; others are legal too and are kept as they stand.
Format 12 of ISO/IEC 15434 has words of three letters for the same things (`SER`, `LOT`); they
stand in the same table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from webapp.barcodes import check_digits, dates
from webapp.barcodes.measures import Measure

# Identifier, the field of a reading it feeds (. for none), form, title. Forms: text; amount, a
# number; units, a number with a unit of X12; gtin; sscc, which may be another license plate; all
# others are dates, written as they say (q is a qualifier of X12 that tells which date it is).
_ROWS = """
B     .              text        CONTAINER TYPE
1B    .              text        CONTAINER ID
D     .              YYMMDD      DATE
1D    .              DDMMYY      DATE
2D    .              MMDDYY      DATE
3D    .              text        DATE YDDD
4D    .              YYJJJ       DATE
5D    .              YYMMDDqqq   DATE
6D    .              YYYYMMDDqqq DATE
7D    .              MMYY        DATE
9D    .              text        DATE CODE
10D   .              YYWW        DATE CODE
11D   .              YYYYWW      DATE CODE
12D   .              YYYYMMDD    DATE
14D   expires_on     YYYYMMDD    EXPIRY DATE
15D   expires_on     DDMMYYYY    EXPIRY DATE
16D   produced_on    YYYYMMDD    PRODUCTION DATE
17D   produced_on    DDMMYYYY    PRODUCTION DATE
J     license_plate  sscc        LICENSE PLATE
1J    license_plate  sscc        LICENSE PLATE
2J    license_plate  sscc        LICENSE PLATE
3J    license_plate  sscc        LICENSE PLATE
4J    license_plate  sscc        LICENSE PLATE
5J    license_plate  sscc        LICENSE PLATE
6J    license_plate  sscc        LICENSE PLATE
K     .              text        ORDER NUMBER
1K    .              text        SUPPLIER ORDER NUMBER
2K    .              text        BILL OF LADING
4K    .              text        ORDER LINE
7K    .              text        ORDER NUMBER AND LINE
10K   .              text        INVOICE NUMBER
11K   .              text        PACKING LIST NUMBER
14K   .              text        ORDER NUMBER AND LINE
15K   .              text        KANBAN NUMBER
L     .              text        STORAGE LOCATION
1L    .              text        LOCATION
2L    .              text        SHIP TO
4L    .              text        COUNTRY OF ORIGIN
21L   .              text        SHIP TO POSTAL CODE
1P    product_code   text        SUPPLIER PART NUMBER
30P   product_code   text        SUPPLIER PART NUMBER
P     product_code   text        CUSTOMER PART NUMBER
25P   product_code   text        PARTY AND PART NUMBER
2P    .              text        REVISION
8P    gtin           gtin        GTIN
31P   .              text        SUPPLIER PART NUMBER, SECOND LEVEL
Q     .              amount      QUANTITY
3Q    .              text        UNIT OF MEASURE
7Q    .              units       QUANTITY
2Q    .              amount      ACTUAL WEIGHT
4Q    .              amount      GROSS AMOUNT
5Q    .              amount      NET AMOUNT
6Q    .              text        NUMBER OF CONTAINERS
11Q   .              amount      TARE WEIGHT
13Q   .              text        NUMBER OF PACKAGES
S     serial         text        SERIAL NUMBER
1S    serial         text        SUPPLIER SERIAL NUMBER
18S   serial         text        PARTY AND SERIAL NUMBER
25S   serial         text        PARTY AND SERIAL NUMBER
2S    .              text        SHIPMENT NUMBER
3S    license_plate  text        PACKAGE NUMBER
4S    license_plate  text        PACKAGE NUMBER
5S    license_plate  text        PACKAGE NUMBER
6S    license_plate  text        PACKAGE NUMBER
1T    lot            text        LOT
T     lot            text        LOT
25T   lot            text        PARTY AND LOT
30T   lot            text        LOT, FIRST LEVEL
V     .              text        SUPPLIER
1V    .              text        MANUFACTURER
18V   .              text        PARTY
4V    .              text        CARRIER
5V    .              text        CUSTOMER
W     .              text        WORK ORDER
Z     .              text        MUTUALLY DEFINED
1Z    .              text        MUTUALLY DEFINED
PNO   product_code   text        PART NUMBER
PNR   product_code   text        PART NUMBER
SER   serial         text        SERIAL NUMBER
SEQ   serial         text        SERIAL NUMBER
USN   serial         text        UNIVERSAL SERIAL NUMBER
UST   serial         text        UNIVERSAL SERIAL NUMBER
LOT   lot            text        LOT
BTC   lot            text        BATCH
LTN   lot            text        LOT
EXP   expires_on     YYYYMMDD    EXPIRY DATE
DMF   produced_on    YYYYMMDD    PRODUCTION DATE
QTY   .              amount      QUANTITY
MFR   .              text        MANUFACTURER
SPL   .              text        SUPPLIER
CAG   .              text        COMPANY
"""
_FORMS = {
    "text": r"[ -~]{1,60}",
    "amount": r"(?:[0-9]{1,12}(?:\.[0-9]{0,6})?|\.[0-9]{1,6})",
    "units": r"(?:[0-9]{1,12}(?:\.[0-9]{0,6})?|\.[0-9]{1,6})(?: ?[A-Z][A-Z0-9]{1,2})",
    "gtin": r"[0-9]{14}",
    "sscc": r"[0-9A-Za-z]{1,35}",
}
_NUMBER = re.compile(_FORMS["amount"])
OPENS = re.compile(r"[0-9]{0,3}[A-Z]", re.ASCII)

# Units of 7Q and 3Q, by X12 355 and UN/ECE 20; "" counts pieces. Others state no known amount.
_UNITS = dict.fromkeys(("", "EA", "PC", "PCE", "UN", "C62", "H87"), "") | {
    "KG": "kg", "KGM": "kg", "GR": "g", "GRM": "g", "LB": "lb", "LBR": "lb", "OZ": "oz",
    "ONZ": "oz", "MR": "m", "MTR": "m", "CM": "cm", "CMT": "cm", "MM": "mm", "MMT": "mm",
    "IN": "in", "INH": "in", "FT": "ft", "FOT": "ft", "YD": "yd", "YRD": "yd", "SM": "m²",
    "MTK": "m²", "SF": "ft²", "FTK": "ft²", "CR": "m³", "MTQ": "m³", "CF": "ft³", "FTQ": "ft³",
    "LT": "l", "LTR": "l", "ML": "ml", "MLT": "ml", "GA": "gal", "GLL": "gal", "QT": "qt",
    "FO": "fl oz",
}  # fmt: skip
# Which date 5D and 6D carry, by X12 374.
_QUALIFIERS = {"036": "expires_on", "208": "expires_on", "094": "produced_on", "405": "produced_on"}


@dataclass(frozen=True, slots=True)
class DataIdentifier:
    """What is known of one data identifier's value."""

    title: str
    field: str
    """The name under which a reading gives the value, or "." for none."""
    form: str
    pattern: re.Pattern[str]

    @property
    def is_date(self) -> bool:
        """Whether the form is the letters of a date."""
        return self.form not in _FORMS


def _table() -> Iterator[tuple[str, DataIdentifier]]:
    for row in _ROWS.strip().splitlines():
        identifier, field, form, title = row.split(maxsplit=3)
        digits, letters = len(form.rstrip("q")), form.count("q")
        pattern = _FORMS.get(form, f"[0-9]{{{digits}}}[0-9A-Z]{{{letters}}}")
        yield identifier, DataIdentifier(title, field, form, re.compile(pattern, re.ASCII))


TABLE: dict[str, DataIdentifier] = dict(_table())
FEEDING: dict[str, tuple[str, ...]] = {
    field: tuple(one for one, row in TABLE.items() if row.field == field)
    for field in {row.field for row in TABLE.values()}
}
"""Which data identifiers feed a field, the surest first."""


def row_of(identifier: str) -> DataIdentifier:
    """What is known of an identifier; one that is not in the table holds any text."""
    return TABLE.get(identifier, TABLE["Z"])


def is_good(identifier: str, value: str, this_year: int) -> bool:
    """Whether `value` keeps the rules of its identifier."""
    row = row_of(identifier)
    if row.pattern.fullmatch(value) is None:
        return False
    if row.form == "gtin":
        return check_digits.is_right(value)
    return not row.is_date or moment(identifier, value, this_year) is not None


def moment(identifier: str, value: str, this_year: int) -> date | datetime | None:
    """The date an identifier carries; None when it carries none, or none of the calendar."""
    row = TABLE.get(identifier)
    if row is None or not row.is_date:
        return None
    form = row.form.rstrip("q")
    return dates.written(form, value[: len(form)], this_year)


def dated(field: str, elements: Mapping[str, str]) -> str | None:
    """The identifier whose date is that of `field` ("expires_on", "produced_on"), if any is."""
    for identifier in FEEDING[field]:
        if identifier in elements:
            return identifier
    for identifier in ("6D", "5D"):
        if _QUALIFIERS.get(elements.get(identifier, "")[-3:]) == field:
            return identifier
    return None


def quantity(elements: Mapping[str, str]) -> int | Measure | None:
    """Pieces, or a measure, from Q (whose unit 3Q may name), 7Q or QTY; None in unknown units."""
    stated = elements.get("7Q")
    if stated is None:
        amount = elements.get("Q") or elements.get("QTY") or ""
        unit = elements.get("3Q", "")
    else:
        number = _NUMBER.match(stated)
        amount = number[0] if number else ""
        unit = stated[len(amount) :]
    known = _UNITS.get(unit.strip().upper())
    if known is None or not amount:
        return None
    value = Decimal(amount)
    if known:
        return Measure(value, known)
    return int(value) if value == value.to_integral_value() else None
