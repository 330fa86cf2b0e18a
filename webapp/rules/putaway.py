"""Which bin goods should go to, and why a bin may not take them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from webapp.rules import refusals
from webapp.rules.quantities import Amount
from webapp.words import T, Words


class Room(Protocol):
    """A bin with what it holds, what is on its way and what still fits."""

    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def capacity(self) -> int | None: ...
    @property
    def room(self) -> int | None: ...
    @property
    def same_lot(self) -> bool: ...
    @property
    def same_product(self) -> bool: ...
    def fits(self, quantity: int) -> bool: ...


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A bin, and the reason in a worker's words."""

    location_id: int
    code: str
    why: Words


def suggest(holding: Sequence[Room], empty: Room | None, wanted: Amount) -> Suggestion | None:
    """Same lot with room, else same product with room, else the first empty bin.

    `holding` are the bins with the product, same lot first. Where no bin takes everything, the
    first of the same order that takes a part; None where nothing fits anywhere.
    """
    order = [*holding, *([empty] if empty else [])]
    whole = [bin for bin in order if bin.fits(wanted.units)]
    part = [bin for bin in order if bin.room]
    best = next(iter([*whole, *part]), None)
    return None if best is None else Suggestion(best.id, best.code, reason(best, wanted))


def reason(bin: Room, wanted: Amount) -> Words:
    """Why this bin."""
    if not bin.fits(wanted.units):
        room = Amount(bin.room or 0, wanted.scale)
        return T("There is room for %(room)s here: key in how many you put.", room=room)
    if bin.same_lot:
        return T("The same lot is there, with room.")
    if bin.same_product:
        return T("The same product is there, with room.")
    return T("The first empty bin on your way.")


class Place(Protocol):
    """A scanned location."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def blocked_in(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """Goods of one product on their way into a scanned location."""

    place: Place
    bin: Room
    quantity: int
    scale: int


def is_a_bin(proposal: Proposal) -> refusals.Refusal | None:
    """Goods are kept in storage and pick faces only."""
    if proposal.place.kind not in ("storage", "pick_face"):
        return refusals.no_bin_for_goods(proposal.place.code)
    return None


def is_not_blocked(proposal: Proposal) -> refusals.Refusal | None:
    """A blocked bin takes nothing in."""
    return refusals.location_blocked(proposal.place.code) if proposal.place.blocked_in else None


def has_room(proposal: Proposal) -> refusals.Refusal | None:
    """What is there, what is on its way and what comes now must fit."""
    bin = proposal.bin
    if bin.fits(proposal.quantity):
        return None
    return refusals.bin_full(
        bin.code,
        Amount(bin.room or 0, proposal.scale),
        Amount(bin.capacity or 0, proposal.scale),
    )


# Asked in this order; the first objection is the refusal.
RULES: tuple[Callable[[Proposal], refusals.Refusal | None], ...] = (
    is_a_bin,
    is_not_blocked,
    has_room,
)


def objection(proposal: Proposal) -> refusals.Refusal | None:
    """The first reason why these goods may not go there, or None."""
    return next((said for rule in RULES if (said := rule(proposal))), None)
