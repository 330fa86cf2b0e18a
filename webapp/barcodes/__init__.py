"""What a code says: text in, elements and readings out.

The room is pure. It knows the standards (GS1 element strings, Digital Link, item numbers, AIM
identifiers, data identifiers, HIBC) and our own command codes; it knows nothing of the stock, so
where a code can be read in several ways it hands over all of them and lets the stock, or the
worker, decide.

    reader.py            the order of reading: identifier, command, link, envelope, …
    identifiers.py       ]C1, ]d2, … and what they promise
    element_strings.py   0109501101530003 10AB␝21S1
    lost_separators.py   the same without ␝: every way it can be read
    brackets.py          (01)09501101530003(10)AB, as people type it; (1T)AB too
    digital_links.py     https://…/01/09501101530003/10/AB
    item_numbers.py      EAN-8, UPC-A, EAN-13, ITF-14, SSCC
    iso15434.py          [)>␞06␝1P77␝S42␞␄, industry's envelope
    hibc.py              +A99912345/$$52001510X3…, the health industry's codes
    commands.py          LW*QTY*12
    nomenclature.py      the warehouse's own rules: 21.....{NNDDD}; their patterns in patterns.py
    two_scans.py         two of them in one text: refused
    unmarked.py          plain codes as they would read if their label were marked

    table.py, contents.py, dates.py, check_digits.py, associations.py   the rules of one element
    data_identifiers.py, measures.py       1T, 25S, 7Q …; kg, lb, m² … in a product's own unit
    separators.py, keyboards.py            what scanners and keyboards do to a code on its way

A further kind of code is one more file with `read(text, today)`, and one more line in the list of
`reader.py`.
"""

from webapp.barcodes.answers import as_answer
from webapp.barcodes.check_digits import check_digit
from webapp.barcodes.item_numbers import gtin14
from webapp.barcodes.measures import Measure, base_units
from webapp.barcodes.own_rules import Encoding, Rule, RuleKind
from webapp.barcodes.parsed import Command, Fault, Kind, Parsed
from webapp.barcodes.reader import parse
from webapp.barcodes.readings import Reading
from webapp.barcodes.shown import shown
from webapp.barcodes.unmarked import if_marked

__all__ = [
    "Command",
    "Encoding",
    "Fault",
    "Kind",
    "Measure",
    "Parsed",
    "Reading",
    "Rule",
    "RuleKind",
    "as_answer",
    "base_units",
    "check_digit",
    "gtin14",
    "if_marked",
    "parse",
    "shown",
]
