"""Whether goods may leave: asked of the scanned lot, and of the promised one."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from webapp.rules import refusals
from webapp.rules.usable import expired, usable


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
    """What the rules ask of a promised line."""

    @property
    def lot(self) -> LotToLeave | None: ...
    @property
    def location(self) -> str: ...
    @property
    def blocked_out(self) -> bool: ...


def may_take(line: PromisedLine, today: date) -> refusals.Refusal | None:
    """Why promised goods may not be taken: their bin was blocked, or their lot may not leave."""
    if line.blocked_out:
        return refusals.location_blocked_out(line.location)
    return may_leave(line.lot, today)


def may_leave(lot: LotToLeave | None, today: date) -> refusals.Refusal | None:
    """Why a lot may not leave, or None; `usable` is the one predicate, this only finds words."""
    if lot is None or usable(lot.status, lot.expires_on, today):
        return None
    if lot.status == "recalled":
        return refusals.lot_recalled(lot.code, lot.hold_reason or "")
    if lot.status != "released" or not expired(lot.expires_on, today):
        return refusals.lot_on_hold(lot.code, lot.hold_reason or "")
    return refusals.lot_expired(lot.code, lot.expires_on)  # type: ignore[arg-type]
