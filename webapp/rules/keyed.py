"""What was keyed in as a quantity: base units, or the reason why it is none."""

from __future__ import annotations

from webapp.barcodes import check_digits
from webapp.rules import refusals
from webapp.rules.quantities import LARGEST, Amount, as_number, is_finer, unit_called, units_of

CODE_LENGTHS = {8, 12, 13, 14, 18}
SIGNS = ("]", "(")


def keyed(text: str, scale: int, unit: str) -> int | refusals.Refusal:
    """The base units of a keyed quantity, or why it is refused; never rounded.

    >>> keyed("2.5", 3, "kg"), keyed("12", 0, "each")
    (2500, 12)
    """
    typed = text.strip()
    if looks_like_code(typed):
        return refusals.code_as_quantity(typed)
    number = as_number(typed)
    if scale and number and is_finer(number, scale):
        return refusals.finer_than_counted(typed, Amount(1, scale), unit_called(unit))
    units = units_of(typed, scale)
    return refusals.bad_quantity(typed or "?") if units is None else units


def looks_like_code(text: str) -> bool:
    """Whether a text is a barcode that went into the quantity.

    A label's signs, the number of an item or a license plate with its right check digit, or more
    than anybody can count.
    """
    if text.startswith(SIGNS):
        return True
    text = text.rstrip(".,")
    if not check_digits.is_number(text):
        return False
    # A check digit is counted from the right, so noughts before a number leave it right.
    lengths = {len(text), len(text.lstrip("0"))}
    right = bool(lengths & CODE_LENGTHS) and check_digits.is_right(text)
    return right or int(text[:20]) > LARGEST
