"""What people call an element, for sentences; the standard's own short title where nobody does."""

from __future__ import annotations

from webapp.barcodes import data_identifiers
from webapp.barcodes.table import TABLE
from webapp.words import T, Words

_NAMES = {
    "1P": T("product number"),
    "00": T("SSCC"),
    "01": T("GTIN"),
    "02": T("GTIN of the content"),
    "10": T("lot"),
    "11": T("production date"),
    "12": T("due date"),
    "13": T("packaging date"),
    "15": T("best before date"),
    "16": T("sell by date"),
    "17": T("expiry date"),
    "21": T("serial number"),
    "30": T("count"),
    "37": T("count"),
    "7003": T("expiry date and time"),
    "8008": T("production date and time"),
}


# Data identifiers go by the name of what they feed.
_FIELDS = {"lot": "10", "serial": "21", "expires_on": "17", "produced_on": "11", "gtin": "01"}


def name_of(ai: str) -> Words | str:
    """The element's name without its number: "lot", "expiry date", "SHIP TO LOC (410)"."""
    if not ai.isdigit():
        row = data_identifiers.row_of(ai)
        named = _NAMES.get(_FIELDS.get(row.field, ""))
        return named or (f"{row.title} ({ai})" if ai in data_identifiers.TABLE else ai)
    if ai in _NAMES:
        return _NAMES[ai]
    title = TABLE[ai].title if ai in TABLE else ""
    return f"{title} ({ai})" if title else f"AI {ai}"
