"""Numbers of nobody's: GS1 keeps prefix 952 for demonstrations, so no real goods carry them."""

from __future__ import annotations

from webapp.barcodes import check_digit

COMPANY = "9521000"


def gtin(item: int, indicator: int = 0) -> str:
    """The GTIN at 14 digits; `indicator` 1 to 8 is a level of packaging, 0 the unit for sale.

    >>> gtin(1), gtin(1, indicator=1)
    ('09521000000018', '19521000000015')
    """
    digits = f"{indicator}{COMPANY}{item:05d}"
    return digits + check_digit(digits)


def sscc(number: int) -> str:
    """The 18 digits of a pallet.

    >>> sscc(1)
    '395210000000000019'
    """
    digits = f"3{COMPANY}{number:09d}"
    return digits + check_digit(digits)
