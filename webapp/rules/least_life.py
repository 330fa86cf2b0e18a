"""How long goods must still live when they come in: so many days, and a share of their whole life.

Asked in every way that goods come in: by scan, as codes that are pasted, as plates that are
announced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.rules import refusals
from webapp.rules.refusals import Refusal
from webapp.rules.shelf_life import days_left, share_left, too_short, whole_life


@dataclass(frozen=True, slots=True)
class LeastLife:
    """What product and supplier ask for; 0 is nothing.

    `usual` is how many days the product lives in all, `is_reported` whether goods with less are
    taken in and reported, whoever takes them in.
    """

    days: int = 0
    percent: int = 0
    usual: int | None = None
    is_reported: bool = False


@dataclass(frozen=True, slots=True)
class Arriving:
    """A lot that comes in: its code, its product, and the dates that are known of it."""

    lot: str
    product: str
    expires_on: date | None
    produced_on: date | None = None


def falls_short(lot: Arriving, least: LeastLife, today: date) -> Refusal | None:
    """What is to be said of a lot with less life left than is asked for, or None."""
    return too_few_days(lot, least, today) or too_small_a_share(lot, least, today)


def too_few_days(lot: Arriving, least: LeastLife, today: date) -> Refusal | None:
    """Fewer days than are asked for."""
    if not too_short(lot.expires_on, today, least.days):
        return None
    left = days_left(lot.expires_on, today) or 0
    return refusals.arrives_too_old(lot.lot, lot.product, least.days, left)


def too_small_a_share(lot: Arriving, least: LeastLife, today: date) -> Refusal | None:
    """A smaller part of its whole life than is asked for, where it is known how long that is."""
    whole = whole_life(lot.expires_on, lot.produced_on, least.usual)
    share = share_left(lot.expires_on, today, whole)
    if share is None or whole is None or share >= least.percent:
        return None
    left = days_left(lot.expires_on, today) or 0
    return refusals.has_aged_too_far(lot.lot, lot.product, least.percent, share, left, whole)
