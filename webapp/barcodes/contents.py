"""Whether the value of one element is good, and if not, what exactly is wrong with it.

The happy way is one regular expression and at most two small checks; the search for the right
words begins only when one of them fails.
"""

from __future__ import annotations

import re

from webapp.barcodes import check_digits, data_identifiers, dates, faults
from webapp.barcodes.parsed import Fault
from webapp.barcodes.table import Spec

_NOT_SET_82 = re.compile(r"[^!\"%-?A-Z_a-z]")
_NOT_DIGIT = re.compile(r"[^0-9]")
_FURTHER = {"8001", "8006", "8007", "8026", "4309"}


def is_good(spec: Spec, value: str, this_year: int) -> bool:
    """Whether `value` keeps every rule of its element: form, check digit, date."""
    if spec.pattern.fullmatch(value) is None:
        return False
    if spec.keyed and not check_digits.is_right(value[: spec.keyed]):
        return False
    if spec.ai in dates.FORMS and dates.read(spec.ai, value, this_year) is None:
        return False
    return spec.ai not in _FURTHER or _keeps_further_rule(spec.ai, value)


def objection(spec: Spec, value: str, position: int, this_year: int) -> Fault | None:
    """What is wrong with `value`, which stands at `position` (from 1) of the code, or None."""
    if is_good(spec, value, this_year):
        return None
    return _about_form(spec, value, position) or _about_meaning(spec, value, position)


def objection_in_industry(
    identifier: str, value: str, position: int, this_year: int
) -> Fault | None:
    """The same for the value of a data identifier."""
    if data_identifiers.is_good(identifier, value, this_year):
        return None
    row = data_identifiers.row_of(identifier)
    if not value:
        return faults.missing_value(identifier, position)
    if row.form == "gtin" and row.pattern.fullmatch(value):
        right = check_digits.check_digit(value[:-1])
        return faults.wrong_check_digit(
            identifier, expected=right, found=value[-1], position=position + len(value) - 1
        )
    if row.is_date and row.pattern.fullmatch(value):
        return faults.wrong_date(identifier, value, position)
    return faults.not_as_prescribed(identifier, value, position, form=row.form)


def _about_form(spec: Spec, value: str, position: int) -> Fault | None:
    if not value:
        return faults.missing_value(spec.ai, position)
    if spec.digits_only and (odd := _NOT_DIGIT.search(value)):
        return faults.digits_expected(spec.ai, odd[0], position + odd.start())
    if spec.ai != "8010" and (odd := _NOT_SET_82.search(value)):
        return faults.not_allowed(spec.ai, odd[0], position + odd.start())
    if len(value) < spec.shortest:
        return faults.too_short(spec, value, position)
    if len(value) > spec.longest:
        return faults.too_long(spec, value, position)
    return None


def _about_meaning(spec: Spec, value: str, position: int) -> Fault:
    key = value[: spec.keyed]
    if key and check_digits.is_number(key) and not check_digits.is_right(key):
        return faults.wrong_check_digit(
            spec.ai,
            expected=check_digits.check_digit(key[:-1]),
            found=key[-1],
            position=position + spec.keyed - 1,
        )
    if spec.ai in dates.FORMS:
        return faults.wrong_date(spec.ai, value, position)
    return faults.malformed(spec.ai, value, position)


def _keeps_further_rule(ai: str, value: str) -> bool:
    match ai:
        case "8001":  # roll products: the winding direction is 0, 1 or 9
            return value[12] in "019"
        case "8006" | "8026":  # piece x of y
            return 1 <= int(value[14:16]) <= int(value[16:18])
        case "8007":
            return _is_iban(value)
        case _:  # 4309, latitude and longitude, each moved to be positive
            return int(value[:10]) <= 1_800_000_000 and int(value[10:]) <= 3_600_000_000


def _is_iban(value: str) -> bool:
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{1,30}", value):
        return False
    return int("".join(str(int(sign, 36)) for sign in value[4:] + value[:4])) % 97 == 1
