"""Where goods may be moved to, and why they are scrapped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Protocol

from webapp.rules.picking import LotToLeave, Standing, may_leave
from webapp.rules.refusals import Refusal
from webapp.rules.usable import usable
from webapp.words import T, Words

# What may not leave may still be put where it harms nobody, or be thrown away.
APART = ("quarantine", "scrap")
SCRAP_REASONS: dict[str, Words] = {
    "expired": T("Expired"),
    "damaged": T("Damaged"),
    "recalled": T("Recalled"),
    "quality": T("Failed a quality check"),
    "other": T("Another reason"),
}
SEND_BACK_REASONS: dict[str, Words] = {
    "damaged": T("Damaged"),
    "wrong": T("Not what was ordered"),
    "quality": T("Failed a quality check"),
    "recalled": T("Recalled"),
    "expired": T("Expired"),
    "other": T("Another reason"),
}


class GoodsToGo(Standing, Protocol):
    """What the rules ask of goods and the place where they stand."""

    @property
    def lot(self) -> LotToLeave | None: ...


def may_all_go(goods: Iterable[GoodsToGo], kind: str, today: date) -> Refusal | None:
    """Why not all of these goods may go to a place of this kind: what holds the first, or None.

    It is asked of goods in a hand and of all that a license plate carries alike.
    """
    each = (may_go(row.lot, row, kind, today) for row in goods)
    return next((said for said in each if said), None)


def may_go(lot: LotToLeave | None, at: Standing, kind: str, today: date) -> Refusal | None:
    """Why goods that stand `at` a place may not go to a place of this kind, or None.

    That they stand in quarantine is not asked here: a supervisor may take them from there.
    """
    status, expires_on = (lot.status, lot.expires_on) if lot else (None, None)
    holds = {"plate_hold": at.plate_hold, "location_hold": at.location_hold}
    if kind in APART or usable(status, expires_on, today, **holds):
        return None
    said = may_leave(lot, today, at)
    only = T("It may go to quarantine or scrap only: scan such a place.")
    return replace(said, remedy=only) if said else None


def spoken_reason(written: str | None) -> object:
    """A reason as a sentence has it: words of the list in the reader's language."""
    known = (words for words in SCRAP_REASONS.values() if str(words) == written)
    return next(known, written or "")
