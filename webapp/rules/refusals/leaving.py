"""Why goods may not leave."""

from __future__ import annotations

from datetime import date

from webapp.rules.refusals.refusal import Refusal
from webapp.words import T


def lot_on_hold(lot: str, reason: object) -> Refusal:
    """A supervisor keeps the lot here."""
    return Refusal(
        "lot_on_hold",
        T("Lot %(lot)s is on hold: %(reason)s.", lot=lot, reason=reason),
        T("Leave it there. Scan another lot, or report it short."),
    )


def lot_recalled(lot: str, reason: object) -> Refusal:
    """The lot is being called back."""
    return Refusal(
        "lot_recalled",
        T("Lot %(lot)s is recalled: %(reason)s.", lot=lot, reason=reason),
        T("Leave it there. Scan another lot, or report it short."),
    )


def lot_expired(lot: str, expires_on: date) -> Refusal:
    """Its last day is over."""
    return Refusal(
        "expired",
        T("Lot %(lot)s expired on %(date)s.", lot=lot, date=expires_on),
        T("Leave it there. Scan another lot, or report it short."),
    )


def plate_on_hold(plate: str, reason: object) -> Refusal:
    """A supervisor keeps the license plate here."""
    return Refusal(
        "plate_on_hold",
        T("License plate %(plate)s is on hold: %(reason)s.", plate=plate, reason=reason),
        T("Leave it there. Take other goods, or report it short."),
    )


def location_on_hold(location: str, reason: object) -> Refusal:
    """A supervisor lets nothing leave the location."""
    return Refusal(
        "location_on_hold",
        T("%(location)s is on hold: %(reason)s.", location=location, reason=reason),
        T("Leave the goods there. Take others, or report it short."),
    )


def in_quarantine(location: str) -> Refusal:
    """Goods that wait for a decision."""
    return Refusal(
        "in_quarantine",
        T("%(location)s is quarantine: nothing leaves it for an order.", location=location),
        T("Leave the goods there. Take others, or report it short."),
    )


def life_too_short(lot: str, least: int, left: int) -> Refusal:
    """The customer wants goods that last longer."""
    return Refusal(
        "life_too_short",
        T(
            "Customer wants %(least)s days; lot %(lot)s has %(left)s.",
            least=least,
            lot=lot,
            left=left,
        ),
        T("Leave it there. Scan a lot that lasts longer, or report it short."),
    ).beside(expected=T("%(days)s days", days=least), scanned=T("%(days)s days", days=left))


def past_removal(lot: str, removal_date: date, planned: date) -> Refusal:
    """It should be gone before the order leaves."""
    return Refusal(
        "past_removal",
        T(
            "Lot %(lot)s is to be removed by %(date)s; the order leaves on %(day)s.",
            lot=lot,
            date=removal_date,
            day=planned,
        ),
        T("Leave it there. Scan another lot, or report it short."),
    )


def ends_before_order(lot: str, expires_on: date, planned: date) -> Refusal:
    """Its last day comes before the order leaves."""
    return Refusal(
        "ends_before_order",
        T(
            "Lot %(lot)s expires on %(date)s; the order leaves on %(day)s.",
            lot=lot,
            date=expires_on,
            day=planned,
        ),
        T("Leave it there. Scan another lot, or report it short."),
    )


def arrives_too_old(lot: str, product: str, least: int, left: int) -> Refusal:
    """The supplier brings goods that end too soon."""
    return Refusal(
        "arrives_too_old",
        T(
            "Lot %(lot)s has %(left)s days left; %(product)s needs %(least)s on receipt.",
            lot=lot,
            left=left,
            product=product,
            least=least,
        ),
        T("Put the goods aside and ask a supervisor."),
    ).beside(expected=T("%(days)s days", days=least), scanned=T("%(days)s days", days=left))


def has_aged_too_far(
    lot: str, product: str, least: int, share: int, left: int, whole: int
) -> Refusal:
    """Too little of its whole life is left."""
    return Refusal(
        "arrives_too_old",
        T(
            "Lot %(lot)s has %(left)s of %(whole)s days left, %(share)s%%;"
            " %(product)s needs %(least)s%% on receipt.",
            lot=lot,
            left=left,
            whole=whole,
            share=share,
            product=product,
            least=least,
        ),
        T("Put the goods aside and ask a supervisor."),
    ).beside(expected=f"{least}%", scanned=f"{share}%")


def nothing_to_allow() -> Refusal:
    """No expired goods were scanned here."""
    return Refusal(
        "nothing_to_allow",
        T("No expired goods were scanned just before."),
        T("Scan the expired goods first, then let them pass."),
    )


def reason_too_long(most: int) -> Refusal:
    """A reason that no book has room for."""
    return Refusal(
        "reason_too_long",
        T("A reason has at most %(most)s characters.", most=most),
        T("Say it in fewer words."),
    )
