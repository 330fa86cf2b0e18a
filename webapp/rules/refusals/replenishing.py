"""Why a pick face is not filled."""

from __future__ import annotations

from webapp.rules.quantities import Amount
from webapp.rules.refusals.refusal import Refusal
from webapp.words import T, Words


def place_has_enough(location: str, product: str, units: Amount) -> Refusal:
    """It has what it needs, with what is on its way; somebody else may just have filled it."""
    return Refusal(
        "place_has_enough",
        T(
            "%(location)s needs no more %(product)s: %(units)s there or on the way.",
            location=location,
            product=product,
            units=units,
        ),
        T("Take the next place, or have the bin counted if it holds less."),
    )


def filled_by_other(location: str, product: str, name: str) -> Refusal:
    """Somebody is on the way with goods for it."""
    return Refusal(
        "filled_by_other",
        T(
            "%(name)s is filling %(location)s with %(product)s.",
            name=name,
            location=location,
            product=product,
        ),
        T("Take the next place."),
    )


def nothing_to_fill_from(location: str, product: str) -> Refusal:
    """Its sources have nothing that is free."""
    return Refusal(
        "nothing_to_fill_from",
        T(
            "There is nothing to fill %(location)s from: no source of %(product)s has free stock.",
            location=location,
            product=product,
        ),
        T("Take the next place. A supervisor sees this one on the list."),
    )


def not_topped_up(location: str, product: str) -> Refusal:
    """Nobody said that the bin is filled with this product."""
    return Refusal(
        "not_topped_up",
        T(
            "%(location)s is not a bin that is filled with %(product)s.",
            location=location,
            product=product,
        ),
        T("Ask a supervisor to make it one on the page of the product."),
    )


def place_gone() -> Refusal:
    """The list on the screen is older than the book."""
    return Refusal(
        "not_topped_up",
        T("This place is not filled any more."),
        T("Look at the list again and take another place."),
    )


def filling_already(location: str) -> Refusal:
    """One place at a time."""
    return Refusal(
        "filling_already",
        T("You are filling %(location)s.", location=location),
        T("Finish it, or press Give back."),
        expected=location,
    )


def other_lot_first(scanned: object, expected: object) -> Refusal:
    """The bin has none of the lot that can be taken, and another one is asked for."""
    return Refusal(
        "wrong_lot_to_fill",
        T("That is %(scanned)s.", scanned=scanned),
        T("Scan %(expected)s, or report that it is not there.", expected=expected),
        expected=expected,
        scanned=scanned,
    )


def all_taken(what: Words) -> Refusal:
    """What is taken up goes to the place, or back."""
    return Refusal(
        "hands_full",
        T("You have this in hand: %(what)s.", what=what),
        T("Bring it to the place, or press Give back."),
    )


def unit_in_hand(what: object) -> Refusal:
    """A unit with a serial number is taken up once."""
    return Refusal(
        "unit_in_hand",
        T("You have taken this one: %(what)s.", what=what),
        T("Scan the next one."),
        scanned=what,
    )
