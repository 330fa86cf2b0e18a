"""Whether goods may leave: asked of the scanned lot, and of the promised one."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from webapp.rules import refusals
from webapp.rules.holds import spoken
from webapp.rules.shelf_life import days_left, too_short
from webapp.rules.usable import QUARANTINE, RELEASED, expired, usable


class LotToLeave(Protocol):
    """What the rules ask of a lot."""

    @property
    def code(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def expires_on(self) -> date | None: ...
    @property
    def hold_reason(self) -> str | None: ...


class PromisedLine(Protocol):
    """What the rules ask of a promised line beside where it stands."""

    @property
    def location(self) -> str: ...
    @property
    def blocked_out(self) -> bool: ...
    @property
    def plate(self) -> str | None: ...
    @property
    def plate_status(self) -> str | None: ...


def bin_gives(line: PromisedLine) -> refusals.Refusal | None:
    """Why nothing leaves where a promised line stands: the bin was blocked, or its plate closed."""
    if line.blocked_out:
        return refusals.location_blocked_out(line.location)
    return refusals.plate_not_open(line.plate or "", line.plate_status or "open")


class Standing(Protocol):
    """What the rules ask of the place where goods stand."""

    @property
    def location(self) -> str: ...
    @property
    def location_kind(self) -> str: ...
    @property
    def location_hold(self) -> str | None: ...
    @property
    def plate(self) -> str | None: ...
    @property
    def plate_hold(self) -> str | None: ...


def may_leave(
    lot: LotToLeave | None, today: date, at: Standing | None = None
) -> refusals.Refusal | None:
    """Why goods may not leave, or None; `usable` is the one predicate, this only finds words."""
    status, expires_on = (lot.status, lot.expires_on) if lot else (None, None)
    held = {
        "plate_hold": at.plate_hold if at else None,
        "location_hold": at.location_hold if at else None,
        "location_kind": at.location_kind if at else None,
    }
    if usable(status, expires_on, today, **held):
        return None
    return (lot_objection(lot, today) if lot else None) or place_objection(at)


def lot_objection(lot: LotToLeave, today: date) -> refusals.Refusal | None:
    """Why the lot itself may not leave, or None."""
    if lot.status == "recalled":
        return refusals.lot_recalled(lot.code, spoken(lot.hold_reason))
    if lot.status != RELEASED:
        return refusals.lot_on_hold(lot.code, spoken(lot.hold_reason))
    if lot.expires_on and expired(lot.expires_on, today):
        return refusals.lot_expired(lot.code, lot.expires_on)
    return None


def place_objection(at: Standing | None) -> refusals.Refusal | None:
    """Why nothing may leave the license plate or the location, or None."""
    if at is None:
        return None
    if at.plate_hold is not None:
        return refusals.plate_on_hold(at.plate or "", spoken(at.plate_hold))
    if at.location_hold is not None:
        return refusals.location_on_hold(at.location, spoken(at.location_hold))
    return refusals.in_quarantine(at.location) if at.location_kind == QUARANTINE else None


def in_time(
    lot: LotToLeave | None, removal_date: date | None, planned: date
) -> refusals.Refusal | None:
    """Why a lot is over before the order leaves: asked as promises ask it, of the planned day."""
    if lot is None:
        return None
    if removal_date and removal_date < planned:
        return refusals.past_removal(lot.code, removal_date, planned)
    if lot.expires_on and expired(lot.expires_on, planned):
        return refusals.ends_before_order(lot.code, lot.expires_on, planned)
    return None


def lives_long_enough(
    lot: LotToLeave | None, planned: date, least: int | None
) -> refusals.Refusal | None:
    """Why a lot is too near its end for the customer, or None."""
    if lot is None or least is None or not too_short(lot.expires_on, planned, least):
        return None
    return refusals.life_too_short(lot.code, least, days_left(lot.expires_on, planned) or 0)
