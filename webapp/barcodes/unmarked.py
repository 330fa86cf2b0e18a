"""Plain codes, read as if the scanner had said what they are: candidates for the stock to confirm.

Many scanners keep the identifier to themselves, and data identifiers are printed in symbols that
have none. `10LOT0002` may be the lot LOT0002 or a code of that very name, and so may `1TLOT0002`.
Of data identifiers only those of a lot or a serial number that open with a digit are thought of:
a single letter opens nearly every code of a warehouse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from webapp.barcodes import data_identifiers
from webapp.barcodes.data_identifiers import FEEDING
from webapp.barcodes.parsed import Kind, Parsed
from webapp.barcodes.reader import parse
from webapp.barcodes.readings import Reading, reading_by_data_identifier

_GS1_128 = "]C1"
_OPENINGS = "|".join(one for one in (*FEEDING["lot"], *FEEDING["serial"]) if one[0].isdigit())
_MARKED = re.compile(rf"({_OPENINGS})(.+)", re.ASCII)


def if_marked(
    parsed: Parsed, *, today: date, separators: Iterable[str] = ()
) -> tuple[Reading, ...]:
    """What a plain code would say if it were one of GS1's or of industry; none that names a GTIN.

    A symbol whose identifier says that it is none of GS1's can still hold a data identifier.
    """
    if parsed.kind is not Kind.PLAIN or parsed.readings:
        return ()
    marked: tuple[Reading, ...] = ()
    if not parsed.identifier:
        marked = parse(parsed.text, _GS1_128, today=today, separators=separators).readings
    by_gs1 = tuple(one for one in marked if not (one.gtin or one.content_gtin))
    return by_gs1 + _by_industry(parsed.text, today)


def _by_industry(text: str, today: date) -> tuple[Reading, ...]:
    marked = _MARKED.fullmatch(text)
    if marked is None or not data_identifiers.is_good(marked[1], marked[2], today.year):
        return ()
    return (reading_by_data_identifier({marked[1]: marked[2]}, today),)
