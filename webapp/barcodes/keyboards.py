"""Scanners that type: what caps lock or another country's keyboard makes of a code.

Both can be recognised with certainty only in a few shapes; those are repaired, and the reading says
so, because the device should be set right.
"""

from __future__ import annotations

from datetime import date

from webapp.barcodes import element_strings, item_numbers
from webapp.barcodes.found import Found
from webapp.words import T

# The identifiers of GS1 symbols as caps lock writes them.
_SWAPPED = {"]c1", "]D2", "]D8", "]q3", "]q4", "]E0", "]j1"}
_AZERTY = str.maketrans("à&é\"'(-è_ç", "0123456789")
_AZERTY_ROW = frozenset("à&é\"'(-è_ç")


def read_caps_lock(text: str, today: date) -> Found | None:
    """An element string whose letters were all swapped, seen by its identifier; otherwise None."""
    if text[:3] not in _SWAPPED:
        return None
    warning = T("Caps lock is on at this device. Switch it off.")
    found = element_strings.read(text[3:].swapcase(), today, warning)
    return found if found.readings else None


def read_azerty(text: str, today: date) -> Found | None:
    """An item number or SSCC that was typed on the digit row of a French keyboard; or None."""
    if not text or not _AZERTY_ROW.issuperset(text):
        return None
    warning = T("The scanner types for a French keyboard. Set it to the keyboard of this device.")
    return item_numbers.read(text.translate(_AZERTY), today, warning)
