"""What is said beside an accepted scan: a code that is not kept, or that no label can carry.

lot product, label with a serial ──► the serial is not kept
a new code outside GS1's set ──────► no GS1 label can carry it
"""

from __future__ import annotations

from dataclasses import replace

from webapp.flows.receiving_draft import Case, known_lot, known_serial
from webapp.flows.replies import Reply
from webapp.flows.talk import Talk
from webapp.models import ScanStatus, Tracking
from webapp.rules.codes import no_label
from webapp.words import T, Words

NOTES = "notes of codes"


def note_codes(case: Case) -> None:
    """Keep what is to be said of the codes in hand until the answer is put into words."""
    found = [words for words in (serial_not_kept(case), *without_label(case)) if words]
    if found:
        case.talk.cache[NOTES] = found


def serial_not_kept(case: Case) -> Words | None:
    """A label with lot and serial of a product that has lots only."""
    product, serial = case.line.product, case.draft.serial_code
    if serial is None or product.tracking is not Tracking.LOT:
        return None
    return T(
        "The label's serial %(serial)s is not kept: %(sku)s has lots only.",
        serial=serial,
        sku=product.sku,
    )


def without_label(case: Case) -> list[Words | None]:
    """The new codes that GS1 has no characters for; those known before were told then."""
    draft, tracking = case.draft, case.line.product.tracking
    lot = draft.lot_code if tracking.by_lot else None
    serial = draft.serial_code if tracking.by_serial else None
    return [
        no_label(code)
        for code, is_known in ((lot, known_lot), (serial, known_serial))
        if code and no_label(code) and not is_known(case)
    ]


def noted(talk: Talk, reply: Reply) -> Reply:
    """The answer with its notes behind what it says to do."""
    if reply.status is not ScanStatus.ACCEPTED:
        return reply
    for words in talk.cache.get(NOTES, ()):
        both = reply.remedy and T("%(one)s %(two)s", one=reply.remedy, two=words)
        reply = replace(reply, remedy=both or words)
    return reply
