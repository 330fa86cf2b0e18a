"""What a code says: text in, elements and readings out.

The room is pure. It knows the standards (GS1 element strings, Digital Link, item numbers, AIM
identifiers) and our own command codes; it knows nothing of the stock, so where a code can be read
in several ways it hands over all of them and lets the stock, or the worker, decide.

    reader.py            the order of reading: identifier, command, link, brackets, …
    identifiers.py       ]C1, ]d2, … and what they promise
    element_strings.py   0109501101530003 10AB␝21S1
    lost_separators.py   the same without ␝: every way it can be read
    brackets.py          (01)09501101530003(10)AB, as people type it
    digital_links.py     https://…/01/09501101530003/10/AB
    item_numbers.py      EAN-8, UPC-A, EAN-13, ITF-14, SSCC
    commands.py          LW*QTY*12
    table.py, contents.py, dates.py, check_digits.py, associations.py   the rules of one element
    separators.py, keyboards.py   what scanners and keyboards do to a code on its way

A further kind of code is one more file with `reads(text)` and `read(text, today)`, and one more
line in the list of `reader.py`.
"""

from webapp.barcodes.answers import as_answer
from webapp.barcodes.check_digits import check_digit
from webapp.barcodes.item_numbers import gtin14
from webapp.barcodes.measures import Measure, base_units
from webapp.barcodes.parsed import Command, Fault, Kind, Parsed
from webapp.barcodes.reader import parse
from webapp.barcodes.readings import Reading
from webapp.barcodes.shown import shown

__all__ = [
    "Command",
    "Fault",
    "Kind",
    "Measure",
    "Parsed",
    "Reading",
    "as_answer",
    "base_units",
    "check_digit",
    "gtin14",
    "parse",
    "shown",
]
