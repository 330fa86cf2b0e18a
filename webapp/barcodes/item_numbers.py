"""The numbers under ordinary barcodes: EAN-8, UPC-A, EAN-13, ITF-14, and the SSCC of a pallet.

All GTINs are kept and compared at 14 digits, so that 036000291452 (UPC-A), 0036000291452 (the same
as most decoders report it) and 00036000291452 are one product.
"""

from __future__ import annotations

from datetime import date

from webapp.barcodes import check_digits, faults
from webapp.barcodes.found import Found
from webapp.barcodes.parsed import Kind
from webapp.barcodes.readings import reading_of

_GTIN_LENGTHS = {8, 12, 13, 14}


def gtin14(text: str) -> str | None:
    """The item number at 14 digits; None when `text` is not one with a right check digit.

    >>> gtin14("036000291452")
    '00036000291452'
    """
    if len(text) not in _GTIN_LENGTHS or not check_digits.is_number(text):
        return None
    return text.zfill(14) if check_digits.is_right(text) else None


def is_sscc(text: str) -> bool:
    """Whether `text` is the bare number of a logistic unit, its check digit right.

    >>> is_sscc("106141411234567897"), is_sscc("106141411234567890")
    (True, False)
    """
    return len(text) == 18 and check_digits.is_number(text) and check_digits.is_right(text)


def read(text: str, today: date) -> Found | None:
    """A bare number: believed when its length and its check digit are right, otherwise None."""
    if gtin := gtin14(text):
        return Found(Kind.ITEM_NUMBER, (reading_of({"01": gtin}, today),))
    if is_sscc(text):
        return Found(Kind.SSCC, (reading_of({"00": text}, today),))
    return None


def read_announced(text: str, today: date) -> Found:
    """A number from a symbol that holds item numbers only: what is wrong with it is a fault."""
    if found := read(text, today):
        return found
    if not check_digits.is_number(text) or len(text) not in _GTIN_LENGTHS:
        return Found(Kind.ITEM_NUMBER, fault=faults.item_number_length(len(text)))
    fault = faults.wrong_check_digit(
        "01", expected=check_digits.check_digit(text[:-1]), found=text[-1], position=len(text)
    )
    return Found(Kind.ITEM_NUMBER, fault=fault)
