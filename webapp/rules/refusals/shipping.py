"""Why a license plate or an order does not ship."""

from __future__ import annotations

from dataclasses import replace

from webapp.rules.quantities import Amount
from webapp.rules.refusals.refusal import Refusal
from webapp.words import T


def order_not_picked(order: str) -> Refusal:
    """It is not yet known what leaves and what is short."""
    return Refusal(
        "order_not_picked",
        T("Order %(order)s is not picked yet.", order=order),
        T("Finish picking it, or report short what is missing."),
    )


def order_has_left(order: str) -> Refusal:
    """All of it was shipped."""
    return Refusal(
        "order_has_left",
        T("Order %(order)s has left.", order=order),
        T("Nothing of it is left to ship."),
    )


def order_cancelled(order: str) -> Refusal:
    """Nobody waits for it any more."""
    return Refusal(
        "order_cancelled",
        T("Order %(order)s is cancelled.", order=order),
        T("Put its goods back into stock."),
    )


def nothing_to_ship(order: str) -> Refusal:
    """It was short altogether, or put back."""
    return Refusal(
        "nothing_to_ship",
        T("Nothing was picked for order %(order)s.", order=order),
        T("Nothing of it is left to ship."),
    )


def of_no_order(plate: object) -> Refusal:
    """What leaves must be somebody's."""
    return Refusal(
        "of_no_order",
        T("No order has picked what is on it: %(plate)s.", plate=plate),
        T("Bring it to a bin, or pick it for an order."),
    )


def not_of_order(what: object, plate: object, order: str) -> Refusal:
    """Something went on a tote that nobody picked for its order."""
    return Refusal(
        "of_no_order",
        T(
            "%(what)s on it was not picked for order %(order)s: %(plate)s.",
            what=what,
            order=order,
            plate=plate,
        ),
        T("Take that off first."),
    )


def whose_goods(plate: object, orders: str) -> Refusal:
    """More than one order has picked just such goods."""
    return Refusal(
        "plate_of_several_orders",
        T("It could be of orders %(orders)s: %(plate)s.", plate=plate, orders=orders),
        T("Let a supervisor ship the order from its own page."),
    )


def not_at_staging(what: object, missing: Amount, order: str, staging: str) -> Refusal:
    """Part of an order is not where it leaves from."""
    return Refusal(
        "not_at_staging",
        T(
            "%(missing)s of %(what)s of order %(order)s are not at %(staging)s.",
            missing=missing,
            what=what,
            order=order,
            staging=staging,
        ),
        T("Bring them there, or reverse their pick."),
    )


def not_shipped(said: Refusal) -> Refusal:
    """The same objection, and what to do about goods that were picked before it came up."""
    return replace(said, remedy=T("Leave it here and ask a supervisor, who can reverse its pick."))
